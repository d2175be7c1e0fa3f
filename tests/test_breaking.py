"""What no import can follow: renamed decks and levels, another schema, another id."""

from conftest import Project
from planning import BASE, plan


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
