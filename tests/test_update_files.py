"""The files for learners who have the deck: when they are written, when they go, and what stands in them."""

import csv

import pytest
from conftest import HEAD, Project

LEVELS = "levels:\n  one:\n    name: One\n    cards:\n"
ORGAN = '      - {id: organ, question: \'Which "organ"?\', answer: The pancreas, extra: "one\\n\\n- two"}\n'
CLOZE = "      - {id: cells, cloze: 'It releases {{c1::insulin}}.'}\n"
TWO = "  two:\n    name: Two\n    cards:\n      - {id: fuel, question: Which fuel?, answer: Glucose}\n"
BASE = HEAD + LEVELS + ORGAN + CLOZE + TWO
UPDATE = "build/test-deck-update.apkg"


def test_the_wording_as_text(project: Project) -> None:
    """A row for each note in the order of teaching: guid, note type, deck, and every field but the learner's own."""
    project.build(BASE)
    lines = (project.folder / "build" / "test-deck-update.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[:5] == ["#separator:tab\n", "#html:true\n", "#guid column:1\n", "#notetype column:2\n", "#deck column:3\n"]
    rows = list(csv.reader(lines[5:], delimiter="\t"))
    assert [(len(row), *row[1:5]) for row in rows] == [
        (19, "1511000000001", "Test::One", "organ", 'Which "organ"?'),
        (15, "1511000000002", "Test::One", "cells", "It releases {{c1::insulin}}."),
        (19, "1511000000001", "Test::Two", "fuel", "Which fuel?"),
    ]
    assert rows[0][11] == "<p>one</p>\n<ul>\n<li>two</li>\n</ul>"


def test_retired_notes_have_a_package_while_there_are_any(project: Project) -> None:
    """It appears with the first retired note, is the same after every build, and goes with the last."""
    project.build(BASE)
    assert UPDATE not in project.files()
    project.at(60)
    project.build(BASE.replace(CLOZE, ""))
    first = project.files()[UPDATE]
    project.at(120)
    project.build()
    assert project.files()[UPDATE] == first
    assert "note" in project.run("dump", UPDATE).out
    project.build(BASE)
    assert UPDATE not in project.files()


def test_a_level_alone_leaves_them(project: Project) -> None:
    """`--level` writes that level's package, and neither writes nor removes the files of the whole deck."""
    project.build(BASE)
    project.build(BASE.replace(CLOZE, ""))
    before = project.files()
    project.build(BASE, "--level", "two")
    assert UPDATE in before
    changed = {name for name, content in project.files().items() if before.get(name) != content}
    assert changed == {"cards.lock", "cards.yaml", "build/test-deck-two.apkg"}


def test_a_faulty_source_leaves_them(project: Project) -> None:
    """A build that fails leaves the package of retired notes where it is."""
    project.build(BASE)
    project.build(BASE.replace(CLOZE, ""))
    before = project.files()
    project.write(BASE.replace("answer: Glucose", "anwser: Glucose"))
    assert project.run("build").code == 1
    assert {name: content for name, content in project.files().items() if name != "cards.yaml"} == {
        name: content for name, content in before.items() if name != "cards.yaml"
    }


@pytest.mark.parametrize("level", ["update"])
def test_no_level_takes_their_name(level: str, project: Project) -> None:
    """A level with the id `update` would have a package of the same name."""
    assert project.faults(BASE.replace("  two:", f"  {level}:")) == [
        '8:3 bad-id: a level cannot have the id "update": its package would have the name of the one that brings retired notes'
    ]
