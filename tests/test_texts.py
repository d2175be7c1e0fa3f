"""Texts of the source language: scalars, Markdown, clozes and placeholders, and how they reach the card."""

import pytest
from conftest import Project, shown


def answer(project: Project, yaml: str) -> str:
    """Return the answer that a YAML value becomes."""
    (note,) = project.notes(f"cards:\n  - question: What?\n    answer: {yaml}")
    return shown(note)["Answer"]


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
