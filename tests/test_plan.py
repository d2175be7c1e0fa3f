"""`deckgen plan` without the engine: its texts as files, its JSON and its verdicts.

golden/plan holds a published version, an edited one, and what is said of the edit, to the author and to learners.
`DECKGEN_REWRITE_GOLDEN=1 pytest tests/test_plan.py` writes the expectations anew; read the difference before committing it.
"""

import json
import os
import shutil
from pathlib import Path

import pytest
from conftest import HEAD, Project
from planning import BASE, FUEL, LEVELS, ORGAN, plan, said

GOLDEN = Path(__file__).parent / "golden" / "plan"


def _compare(path: Path, text: str) -> None:
    if os.environ.get("DECKGEN_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDEN.iterdir()))
def test_a_plan_in_words(case: str, project: Project) -> None:
    """What the author reads, and what learners read, whole; the commands write nothing."""
    project.build((GOLDEN / case / "old.yaml").read_text(encoding="utf-8"))
    shutil.copy(GOLDEN / case / "cards.yaml", project.folder)
    project.at(60)
    before = project.files()
    for name, options in (("plan.txt", ["--no-engine"]), ("notes.md", ["--notes"])):
        outcome = project.run("plan", *options)
        assert (outcome.code, outcome.err) == (0, "")
        _compare(GOLDEN / case / name, outcome.out)
    assert project.files() == before


def test_json(project: Project) -> None:
    """Exactly the agreed keys, notes by key, in one form whatever happens to them."""
    two = "  two:\n    name: Two\n    cards:\n"
    project.build(BASE + two + "      - {id: third, question: What is ATP?, answer: Energy}\n")
    project.at(60)
    project.write(
        HEAD + LEVELS + FUEL.replace("Glucose", "Glucose and ketones") + two + ORGAN + ORGAN.replace("organ", "next", 1)
    )
    assert plan(project) == said(
        verdict="minor",
        new=["next"],
        updated=["fuel", "organ"],
        moved=[{"key": "organ", "from": "one", "to": "two"}],
        retired=["third"],
    )


def test_a_level_under_another_id_moves_no_card(project: Project) -> None:
    """The deck is known by the level's name: only the tag changes, and nobody is sent to Change Deck."""
    two = "  {}:\n    name: 2 Two\n    cards:\n      - {{id: third, question: What is ATP?, answer: Energy}}\n"
    project.build(BASE + two.format("two"))
    project.at(60)
    project.write(BASE + two.format("advanced"))
    assert plan(project) == said(verdict="patch", updated=["third"], untouched=2)
    text = project.run("plan", "--no-engine").out
    assert "  third\n    tag: level::two → level::advanced; the deck stays 2 Two\n" in text
    assert "Moved" not in text
    notes = project.run("plan", "--notes").out
    assert "## Other tags\n\n- `test-deck::level::two` is `test-deck::level::advanced` now, on 1 note; no card moves.\n" in notes
    assert "Change Deck" not in notes


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("Glucose", "Glucose", "none"),
        ("answer: Glucose", "answer: Glucose or ketones", "patch"),
        (FUEL, "", "minor"),
        (FUEL, FUEL + FUEL.replace("fuel", "more", 1), "minor"),
        ("answer: Glucose", "answer: Glucose, reverse: {question: Which organ prefers glucose?, answer: The brain}", "minor"),
        ("name: One", "name: First", "major"),
        ("name: Test}", "name: Trial}", "major"),
    ],
)
def test_verdicts(old: str, new: str, verdict: str, project: Project) -> None:
    """Wording is a patch, a new or a retired card is minor, a rename major."""
    project.build(BASE)
    project.at(60)
    assert old in BASE
    project.write(BASE.replace(old, new))
    assert plan(project)["verdict"] == verdict


def test_a_reason_alone_touches_nobody(project: Project) -> None:
    """`changed:` is on no card: adding it updates no note."""
    project.build(BASE)
    project.at(60)
    project.build(BASE.replace("Glucose}", "Glucose, changed: It was unclear}"))
    assert plan(project)["verdict"] == "none"
    assert json.loads(project.build(None, "--format", "json").out)["notes"]["updated"] == 0


def test_a_reason_is_of_one_version(project: Project) -> None:
    """What the author said of the last correction is not said of the next edit."""
    project.build(BASE)
    project.at(60)
    first = BASE.replace("Glucose}", "Sugar, changed: Glucose is what a chemist says}")
    project.write(first)
    assert "chemist" in project.run("plan", "--notes").out
    project.build()
    project.at(120)
    project.write(first.replace("Sugar", "Sugars"))
    assert "chemist" not in project.run("plan", "--notes").out


def test_first_publication(project: Project) -> None:
    """Where nothing has been published everything is new, and the text says why."""
    project.write(BASE)
    assert plan(project) == said(verdict="minor", new=["fuel", "organ"])
    assert project.run("plan").out == (
        "Test 1.0.0: nothing has been published yet, so 2 notes will be new to everybody.\n\n"
        "If this deck was published, its ledger is missing: `git checkout cards.lock`, or `deckgen recover` it from the packages, before you build.\n"
    )


def test_steps_that_come_and_go_are_not_reworded(project: Project) -> None:
    """Release notes file each change of a mechanism under what it is."""
    meal = HEAD + "levels:\n  one:\n    name: One\n    mechanisms:\n      - {id: meal, title: A meal, steps: [STEPS]}\n"
    project.build(meal.replace("STEPS", "Glucose rises, The brain takes its part, Beta cells release insulin"))
    project.at(60)
    project.write(meal.replace("STEPS", "Glucose rises, Beta cells release more insulin, GLUT4 moves outwards"))
    assert project.run("plan", "--notes").out.startswith(
        "# Test 1.0.0\n\n"
        "## Reworded\n\n- **A meal**\n  - step: Beta cells release insulin → Beta cells release more insulin\n\n"
        "## New steps\n\n- **A meal**\n  - step added: GLUT4 moves outwards\n\n"
        "## Steps that are no more\n\n- **A meal**\n  - step removed: The brain takes its part\n\n"
    )


def test_notes_that_are_stamped_anew(project: Project) -> None:
    """`--restamp` changes nothing but the time, and is said to."""
    project.build(BASE)
    shutil.copy("cards.lock", "published.lock")
    project.at(60)
    project.build(BASE.replace("Glucose", "Glucose of course"), "--restamp")
    text = project.run("plan", "--no-engine", "--against", "published.lock").out
    assert "  organ\n    stamped anew, nothing else changed\n  fuel\n    answer was: Glucose\n" in text
    notes = project.run("plan", "--notes", "--against", "published.lock").out
    assert "## Sent again\n\n- 1 note is as it was; this version brings an earlier update to those who missed it.\n" in notes
    assert "Better around" not in notes


def test_a_faulty_source_is_reported(project: Project) -> None:
    """Errors in the source stop the plan as they stop a build."""
    project.write(BASE.replace("answer: Glucose", "anwser: Glucose"))
    assert [found["check"] for found in plan(project, code=1)["diagnostics"]] == ["unknown-key"]


def test_notes_as_json(project: Project) -> None:
    """With `--format json` the notes are the one value of an object."""
    project.build(BASE)
    assert plan(project, "--notes") == {"notes": "# Test 1.0.0\n\nNothing changes in the cards.\n"}


def test_a_card_less_deserves_a_minor_version(project: Project) -> None:
    """A reverse that is gone leaves a blank card with learners, which is no patch."""
    card = "      - {question: Which organ makes bile?, answer: The liver, reverse: yes}\n"
    project.build(BASE + card)
    project.write(BASE + card.replace(", reverse: yes", ""))
    assert json.loads(project.run("plan", "--no-engine", "--format", "json").out)["verdict"] == "minor"
