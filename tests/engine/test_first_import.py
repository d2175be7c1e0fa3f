"""The first import, the same file again, and the packages of levels beside the whole."""

import shutil
import time
from itertools import permutations
from pathlib import Path

import pytest

from .author import Author, deck
from .collection import Learner

ROOT = Path(__file__).parents[2]
TRIAL = deck(
    """
    glossary:
      - term: Visceral fat
        definition: Fat around the organs
    mechanisms:
      - title: From a meal to glucose uptake
        steps: [Glucose rises, Insulin is secreted, GLUT4 moves to the surface]
    """,
    """
    tables:
      - row: Peptide
        id: peptides
        columns:
          receptor: {title: Receptor, ask: "Which receptor does {row} activate?", identify: "Which peptide activates {cell}?"}
          origin: {title: Origin}
        rows:
          semaglutide: {title: semaglutide, receptor: GLP-1 receptor, origin: Synthetic}
          tesamorelin: {title: tesamorelin, receptor: GHRH receptor}
    cards:
      - question: Which organ produces insulin?
        answer: The pancreas
        tags: [organs]
      - cloze: "Insulin moves {{c1::GLUT4}} to the {{c2::surface}}."
    """,
)


def test_first_import_is_all_new(author: Author, learner: Learner) -> None:
    """Every note of a package is added with its cards, decks, tags and order; nothing is found wrong with it."""
    build = author.build(TRIAL, int(time.time()))
    assert learner.receive(build.packages[None]).counts() == (build.tally["new"], 0, 0, 0) == (7, 0, 0, 0)
    assert learner.note_types() == ["Deckgen Cloze", "Deckgen Question"]
    assert learner.deck_of(build["visceral-fat"].guid) == "Trial::1 One"
    assert learner.deck_of(build["peptides/semaglutide/origin"].guid) == "Trial::2 Two"
    assert learner.snapshot().notes[build["which-organ-produces-insulin"].guid].tags == ("trial::level::two", "trial::organs")
    assert [(build.notes[guid].key, ordinal) for guid, ordinal in learner.cards()] == [
        ("visceral-fat", 0),
        ("visceral-fat", 1),
        ("from-a-meal-to-glucose-uptake", 0),
        ("from-a-meal-to-glucose-uptake", 1),
        ("from-a-meal-to-glucose-uptake", 2),
        ("peptides/semaglutide/receptor", 0),
        ("peptides/semaglutide/receptor", 1),
        ("peptides/semaglutide/origin", 0),
        ("peptides/tesamorelin/receptor", 0),
        ("peptides/tesamorelin/receptor", 1),
        ("which-organ-produces-insulin", 0),
        ("insulin-moves-glut4-to-the-surface", 0),
        ("insulin-moves-glut4-to-the-surface", 1),
    ]
    assert learner.faults() == ""
    assert learner.empty_cards() == 0


def test_same_file_again_changes_nothing(author: Author, learner: Learner) -> None:
    """A second import of the same file finds duplicates only, and leaves every row as it was."""
    build = author.build(TRIAL, int(time.time()))
    learner.receive(build.packages[None])
    before = learner.snapshot()
    assert learner.receive(build.packages[None]).counts() == (0, 0, 7, 0)
    assert learner.snapshot() == before


def test_rebuild_without_a_change_changes_nothing(author: Author, learner: Learner) -> None:
    """A build of the same source on a later day is the same file."""
    first = author.build(TRIAL, int(time.time()) - 864_000)
    learner.receive(first.packages[None])
    again = author.build(TRIAL, int(time.time()))
    assert again.tally == {"new": 0, "updated": 0, "unchanged": 7, "retired": 0}
    assert again.packages[None].read_bytes() == first.packages[None].read_bytes()
    assert learner.receive(again.packages[None]).counts() == (0, 0, 7, 0)


@pytest.mark.parametrize(
    "order", list(permutations([None, "one", "two"])), ids=lambda order: "-".join(p or "whole" for p in order)
)
def test_levels_and_whole_in_any_order(author: Author, learner: Learner, order: tuple[str | None, ...]) -> None:
    """However the packages of levels and of the whole follow each other, every card is there once, in its deck."""
    build = author.build(TRIAL, int(time.time()))
    logs = [learner.receive(build.packages[level]) for level in order]
    assert sum(len(log.new) for log in logs) == 7
    assert all(not log.updated and not log.conflicting for log in logs)
    assert learner.snapshot().notes.keys() == build.notes.keys()
    assert len(learner.cards()) == 13
    assert {learner.deck_of(*card) for card in learner.cards()} == {"Trial::1 One", "Trial::2 Two"}
    assert learner.note_types() == ["Deckgen Cloze", "Deckgen Question"]
    assert learner.faults() == ""


def test_own_deck_is_clean(author: Author, learner: Learner) -> None:
    """The project's own deck imports whole: no fault in the database, no empty card, the second time only duplicates."""
    shutil.copyfile(ROOT / "cards.lock", author.folder / "cards.lock")
    build = author.build((ROOT / "cards.yaml").read_text(encoding="utf-8"), int(time.time()))
    log = learner.receive(build.packages[None])
    assert log.new == build.notes.keys()
    assert len(learner.cards()) == sum(len(note.cards) for note in build.notes.values())
    assert learner.faults() == ""
    assert learner.empty_cards() == 0
    assert learner.receive(build.packages[None]).counts() == (0, 0, len(build.notes), 0)


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_card_that_moved_between_packages_of_levels(author: Author, learner: Learner, order: tuple[str, str]) -> None:
    """Learners of single levels who import all of them again after a move have the card once, where it was."""
    stays = "cards:\n  - {question: What is AMPK?, answer: A sensor of energy}\n"
    moves = "  - {question: What is ATP?, answer: A carrier of energy}\n"
    other = "cards:\n  - {question: What is GLP-1?, answer: An incretin}\n"
    now = int(time.time())
    first = author.build(deck(stays + moves, other), now - 864_000)
    for level in order:
        learner.receive(first.packages[level])
    second = author.build(deck(stays, other + moves), now)
    logs = [learner.receive(second.packages[level]).counts() for level in order]
    assert [sum(counts) for counts in zip(*logs, strict=True)] == [0, 1, 2, 0]
    guid = second["what-is-atp"].guid
    assert learner.deck_of(guid) == "Trial::1 One"
    assert learner.snapshot().notes[guid].tags == ("trial::level::two",)
    assert len(learner.cards()) == 3
