"""`unused-ignore` beside errors: it is reported where it is certain, and only there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HEAD, Project

from deckgen.checks.run import OF_SEVERAL, run_checks
from deckgen.cli.project import compile_project

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.yaml"))


def level(content: str) -> str:
    """Return a source with the content of one level, whose first line is line 5."""
    return f"{HEAD}levels:\n  one:\n    name: One\n{content}"


def unused(text: str, project: Project, *options: str) -> list[str]:
    """Return where excuses are reported that excuse nothing."""
    project.write(text)
    found = json.loads(project.run("check", "--format", "json", *options).out)["diagnostics"]
    return [f"{d['line']}:{d['column']}" for d in found if d["check"] == "unused-ignore"]


BROKEN = "      - {question: Which hormone raises glucose?, answr: Glucagon}\n"
SOUND = "      - {question: Which hormone lowers glucose?, answer: Insulin, ignore: [yes-no, near-duplicate]}\n"
USED = "      - {question: Is insulin a hormone?, answer: 'Yes', ignore: yes-no}\n"


@pytest.mark.parametrize(
    "order", [SOUND + USED + BROKEN, BROKEN + SOUND + USED, BROKEN + SOUND + BROKEN.replace("Which", "What") + USED]
)
def test_beside_a_broken_card(order: str, project: Project) -> None:
    """An error in another entry hides nothing; but a check that compares cards may have found something with the one that is missing."""
    line = order.split("\n").index(SOUND.strip("\n")) + 6
    assert unused(level("    cards:\n" + order), project) == [f"{line}:77"]
    whole = order.replace("answr", "answer")
    assert unused(level("    cards:\n" + whole), project) == [f"{line}:77", f"{line}:85"]
    assert unused(level("    cards:\n" + order), project, "--ignore", "unused-ignore") == []


TABLE = """\
    tables:
      - row: Peptide
        ignore: yes-no
        columns: {organ: {title: Organ}}
        rows:
          insulin: {title: insulin, organ: pancreas}
          glucagon: {title: glucagon, organ: pancreas}
"""
CARD = (
    "    cards:\n      - question: Which hormone?\n        answer: Insulin\n        evidence: contested\n        ignore: yes-no\n"
)


@pytest.mark.parametrize(
    ("content", "right", "wrong"),
    [
        (CARD, "evidence", "evidnce"),
        (CARD, "ignore:", "source: book\n        ignore:"),
        (CARD, "contested", "contested\n        extra: $x^{2$"),
        (TABLE, "title: glucagon", "titel: glucagon"),
        (TABLE, "title: Organ}", "title: Organ, aks: Is it so?}"),
    ],
)
def test_in_a_broken_entry(content: str, right: str, wrong: str, project: Project) -> None:
    """What an entry with an error would have been found guilty of is not known; a table is one entry."""
    assert len(unused(level(content), project)) == 1
    assert unused(level(content.replace(right, wrong)), project) == []


@pytest.mark.parametrize(
    "head", ["check: {limits: {front-wrods: 3}}\n", "sources: {book: {titel: Book}}\n", "include: [gone.yaml]\n", "colour: red\n"]
)
def test_beside_an_error_outside_the_entries(head: str, project: Project) -> None:
    """Settings, sources and what was not read bear on every card, so nothing is certain."""
    assert unused(head + level("    cards:\n" + SOUND), project) == []


def test_beside_a_file_that_cannot_be_read(project: Project) -> None:
    """Nor is anything where YAML was misread."""
    assert unused(level("    cards:\n" + SOUND + "      - question: 'open\n"), project) == []


def test_long_answers_beside_an_error(project: Project) -> None:
    """The note that may have the long answer may be the one that did not compile."""
    assert unused("check: {long_answers: [glucagon]}\n" + level("    cards:\n" + BROKEN), project) == []


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_what_a_check_of_one_entry_finds_it_finds_alone(path: Path, project: Project) -> None:
    """All checks but those that compare entries say the same of a note when all others are missing."""
    project.write(path.read_text(encoding="utf-8"))
    result = compile_project(Path("cards.yaml"))
    deck = result.deck or result.sound
    assert deck is not None
    alone = [found for note in deck.notes for found in run_checks(replace(deck, notes=(note,)), {})]
    assert [d for d in run_checks(deck, {}) if d.check not in OF_SEVERAL and d not in alone] == []
