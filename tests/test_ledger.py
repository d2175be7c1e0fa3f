"""What becomes of published notes and steps when an author edits: the promises of upgrades.md."""

import json
from pathlib import Path

import pytest
from conftest import EPOCH, HEAD, Outcome, Project

from deckgen.compiler.cloze_numbers import reused_numbers
from deckgen.compiler.ledger_text import parse_ledger
from deckgen.types.ledger import Ledger, Published

LEVEL = HEAD + "levels:\n  one:\n    name: One\n"
ORGAN = "      - question: Which organ produces insulin?\n        answer: The pancreas\n"
FUEL = "      - question: Which fuel does the brain prefer?\n        answer: Glucose\n"
TISSUE = "      - question: Where is fat stored?\n        answer: In adipose tissue\n"


def cards(*entries: str) -> str:
    """Return a source with these cards."""
    return LEVEL + "    cards:\n" + "".join(entries)


def ledger(project: Project) -> Ledger:
    """Read the ledger, which must be sound."""
    text = (project.folder / "cards.lock").read_text(encoding="utf-8")
    result, found = parse_ledger(text, "cards.lock", "test-deck")
    assert found == []
    return result


def guids(project: Project) -> dict[str, str]:
    """Return the guid of each live note by its key."""
    return {key: note.guid for key, note in ledger(project).notes.items() if not note.retired}


def note(project: Project, key: str) -> Published:
    """Return what the ledger holds under a key."""
    return ledger(project).notes[key]


def tally(outcome: Outcome) -> str:
    """Return the line that counts the notes."""
    return next(line for line in outcome.err.split("\n") if line.startswith("notes: "))


def test_keys_without_ids(project: Project) -> None:
    """Derived keys come from the text, are distinct, and stay out of the way of the author's ids."""
    text = cards(ORGAN, ORGAN.replace("produces insulin?", "produces insulin!"), "      - {question: 心?, answer: Heart}\n",
                 "      - {id: which-fuel-does-the-brain-prefer, question: Anything?, answer: Yes}\n", FUEL)  # fmt: skip
    project.build(text)
    keys = list(guids(project))
    assert len(set(guids(project).values())) == 5
    assert sorted(key for key in keys if not key.startswith("n-")) == [
        "which-fuel-does-the-brain-prefer",
        "which-fuel-does-the-brain-prefer-2",
        "which-organ-produces-insulin",
        "which-organ-produces-insulin-2",
    ]


def test_a_reworded_question_is_followed_and_named(project: Project) -> None:
    """One note vanished and one like it appeared in its place: the key is kept, and the build says so by name."""
    project.build(cards(FUEL, ORGAN, TISSUE))
    before = guids(project)
    project.at(60)
    outcome = project.build(cards(FUEL, ORGAN.replace("produces insulin", "makes the hormone insulin"), TISSUE))
    assert guids(project) == before
    assert tally(outcome) == "notes: 0 new, 1 updated, 2 unchanged, 0 retired"
    assert (
        'info[reworded]: the published card "Which organ produces insulin?" is now "Which organ makes the hormone insulin?"; '
        "its reviews are kept (id: which-organ-produces-insulin)" in outcome.err
    )


def test_an_ambiguous_rewording_stops_the_build(project: Project) -> None:
    """Two vanished and one that may be either: an error with the candidates; an id or `rename` is the way out."""
    one = "      - question: Which hormone raises blood glucose?\n        answer: Glucagon\n"
    two = "      - question: Which hormone raises blood glucose most?\n        answer: Adrenaline\n"
    project.build(cards(FUEL, one, two, TISSUE))
    before = guids(project)
    edited = "      - question: Which hormone raises the blood glucose?\n        answer: Cortisol\n"
    project.write(cards(FUEL, edited, TISSUE))
    files = project.files()
    refused = project.run("build")
    assert (refused.code, project.files()) == (1, files)
    assert refused.err.startswith(
        "cards.yaml:8:9: error[ambiguous-rewording]: "
        '"Which hormone raises the blood glucose?" may be the rewording of a published card\n'
    )
    assert '"Which hormone raises blood glucose?" (id: which-hormone-raises-blood-glucose)' in refused.err
    assert '"Which hormone raises blood glucose most?" (id: which-hormone-raises-blood-glucose-most)' in refused.err
    assert "`id: which-hormone-raises-blood-glucose" in refused.err
    assert "`deckgen rename which-hormone-raises-blood-glucose" in refused.err
    with_id = edited.replace("- question", "- id: which-hormone-raises-blood-glucose-most\n        question")
    project.build(cards(FUEL, with_id, TISSUE))
    assert guids(project) == {key: guid for key, guid in before.items() if key != "which-hormone-raises-blood-glucose"}


def test_rename_is_a_way_out_of_an_ambiguity(project: Project) -> None:
    """The command that the hint shows, run as it stands, lets the next build pass with the identity kept."""
    one = "      - question: Which hormone raises blood glucose?\n        answer: Glucagon\n"
    two = "      - question: Which hormone raises blood glucose most?\n        answer: Adrenaline\n"
    project.build(cards(FUEL, one, two, TISSUE))
    before = guids(project)
    project.write(cards(FUEL, "      - question: Which hormone raises the blood glucose?\n        answer: Cortisol\n", TISSUE))
    hint = project.run("build").err
    command = hint.partition("`deckgen ")[2].partition("`")[0].split()
    assert project.run(*command).code == 0
    after = project.build()
    old, new = command[1:3]
    assert guids(project)[new] == before[old]
    assert tally(after) == "notes: 0 new, 1 updated, 2 unchanged, 1 retired"


def test_order_level_and_section_are_no_part_of_identity(project: Project) -> None:
    """Cards that are shuffled, or moved to another level, keep their guids and are not even updated."""
    project.build(cards(FUEL, ORGAN, TISSUE))
    before = guids(project)
    project.at(60)
    assert tally(project.build(cards(TISSUE, FUEL, ORGAN))) == "notes: 0 new, 0 updated, 3 unchanged, 0 retired"
    assert guids(project) == before
    moved = cards(TISSUE, FUEL) + "  two:\n    name: Two\n    cards:\n" + ORGAN
    assert tally(project.build(moved)) == "notes: 0 new, 1 updated, 2 unchanged, 0 retired"  # the level is a tag
    assert guids(project) == before


def test_an_id_added_later_names_the_same_note(project: Project) -> None:
    """The key becomes the author's; the guid stays and the note is not updated. Removing the id keeps the note, too."""
    project.build(cards(FUEL, ORGAN))
    before = guids(project)
    project.at(60)
    outcome = project.build(cards(FUEL, ORGAN.replace("- question", "- id: organ\n        question")))
    assert tally(outcome) == "notes: 0 new, 0 updated, 2 unchanged, 0 retired"
    assert guids(project)["organ"] == before["which-organ-produces-insulin"]
    outcome = project.build(cards(FUEL, ORGAN))
    assert tally(outcome) == "notes: 0 new, 0 updated, 2 unchanged, 0 retired"
    assert set(guids(project).values()) == set(before.values())


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


def steps(project: Project, *texts: str) -> dict[str, int]:
    """Build a mechanism of these steps, and return their numbers by text as the package has them."""
    listed = "".join(f"          - {text}\n" for text in texts)
    project.build(LEVEL + "    mechanisms:\n      - title: From a meal to uptake\n        steps:\n" + listed)
    (package,) = json.loads(project.run("dump", "build/test-deck.apkg", "--format", "json").out)["notes"]
    items = package["fields"]["Text"].split("<li>{{c")[1:]
    assert len(package["cards"]) == len(items)
    assert {card["ord"] for card in package["cards"]} == {int(item.split("::")[0]) - 1 for item in items}
    return {item.split("::")[1].split("}}")[0]: int(item.split("::")[0]) for item in items}


def test_step_numbers_stay_with_their_steps(project: Project) -> None:
    """Inserting, moving, rewording and removing steps changes no number of another; a removed number is never used again."""
    assert steps(project, "Glucose rises", "Insulin is secreted", "Muscle takes up glucose") == {
        "Glucose rises": 1, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "Glucose rises", "ATP closes channels", "Insulin is secreted", "Muscle takes up glucose") == {
        "Glucose rises": 1, "ATP closes channels": 4, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Insulin is secreted", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Insulin is then secreted", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Insulin is then secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose", "Liver stores glycogen") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3, "Liver stores glycogen": 5,
    }  # fmt: skip
    assert note(project, "from-a-meal-to-uptake").spent == (2,)
    assert "Liver stores glycogen" not in steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose")
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose", "Kidneys excrete the rest") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3, "Kidneys excrete the rest": 6,
    }  # fmt: skip


def test_a_step_is_known_by_its_id(project: Project) -> None:
    """A step with an id keeps its number whatever becomes of its words."""
    first = steps(project, "Glucose rises", "{id: secrete, text: Insulin is secreted}", "Muscle takes up glucose")
    after = steps(project, "{id: secrete, text: A hormone leaves the beta cell}", "Glucose rises", "Muscle takes up glucose")
    assert (first["Insulin is secreted"], after["A hormone leaves the beta cell"]) == (2, 2)


def test_cells_keep_their_identity(project: Project) -> None:
    """A cell is table/row/column, whatever its words and its order."""
    table = LEVEL + "    tables:\n      - id: hormones\n        columns: {cell: {ask: 'Who makes {row}?'}}\n        rows:\n"
    project.build(table + "          insulin: {title: Insulin, cell: beta}\n          glucagon: {title: Glucagon, cell: alpha}\n")
    before = guids(project)
    assert sorted(before) == ["hormones/glucagon/cell", "hormones/insulin/cell"]
    project.build(
        table + "          glucagon: {title: Glucagon, cell: delta}\n          insulin: {title: Insulin, cell: epsilon}\n"
    )
    assert guids(project) == before


RAISES = '      - question: "Which hormone raises blood glucose?"\n        answer: Glucagon\n'
LOWERS = '      - id: lowers\n        question: "Which hormone lowers blood glucose?"\n        answer: Insulin\n'


def test_a_new_id_is_not_taken_for_another_card_in_silence(project: Project) -> None:
    """An entry with a new id that reads like the one it replaced is said to be taken for it; the way out works."""
    project.build(cards(FUEL, RAISES, TISSUE))
    before, lock = guids(project), (project.folder / "cards.lock").read_text(encoding="utf-8")
    taken = project.build(cards(FUEL, LOWERS, TISSUE))
    assert 'info[reworded]: the published card "Which hormone raises blood glucose?" is now "Which hormone lowers' in taken.err
    assert "put the ledger back (git checkout cards.lock), build once without the card, and then put it in" in taken.err

    project.write(lock, "cards.lock")
    project.build(cards(FUEL, TISSUE))
    project.build(cards(FUEL, LOWERS, TISSUE))
    assert guids(project)["lowers"] not in before.values()
    assert note(project, "which-hormone-raises-blood-glucose").retired


def test_steps_that_were_reworded_or_removed_are_named(project: Project) -> None:
    """The build says which step it took for which, and which are no more."""
    steps = "    mechanisms:\n      - title: From meal to muscle\n        steps: [{}]\n"
    first = "Glucose rises after a meal, Beta cells release insulin, GLUT4 moves to the surface"
    project.build(LEVEL + steps.format(first))
    outcome = project.build(LEVEL + steps.format("Beta cells release more insulin, GLUT4 moves to the surface"))
    assert (
        'the published step "Beta cells release insulin" is now "Beta cells release more insulin"; its reviews are kept '
        "(id: beta-cells-release-insulin)" in outcome.err
    )
    assert 'the step "Glucose rises after a meal" (id: glucose-rises-after-a-meal) is no longer in the source' in outcome.err


def test_a_doubtful_cell_is_renamed(project: Project) -> None:
    """A path is no id, so the hint for a cell of a table offers `rename` alone; it keeps the cell's identity."""
    table = "    tables:\n      - id: {}\n        row: Peptide\n        columns: {{effect: {{title: Effect}}}}\n        rows:\n"
    one, two = (
        "          aa: {title: Short GLP-1 analogue, effect: Slows the gut}\n",
        "          bb: {title: Long GLP-1 analogue, effect: Slows the stomach}\n",
    )
    project.build(LEVEL + table.format("first") + one + two)
    before = guids(project)
    edited = LEVEL + table.format("second") + "          cc: {title: GLP-1 analogue, effect: Slows emptying}\n"
    project.write(edited.replace("id: second\n        row", "row"))
    refused = project.run("build")
    assert refused.code == 1
    assert "If it is, run `deckgen rename first/" in refused.err
    old, new = refused.err.split("deckgen rename ")[1].split("`")[0].split()
    project.run("rename", old, new)
    project.build()
    assert guids(project) == {new: before[old]}


GAP = "      - {id: gap, cloze: 'The gap is {{c1::sodium}} minus {{c2::chloride}} minus BODY.'}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{c3::bicarbonate}}", "bicarbonate; normal {{c3::8–12 mmol/L}}", [(3, "bicarbonate", "8–12 mmol/L", "a number of its own: c4")]),
        ("{{c3::the bicarbonate}}", "{{c4::the bicarbonate}}, up to {{c3::12::how much?}}", [(3, "the bicarbonate", "12", "c5")]),
        ("{{c3::acid}} and {{c4::base}}", "{{c4::acid}} and {{c3::base}}", [(3, "acid", "base", "c4"), (4, "base", "acid", "c3")]),
        ("{{c3::bicarbonate}}", "{{c3::HCO3}} (bicarbonate)", []),  # other words for the same
        ("{{c3::12}}", "{{c3::15}}, and not 12", []),  # a correction
        ("{{c3::bicarbonate}}", "bicarbonate, that is {{c3::bicarbonate ions}}", []),
        ("{{c3::bicarbonate}}", "bicarbonate; normal {{c4::8–12 mmol/L}}", []),
        ("{{c3::bicarbonate}}", "something; normal {{c3::8–12 mmol/L}}", []),  # what it hid is gone: who knows
        ("{{c3::ions such as {{c4::HCO3}}}}", "{{c3::ions such as {{c4::bicarbonate}}}}", []),
    ],
)  # fmt: skip
def test_a_number_that_goes_to_another_fact_is_warned_of(
    old: str, new: str, said: list[tuple[int, str, str, str]], project: Project
) -> None:
    """Reviews hang on the number; the warning names both facts, and the number that the new one should have."""
    project.build(cards(GAP.replace("BODY", old)))
    project.at(60)
    project.write(cards(GAP.replace("BODY", new)))
    plan = project.run("plan", "--no-engine").out
    build = json.loads(project.build(None, "--format", "json").out)
    found = [d for d in build["diagnostics"] if d["check"] == "cloze-reused"]
    messages = [f'c{n} hid "{was}" and now hides "{now}": its reviews go to another fact' for n, was, now, _ in said]
    assert [(d["severity"], d["line"], d["message"]) for d in found] == [("warning", 6, message) for message in messages]
    assert all(d["hint"].endswith(hint) for d, (*_, hint) in zip(found, said, strict=True))
    assert [line.strip() for line in plan.splitlines() if "reviews go" in line] == [f"warning: {m}" for m in messages]


def test_a_number_of_its_own_is_the_way_out(project: Project) -> None:
    """What the hint says, done, is warned of no more."""
    project.build(cards(GAP.replace("BODY", "{{c3::bicarbonate}}")))
    assert "cloze-reused" not in project.build(cards(GAP.replace("BODY", "bicarbonate; normal {{c4::8–12 mmol/L}}"))).err


def test_nothing_is_said_of_a_text_that_the_ledger_cuts() -> None:
    """What lies beyond the cut might hold the same deletion again."""
    before, after = "Minus {{c1::bicarbonate}}", "Minus bicarbonate; normal {{c1::8–12}}"
    assert len(list(reused_numbers(before, after))) == 1
    assert list(reused_numbers(before, after.ljust(300, "…"))) == []


def said(project: Project, text: str, command: str = "build") -> list[tuple[str, int | None, str]]:
    """Build or check a text; return severity and line of what is said of steps and notes that are gone, and the hint."""
    project.write(text)
    found = json.loads(project.run(command, "--format", "json").out)["diagnostics"]
    return [(d["severity"], d["line"], d["hint"]) for d in found if d["check"] in ("retired", "step-retired")]


MEAL = "    mechanisms:\n      - title: From meal to muscle\n        steps:\n"
RISES, BETA, GLUT = "          - Glucose rises\n", "          - Beta cells release insulin\n", "          - GLUT4 moves outwards\n"
PANCREAS = "          - The pancreas answers with a hormone\n"


@pytest.mark.parametrize(
    ("steps", "severity", "line"),
    [
        ([RISES, PANCREAS, GLUT], "warning", 9),
        ([PANCREAS, BETA, GLUT], "warning", 8),
        ([RISES, BETA, PANCREAS], "warning", 10),
        ([RISES, GLUT], "info", 6),
        ([RISES, GLUT, PANCREAS], "info", 6),  # in another place
        ([RISES, PANCREAS, "          - It reaches the muscle\n", GLUT], "info", 6),  # two new ones
        ([RISES, "          - {id: answer, text: The pancreas answers with a hormone}\n", GLUT], "info", 6),
    ],
)
def test_a_step_replaced_in_its_place_is_warned_of(steps: list[str], severity: str, line: int, project: Project) -> None:
    """Where a step vanished and an unlike one without id stands, the build warns at it, and `check` does so before it."""
    project.build(LEVEL + MEAL + RISES + BETA + GLUT)
    text = LEVEL + MEAL + "".join(steps)
    checked = said(project, text, "check")
    ((was, at, hint),) = said(project, text)
    assert (was, at) == (severity, line)
    assert checked == ([(was, at, hint)] if severity == "warning" else [])
    assert hint.endswith("; if it is new, give it an id of its own") == (severity == "warning")


def test_the_way_out_for_a_replaced_step(project: Project) -> None:
    """The id in the hint, with the ledger put back, keeps the number."""
    project.build(LEVEL + MEAL + RISES + BETA + GLUT)
    lock = (project.folder / "cards.lock").read_bytes()
    ((*_, hint),) = said(project, LEVEL + MEAL + RISES + PANCREAS + GLUT)
    way = "if it was reworded, put the ledger back (git checkout cards.lock), and write {id: beta-cells-release-insulin, text: …}"
    assert hint.startswith(way)
    (project.folder / "cards.lock").write_bytes(lock)
    named = "          - {id: beta-cells-release-insulin, text: The pancreas answers with a hormone}\n"
    assert said(project, LEVEL + MEAL + RISES + named + GLUT) == []
    assert [step.number for step in note(project, "from-meal-to-muscle").steps] == [1, 2, 3]


CITED = "        source: book p. 7\n"
ATP = "      - question: What is ATP?\n        answer: A molecule that carries energy\n"
BOOK = HEAD + "sources: {book: {title: A book}}\nlevels:\n  one:\n    name: One\n    cards:\n"


@pytest.mark.parametrize(
    ("edited", "severity", "line"),
    [
        (FUEL + ATP + CITED + TISSUE, "warning", 9),
        (ATP + CITED + TISSUE, "info", None),
        (FUEL + TISSUE + ATP + CITED, "info", None),
        (FUEL + ATP + CITED.replace("7", "8") + TISSUE, "info", None),
        (FUEL + ATP.replace("- question", "- id: atp\n        question") + CITED + TISSUE, "info", None),
    ],
)
def test_a_card_replaced_in_its_place_is_warned_of(edited: str, severity: str, line: int | None, project: Project) -> None:
    """Between the same cards, from the same passage, and unlike the card that was there: a warning with both ways out."""
    project.build(BOOK + FUEL + ORGAN + CITED + TISSUE)
    lock, before = (project.folder / "cards.lock").read_bytes(), guids(project)
    found = said(project, BOOK + edited)
    assert (severity, line) in [(was, at) for was, at, _ in found]
    if severity == "warning":
        ((*_, hint),) = found
        assert hint == (
            "if it was reworded, put the ledger back (git checkout cards.lock), and write `id: which-organ-produces-insulin` here, "
            "or run `deckgen rename which-organ-produces-insulin what-is-atp`; if it is new, give it an id of its own"
        )
        (project.folder / "cards.lock").write_bytes(lock)
        assert said(project, BOOK + edited.replace("- question: What is ATP", "- id: which-organ-produces-insulin\n        question: What is ATP")) == []  # fmt: skip
        assert guids(project) == before


def test_hints_name_the_ledger(project: Project) -> None:
    """The command that puts it back can be run as it stands, whatever the source is called."""
    project.write(cards(FUEL, RAISES, TISSUE), "decks/lipids.yaml")
    project.run("build", "decks/lipids.yaml")
    project.write(cards(FUEL, LOWERS, TISSUE), "decks/lipids.yaml")
    assert "put the ledger back (git checkout decks/lipids.lock), build once" in project.run("build", "decks/lipids.yaml").err
