"""`deckgen plan` without the engine: its texts as files, its JSON, and the versions that it compares with.

golden/plan holds a published version, an edited one, and what is said of the edit, to the author and to learners.
`DECKGEN_REWRITE_GOLDEN=1 pytest tests/test_plan.py` writes the expectations anew; read the difference before committing it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import HEAD, Project

GOLDEN = Path(__file__).parent / "golden" / "plan"
LEVELS = "levels:\n  one:\n    name: One\n    cards:\n"
ORGAN = "      - {id: organ, question: Which organ produces insulin?, answer: The pancreas}\n"
FUEL = "      - {id: fuel, question: Which fuel does the brain prefer?, answer: Glucose}\n"
BASE = HEAD + LEVELS + ORGAN + FUEL


def plan(project: Project, *options: str, code: int = 0) -> dict[str, Any]:
    """Run `deckgen plan` without the engine and return its JSON; nothing may be written."""
    before = project.files()
    outcome = project.run("plan", "--no-engine", "--format", "json", *options)
    assert outcome.code == code, outcome.out + outcome.err
    assert project.files() == before
    result = json.loads(outcome.out)
    assert isinstance(result, dict)
    return result


def said(**parts: object) -> dict[str, Any]:
    """Return a plan in which nothing happens but what is given."""
    nothing = {"verdict": "none", "new": [], "updated": [], "untouched": 0, "moved": [], "retired": [], "lost": []}
    return nothing | parts | {"engine": "ledger"}


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


def test_against_another_ledger(project: Project) -> None:
    """A ledger that was kept elsewhere stands for the version that learners have."""
    project.build(BASE)
    shutil.copy("cards.lock", "published.lock")
    project.at(60)
    project.build(BASE.replace("Glucose", "Sugar"))
    assert plan(project) == said(untouched=2)
    assert plan(project, "--against", "published.lock") == said(verdict="patch", updated=["fuel"], untouched=1)
    (project.folder / "cards.lock").unlink()
    assert plan(project, "--against", "published.lock") == said(verdict="patch", updated=["fuel"], untouched=1)


def test_against_a_ledger_of_the_first_format(project: Project) -> None:
    """A ledger that holds neither names nor cards is read; what it does not hold is not held against the new version."""
    project.build(BASE)
    lines = (project.folder / "cards.lock").read_text(encoding="utf-8").splitlines(keepends=True)
    old = "".join(_as_first_format(line) for line in lines if not line.startswith("level\t"))
    project.write(old, "cards.lock")
    assert plan(project) == said(untouched=2)
    assert project.run("build", "--locked").code == 0
    assert project.files()["cards.lock"].decode() == old
    project.write(BASE.replace("Glucose", "Sugar"))
    project.at(60)
    assert plan(project) == said(verdict="patch", updated=["fuel"], untouched=1)
    assert project.run("build", "--locked").code == 1
    project.build()
    assert (project.folder / "cards.lock").read_text(encoding="utf-8").startswith("deckgen ledger 2\n")


def _as_first_format(line: str) -> str:
    head, *rest = line.rstrip("\n").split("\t")
    kept = {"deck": 1, "looks": 3, "note": len(rest) - 1}.get(head, 0)
    return "\t".join([head.replace("ledger 2", "ledger 1"), *rest[:kept]]) + "\n"


def test_against_a_package(project: Project) -> None:
    """A package is compared by what its notes are; both sides are quoted as the cards show them."""
    project.build(BASE.replace("The pancreas", "The **pancreas**"))
    shutil.copy("build/test-deck.apkg", "published.apkg")
    project.at(60)
    (project.folder / "cards.lock").unlink()
    project.build(BASE.replace("The pancreas", "The *pancreas* with its islets"))
    assert plan(project, "--against", "published.apkg")["updated"] == ["fuel", "organ"]
    text = project.run("plan", "--no-engine", "--against", "published.apkg").out
    assert "    answer was: The pancreas\n           now: The pancreas with its islets\n" in text


def test_against_the_package_with_retired_notes(project: Project) -> None:
    """A note that the package retires comes back as an update of it."""
    project.build(BASE)
    project.at(60)
    project.build(BASE.replace(FUEL, ""))
    shutil.copy("build/test-deck-update.apkg", "published.apkg")
    project.at(120)
    project.write(BASE)
    assert plan(project, "--against", "published.apkg") == said(verdict="minor", updated=["fuel"], untouched=1)


def test_lost_progress_fails(project: Project) -> None:
    """Against the package of another deck with the same keys everything comes a second time: exit 1."""
    project.build(BASE)
    shutil.copy("build/test-deck.apkg", "published.apkg")
    (project.folder / "cards.lock").unlink()
    project.write(BASE.replace("id: test-deck", "id: other-deck"))
    result = plan(project, "--against", "published.apkg", code=1)
    assert (result["verdict"], result["lost"], result["new"]) == ("major", ["fuel", "organ"], ["fuel", "organ"])
    assert "PROGRESS WOULD BE LOST on 2 notes" in project.run("plan", "--no-engine", "--against", "published.apkg").out


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


@pytest.mark.parametrize("file", ["build/test-deck.apkg", "cards.lock"])
def test_another_deck_is_no_version_of_this_one(file: str, project: Project) -> None:
    """Where neither name nor any note is the same it is said, exit 2, instead of what it would do to learners."""
    project.build(BASE)
    shutil.copy(file, "other" + Path(file).suffix)
    (project.folder / "cards.lock").unlink()
    project.build("deck: {id: heart, name: Heart}\n" + LEVELS + "      - {id: beat, question: What beats?, answer: The heart}\n")
    outcome = project.run("plan", "--against", "other" + Path(file).suffix)
    assert (outcome.code, outcome.out) == (2, "")
    assert 'is another deck: "Test" has no note in common with "Heart"' in outcome.err


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


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True)


def test_against_a_revision(project: Project) -> None:
    """The ledger as it was committed, also from a source in a folder, and after a build that was not published."""
    (project.folder / "decks").mkdir()
    project.write(BASE, "decks/cards.yaml")
    assert project.run("build", "decks/cards.yaml").code == 0
    _git("init", "-q")
    _git("add", "decks")
    _git("commit", "-q", "-m", "one")
    project.at(60)
    project.write(BASE.replace("Glucose", "Sugar"), "decks/cards.yaml")
    assert project.run("build", "decks/cards.yaml").code == 0
    assert plan(project, "decks/cards.yaml") == said(untouched=2)
    changed = said(verdict="patch", updated=["fuel"], untouched=1)
    assert plan(project, "decks/cards.yaml", "--against", "git:HEAD") == changed
    _git("commit", "-q", "-a", "-m", "two")
    assert plan(project, "decks/cards.yaml", "--against", "git:HEAD~1") == changed
    assert plan(project, "decks/cards.yaml", "--against", "git:HEAD") == said(untouched=2)


@pytest.mark.parametrize(
    ("against", "fault"),
    [
        ("git:HEAD", "git cannot give cards.lock at HEAD"),
        ("git:", '"git:" names no revision'),
        ("git:--help", '"git:--help" names no revision'),
        ("none.lock", "there is no file none.lock"),
        ("none.apkg", "there is no file none.apkg"),
        ("folder", "folder is no ledger and no package"),
        ("thyroid.md", "thyroid.md is no ledger and no package"),
        ("empty.lock", "empty.lock is no ledger and no package"),
        ("cards.yaml.apkg", "cards.yaml.apkg is not an Anki package"),
    ],
)
def test_what_cannot_be_compared_with(against: str, fault: str, project: Project) -> None:
    """Exit 2, a sentence that names it, and nothing on stdout."""
    project.build(BASE)
    (project.folder / "folder").mkdir()
    project.write("nonsense", "cards.yaml.apkg")
    project.write("# The thyroid\n", "thyroid.md")
    project.write("", "empty.lock")
    outcome = project.run("plan", "--against", against)
    assert (outcome.code, outcome.out) == (2, "")
    assert fault in outcome.err


def test_a_damaged_ledger_to_compare_with(project: Project) -> None:
    """Its line is named, exit 1."""
    project.build(BASE)
    project.write("deckgen ledger 2\nnonsense\n", "old.lock")
    outcome = project.run("plan", "--against", "old.lock")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("old.lock:2:1: error[ledger]: this line is damaged")


def test_a_faulty_source_is_reported(project: Project) -> None:
    """Errors in the source stop the plan as they stop a build."""
    project.write(BASE.replace("answer: Glucose", "anwser: Glucose"))
    assert [found["check"] for found in plan(project, code=1)["diagnostics"]] == ["unknown-key"]


def test_renames_are_warned_of_by_build(project: Project) -> None:
    """A renamed deck or level does not stop the build, which says what it does to learners, and where; once."""
    project.build(BASE)
    project.at(60)
    outcome = project.build(BASE.replace("name: Test", "name: Trial").replace("name: One", "name: First"))
    assert 'cards.yaml:1:29: warning[renamed-deck]: the deck "Test" is now "Trial": learners keep their cards' in outcome.err
    assert 'cards.yaml:3:3: warning[renamed-level]: the level "One" is now "First": learners keep' in outcome.err
    assert "warning" not in project.build().err


def test_another_schema_is_warned_of(project: Project) -> None:
    """A note type whose fields are others than those that were published is breaking."""
    project.build(BASE)
    ledger = (project.folder / "cards.lock").read_text(encoding="utf-8")
    (line,) = (line for line in ledger.splitlines() if line.startswith("looks\tquestion"))
    project.write(ledger.replace(line, line[:-12] + "0" * 12), "cards.lock")
    assert plan(project)["verdict"] == "major"
    assert 'warning[changed-schema]: the note type "Deckgen Question" has other fields' in project.build().err


def test_a_changed_deck_id_is_an_error(project: Project) -> None:
    """The ledger belongs to one id for ever."""
    project.build(BASE)
    project.write(BASE.replace("id: test-deck", "id: other-deck"))
    assert [found["check"] for found in plan(project, code=1)["diagnostics"]] == ["ledger"]


def test_notes_as_json(project: Project) -> None:
    """With `--format json` the notes are the one value of an object."""
    project.build(BASE)
    assert plan(project, "--notes") == {"notes": "# Test 1.0.0\n\nNothing changes in the cards.\n"}
