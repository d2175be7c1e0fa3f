"""Who a note is when an author edits: what is followed, what is asked, and what is no part of it."""

from conftest import Project
from published import FUEL, LEVEL, ORGAN, TISSUE, cards, guids, note, tally


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


def test_a_cell_that_comes_back_has_its_history(project: Project) -> None:
    """Row and column say who it is, even in other words, and though the table has no id; words that a card begins with do not."""
    table = LEVEL + "    tables:\n      - row: Hormone\n        columns: {cell: {ask: 'Who makes {row}?'}}\n        rows:\n"
    insulin, glucagon = "          insulin: {title: Insulin, cell: beta}\n", "          glucagon: {title: Glucagon, cell: alpha}\n"
    project.build(table + insulin + glucagon)
    before = guids(project)
    project.build(table + insulin)
    outcome = project.build(table + insulin + "          glucagon: {title: The hormone of hunger, cell: islets}\n")
    assert tally(outcome) == "notes: 0 new, 1 updated, 1 unchanged, 0 retired"
    assert guids(project) == before

    begin = '      - question: "What does the liver make of glycogen and lactate in'
    project.build(cards(f'{begin} sleep?"\n        answer: Glucose\n', FUEL))
    project.build(cards(FUEL))
    outcome = project.build(cards(f'{begin} a fever?"\n        answer: Heat\n', FUEL))
    assert tally(outcome) == "notes: 1 new, 0 updated, 1 unchanged, 0 retired"


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


def test_ids_that_change_hands_are_warned_of(project: Project) -> None:
    """Reviews follow the id: who swaps two is told, by the build and by the plan; one card that copies another is none."""
    one, two = '      - {id: one, question: "Why one?", answer: A}\n', '      - {id: two, question: "Why two?", answer: B}\n'
    project.build(cards(one, two))
    swapped = cards(one.replace("id: one", "id: two"), two.replace("id: two", "id: one"))
    project.write(swapped)
    said = 'cards.yaml:6:14: warning[id-stability]: the id "two" names now what "one" named: its reviews go to another card'
    assert said in project.run("plan", "--no-engine").err
    assert said in project.build(swapped).err
    project.build(cards(one, two))
    assert "id-stability" not in project.build(cards(one, one.replace("id: one", "id: two"))).err


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


def test_hints_name_the_ledger(project: Project) -> None:
    """The command that puts it back can be run as it stands, whatever the source is called."""
    project.write(cards(FUEL, RAISES, TISSUE), "decks/lipids.yaml")
    project.run("build", "decks/lipids.yaml")
    project.write(cards(FUEL, LOWERS, TISSUE), "decks/lipids.yaml")
    assert "put the ledger back (git checkout decks/lipids.lock), build once" in project.run("build", "decks/lipids.yaml").err
