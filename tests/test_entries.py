"""What each kind of entry becomes, its YAML beside it."""

import pytest
from conftest import Project, shown


def test_a_card_has_question_answer_and_tags(project: Project) -> None:
    """The least that a card can be: one card, tagged with its level."""
    (note,) = project.notes("""
        cards:
          - question: Which organ?
            answer: The pancreas
    """)
    assert shown(note) == {"Question": "Which organ?", "Answer": "The pancreas"}
    assert (note.key, note.level, note.tags, note.cards, note.order) == (
        "which-organ",
        "one",
        ("test-deck::level::one",),
        (0,),
        1,
    )


def test_reverse_in_words_and_by_swapping(project: Project) -> None:
    """`{question, answer}` is taken as it stands, `yes` swaps the two, `no` adds nothing."""
    notes = project.notes("""
        cards:
          - {question: A?, answer: B, reverse: {question: C?, answer: D}}
          - {question: E?, answer: F, reverse: yes}
          - {question: G?, answer: H, reverse: no}
    """)
    assert [(shown(note), note.cards) for note in notes] == [
        ({"Question": "A?", "Answer": "B", "Reverse question": "C?", "Reverse answer": "D"}, (0, 1)),
        ({"Question": "E?", "Answer": "F", "Reverse question": "F", "Reverse answer": "E?"}, (0, 1)),
        ({"Question": "G?", "Answer": "H"}, (0,)),
    ]


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "on", "no", "Off"])
def test_yes_and_no_in_any_spelling(word: str, project: Project) -> None:
    """Rule 1: the few keys that want a yes or no read the text themselves; a typed answer is plain text."""
    (note,) = project.notes(f"cards:\n  - {{question: Why?, answer: '*A*', typed: {word}}}")
    typed = {"Typed answer": "A"} if word in ("yes", "Yes", "TRUE", "on") else {}
    assert shown(note) == {"Question": "Why?", "Answer": "<em>A</em>", **typed}


def test_glossary_asks_both_directions_or_the_chosen(project: Project) -> None:
    """Term → definition and definition → term by default; one of them, or the author's words, where asked."""
    notes = project.notes("""
        glossary:
          - {term: Insulin, definition: A hormone, also: [INS, "I"]}
          - {term: Renin, definition: An enzyme, ask: [name]}
          - {term: Leptin, definition: Of fat cells, ask: define}
          - {term: Ghrelin, definition: Of the stomach, ask: {define: "What is ghrelin?", name: "Which hunger hormone?"}}
    """)
    assert [(note.key, shown(note), note.cards) for note in notes] == [
        ("insulin", {"Question": "Insulin", "Answer": "A hormone",
                     "Reverse question": "A hormone", "Reverse answer": "Insulin (INS, I)"}, (0, 1)),
        ("renin", {"Reverse question": "An enzyme", "Reverse answer": "Renin"}, (1,)),
        ("leptin", {"Question": "Leptin", "Answer": "Of fat cells"}, (0,)),
        ("ghrelin", {"Question": "What is ghrelin?", "Answer": "Of the stomach",
                     "Reverse question": "Which hunger hormone?", "Reverse answer": "Ghrelin"}, (0, 1)),
    ]  # fmt: skip


def test_a_mechanism_is_one_cloze_note(project: Project) -> None:
    """One deletion for each step, in order; `cyclic` marks the list."""
    (note,) = project.notes("""
        mechanisms:
          - id: release
            title: Release
            cyclic: yes
            steps: [Rises, {id: secrete, text: Secretes}, Falls]
    """)
    steps = "<li>{{c1::Rises}}</li><li>{{c2::Secretes}}</li><li>{{c3::Falls}}</li>"
    assert shown(note) == {"Text": f'<div class="title">Release</div><ol class="steps cyclic">{steps}</ol>'}
    assert (note.key, note.cards) == ("release", (0, 1, 2))


def test_a_table_asks_its_cells(project: Project) -> None:
    """Each filled cell is a note; `{row}` and `{cell}` are filled in; cells inherit what rows and tables carry."""
    notes = project.notes("""
        tables:
          - id: drugs
            row: Drug
            tags: [drug]
            columns:
              target: {title: Target, ask: "What does {row} act on?", identify: "What acts on {cell}?"}
              route: {title: Route}
              dose: {title: Dose}
            rows:
              metformin: {title: Metformin, target: The liver, route: {text: By mouth, tags: [oral], hint: Easy}, dose: ""}
              insulin: {title: Insulin, tags: [old], route: Under the skin}
    """)
    assert [(note.key, shown(note), note.tags[:-1], note.cards) for note in notes] == [
        ("drugs/metformin/target", {"Question": "What does Metformin act on?", "Answer": "The liver",
                                    "Reverse question": "What acts on The liver?", "Reverse answer": "Metformin"},
         ("test-deck::drug",), (0, 1)),
        ("drugs/metformin/route", {"Question": "Metformin: Route?", "Answer": "By mouth", "Hint": "Easy"},
         ("test-deck::drug", "test-deck::level::one"), (0,)),
        ("drugs/insulin/route", {"Question": "Insulin: Route?", "Answer": "Under the skin"},
         ("test-deck::drug", "test-deck::level::one"), (0,)),
    ]  # fmt: skip
    assert [note.tags[-1] for note in notes] == ["test-deck::level::one", "test-deck::oral", "test-deck::old"]


def test_common_keys_reach_the_back(project: Project) -> None:
    """hint, extra, caveat, evidence, source, cite, as_of and tags of a card; and the deck's own tags."""
    project.write("")
    result = project.compile("""
deck: {id: test-deck, name: Test, tags: [root, shared]}
sources: {article: {title: An article, year: 2025}, doe: {citation: Doe 2010, verified: no}}
caveats: {old: Old data.}
levels:
  one:
    name: One
    cards:
      - question: Q?
        answer: A
        tags: [topic::x]
        hint: H
        extra: "*E*"
        caveat: old
        evidence: contested
        source: article L41-45
        cite: doe
        as_of: 2026-11
      - {question: R?, answer: A, caveat: Only in rats.}
""")
    assert result.diagnostics == ()
    assert result.deck is not None
    first, second = result.deck.notes
    assert shown(first) == {
        "Question": "Q?", "Answer": "A", "Hint": "H", "Extra": "<em>E</em>", "Exam note": "Old data.", "Evidence": "contested",
        "Source": "An article, 2025, L41-45<br>Doe 2010 (not verified)<br>As of 2026-11",
    }  # fmt: skip
    assert first.tags == ("root::evidence::contested", "root::level::one", "root::topic::x", "shared")
    assert shown(second)["Exam note"] == "Only in rats."
