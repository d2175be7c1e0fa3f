"""Rules of the source language for whole files: what they hold together, and what is refused where."""

import pytest
from conftest import HEAD, Project, shown


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


def test_escapes_in_double_quotes_that_are_no_tex(project: Project) -> None:
    r"""`\n` outside maths is a line break, codes of characters are characters, and what has both backslashes is TeX."""
    (note,) = project.notes(r"""
cards:
  - question: "\u03bcmol: what is \\(\\nu\\) and $\u03b1 \\beta$?"
    answer: "first\nsecond costs $5\nand $6"
    extra: "say \"so\" at\_5 \x41"
""")
    assert shown(note) == {
        "Question": r"μmol: what is \(\nu\) and \(α \beta\)?",
        "Answer": "<p>first\nsecond costs $5\nand $6</p>",
        "Extra": 'say "so" at\u00a05 A',
    }


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
