"""What the ledger holds of published notes: when each last changed, which are retired, and what its loss leaves."""

import json
import time
from pathlib import Path

import pytest
from conftest import EPOCH, Project
from published import FUEL, ORGAN, TISSUE, cards, guids, note, tally

from deckgen.cli.report import in_short
from deckgen.types.diagnostic import Diagnostic, Severity


def test_modified_is_later_than_last_and_only_on_change(project: Project) -> None:
    """`modified = max(now, last + 1)`, for the notes that changed; `--restamp` for all of them."""
    project.build(cards(FUEL, ORGAN))
    fuel, organ = sorted(guids(project))
    assert [note(project, key).modified for key in (fuel, organ)] == [EPOCH, EPOCH]
    project.at(100)
    project.build(cards(FUEL, ORGAN.replace("The pancreas", "Pancreas")))
    assert [note(project, key).modified for key in (fuel, organ)] == [EPOCH, EPOCH + 100]
    project.at(50)  # a clock that runs behind
    project.build(cards(FUEL, ORGAN))
    assert [note(project, key).modified for key in (fuel, organ)] == [EPOCH, EPOCH + 101]
    project.at(500)
    outcome = project.build(None, "--restamp")
    assert tally(outcome) == "notes: 0 new, 2 updated, 0 unchanged, 0 retired"
    assert [note(project, key).modified for key in (fuel, organ)] == [EPOCH + 500, EPOCH + 500]


def test_a_lost_ledger_gives_the_same_guids(project: Project) -> None:
    """A guid follows from deck and key alone, whether notes were published at once or one after another."""
    project.build(cards(FUEL))
    project.build(cards(FUEL, ORGAN))
    project.build(cards(TISSUE, FUEL, ORGAN))
    before = guids(project)
    Path("cards.lock").unlink()
    project.at(5000)
    project.build()
    assert guids(project) == before


def test_a_retired_note_stays_in_the_ledger_and_may_return(project: Project) -> None:
    """A card that is taken out is retired by name; put back, it is the same note, newer than before."""
    project.build(cards(FUEL, ORGAN))
    before = guids(project)
    project.at(100)
    outcome = project.build(cards(FUEL))
    assert 'info[retired]: "which-organ-produces-insulin"' in outcome.err
    assert tally(outcome) == "notes: 0 new, 0 updated, 1 unchanged, 1 retired"
    assert note(project, "which-organ-produces-insulin").retired == "1.0.0"
    assert tally(project.build()) == "notes: 0 new, 0 updated, 1 unchanged, 0 retired"
    project.at(200)
    assert tally(project.build(cards(FUEL, ORGAN))) == "notes: 0 new, 1 updated, 1 unchanged, 0 retired"
    assert guids(project) == before
    assert note(project, "which-organ-produces-insulin").modified == EPOCH + 200


def test_many_retired_notes_are_said_once(project: Project) -> None:
    """Samples that were built and replaced: one line for all, with the way out before anybody has them; JSON names each."""
    samples = [ORGAN.replace("organ", f"organ {n}") for n in range(6)]
    for number in (5, 6):
        project.build(cards(FUEL, *samples[:number]))
        project.write(cards(FUEL))
        lock = (project.folder / "cards.lock").read_bytes()
        said = project.build().err
        assert said.count("info[retired]") == (5 if number == 5 else 1)
        assert "its history is kept. If nobody has imported a build yet, delete cards.lock and the packages, and build again\n" in said
        (project.folder / "cards.lock").write_bytes(lock)
    assert "and so are 5 more: `--format json` names them all\n" in said
    assert [d["check"] for d in json.loads(project.build(None, "--format", "json").out)["diagnostics"]] == ["retired"] * 6


def test_very_many_retired_notes_are_said_at_once() -> None:
    """A level of thousands of notes may go, and the report of that takes no time to speak of."""
    found = [Diagnostic("retired", f'"key-{n}" is retired', None, "", Severity.INFO, "cards.lock") for n in range(5000)]
    begin = time.process_time()
    (said,) = in_short(found)
    assert said.message == '"key-0" is retired; and so are 4999 more: `--format json` names them all'
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("number", "damage"),
    [
        (4, "99999999999999999999"),
        (4, "-5"),
        (4, "²"),
        (14, "1\t{\"steps\":[],\"spent\":[Infinity]}"),
        (14, "1\t{\"steps\":[],\"spent\":" + "[" * 5000),
        (14, "one"),
    ],
)
def test_a_damaged_number_is_an_error_at_its_line(number: int, damage: str, project: Project) -> None:
    """What no ledger of deckgen's can hold is named, and nothing is written."""
    project.build(cards(FUEL))
    *head, line = project.files()["cards.lock"].decode().splitlines()
    parts = line.split("\t")
    project.write("\n".join([*head, "\t".join([*parts[:number], damage, *parts[number + 1 :]])]), "cards.lock")
    outcome = project.run("build")
    assert (outcome.code, outcome.err.splitlines()[0]) == (1, f"cards.lock:{len(head) + 1}:1: error[ledger]: this line is damaged")


def test_what_stands_above_the_heading_is_damage(project: Project) -> None:
    """A line of a note there is not passed over, as if that note had never been published."""
    project.build(cards(FUEL))
    heading, rest = project.files()["cards.lock"].decode().split("\n", 1)
    project.write(f"note\tfuel\n{heading}\n{rest}", "cards.lock")
    outcome = project.run("build")
    assert (outcome.code, outcome.err.splitlines()[0]) == (1, "cards.lock:1:1: error[ledger]: this line is damaged")
