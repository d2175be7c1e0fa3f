"""The versions that `deckgen plan` compares with: ledgers, packages and revisions, and what is none of them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Project
from planning import BASE, FUEL, LEVELS, plan, said


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


def test_a_tag_may_be_called_like_a_level(project: Project) -> None:
    """What the author files under `level` in a branch of tags is not where the card belongs."""
    tagged = BASE.replace("{id: fuel,", "{id: fuel, tags: [at::level::knee],")
    assert tagged != BASE
    project.build(tagged)
    assert plan(project, "--against", "build/test-deck.apkg") == said(untouched=2)


def test_lost_progress_fails(project: Project) -> None:
    """Against the package of another deck with the same keys everything comes a second time: exit 1."""
    project.build(BASE)
    shutil.copy("build/test-deck.apkg", "published.apkg")
    (project.folder / "cards.lock").unlink()
    project.write(BASE.replace("id: test-deck", "id: other-deck"))
    result = plan(project, "--against", "published.apkg", code=1)
    assert (result["verdict"], result["lost"], result["new"]) == ("major", ["fuel", "organ"], ["fuel", "organ"])
    assert "PROGRESS WOULD BE LOST on 2 notes" in project.run("plan", "--no-engine", "--against", "published.apkg").out


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
