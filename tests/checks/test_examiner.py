"""Decks that the checks have not seen: good ones, of which nothing is said, and one or two of faults for each check."""

import re
from pathlib import Path

import pytest
from conftest import Project

from deckgen.checks.run import run_checks
from deckgen.cli.project import compile_project
from deckgen.compiler.language import CHECK_NAMES
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.yaml"))
FAULTS = sorted((HERE / "faults").glob("*.yaml"))
COMPILER_SAYS = {"html-unsafe": {"media"}}
"""What the compiler itself calls the faults of a check, where it stops at them."""


def check_of(path: Path) -> str:
    """Return the check whose faults a file holds: `tag-syntax-2.yaml` is a second file of `tag-syntax`."""
    return re.sub(r"-\d+$", "", path.stem)


def judged(path: Path, project: Project) -> tuple[Deck | None, list[Diagnostic]]:
    """Return the deck that a file makes, and everything that is said of it."""
    text = path.read_text(encoding="utf-8")
    project.write(text)
    result = compile_project(Path("cards.yaml"))
    checked = run_checks(result.deck, {"cards.yaml": text}) if result.deck else ()
    return result.deck, [*result.diagnostics, *checked]


def lines_ending_in(mark: str, path: Path) -> set[int]:
    """Return the numbers of the lines that end in a mark."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return {number for number, line in enumerate(lines, 1) if line.endswith(mark)}


def test_every_check_has_a_deck_of_faults() -> None:
    """All but copied-span, which needs an article; and every deck of faults marks some."""
    assert {check_of(path) for path in FAULTS} == {*CHECK_NAMES} - {"copied-span"}
    assert [path.name for path in FAULTS if not lines_ending_in("# here", path)] == []


def test_the_good_decks_are_many(project: Project) -> None:
    """Five decks or more, with more than 120 cards."""
    decks = [deck for deck, _ in (judged(path, project) for path in GOOD) if deck]
    assert len(decks) == len(GOOD) >= 5
    assert sum(len(note.cards) for deck in decks for note in deck.notes) >= 120


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_nothing_is_held_against_a_good_deck(path: Path, project: Project) -> None:
    """A deck that a strict reviewer would pass brings no warning and no error; what is for information may be said."""
    deck, said = judged(path, project)
    lines = path.read_text(encoding="utf-8").split("\n")
    disputed = [
        f"{d.position.line if d.position else '-'} {d.check}: {d.message} | {lines[d.position.line - 1].strip() if d.position else ''}"
        for d in said
        if d.severity is not Severity.INFO
    ]
    assert disputed == []
    assert deck is not None


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_faults_are_found_at_their_lines(path: Path, project: Project) -> None:
    """The check speaks at each line marked `# here`, and nowhere else but at the other one of a pair, marked `# may`."""
    name = check_of(path)
    names = {name} | COMPILER_SAYS.get(name, set())
    _, said = judged(path, project)
    found = {d.position.line for d in said if d.check in names and d.position}
    due, allowed = lines_ending_in("# here", path), lines_ending_in("# may", path)
    assert {"missed": sorted(due - found), "wrongly": sorted(found - due - allowed)} == {"missed": [], "wrongly": []}
