"""`deckgen rename`: what it carries, and what it refuses."""

import json

import pytest
from calls import GOOD
from conftest import HEAD, Project


def test_rename_carries_an_identity(project: Project) -> None:
    """After `rename` the note under its new id has its old guid, and nothing else changes."""
    project.build(GOOD)
    guid = project.files()["cards.lock"].decode().split("which-organ-produces-insulin\t")[1].split("\t")[0]
    said = "which-organ-produces-insulin is now organ; write that id at cards.yaml:6:9, and commit cards.lock\n"
    assert project.run("rename", "which-organ-produces-insulin", "organ") == (0, "", said)
    before = project.files()["cards.lock"]
    project.write(GOOD.replace("- question", "- id: pancreas\n        question"))
    said = "organ is now pancreas; commit cards.lock\n"
    assert project.run("rename", "organ", "pancreas") == (0, "", said)
    project.write(before.decode(), "cards.lock")
    result = json.loads(project.build(GOOD.replace("- question", "- id: organ\n        question"), "--format", "json").out)
    assert result["notes"] == {"new": 0, "updated": 0, "unchanged": 1, "retired": 0}
    assert f"note\torgan\t{guid}\t" in project.files()["cards.lock"].decode()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("wich-organ", "organ", 'no note was published as "wich-organ"'),
        (
            "which-organ-produces-insulin",
            "which-organ-produces-insulin",
            'the key "which-organ-produces-insulin" has been published already',
        ),
        ("which-organ-produces-insulin", "Organ", '"Organ" cannot be a key'),
    ],
)
def test_rename_refuses(old: str, new: str, fault: str, project: Project) -> None:
    """A key that is unknown, taken or malformed is refused; the ledger stays."""
    project.build(GOOD)
    before = project.files()
    outcome = project.run("rename", old, new, "--format", "json")
    assert (outcome.code, json.loads(outcome.out)["diagnostics"][0]["message"]) == (2, fault)
    assert project.files() == before


def test_rename_keeps_a_damaged_ledger(project: Project) -> None:
    """`rename` reports a damaged ledger and does not write it."""
    project.write("deckgen ledger 1\nnonsense\n", "cards.lock")
    before = project.files()
    outcome = project.run("rename", "old-id", "new-id")
    assert (outcome.code, outcome.err.split("\n")[0]) == (1, "cards.lock:2:1: error[ledger]: this line is damaged")
    assert project.files() == before


def test_rename_of_a_cell(project: Project) -> None:
    """The three ids of a cell stand in three places: that is said, with the place of the cell."""
    table = "    tables:\n      - id: organs\n        row: Organ\n        columns: {makes: {title: Makes, ask: 'What does the {row} make?'}}\n"
    rows = "        rows:\n          pancreas: {title: Pancreas, makes: Insulin}\n"
    project.build(f"{HEAD}levels:\n  one:\n    name: One\n{table}{rows}")
    outcome = project.run("rename", "organs/pancreas/makes", "organs/gland/makes")
    where = "write that as the ids of the table, the row and the column of the cell at cards.yaml:10:46"
    assert outcome == (0, "", f"organs/pancreas/makes is now organs/gland/makes; {where}, and commit cards.lock\n")


def test_a_cell_may_become_a_card(project: Project) -> None:
    """One that has been taken out of its table keeps its reviews under an id of its own, be that the id of another table."""
    table = "    tables:\n      - id: organs\n        columns: {makes: {ask: 'What does the {row} make?'}}\n        rows:\n"
    rest = "          liver: {title: liver, makes: Bile}\n"
    head = f"{HEAD}levels:\n  one:\n    name: One\n"
    project.build(f"{head}{table}{rest}          pancreas: {{title: pancreas, makes: Insulin}}\n")
    assert project.run("rename", "organs/pancreas/makes", "pancreas").code == 0
    assert project.run("rename", "pancreas", "organs").code == 0
    card = "    cards:\n      - {id: organs, question: What does the pancreas make?, answer: Insulin}\n"
    assert "0 new" in project.build(f"{head}{table}{rest}{card}").err
    assert project.run("rename", "organs", "pancreas").err.startswith("organs is now pancreas; ")
    assert "note\torgans/liver/makes\t" in project.files()["cards.lock"].decode()


def test_rename_of_a_row(project: Project) -> None:
    """A row, or a table, takes all its cells along; nothing is new to learners."""
    table = "    tables:\n      - id: loop\n        columns: {site: {ask: 'Where does {row} act?'}, use: {ask: 'What is {row} for?'}}\n        rows:\n"
    head = f"{HEAD}levels:\n  one:\n    name: One\n{table}"
    other = "          torasemide: {title: Torasemide, site: There, use: Hypertension}\n"
    project.build(head + "          furosemide: {title: Furosemide, site: Here, use: Oedema}\n" + other)
    said = "write that as the ids of the table, the row and the column of the cell at cards.yaml:9:49, and commit cards.lock\n"
    assert project.run("rename", "loop/furosemide", "loop/frusemide") == (
        0,
        "",
        f"loop/furosemide is now loop/frusemide in 2 notes; {said}",
    )
    renamed = (head + "          frusemide: {title: Furosemide, site: Here, use: Oedema}\n" + other).replace(
        "id: loop", "id: diuretics"
    )
    assert project.run("rename", "loop", "diuretics").code == 0
    result = json.loads(project.build(renamed, "--format", "json").out)
    assert result["notes"] == {"new": 0, "updated": 0, "unchanged": 4, "retired": 0}
    before = project.files()
    for old, new, fault in (
        ("diuretics/frusemide", "diuretics/torasemide", 'the key "diuretics/torasemide/site" has been published already'),
        ("diuretics/frusemide", "frusemide", '"frusemide" cannot be a key in place of "diuretics/frusemide"'),
        ("diuretics/site", "diuretics/place", 'no note was published as "diuretics/site"'),
    ):
        outcome = project.run("rename", old, new, "--format", "json")
        assert (outcome.code, json.loads(outcome.out)["diagnostics"][0]["message"]) == (2, fault)
    assert project.files() == before


def test_rename_without_a_source(project: Project) -> None:
    """In a folder with neither source nor ledger, the source is what is missing."""
    said = "none.yaml: error[missing-file]: there is no file none.yaml\n  hint: name the source after the two ids, or go to its folder\n"
    assert project.run("rename", "old-id", "new-id", "none.yaml") == (2, "", said)
