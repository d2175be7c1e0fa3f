"""Text as written: from the source through Markdown, package and engine to what the learner reads."""

import time

import pytest

from .author import Author, deck
from .collection import Learner

TEXTS = (
    "7.40",
    "12:30",
    "no",
    "010",
    "1e3",
    "~",
    "2024-01-01",
    "p<0.05",
    "AT&T",
    "&lt;",
    "&amp;nbsp;",
    "TNF-α",
    "a::b",
    "{{",
    "}}",
    "{{Question}}",
    "{{c1::no cloze}}",
    "<script>alert(1)</script>",
    "<!-- no comment -->",
    ">7.4",
    "# 3",
    "2. ICS",
    "- 5 mV",
    "[sound:a.mp3] no sound",
    r"\(x^{y^{2}}\)",
    "5 * 3 * 2",
    "HbA1c_x_y",
    "'quoted' \"twice\"",
    "日本 ünï 🧬",
    "C:\\new",
)
"""What is written on one line, and reaches the card without a change."""


def quoted(text: str) -> str:
    """Return a text as a quoted scalar of YAML."""
    return "'" + text.replace("'", "''") + "'"


def test_every_field_shows_texts_as_written(author: Author, learner: Learner) -> None:
    """Question, answer, both sides of a reverse, hint-free extras and cells show each text as it stands in the source."""
    cards = "".join(
        f"  - {{id: card-{n}, question: {q}, answer: {q}, reverse: {{question: {q}, answer: {q}}}, extra: {q}}}\n"
        for n, q in enumerate(map(quoted, TEXTS))
    )
    build = author.build(deck("cards:\n" + cards), int(time.time()))
    learner.receive(build.packages[None])
    for number, text in enumerate(TEXTS):
        note = build[f"card-{number}"]
        assert note.cards == (0, 1)
        for ordinal in note.cards:
            assert learner.front(note.guid, ordinal).strip() == text
            assert [line for line in learner.back(note.guid, ordinal).split("\n") if line.strip()] == [text] * 3
    assert learner.empty_cards() == 0


@pytest.mark.parametrize("plain", ["7.40", "12:30", "no", "010", "1e3", "~", "2024-01-01", "0x1F", "null", "TNF-α", "p<0.05"])
def test_unquoted_scalars_are_text(author: Author, learner: Learner, plain: str) -> None:
    """What other readers of YAML take for a number, a time, a date or nothing is text, without quotes too."""
    build = author.build(deck(f"cards:\n  - {{id: card, question: What is it?, answer: {plain}}}\n"), int(time.time()))
    learner.receive(build.packages[None])
    assert learner.back(build["card"].guid).split() == ["What", "is", "it?", plain]


def test_clozes_show_texts_as_written(author: Author, learner: Learner) -> None:
    """A deletion hides its whole text and shows it as written; so does a step of a mechanism."""
    texts = [text for text in TEXTS if "{{c1::" not in text and "::" not in text and "}}" not in text] + [r"\(x^{y^{2}}\)"]
    clozes = "".join(f"  - {{id: card-{n}, cloze: {quoted(f'It is {{{{c1::{text}}}}}.')}}}\n" for n, text in enumerate(texts))
    steps = "".join(f"      - {quoted(text)}\n" for text in TEXTS)
    build = author.build(
        deck(f"mechanisms:\n  - id: steps\n    title: Steps\n    steps:\n{steps}cards:\n{clozes}"), int(time.time())
    )
    learner.receive(build.packages[None])
    for number, text in enumerate(texts):
        guid = build[f"card-{number}"].guid
        assert learner.front(guid).strip() == "It is [...]."
        assert learner.asked(guid, 0) == text
        assert learner.back(guid).strip() == f"It is {text}."
    steps_guid = build["steps"].guid
    assert [learner.asked(steps_guid, number) for number in range(len(TEXTS))] == list(TEXTS)


def test_a_hint_and_nothing_else_follows_two_colons(author: Author, learner: Learner) -> None:
    """`::` inside a deletion is Anki's hint; a second one belongs to the hint; elsewhere it is text."""
    build = author.build(deck("cards:\n  - {id: card, cloze: 'Ratio 1::2 is {{c1::GLUT4::which::one?}}.'}\n"), int(time.time()))
    learner.receive(build.packages[None])
    guid = build["card"].guid
    assert learner.front(guid).strip() == "Ratio 1::2 is [which::one?]."
    assert learner.asked(guid, 0) == "GLUT4"


def test_tables_with_pipes(author: Author, learner: Learner) -> None:
    """Cells of a table of the source hold pipes as they stand, and those of a Markdown table where they are escaped."""
    build = author.build(
        deck(
            r"""
            tables:
              - id: pipes
                row: Operator
                columns:
                  meaning: {title: Meaning, ask: "What does {row} mean?", identify: "Which operator means {cell}?"}
                rows:
                  either: {title: 'a | b', meaning: '|x| or \|y\|'}
            cards:
              - id: markdown
                question: Which operators are there?
                answer: |
                  | operator | meaning |
                  |---|---|
                  | a \| b | either |
                  | `c \| d` | {{ p<0.05 |
            """
        ),
        int(time.time()),
    )
    learner.receive(build.packages[None])
    either = build["pipes/either/meaning"].guid
    assert learner.front(either).strip() == "What does a | b mean?"
    assert learner.back(either, 1).strip().endswith("a | b")
    assert "|x| or |y|" in learner.back(either)
    html = learner.card(build["markdown"].guid).answer()
    cells = [cell.partition(">")[2] for cell in html.split("<td")[1:]]
    assert [cell.partition("</td>")[0] for cell in cells] == ["a | b", "either", "<code>c | d</code>", "{{ p&lt;0.05"]
