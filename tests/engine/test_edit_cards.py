"""A learner studies a deck, the author edits cards, the learner imports again. Study.go_on checks the promise each time."""

import pytest

from .author import deck
from .study import Study

CARDS = """
    cards:
      - question: Which organ produces insulin?
        answer: The pancreas
      - question: Which transporter moves glucose into muscle cells?
        answer: GLUT4
        tags: [transport]
      - id: ir-definition
        question: What is insulin resistance?
        answer: Target cells respond poorly to insulin
        reverse: {question: What is a poor response of target cells to insulin called?, answer: Insulin resistance}
      - cloze: "In insulin resistance the pancreas releases {{c1::more}} insulin, until its {{c2::beta cells}} tire."
      - id: control
        question: Which hormone do alpha cells release?
        answer: Glucagon
    """
SECOND_LEVEL = """
    cards:
      - question: Which peptide hormone of the gut slows gastric emptying?
        answer: GLP-1
    """


def edited(old: str, new: str) -> str:
    """Return CARDS with one change."""
    assert CARDS.count(old) == 1
    return CARDS.replace(old, new)


def test_reworded_question_without_id_is_followed(study: Study) -> None:
    """The card keeps its history and shows the new question; the build says which card it was."""
    guid = study.begin(deck(CARDS))["which-organ-produces-insulin"].guid
    build = study.go_on(deck(edited("Which organ produces insulin?", "Which organ of the body produces insulin?")))
    assert study.counts() == (0, 1, 4)
    assert build.said == ("reworded",)
    assert study.learner.front(guid).strip() == "Which organ of the body produces insulin?"
    assert study.learner.reps(guid) == 1


def test_reworded_answer(study: Study) -> None:
    """The card keeps its history and shows the new answer; the learner's words and tag on it go, as in every update."""
    guid = study.begin(deck(CARDS))["which-organ-produces-insulin"].guid
    study.go_on(deck(edited("The pancreas", "The pancreas, in its beta cells")))
    assert study.counts() == (0, 1, 4)
    assert "The pancreas, in its beta cells" in study.learner.back(guid)
    assert study.learner.reps(guid) == 1
    assert "mine" not in study.learner.snapshot().notes[guid].tags


def test_question_and_id_at_once(study: Study) -> None:
    """A question that is reworded and given an id in one edit is still the same card."""
    guid = study.begin(deck(CARDS))["which-organ-produces-insulin"].guid
    study.go_on(
        deck(edited("question: Which organ produces insulin?", "question: Which organ makes insulin?\n        id: organ"))
    )
    assert study.counts() == (0, 1, 4)
    assert study.build is not None and study.build["organ"].guid == guid


def test_added_id(study: Study) -> None:
    """Giving a card an id touches nobody."""
    study.begin(deck(CARDS))
    study.go_on(deck(edited("answer: The pancreas", "answer: The pancreas\n        id: insulin-organ")))
    assert study.counts() == (0, 0, 5)


def test_changed_tags(study: Study) -> None:
    """The card's tags are the new ones."""
    key = "which-transporter-moves-glucose-into-muscle"
    guid = study.begin(deck(CARDS))[key].guid
    study.go_on(deck(edited("[transport]", "[membrane, muscle]")))
    assert study.counts() == (0, 1, 4)
    assert study.learner.snapshot().notes[guid].tags == ("trial::level::one", "trial::membrane", "trial::muscle")


def test_moved_to_another_level(study: Study) -> None:
    """The card stays in its deck with its history, and its tag follows."""
    moved = "      - question: Which organ produces insulin?\n        answer: The pancreas\n"
    guid = study.begin(deck(CARDS, SECOND_LEVEL))["which-organ-produces-insulin"].guid
    study.go_on(deck(edited(moved, ""), SECOND_LEVEL.rstrip() + "\n" + moved))
    assert study.counts() == (0, 1, 5)
    assert study.learner.deck_of(guid) == "Trial::1 One"
    assert study.learner.snapshot().notes[guid].tags == ("trial::level::two",)


def test_reordered_cards(study: Study) -> None:
    """Cards may change places."""
    study.begin(deck(CARDS))
    head, *cards = CARDS.rstrip().split("\n      - ")
    study.go_on(deck("\n      - ".join([head, cards[3], cards[1], cards[4], cards[0], cards[2]])))
    assert study.counts() == (0, 0, 5)


def test_shuffled_file(study: Study) -> None:
    """Sections, levels' contents and cards in reverse order are the same deck."""
    glossary = "glossary:\n  - {term: Visceral fat, definition: Fat around the organs}\n  - {term: Adipokine, definition: Hormone of fat}\n"
    cards = "cards:\n  - {question: What is ATP?, answer: A carrier of energy}\n  - {question: What is AMPK?, answer: A sensor of energy}\n"
    study.begin(deck(glossary + cards, SECOND_LEVEL))
    (g, *terms), (c, *questions) = glossary.splitlines(), cards.splitlines()
    study.go_on(deck("\n".join([c, *reversed(questions), g, *reversed(terms)]), SECOND_LEVEL))
    assert study.counts() == (0, 0, 5)


def test_removed_card_stays_and_may_come_back(study: Study) -> None:
    """No import deletes: the removed card keeps its history; put back, it is the same card."""
    card = "      - question: Which organ produces insulin?\n        answer: The pancreas\n"
    guid = study.begin(deck(CARDS))["which-organ-produces-insulin"].guid
    build = study.go_on(deck(edited(card, "")))
    assert build.tally == {"new": 0, "updated": 0, "unchanged": 4, "retired": 1}
    assert study.learner.reps(guid) == 1
    study.go_on(deck(CARDS))
    assert study.counts() == (0, 1, 4)
    assert study.learner.reps(guid) == 1


def test_added_reverse(study: Study) -> None:
    """A reverse is a new card beside the old one, which stays as it is."""
    guid = study.begin(deck(CARDS))["which-organ-produces-insulin"].guid
    reverse = "answer: The pancreas\n        reverse: {question: What does the pancreas produce?, answer: Insulin}"
    study.go_on(deck(edited("answer: The pancreas", reverse)))
    assert study.counts() == (0, 1, 4)
    assert (study.learner.reps(guid, 0), study.learner.reps(guid, 1)) == (1, 0)
    assert study.learner.front(guid, 1).strip().endswith("What does the pancreas produce?")


def test_removed_reverse(study: Study) -> None:
    """The card of a removed reverse stays with its history; the question's card goes on."""
    guid = study.begin(deck(CARDS))["ir-definition"].guid
    reps = study.learner.reps(guid, 1)
    reverse = (
        "\n        reverse: {question: What is a poor response of target cells to insulin called?, answer: Insulin resistance}"
    )
    study.go_on(deck(edited(reverse, "")))
    assert study.counts() == (0, 1, 4)
    assert reps == study.learner.reps(guid, 1) > 0


def test_removed_cloze_deletion(study: Study) -> None:
    """The card of a removed deletion stays with its history; the other deletion's card goes on."""
    build = study.begin(deck(CARDS))
    (note,) = (note for note in build.notes.values() if "c1::more" in note.fields[1])
    reps = [study.learner.reps(note.guid, number) for number in (0, 1)]
    study.go_on(deck(edited("{{c1::more}}", "more")))
    assert study.counts() == (0, 1, 4)
    assert [study.learner.reps(note.guid, number) for number in (0, 1)] == reps
    assert study.learner.asked(note.guid, 1) == "beta cells"


def test_new_card(study: Study) -> None:
    """A new card is one new note, wherever it stands."""
    study.begin(deck(CARDS))
    study.go_on(
        deck(edited("    cards:\n", "    cards:\n      - {question: What do delta cells release?, answer: Somatostatin}\n"))
    )
    assert study.counts() == (1, 0, 5)


def test_deck_version_and_description(study: Study) -> None:
    """A new version is seen in the deck's description, and touches no note."""
    study.begin(deck(CARDS))
    study.go_on(deck(CARDS, version="2.0.0").replace("A deck for trials", "A deck for more trials"))
    assert study.counts() == (0, 0, 5)
    described = study.learner.col.decks.by_name("Trial::1 One")["desc"]
    assert "version 2.0.0" in described and "A deck for more trials" in described


def test_renamed(study: Study) -> None:
    """`deckgen rename` carries a card to another id: nothing changes for the learner."""
    guid = study.begin(deck(CARDS))["ir-definition"].guid
    study.author.rename("ir-definition", "insulin-resistance")
    build = study.go_on(deck(edited("id: ir-definition", "id: insulin-resistance")))
    assert study.counts() == (0, 0, 5)
    assert build["insulin-resistance"].guid == guid


def test_wording_back_and_forth(study: Study) -> None:
    """An edit that is taken back is an update like any other."""
    guid = study.begin(deck(CARDS))["control"].guid
    for answer in ("Glucagon, a peptide", "Glucagon"):
        study.go_on(deck(edited("answer: Glucagon", f"answer: {answer}")))
        assert study.counts() == (0, 1, 4)
        assert study.learner.snapshot().notes[guid].fields[2] == answer


def test_an_old_package_takes_nothing_back(study: Study) -> None:
    """Importing the first version over the second changes nothing."""
    first = study.begin(deck(CARDS))
    study.go_on(deck(edited("answer: Glucagon", "answer: Glucagon, a peptide")))
    before = study.learner.snapshot()
    assert study.learner.receive(first.packages[None]).counts() == (0, 0, 5, 0)
    assert study.learner.snapshot() == before


def test_improved_looks(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new style sheet reaches the learner and touches no note."""
    from dataclasses import replace

    from deckgen.cli import project

    study.begin(deck(CARDS))
    better = {kind: replace(looks, css=looks.css + "\n.better {}") for kind, looks in project.load_looks().items()}
    monkeypatch.setattr(project, "load_looks", lambda: better)
    study.go_on(deck(CARDS))
    assert study.counts() == (0, 0, 5)
    assert study.learner.col.models.by_name("Deckgen Cloze")["css"].endswith(".better {}")


def test_many_edits_at_once(study: Study) -> None:
    """Edits of all kinds in one version are told apart."""
    study.begin(deck(CARDS, SECOND_LEVEL))
    second = """
    cards:
      - question: Which organ makes insulin?
        answer: The pancreas
      - question: Which peptide hormone of the gut slows gastric emptying?
        answer: GLP-1, an incretin
      - question: What raises blood glucose at dawn?
        answer: Cortisol and growth hormone
    """
    first = edited("      - question: Which organ produces insulin?\n        answer: The pancreas\n", "").replace(
        "[transport]", "[muscle]"
    )
    study.go_on(deck(first, second))
    assert study.counts() == (1, 3, 3)


def test_table_edits(study: Study) -> None:
    """In a table, cells may be reworded, rows moved and added, and columns turned around: each cell is its own card."""
    table = """
    tables:
      - row: Peptide
        columns:
          receptor: {title: Receptor, ask: "Which receptor does {row} activate?"}
          route: {title: Route}
        rows:
          semaglutide: {title: semaglutide, receptor: GLP-1 receptor, route: Weekly injection}
          tesamorelin: {title: tesamorelin, receptor: GHRH receptor, route: Daily injection}
    """
    study.begin(deck(table))
    study.go_on(
        deck(
            """
    tables:
      - row: Peptide
        columns:
          route: {title: Route}
          receptor: {title: Receptor, ask: "Which receptor does {row} activate?", identify: "Which peptide activates the {cell}?"}
        rows:
          tesamorelin: {title: tesamorelin, route: Daily injection, receptor: GHRH receptor}
          tirzepatide: {title: tirzepatide, route: Weekly injection}
          semaglutide: {title: semaglutide, route: Weekly injection or daily tablet, receptor: GLP-1 receptor}
    """
        )
    )
    assert study.counts() == (1, 3, 1)
