"""Each rule of the source language, its YAML beside what comes of it."""

import pytest
from conftest import HEAD, Project

from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES


def shown(note: Note) -> dict[str, str]:
    """Return what a note holds: its filled fields by name (without the key, unless it is asked for by `note.key`)."""
    names = [field.name for field in NOTE_TYPES[note.kind].fields]
    return {name: html for name, html in zip(names, note.fields, strict=True) if html and name != "Key"}


def answer(project: Project, yaml: str) -> str:
    """Return the answer that a YAML value becomes."""
    (note,) = project.notes(f"cards:\n  - question: What?\n    answer: {yaml}")
    return shown(note)["Answer"]


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


@pytest.mark.parametrize(
    "text", ["7.40", "12:30", "no", "010", "1e3", "~", "2024-01-01", "null", "0x1F", ".inf", "+1", "1_000", "yes", "=", "on"]
)
def test_every_scalar_is_text(text: str, project: Project) -> None:
    """Rule 1: what YAML would take for a number, a time, a date, nothing or a truth value reaches the card as written."""
    assert answer(project, text) == text


@pytest.mark.parametrize(
    ("yaml", "html"),
    [
        ("p<0.05", "p&lt;0.05"),
        ("AT&T", "AT&amp;T"),
        ("'&lt; &amp; &#60;'", "&amp;lt; &amp;amp; &amp;#60;"),
        ("<b>no</b> <!-- x -->", "&lt;b&gt;no&lt;/b&gt; &lt;!-- x --&gt;"),
        ("'>7.4'", "&gt;7.4"),
        ("'- 5 mV'", "- 5 mV"),
        ("2. ICS", "2. ICS"),
        ("'# 3'", "# 3"),
        ("a *b* **c** `d<e`", "a <em>b</em> <strong>c</strong> <code>d&lt;e</code>"),
        ("snake_case_word", "snake_case_word"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("'$x_1*y*$'", r"\(x_1*y*\)"),
        (r"\(a_1 < b_2\)", r"\(a_1 &lt; b_2\)"),
        ("$$x$$", r"\[x\]"),
        ("a {row} b {{x}}", "a {row} b {{x}}"),
        ("'[sound:x.mp3]'", "&#91;sound:x.mp3]"),
        ('"one\\ntwo"', "<p>one\ntwo</p>"),
        ("|\n      1. a\n      2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        (">\n      folded\n      text", "folded text"),
        ("plain\n      text", "plain text"),
    ],
)
def test_text_is_markdown_and_html_is_text(yaml: str, html: str, project: Project) -> None:
    """Rule 3: one line is inline Markdown, several lines are blocks; HTML and entities show as written."""
    assert answer(project, yaml) == html


@pytest.mark.parametrize(
    ("cloze", "text", "cards"),
    [
        ("{{c1::a}} and {{c3::b::hint}}", "{{c1::a}} and {{c3::b::hint}}", (0, 2)),
        ("{{c1::A::B}}", "{{c1::A::B}}", (0,)),
        ("{{c1::a::h::i}}", "{{c1::a::h:&#58;i}}", (0,)),
        ("{{c1::outer {{c2::inner}}}}", "{{c1::outer {{c2::inner}}}}", (0, 1)),
        (r"{{c1::\(x^{2}\)}}", r"{{c1::\(x^{2}\)}}", (0,)),
        (r"{{c1::\({{a}}\)}}", r"{{c1::\({&#123;a}&#125;\)}}", (0,)),
        ("{{c1::`a::b`}}", "{{c1::<code>a:&#58;b</code>}}", (0,)),
        ("{{c01::a}}", "{{c1::a}}", (0,)),
        ("{{c1::*a*}}", "{{c1::<em>a</em>}}", (0,)),
        ("{{c2::a}} {{c2::b}}", "{{c2::a}} {{c2::b}}", (1,)),
    ],
)
def test_clozes_are_made_safe(cloze: str, text: str, cards: tuple[int, ...], project: Project) -> None:
    """Rule 4: the marks stay Anki's; braces and colons that belong to the text do not end a deletion."""
    (note,) = project.notes(f"cards:\n  - cloze: '{cloze}'")
    assert (shown(note), note.cards) == ({"Text": text}, cards)


@pytest.mark.parametrize(
    ("cloze", "message"),
    [
        ("nothing", "this cloze has no deletion"),
        ("{{c0::a}}", "c0 is not the number of a cloze deletion"),
        ("{{c500::a}}", "c500 is not the number of a cloze deletion"),
        ("{{c1::}}", "the deletion c1 is empty"),
        ("{{c1:: }}", "the deletion c1 is empty"),
        ("{{c1::::h}}", "the deletion c1 is empty"),
        ("{{c1::a}", "the deletion c1 is never closed"),
        ("{{c1::a {{c2::b}}", "the deletion c1 is never closed"),
        ("{{c1:a}} {{c1::b}}", '"{{c1:" looks like a cloze deletion but is none'),
    ],
)
def test_broken_clozes_are_errors(cloze: str, message: str, project: Project) -> None:
    """Rule 4: never a broken card."""
    assert project.level_faults(f"cards:\n  - cloze: '{cloze}'") == [f"6:16 cloze-syntax: {message}"]


def test_unknown_placeholders(project: Project) -> None:
    """Rule 6: a misspelt placeholder is an error; braces that are none stay as they are."""
    table = "tables:\n  - id: tt\n    columns: {{cc: {{ask: '{0}'}}}}\n    rows: {{rr: {{title: R, cc: x}}}}"
    assert project.level_faults(table.format("Who is {rwo}?")) == ["7:29 placeholder: {rwo} is not a placeholder"]
    (note,) = project.notes(table.format("Who is {x} {row}?"))
    assert shown(note)["Question"] == "Who is {x} R?"


def test_files_are_merged_in_order(project: Project) -> None:
    """Rule 7: included files add to levels, sources and caveats; the file's own content comes first."""
    (project.folder / "levels").mkdir()
    project.write("levels: {one: {cards: [{question: B?, answer: b, source: book}]}}\n", "levels/1.yaml")
    project.write(
        "sources: {book: {title: Book}}\nlevels: {two: {name: Two, cards: [{question: C?, answer: c}]}}\n", "levels/2.yaml"
    )
    result = project.compile(HEAD + "include: [levels/*.yaml]\nlevels: {one: {name: One, cards: [{question: A?, answer: a}]}}\n")
    assert result.diagnostics == ()
    assert result.deck is not None
    assert [(n.level, n.order) for n in result.deck.notes] == [("one", 1), ("one", 2), ("two", 3)]
    assert [shown(n)["Answer"] for n in result.deck.notes] == ["a", "b", "c"]


def test_aliases_and_anchors(project: Project) -> None:
    """Rule 8: a plain alias stands for its anchor; tags and merge keys are errors that say what to write."""
    notes = project.notes("cards:\n  - {question: A?, answer: B, tags: &t [x]}\n  - {question: C?, answer: D, tags: *t}")
    assert [note.tags for note in notes] == [("test-deck::level::one", "test-deck::x")] * 2
    assert project.level_faults("cards:\n  - &a {question: A?, answer: B}\n  - {<<: *a, question: C?, answer: !!str D}") == [
        "7:10 merge-key: merge keys (`<<`) are not part of the language",
        '7:40 yaml-tag: the YAML tag "!!str" is not part of the language',
    ]


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ("ignore: [yes-noo]", '6:44 unknown-check: there is no check "yes-noo"'),
        ("caveat: [old]", '6:44 unknown-caveat: there is no caveat "old"'),
        ("caveat: old-data", '6:43 unknown-caveat: there is no caveat "old-data"'),
        ("source: book L1", '6:43 unknown-source: there is no source "book"'),
        ("evidence: sure", '6:45 bad-value: "sure" is not a value of "evidence"'),
        ("typed: perhaps", '6:42 bad-value: "typed" must be yes or no, not "perhaps"'),
        ("as_of: 2026-13", '6:42 bad-value: "as_of" must be a date, not "2026-13"'),
        ("id: Not An Id", '6:39 id-stability: "Not An Id" cannot be an id'),
        ("hint: {a: b}", '6:41 wrong-kind: "hint" must be text, not a mapping'),
        ("tags: [two words]", '6:42 tag-syntax: the tag "two words" holds a space or a quotation mark'),
        ("image: none.png", '6:42 media: there is no picture "none.png"'),
        ("nothing: x", '6:35 unknown-key: "nothing" is not a key of a card'),
        ("question: x", '6:35 duplicate-key: "question" is given twice'),
    ],
)
def test_wrong_values_are_errors_at_their_place(card: str, fault: str, project: Project) -> None:
    """Rules 2 and 8: each at its line and column, and nothing else is said."""
    assert project.level_faults(f"cards:\n  - {{question: Q?, answer: A, {card}}}") == [fault]


def test_empty_values(project: Project) -> None:
    """Rule 10: required text must not be empty; an empty optional value is as if absent."""
    (note,) = project.notes(
        'cards:\n  - {question: Why?, answer: A, hint: "", tags: , extra: , source: "", reverse: , id: , image: ""}'
    )
    assert (shown(note), note.tags, note.key) == ({"Question": "Why?", "Answer": "A"}, ("test-deck::level::one",), "why")
    assert project.level_faults('cards:\n  - {question: "", answer: }\n  - cloze: " "') == [
        '6:10 empty-value: "question" is empty',
        '6:24 empty-value: "answer" is empty',
        '7:9 empty-value: "cloze" is empty',
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_and_columns(mark: str, end: str, project: Project) -> None:
    """Rule 9: columns are characters, a byte order mark is none, and CRLF is one line end."""
    text = HEAD + "levels:\n  one:\n    name: One\n    cards:\n      - {question: é𝄞心?, answer: A, anwser: B}\n"
    assert project.faults((mark + text).replace("\n", end)) == ['6:37 unknown-key: "anwser" is not a key of a card']


def test_nothing_to_learn(project: Project) -> None:
    """A level without entries is told of, a deck without any warned of; either is built."""
    levels = "levels:\n  one:\n    name: One\n    cards: [{question: Why?, answer: So}]\n  two:\n    name: Two\n"
    assert project.faults(HEAD + levels) == ['6:3 empty-level: the level "two" has no entry, so its package is empty']
    assert project.faults(HEAD + levels.replace("{question: Why?, answer: So}", "")) == [
        "1:29 empty-deck: this deck has no entry, so its packages are empty"
    ]


def test_the_same_term_twice_is_an_error(project: Project) -> None:
    """Whatever the case and the spaces; ids that are given twice, too."""
    assert project.level_faults("""
        glossary:
          - {term: Visceral fat, definition: Fat}
          - {term: visceral  FAT, definition: Fat}
        cards:
          - {id: same, question: A?, answer: B}
          - {id: same, question: C?, answer: D}
    """) == [
        '7:16 duplicate-term: the term "visceral  FAT" is in the glossary already',
        '10:14 id-stability: the id "same" is already taken',
    ]
