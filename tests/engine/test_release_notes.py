"""What release notes tell learners to do, done in the real engine: it has the effect that they say."""

import re
import time

import pytest

from .author import Author, Build
from .collection import Learner

HOUR, DAY = 3600, 86_400
NAME = r"Glands_and *Hormones* (1: A) back\slash"
HEAD = f"deck: {{id: my-deck, name: '{NAME}', tags: [my_deck]}}\n"
MOVED = "      - {id: moves, question: Which hormone of the gut slows gastric emptying?, answer: GLP-1, reverse: yes}\n"
OTHER = "      - {id: other, question: What does leptin do?, answer: It reports fat stores}\n"
GONE = "      - {id: goes, cloze: 'Insulin has {{c1::no}} {{c2::colour}}.'}\n"
KEPT = "      - {id: kept, question: What does ghrelin do?, answer: It makes hungry}\n"


def source(first: str, second: str, name: str = "1_One") -> str:
    """Return a deck of two levels."""
    return f"{HEAD}levels:\n  one:\n    name: {name}\n    cards:\n{first}  two:\n    name: 2_Two\n    cards:\n{second}"


OLD = source(MOVED + GONE + KEPT, OTHER)
NEW = source(KEPT, OTHER + MOVED)


class Reader:
    """A learner who studied the old version, and who does what the notes of the new one say."""

    def __init__(self, author: Author, learner: Learner, new: str) -> None:
        """Publish the old version, let it be studied, and publish the new one."""
        self.learner = learner
        self.old = author.build(OLD, int(time.time()) - 10 * DAY)
        learner.receive(self.old.packages[None])
        for card in learner.cards():
            learner.answer(*card, 4)
        learner.faults()
        author.source.write_text(new, encoding="utf-8")
        self.notes = author.notes(int(time.time()) - HOUR)
        self.new = author.build(new, int(time.time()) - HOUR)

    def follow(self) -> None:
        """Import the file that the notes name."""
        (file,) = re.findall(r"File > Import, choose `([^`]+)`", self.notes)
        packages = {path.name: path for path in (*self.new.packages.values(), self.new.update) if path}
        self.learner.receive(packages[file])

    def found(self, place: str) -> set[tuple[str, int]]:
        """Return what the search beside a text of the notes finds."""
        (search,) = re.findall(rf"{place}: Browse, search\s+`([^`]+)`", self.notes)
        return self.learner.found(search)


IN_ITS_DECK = "into its deck"
LOOK_FIRST = "look at them first"


def cards(build: Build, key: str) -> set[tuple[str, int]]:
    """Return guid and ordinal of each card of a note."""
    return {(build[key].guid, ordinal) for ordinal in build[key].cards}


def test_searches_find_exactly_the_moved_and_the_retired_cards(author: Author, learner: Learner) -> None:
    """Whatever the names hold that means something in a search; and nothing once they are where they belong."""
    reader = Reader(author, learner, NEW)
    assert reader.found(IN_ITS_DECK) == reader.found(LOOK_FIRST) == set()
    reader.follow()
    assert reader.found(IN_ITS_DECK) == cards(reader.old, "moves")
    assert reader.found(LOOK_FIRST) == cards(reader.old, "goes") == learner.empty()
    before = learner.snapshot()
    learner.change_deck(cards(reader.old, "moves"), f"{NAME}::2_Two")
    assert reader.found(IN_ITS_DECK) == set()
    assert learner.snapshot().reviews == before.reviews
    assert {guid for guid, _ in learner.snapshot().cards} == {guid for guid, _ in before.cards}
    learner.remove_empty_cards()
    assert learner.found("deck:*") == {card for key in ("moves", "kept", "other") for card in cards(reader.old, key)}


def test_a_level_renamed_first_keeps_its_cards_together(author: Author, learner: Learner) -> None:
    """A learner who follows the notes has one deck; one who does not has two."""
    added = "      - {id: added, question: What is ATP?, answer: A carrier of energy}\n"
    reader = Reader(author, learner, source(MOVED + GONE + KEPT + added, OTHER, name="1_First"))
    ((old, new),) = re.findall(r'Rename "([^"]+)" to "([^"]+)" in Anki first', reader.notes)
    learner.col.decks.rename(learner.col.decks.by_name(old)["id"], new)
    reader.follow()
    assert learner.deck_of(reader.new["added"].guid) == new == learner.deck_of(reader.old["kept"].guid)
    assert old not in [entry.name for entry in learner.col.decks.all_names_and_ids()]


def test_a_level_not_renamed_first_is_two_decks(author: Author, learner: Learner) -> None:
    """As the notes say: cards stay in the old deck, new ones go to a second."""
    added = "      - {id: added, question: What is ATP?, answer: A carrier of energy}\n"
    reader = Reader(author, learner, source(MOVED + GONE + KEPT + added, OTHER, name="1_First"))
    reader.follow()
    assert learner.deck_of(reader.old["kept"].guid) == f"{NAME}::1_One"
    assert learner.deck_of(reader.new["added"].guid) == f"{NAME}::1_First"


def test_the_one_option_for_old_clients(author: Author, learner: Learner, engine: str) -> None:
    """What Anki 23.10 to 24.11 misses comes with Update notes: Always, at the price that the notes name."""
    if not engine.startswith(("23.", "24.")):
        pytest.skip("only these versions miss an update that has an option to bring it")
    now = int(time.time())
    texts = [OLD.replace("It makes hungry", answer) for answer in ("Hunger", "It makes you hungry", "It makes one hungry")]
    learner.receive(author.build(texts[0], now - 10 * DAY).packages[None])
    learner.receive(author.build(texts[1], now - 5 * DAY).packages[None])
    other = author.build(texts[2], now - 4 * DAY)
    learner.write(other["other"].guid, "my own words", "mine")
    assert learner.receive(other.packages[None]).counts()[1] == 0
    learner.receive(other.packages[None], update_notes="always")
    notes = learner.snapshot().notes
    assert notes[other["kept"].guid].fields[2] == "It makes one hungry"
    assert "mine" not in notes[other["other"].guid].tags


def test_own_words_later_than_the_version_stay(author: Author, learner: Learner) -> None:
    """A note that the learner edited after the version was made keeps the learner's words."""
    reader = Reader(author, learner, OLD.replace("It makes hungry", "It makes one hungry"))
    learner.write(reader.old["kept"].guid, "my own words", "mine")
    reader.follow()
    note = learner.snapshot().notes[reader.old["kept"].guid]
    assert (note.fields[2], note.fields[-1], "mine" in note.tags) == ("It makes hungry", "my own words", True)
