"""What `deckgen plan` says of what no import brings: cards that stay in their deck, changes that are not newer, forgotten notes."""

import shutil

import pytest
from conftest import Project
from planning import BASE, FUEL, plan, said


def test_what_is_back_in_another_level_moves(project: Project) -> None:
    """The cards of those who still have them stay where they are, and the author and the learners are told."""
    two = "  two:\n    name: Two\n    cards:\n      - {id: third, question: What is ATP?, answer: Energy}\n"
    project.build(BASE + two)
    project.at(60)
    project.build(BASE.replace(FUEL, "") + two)
    project.at(120)
    project.write(BASE.replace(FUEL, "") + two + FUEL)
    moved = [{"key": "fuel", "from": "one", "to": "two"}]
    assert plan(project) == said(verdict="minor", updated=["fuel"], untouched=2, moved=moved)
    assert "  fuel: from One to Two\n" in project.run("plan", "--no-engine").out
    notes = project.run("plan", "--notes").out
    assert "## In another level now\n\n- **Which fuel does the brain prefer?**: from One to Two\n" in notes


MISSED = "Missed: changed, but stamped no later than what learners have, so no import brings it"


@pytest.mark.parametrize("against", ["published.lock", "published.apkg"])
def test_what_is_not_newer_is_missed(against: str, project: Project) -> None:
    """After a lost ledger and with a clock that is behind an edit arrives nowhere, and the plan names it; nothing else."""
    project.at(60)
    project.build(BASE)
    shutil.copy("cards.lock", "published.lock")
    shutil.move("build/test-deck.apkg", "published.apkg")
    (project.folder / "cards.lock").unlink()
    shutil.rmtree("build")
    project.at(0)
    project.build(BASE.replace("Glucose", "Sugar"))
    assert plan(project, "--against", against) == said(untouched=2, missed=["fuel"])
    text = project.run("plan", "--no-engine", "--against", against).out
    assert f"{MISSED}; mend the clock, then --restamp:\n  fuel\n    Which fuel does the brain prefer?\n\n" in text
    project.at(120)
    project.build(None, "--restamp")
    assert "Missed" not in project.run("plan", "--no-engine", "--against", against).out


def test_what_comes_back_or_goes_in_an_older_version_is_missed(project: Project) -> None:
    """An older ledger retires what is back, and brings what is retired, in vain."""
    ledgers = []
    for time, text in enumerate((BASE, BASE.replace(FUEL, ""), BASE)):
        project.at(60 * time)
        project.build(text)
        ledgers.append((project.folder / "cards.lock").read_text(encoding="utf-8"))
    for older, newer, text in ((1, 2, BASE.replace(FUEL, "")), (0, 1, BASE)):
        project.write(ledgers[newer], "newer.lock")
        project.write(ledgers[older], "cards.lock")
        project.write(text)
        said = project.run("plan", "--no-engine", "--against", "newer.lock").out
        assert f"{MISSED}; mend the clock, then --restamp:\n  fuel\n" in said


def test_what_the_ledger_does_not_know_is_in_no_update_package(project: Project) -> None:
    """After a lost ledger a card that is gone stays as it is: neither the author nor the learners are promised a blank one."""
    project.build(BASE)
    shutil.move("cards.lock", "published.lock")
    shutil.rmtree("build")
    project.at(60)
    project.build(BASE.replace(FUEL, ""))
    assert not (project.folder / "build/test-deck-update.apkg").exists()
    text = project.run("plan", "--no-engine", "--against", "published.lock").out
    assert "  fuel\n    Which fuel does the brain prefer?\n    this ledger does not know it, so it is not in the" in text
    notes = project.run("plan", "--notes", "--against", "published.lock").out
    assert "## Retired\n\n- **Which fuel does the brain prefer?**\n" in notes
    assert ("choose `test-deck.apkg`" in notes, "update.apkg" in notes, "blank now" in notes) == (True, False, False)
