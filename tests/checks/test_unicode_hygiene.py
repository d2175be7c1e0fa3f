"""`unicode-hygiene`: what is mended, in each style of YAML, and what is left alone because YAML might read it otherwise."""

from pathlib import Path

import pytest
from conftest import HEAD, Project, indented
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.checks.fix import mended
from deckgen.checks.run import run_checks
from deckgen.cli.project import compile_project
from deckgen.types.diagnostic import Diagnostic

NAME = ["unicode-hygiene"]
ODD = {"\u00a0": " ", "\u200b": "", "\u2011": "-", "e\u0301": "é"}


def said(text: str, project: Project) -> list[Diagnostic]:
    """Return what the check says of a source, which must compile."""
    project.write(text)
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    return list(run_checks(deck, {"cards.yaml": text}, NAME))


def level(content: str, language: str = "en") -> str:
    """Return a source that holds the content of a level."""
    head = HEAD.replace("name: Test", f"name: Test, language: {language}")
    return f"{head}levels:\n  one:\n    name: One\n{indented(content)}"


@pytest.mark.parametrize(
    "value",
    [
        "The β\u2011cells and an\u00a0islet of Se\u0301quard",
        "'The β\u2011cells and an\u00a0islet of Se\u0301quard'",
        '"The β\u2011cells and an\u00a0islet of Se\u0301quard"',
        "|\n      The β\u2011cells and an\u00a0islet\n      of Se\u0301quard",
        ">-\n      The β\u2011cells\n      and an\u00a0islet of Se\u0301quard",
    ],
    ids=["plain", "single", "double", "block", "folded"],
)
def test_every_style_of_yaml_is_mended(value: str, project: Project) -> None:
    """All three are found at their own characters, and replaced; the text is then as clean as it can be."""
    text = level(f"cards:\n  - question: What does insulin come from?\n    answer: {value}\n")
    found = said(text, project)
    assert [text.split("\n")[d.position.line - 1][d.position.column - 1] for d in found if d.position] == [
        "\u2011",
        "\u00a0",
        "e",
    ]
    clean = text.replace("\u2011", "-").replace("\u00a0", " ").replace("e\u0301", "é")
    assert mended(found, {"cards.yaml": text}) == {"cards.yaml": (clean, 3)}
    assert said(clean, project) == []


def test_what_comes_more_than_once_has_a_place_each(project: Project) -> None:
    """Three hyphens of one text, two of them in the same word, and one of the next text."""
    text = level(
        "cards:\n  - question: Do TNF\u2011α, IL\u20116 and TNF\u2011α rise?\n    answer: Only TNF\u2011α\n    extra: not TNF\u2011α\n"
    )
    found = said(text, project)
    assert [(d.position.line, d.position.column) for d in found if d.position] == [(6, 25), (6, 31), (6, 41), (7, 25), (8, 23)]
    assert mended(found, {"cards.yaml": text}) == {"cards.yaml": (text.replace("\u2011", "-"), 5)}


@pytest.mark.parametrize(
    "value", ["\u2011x is lost", "a:\u200b b", "a \u200b# b", "x\u200b", "-\u200b b", "'a\u200b''s'", "\u200bThe end"]
)
def test_what_yaml_might_read_otherwise_is_left(value: str, project: Project) -> None:
    """The character is spoken of, but nothing is offered: a colon, a hash or a dash would come to life, or a line would begin."""
    text = level(f"cards:\n  - question: What is it?\n    answer: {value}\n")
    found = said(text, project)
    assert [(d.position.line if d.position else 0, d.fix) for d in found] == [(7, None)]


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("en", "5\u00a0mg of vitamin\u00a0D"),
        ("fr", "«\u00a0Oui\u00a0»\u202f!"),
        ("fa", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("en", "\U0001f469\u200d\u2695\ufe0f"),
        ("de", "Der μ-Rezeptor"),
    ],
)
def test_what_is_set_on_purpose_is_left(language: str, answer: str, project: Project) -> None:
    """Spaces at figures, single letters and French punctuation; joiners of Persian and of emoji; Greek letters of names."""
    assert said(level(f'cards:\n  - question: What?\n    answer: "{answer}"\n', language), project) == []


def test_the_rarer_sign_is_mended(project: Project) -> None:
    """Of two micro signs and of two minus signs; a hyphen between words or in a range is no minus sign."""
    answers = ["−70 mV", "−55 mV", "-90 mV", "3-5 days", "GLP-1", "5 \u03bcg", "6 \u03bcg", "7 \u00b5mol/L"]
    text = level("cards:\n" + "".join(f'  - question: What is number {n}?\n    answer: "{a}"\n' for n, a in enumerate(answers)))
    clean = text.replace("-90", "−90").replace("\u00b5mol", "\u03bcmol")
    assert mended(said(text, project), {"cards.yaml": text}) == {"cards.yaml": (clean, 2)}


PIECES = st.lists(
    st.sampled_from(
        [*ODD, "a", "Z", "β", "7", " ", ": ", ":", " #", "-", "?", "'", '"', ",", ".", "{", "]", "&", "*", "|", "µg", "μg", "−"]
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=PIECES, answer=PIECES)
def test_mending_changes_nothing_else(question: list[str], answer: list[str], project: Project) -> None:
    """Whatever stands beside it in a plain scalar, the notes after mending are those before with other characters."""
    text = level(f"cards:\n  - question: {''.join(question)}\n    answer: {''.join(answer)}\n")
    project.write(text)
    before = compile_project(Path("cards.yaml")).deck
    if before is None or len(before.notes) != 1:
        return
    found = run_checks(before, {"cards.yaml": text}, NAME)
    clean, _ = mended(found, {"cards.yaml": text}).get("cards.yaml", (text, 0))
    project.write(clean)
    after = compile_project(Path("cards.yaml")).deck
    assert after is not None
    assert [folded(field) for field in after.notes[0].fields[1:]] == [folded(field) for field in before.notes[0].fields[1:]]


def folded(text: str) -> str:
    """Return a text with all that the check may replace made alike."""
    for odd, usual in {**ODD, "\u00b5": "μ", "−": "-", "  ": " "}.items():
        text = text.replace(odd, usual)
    return text
