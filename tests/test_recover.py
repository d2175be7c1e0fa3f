"""A lost ledger is made again from the packages that were published: `deckgen recover`, and builds that find none."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import EPOCH, HEAD, Outcome, Project

from deckgen.compiler.ledger_text import parse_ledger
from deckgen.types.ledger import Ledger

WHOLE = "build/test-deck.apkg"
UPDATE = "build/test-deck-update.apkg"

FIRST = """
deck: {id: test-deck, name: Test, tags: [endo]}
sources:
  yu2025: {citation: "Yu B. *Diabetes*. 2025"}
levels:
  one:
    name: 1 One
    glossary:
      - {term: Visceral fat, also: [VAT], definition: Fat **deep** in the abdomen, source: yu2025 p. 3}
      - {term: Insulin, definition: It lowers blood glucose, ask: {define: What does insulin do?}}
    mechanisms:
      - title: From a *meal* to uptake
        steps: [Glucose rises after a meal, The pancreas secretes insulin, "{id: bind, text: Insulin binds `IR`}", GLUT4 moves outwards]
      - title: Fasting
        steps: [Glucagon rises, The liver breaks glycogen down, Fat cells release *acids*]
    tables:
      - row: Peptide
        columns:
          receptor: {title: Receptor, ask: "Which receptor does {row} activate?"}
        rows:
          semaglutide: {title: semaglutide, receptor: GLP-1 receptor}
  two:
    name: 2 Two
    cards:
      - {question: Which organ produces insulin?, answer: The *pancreas*, tags: [organs], source: yu2025 p. 4}
      - {question: Which fuel does the brain prefer?, answer: Glucose, source: yu2025 p. 5, changed: It was fat}
      - {id: store, question: Where is fat stored?, answer: In adipose tissue, reverse: {question: What is stored there?, answer: Fat}}
      - cloze: "Insulin moves {{c1::GLUT4}} to the *surface*: it {{c2::takes up::verb}} glucose."
      - cloze: "Glucagon acts on the {{c1::liver}}  and **nothing** <else>."
      - {question: "Which gland,  in short, is {brittle} & \\"odd\\"?", answer: "p<0.05"}
""".replace("'{", "{").replace('"{id: bind, text: Insulin binds `IR`}"', "{id: bind, text: Insulin binds `IR`}")

MOVED = "steps: [GLUT4 moves outwards, Glucose rises after a meal, The liver joins in, {id: bind, text: Insulin binds `IR`}]"
BURIED = '      - cloze: "Glucagon acts on the {{c1::liver}}  and **nothing** <else>."\n'
ODD = '      - {question: "Which gland,  in short, is {brittle} & \\"odd\\"?", answer: "p<0.05"}\n'
FASTING = "      - title: Fasting\n        steps: [Glucagon rises, The liver breaks glycogen down, Fat cells release *acids*]\n"
FAST_MOVED = FASTING.replace("Glucagon rises, The liver breaks glycogen down", "The liver breaks glycogen down, Glucagon rises")


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Return a text after edits, each of which must find its words once."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


STEPS = FIRST.partition("uptake\n        ")[2].partition("\n")[0]
SECOND = edited(
    FIRST, (STEPS, MOVED), ("Which fuel does the brain prefer?", "Which fuel does a brain prefer?"), (FASTING, FAST_MOVED)
)
THIRD = edited(
    SECOND,
    ("name: Test,", "name: Test, version: 2.0.0,"),
    (BURIED, ""),
    (ODD, ""),
    (FAST_MOVED, ""),
    ("deep** in the", "deep** inside the"),
)


def publish(project: Project) -> None:
    """Publish three versions: with steps moved, cards reworded and notes retired; the first one's package is kept."""
    for number, text in enumerate((FIRST, SECOND, THIRD)):
        project.at(100 * number)
        project.build(text)
        if number < 2:
            shutil.copy(WHOLE, f"version-{number + 1}.apkg")
    project.at(5000)


def lose(project: Project, *packages: str) -> Outcome:
    """Lose the ledger, and make it again from packages."""
    Path("cards.lock").unlink()
    outcome = project.run("recover", *packages)
    assert outcome.code == 0, outcome.err
    return outcome


def ledger(project: Project) -> Ledger:
    """Read the ledger, which must be sound."""
    result, found = parse_ledger((project.folder / "cards.lock").read_text(encoding="utf-8"), "cards.lock", "test-deck")
    assert found == []
    return result


def packages(project: Project) -> dict[str, bytes]:
    """Return the files that a build writes."""
    return {name: content for name, content in project.files().items() if name.startswith("build/")}


def test_a_ledger_comes_back_from_its_packages(project: Project) -> None:
    """The next build makes the same bytes, and what is live stands in the ledger as it did."""
    publish(project)
    built, true = packages(project), ledger(project)
    outcome = lose(project, WHOLE)
    assert outcome.err == (
        f"cards.lock holds 11 notes again, 3 of them retired, from {WHOLE} and {UPDATE}\n"
        "the next build: 0 new, 0 updated, 8 unchanged, 0 retired\n"
        "see `deckgen plan`, and commit cards.lock\n"
    )
    again = ledger(project)
    live = {key: note for key, note in true.notes.items() if not note.retired}
    assert {key: again.notes[key]._replace(since="1.0.0") for key in live} == live
    assert (again.deck, again.name, again.version, again.levels, again.looks) == (
        true.deck, true.name, true.version, true.levels, true.looks,
    )  # fmt: skip
    assert {key: (n.guid, n.modified, n.retired, n.kind) for key, n in again.notes.items()} == {
        key: (n.guid, n.modified, n.retired, n.kind) for key, n in true.notes.items()
    }
    assert "notes: 0 new, 0 updated, 8 unchanged, 0 retired\n" in project.build().err
    assert packages(project) == built


def test_older_packages_tell_what_retired_notes_were(project: Project) -> None:
    """With the package of the last version that had them, whatever the order, all of the ledger is as it was."""
    publish(project)
    built, true = packages(project), ledger(project)
    lose(project, "version-2.apkg", WHOLE, "version-1.apkg")
    buried = true.notes["glucagon-acts-on-the-liver-and-nothing-else"]._replace(
        question="Glucagon acts on the liver and **nothing** <else>."  # a tombstone hides nothing
    )
    assert ledger(project) == replace(true, notes=true.notes | {buried.key: buried})
    project.build()
    assert packages(project) == built


CLOZE = "a reworded cloze"
NAMED = "a step with an id, written anew"
AFTER = {
    "a reworded card": ("Which organ produces insulin?", "Which organ of the body makes insulin?"),
    "a reworded definition": ("inside the abdomen", "inside the belly and round the organs"),
    CLOZE: ("to the *surface*", "up to the *surface* of cells"),
    "a reworded answer of a table": ("GLP-1 receptor", "The GLP-1 receptor of course"),
    NAMED: ("{id: bind, text: Insulin binds `IR`}", "{id: bind, text: Its receptor takes it}"),
    "a reworded step": ("Glucose rises after a meal", "Blood glucose rises after a meal"),
    "moved steps": ("[GLUT4 moves outwards, Glucose rises after a meal,", "[Glucose rises after a meal, GLUT4 moves outwards,"),
    "a removed step": ("GLUT4 moves outwards, ", ""),
    "a removed card": ("      - {question: Which fuel does a brain prefer?, answer: Glucose, source: yu2025 p. 5, changed: It was fat}\n", ""),
    "a question that comes back": ("    cards:\n", "    cards:\n" + ODD),
    "a cloze that comes back": ("    cards:\n", "    cards:\n" + BURIED),
    "an id": ("{question: Which organ produces insulin?", "{id: organ, question: Which organ produces insulin?"),
    "another level": ("  two:\n    name: 2 Two\n", "  two:\n    name: 2 Two, renamed\n"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "soon"), [*((edit, False) for edit in AFTER), *((edit, True) for edit in AFTER if edit != NAMED)]
)
def test_what_is_edited_later_is_followed_as_ever(edit: str, soon: bool, project: Project) -> None:
    """The build after an edit makes the same as with the true ledger; also where the edit came before `recover`."""
    publish(project)
    shutil.copytree("build", "published")
    after = edited(THIRD, AFTER[edit])
    said = project.build(after).err
    expected, true = packages(project), ledger(project)
    shutil.rmtree("build")
    shutil.copytree("published", "build")
    project.write(after if soon else THIRD)
    lose(project, WHOLE)
    again = project.build(after).err
    if not soon or edit != CLOZE:  # its words are quoted as the card shows them
        assert again == said
    assert tally(again) == tally(said)
    assert packages(project) == expected
    assert {key: note.guid for key, note in ledger(project).notes.items()} == {key: note.guid for key, note in true.notes.items()}


def tally(said: str) -> str:
    """Return the line that counts the notes."""
    return next(line for line in said.split("\n") if line.startswith("notes: "))


MEAL = HEAD + "levels:\n  one:\n    name: One\n    mechanisms:\n      - {title: A meal, steps: [STEPS]}\n"


def numbers(project: Project) -> dict[str, int]:
    """Return the number of each step of the meal, as the ledger has it."""
    return {step.text: step.number for step in ledger(project).notes["a-meal"].steps}


def test_no_number_is_used_again(project: Project) -> None:
    """The package tells which numbers were used, also where the last steps were removed, live or retired."""
    steps = MEAL.replace("STEPS", "Glucose rises, Insulin follows, The brain is fed, Muscle rests")
    project.build(steps)
    project.build(MEAL.replace("STEPS", "The brain is fed, Glucose rises"))
    true = ledger(project)
    assert true.notes["a-meal"].spent == (2, 4)
    lose(project, WHOLE)
    assert ledger(project) == true
    project.build(CARDS + ORGAN)
    lose(project, WHOLE)
    project.build(MEAL.replace("STEPS", "Glucose rises, The brain is fed, The liver joins in"))
    assert numbers(project) == {"Glucose rises": 1, "The brain is fed": 3, "The liver joins in": 5}


def test_an_id_of_a_step_that_was_rewritten_before(project: Project) -> None:
    """Packages hold no ids of steps: the build says which step is gone, and its hint keeps the history."""
    project.build(MEAL.replace("STEPS", "Glucose rises, {id: bind, text: Insulin binds its receptor}"))
    project.write(MEAL.replace("STEPS", "Glucose rises, {id: bind, text: A kinase wakes up}"))
    lose(project, WHOLE)
    lock = project.files()["cards.lock"].decode()
    said = project.build().err
    assert 'the step "Insulin binds its receptor" (id: insulin-binds-its-receptor) is no longer in the source' in said
    assert "write {id: insulin-binds-its-receptor, text: …}" in said
    project.write(lock, "cards.lock")
    project.build(MEAL.replace("STEPS", "Glucose rises, {id: insulin-binds-its-receptor, text: A kinase wakes up}"))
    assert numbers(project) == {"Glucose rises": 1, "A kinase wakes up": 2}


def test_steps_that_read_alike_keep_their_numbers(project: Project) -> None:
    """Two steps in the same words are two, and each mechanism knows its own ids."""
    alike = "Glucose rises, Insulin follows, Glucose rises"
    other = "      - {title: Another, steps: [{id: up, text: Glucose rises}, Nothing else]}\n"
    project.build(MEAL.replace("STEPS", alike) + other)
    project.build(MEAL.replace("STEPS", "Insulin follows, Glucose rises, Glucose rises") + other)
    true = ledger(project)
    lose(project, WHOLE)
    assert ledger(project) == true
    project.write(MEAL.replace("STEPS", "The brain is fed, Muscle rests"))
    lose(project, WHOLE)
    steps = ledger(project).notes["a-meal"].steps
    assert [step.number for step in steps] == [step.number for step in true.notes["a-meal"].steps]
    assert len({step.id for step in steps}) == 3


def test_each_side_is_known_by_itself(project: Project) -> None:
    """Where one side was edited before, the other is still known in the author's words, and the edited one in the reader's."""
    card = "      - {{question: {0}, answer: {1}}}\n"
    project.build(CARDS + card.format("Which *organ*?", "$x^2$") + card.format("Which **fuel**?", "A **sugar**"))
    project.write(CARDS + card.format("Which part?", "$x^2$") + card.format("Which **fuel**?", "Glucose"))
    lose(project, WHOLE)
    words = {key: (note.question, note.answer) for key, note in ledger(project).notes.items()}
    assert words == {"which-organ": ("Which organ?", "$x^2$"), "which-fuel": ("Which **fuel**?", "A sugar")}


def test_levels_alone_are_enough(project: Project) -> None:
    """The packages of all levels are as good as the whole; what is in none is new."""
    publish(project)
    true = {key: note for key, note in ledger(project).notes.items() if not note.retired}
    lose(project, "build/test-deck-one.apkg", "build/test-deck-two.apkg")
    assert {key: note._replace(since="1.0.0") for key, note in ledger(project).notes.items()} == true
    said = lose(project, "build/test-deck-two.apkg").err
    assert "the next build: 4 new, 0 updated, 4 unchanged, 0 retired\n" in said


def test_what_recover_says_as_data(project: Project) -> None:
    """`--format json` on stdout, and the source under another name."""
    project.write(STEPS, "decks/meal.yaml")
    assert project.run("build", "decks/meal.yaml").code == 0
    lock = (project.folder / "decks" / "meal.lock").read_bytes()
    Path("decks/meal.lock").rename("elsewhere.lock")
    outcome = project.run("recover", WHOLE, "--source", "decks/meal.yaml", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out) == {
        "ledger": "decks/meal.lock",
        "packages": [WHOLE],
        "notes": 1,
        "retired": 0,
        "next": {"new": 0, "updated": 0, "unchanged": 1, "retired": 0},
        "diagnostics": [],
    }
    assert (project.folder / "decks" / "meal.lock").read_bytes().split(b"spent")[0] == lock.split(b"spent")[0]


def exported(package: str, note_types: Callable[[list[dict[str, Any]]], object], sql: str) -> str:
    """Return the path of a package as it is exported by a learner who changed its note types and, with SQL, its notes."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall("content")
    connection = sqlite3.connect("content/collection.anki2")
    models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
    note_types([model["flds"] for model in models.values()])
    connection.execute("UPDATE col SET models = ?", (json.dumps(models),))
    connection.execute(sql)
    connection.commit()
    connection.close()
    return shutil.move(shutil.make_archive("exported", "zip", "content"), "exported.apkg")


FIELDS: list[tuple[Callable[[list[dict[str, Any]]], object], str]] = [
    (lambda types: [field.update(name=field["name"].upper()) for fields in types for field in fields], "SELECT 0"),
    (
        lambda types: [fields.append({"name": "Mine", "ord": len(fields)}) for fields in types],
        "UPDATE notes SET flds = flds || char(31)",
    ),
    (lambda types: [fields.pop() for fields in types], "UPDATE notes SET flds = substr(flds, 1, length(flds) - 1)"),
]


@pytest.mark.parametrize(("change", "sql"), FIELDS, ids=["renamed", "added", "removed"])
def test_a_learner_may_have_changed_the_fields(
    change: Callable[[list[dict[str, Any]]], object], sql: str, project: Project
) -> None:
    """Notes are known by what the fields hold, whatever they are called, and whether there are more of them or fewer."""
    publish(project)
    before = ledger(project)
    package = exported(UPDATE, change, sql)
    said = lose(project, package).err
    assert "the next build: 0 new, 0 updated, " in said
    assert {note.guid: note.retired for note in ledger(project).notes.values()} == {
        note.guid: note.retired for note in before.notes.values()
    }
    assert project.run("plan", "--no-engine", "--against", package).code == 0


def test_a_learner_may_have_edited_a_tombstone(project: Project) -> None:
    """A retired mechanism that has lost a step keeps that one's number from being used again."""
    project.build(STEPS)
    project.build(MEAL.replace("STEPS", "Insulin follows, Glucose rises, The brain is fed"))
    project.build(CARDS + ORGAN)
    package = exported(UPDATE, lambda types: None, "UPDATE notes SET flds = replace(flds, '</li><li>', ', ')")
    lose(project, package)
    (buried,) = [note for note in ledger(project).notes.values() if note.retired]
    assert ([step.number for step in buried.steps], buried.spent) == ([2], (1, 3))


WRONG = {
    "cards.yaml": "cards.yaml is not an Anki package: File is not a zip file\n",
    "none.apkg": "there is no file none.apkg\n",
    "heart.apkg": 'heart.apkg is not a package of the deck "test-deck"\n'
    "  hint: name packages of this deck alone, built from this source; if it has another id than they had, put that id back\n",
    "strange.apkg": "strange.apkg was not made by deckgen\n  hint: name a package that `deckgen build` wrote\n",
}


@pytest.mark.parametrize("package", WRONG)
def test_wrong_packages_are_refused(package: str, project: Project) -> None:
    """What is no package of this deck is said, whole, and no ledger is written."""
    project.build((CARDS + ORGAN).replace("test-deck", "heart"))
    shutil.copy("build/heart.apkg", "heart.apkg")
    genanki_package(Path("strange.apkg"))
    Path("cards.lock").unlink()
    project.write(CARDS + ORGAN)
    outcome = project.run("recover", package)
    kind = "missing-file" if package == "none.apkg" else "environment"
    assert (outcome.code, outcome.err) == (2, f"{package}: error[{kind}]: {WRONG[package]}")
    assert "cards.lock" not in project.files()


def genanki_package(path: Path) -> None:
    """Write a package that deckgen did not make."""
    import genanki

    deck = genanki.Deck(1, "Test")
    deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["Which organ?", "The pancreas"]))
    genanki.Package(deck).write_to_file(path)


@pytest.mark.parametrize("damage", ["", "<<<<<<< HEAD\n"])
def test_a_ledger_that_exists_is_never_replaced(damage: str, project: Project) -> None:
    """Sound or damaged, it may know more than packages do."""
    project.build(CARDS + ORGAN)
    project.write(project.files()["cards.lock"].decode() + damage, "cards.lock")
    before = project.files()
    outcome = project.run("recover", WHOLE)
    assert outcome.code == 2
    assert outcome.err == (
        "cards.lock: error[environment]: there is a ledger cards.lock, and it is left as it is\n"
        "  hint: take it from the last good commit if it is damaged; to make it again from packages, move it away first\n"
    )
    assert project.files() == before


def test_a_faulty_source_is_reported_first(project: Project) -> None:
    """The words come from the source, so that it must compile."""
    project.build(CARDS + ORGAN)
    project.write(CARDS + ORGAN.replace("answer:", "anwser:"))
    Path("cards.lock").unlink()
    outcome = project.run("recover", WHOLE)
    assert outcome.code == 1
    assert 'error[unknown-key]: "anwser" is not a key of a card' in outcome.err


CARDS = HEAD + "levels:\n  one:\n    name: One\n    cards:\n"
ORGAN = "      - {question: Which organ produces insulin?, answer: The pancreas}\n"
FUEL = "      - {question: Which fuel does the brain prefer?, answer: Glucose}\n"
STEPS = MEAL.replace("STEPS", "Glucose rises, Insulin follows, The brain is fed")
FORGETTING = {
    "a reworded card": (
        CARDS + ORGAN + FUEL,
        CARDS + ORGAN + FUEL.replace("Which fuel", "What fuel"),
        "which-fuel-does-the-brain-prefer",
    ),
    "another id": (CARDS + ORGAN, CARDS + ORGAN.replace("{", "{id: organ, "), "organ"),
    "a removed card": (CARDS + ORGAN + FUEL, CARDS + FUEL, "which-organ-produces-insulin"),
    "moved steps": (STEPS, MEAL.replace("STEPS", "Insulin follows, Glucose rises, The brain is fed"), "a-meal"),
    "a removed step": (STEPS, MEAL.replace("STEPS", "Glucose rises, The brain is fed"), "a-meal"),
    "a removed last step": (STEPS, MEAL.replace("STEPS", "Glucose rises, Insulin follows"), "a-meal"),
    "a replaced step": (STEPS, MEAL.replace("STEPS", "Glucose rises, Insulin follows, Muscle rests"), "a-meal"),
}


@pytest.mark.parametrize("edit", FORGETTING)
def test_a_build_without_a_ledger_spares_what_it_would_forget(edit: str, project: Project) -> None:
    """Where notes or steps would lose their identity nothing is written, and the report shows the ways out."""
    before, after, key = FORGETTING[edit]
    project.build(before)
    project.write(after)
    Path("cards.lock").unlink()
    project.at(60)
    files = project.files()
    outcome = project.run("build")
    assert outcome.code == 1
    assert outcome.err == (
        f'cards.lock: error[lost-ledger]: there is no ledger, and without one this build would not know again what {WHOLE} holds: "{key}"\n'
        f"  hint: put it back (git checkout cards.lock), or run `deckgen recover {WHOLE}`; to begin anew, delete the packages in build\n"
        "\n1 error\n"
    )
    assert project.files() == files
    checked = project.run("check", "--select", "lost-ledger")
    assert (checked.code, checked.err) == (1, f"{outcome.err}  1 lost-ledger\n")
    assert "lost-ledger" not in project.run("check", "--ignore", "lost-ledger").err
    assert project.run("build", "--level", "one").code == 1
    assert project.run("recover", WHOLE).code == 0
    project.build()
    Path("cards.lock").unlink()
    shutil.rmtree("build")
    project.build()


def test_a_build_without_a_ledger_may_add(project: Project) -> None:
    """A new card and a new last step take nothing from others."""
    project.build(STEPS)
    Path("cards.lock").unlink()
    project.build(STEPS.replace("The brain is fed", "The brain is fed, Muscle rests") + "    cards:\n" + ORGAN)
    assert numbers(project) == {"Glucose rises": 1, "Insulin follows": 2, "The brain is fed": 3, "Muscle rests": 4}


def test_a_build_without_a_ledger_spares_tombstones(project: Project) -> None:
    """A package of retired notes is no more overwritten than one of live notes."""
    project.build(CARDS + ORGAN + FUEL)
    project.build(CARDS + FUEL)
    Path("cards.lock").unlink()
    assert 'what build/test-deck.apkg holds: "which-organ-produces-insulin"\n' in project.run("build").err


def test_a_build_without_a_ledger_spares_what_is_in_doubt(project: Project) -> None:
    """Where a ledger would make the author say who a card is, a build without one must not decide."""
    fuels = [FUEL.replace("the brain", organ) for organ in ("the left brain", "the right brain")]
    project.build(CARDS + "".join(fuels))
    project.write(CARDS + FUEL)
    Path("cards.lock").unlink()
    outcome = project.run("build")
    assert (outcome.code, "error[lost-ledger]" in outcome.err) == (1, True)


def test_a_clock_that_was_set_back_without_a_ledger(project: Project) -> None:
    """Stamps before the published ones would let no update arrive."""
    project.build(CARDS + ORGAN)
    Path("cards.lock").unlink()
    project.at(-60)
    assert "error[lost-ledger]" in project.run("build").err


def test_a_build_without_a_ledger_goes_on_where_every_identity_stays(project: Project) -> None:
    """That the notes are stamped anew is said; at the same time, beside what is no package of the deck, or elsewhere nothing is."""
    project.build(CARDS + ORGAN + FUEL)
    Path("cards.lock").unlink()
    assert "lost-ledger" not in project.build().err
    Path("cards.lock").unlink()
    project.at(60)
    outcome = project.build(CARDS + ORGAN + FUEL.replace("Glucose", "Glucose"))
    assert outcome.err.startswith(
        f"cards.lock: warning[lost-ledger]: there was no ledger, so 2 notes of {WHOLE} are stamped anew\n"
        "  hint: if learners have it, an update now replaces their own tags on all of these: put the ledger back "
        "(git checkout cards.lock) and build again, or make it again from the packages that they have (`deckgen recover`)\n"
    )
    project.at(120)
    for content in (b"no package", (project.folder / WHOLE).read_bytes()):
        Path("cards.lock").unlink()
        (project.folder / WHOLE).write_bytes(content)
        assert "lost-ledger" not in project.build(None, "--out", "elsewhere").err
        shutil.rmtree("elsewhere")
    Path("cards.lock").unlink()
    (project.folder / WHOLE).write_bytes(b"no package")
    assert "lost-ledger" not in project.build().err


def test_a_note_that_was_named_is_known(project: Project) -> None:
    """A guid stays, whatever the id is now."""
    project.build(CARDS + ORGAN + FUEL)
    assert project.run("rename", "which-organ-produces-insulin", "organ").code == 0
    project.build(CARDS + ORGAN.replace("{", "{id: organ, ") + FUEL)
    true = ledger(project)
    lose(project, WHOLE)
    assert ledger(project) == true
    assert true.notes["organ"].modified == EPOCH


def test_the_package_of_one_level(project: Project) -> None:
    """Of which levels no package holds notes is said: theirs would come to learners anew."""
    project.build(FIRST)
    Path("cards.lock").unlink()
    outcome = project.run("recover", "build/test-deck-one.apkg")
    said = "no package holds notes of: two; if there were any, move cards.lock away and name their packages too\n"
    assert (outcome.code, said in outcome.err) == (0, True)
    Path("cards.lock").unlink()
    assert json.loads(project.run("recover", "build/test-deck-one.apkg", "--format", "json").out)["absent"] == ["two"]
    Path("cards.lock").unlink()
    assert "no package holds" not in project.run("recover", WHOLE).err
    Path("cards.lock").unlink()
    both = ("build/test-deck-one.apkg", "build/test-deck-two.apkg")
    assert "absent" not in json.loads(project.run("recover", *both, "--format", "json").out)
