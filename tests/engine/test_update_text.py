"""DECK-update.txt through the engine's text importer: wording comes, and nothing of the learner's goes."""

import time

import pytest

from .author import Author, Build, deck
from .collection import Learner

DAY = 86_400
FIRST = r"""
    glossary:
      - {id: visceral-fat, term: Visceral fat, definition: 'Fat "deep" inside; < 10 % of all'}
    mechanisms:
      - {id: uptake, title: From a meal to uptake, steps: [Glucose rises, Insulin is secreted]}
    cards:
      - {id: organ, question: "#Which organ produces insulin?", answer: The pancreas, tags: [organs]}
      - {id: cells, cloze: "Its {{c1::beta cells}} release {{c2::insulin}}."}
      - {id: control, question: Which hormone do alpha cells release?, answer: Glucagon}
    """
SECOND = (
    FIRST.replace("The pancreas,", '"The pancreas:\\n\\n- its \\"islets\\"\\n- in them `a | b`\\n",')
    .replace("{{c2::insulin}}.", '{{c2::insulin}}, a \\"hormone\\".')
    .replace("Insulin is secreted", "Insulin is secreted by the pancreas")
    + "  - {id: new, question: What is ATP?, answer: A carrier of energy}\n"
)
REWORDED = {"organ", "cells", "uptake"}


@pytest.fixture
def builds(author: Author, learner: Learner) -> tuple[Build, Build]:
    """Give two versions, of which the learner has studied the first, written into every note and tagged it."""
    first = author.build(deck(FIRST), int(time.time()) - 10 * DAY)
    learner.receive(first.packages[None])
    for card in learner.cards():
        learner.answer(*card, 4)
    for guid in first.notes:
        learner.write(guid, "my own words", "mine")
    learner.faults()
    learner.grow_older(DAY)
    return first, author.build(deck(SECOND), int(time.time()))


def test_wording_comes_and_the_rest_stays(builds: tuple[Build, Build], learner: Learner) -> None:
    """Fields are those of the package to the letter; own words, tags, cards and reviews are as they were."""
    first, second = builds
    before = learner.snapshot()
    assert learner.receive_text(second.wording) == {"new": 1, "updated": 3, "duplicate": 2}
    after = learner.snapshot()
    for guid, note in second.notes.items():
        assert after.notes[guid].fields[:-1] == note.fields[:-1]
    for guid, note in first.notes.items():
        assert after.notes[guid].fields[-1] == "my own words"
        assert after.notes[guid].tags == before.notes[guid].tags
        assert (after.notes[guid] == before.notes[guid]) == (note.key not in REWORDED)
    assert {card: after.cards[card] for card in before.cards} == before.cards
    assert after.reviews == before.reviews
    assert learner.faults() == ""
    assert learner.receive_text(second.wording) == {"duplicate": 6}


def test_a_new_note_lands_in_its_deck_without_tags(builds: tuple[Build, Build], learner: Learner) -> None:
    """A text file has no column for tags, so a note that it brings has none."""
    guid = builds[1]["new"].guid
    learner.receive_text(builds[1].wording)
    assert learner.deck_of(guid) == "Trial::1 One"
    assert learner.snapshot().notes[guid].tags == ()


def test_new_notes_from_the_package_and_wording_from_the_text(builds: tuple[Build, Build], learner: Learner, engine: str) -> None:
    """The way for learners with own tags: the package with Update notes: Never, then the text file."""
    if engine.startswith("2.1."):
        pytest.skip("its import dialog has no options")
    second = builds[1]
    assert learner.receive(second.packages[None], update_notes="never").counts() == (1, 0, 5, 0)
    assert learner.receive_text(second.wording) == {"updated": 3, "duplicate": 3}
    notes = learner.snapshot().notes
    assert notes[second["new"].guid].tags == ("trial::level::one",)
    assert notes[second["organ"].guid].tags == ("mine", "trial::level::one", "trial::organs")
    assert {note.fields[-1] for note in notes.values()} == {"my own words", ""}


def test_the_package_afterwards_changes_nothing(builds: tuple[Build, Build], learner: Learner) -> None:
    """The learner's notes are newer than the package by then, so it leaves tags and own words alone as well."""
    learner.receive_text(builds[1].wording)
    before = learner.snapshot()
    assert learner.receive(builds[1].packages[None]).counts() == (0, 0, 6, 0)
    assert learner.snapshot() == before


def test_a_renamed_note_type_is_found(builds: tuple[Build, Build], learner: Learner) -> None:
    """Note types stand by their ids, which a learner cannot change."""
    for name in ("Deckgen Question", "Deckgen Cloze"):
        kind = learner.col.models.by_name(name)
        kind["name"] = f"My {name}"
        learner.col.models.update_dict(kind)
    assert learner.receive_text(builds[1].wording) == {"new": 1, "updated": 3, "duplicate": 2}


def test_a_renamed_deck_keeps_its_cards(author: Author, learner: Learner) -> None:
    """A learner's own name for the deck stays; decks of the author's names appear beside it, empty, as with a package."""
    first = author.build(deck(FIRST), int(time.time()) - 10 * DAY)
    learner.receive(first.packages[None])
    learner.col.decks.rename(learner.col.decks.by_name("Trial")["id"], "Mine")
    learner.grow_older(DAY)
    second = author.build(deck(FIRST.replace("The pancreas", "The islets")), int(time.time()) - DAY)
    assert learner.receive_text(second.wording) == {"updated": 1, "duplicate": 4}
    by_text = [entry.name for entry in learner.col.decks.all_names_and_ids()]
    assert by_text == ["Default", "Mine", "Mine::1 One", "Trial", "Trial::1 One"]
    assert learner.found('deck:"Mine::1 One"') == learner.found("deck:*")
    learner.receive(second.packages[None])
    assert [entry.name for entry in learner.col.decks.all_names_and_ids()] == by_text
