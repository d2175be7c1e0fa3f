"""An author and a learner over several versions of one deck, with what must hold after every one of them."""

import time

from .author import Author, Build, PackedNote
from .collection import Learner, Log

TEN_DAYS = 864_000
MINUTE = 60
ANSWERS = (1, 2, 3, 4, 0)
"""How often the cards are answered before an update, in turn; the first answer is easy, so that some cards graduate."""


class Study:
    """The first version is studied, later ones are imported over it.

    The author builds ten days before the learner imports, and later versions after that: Anki 2.1.66 to 24.11 let an
    update through only when it was stamped after the learner's last import of the note.
    """

    def __init__(self, author: Author, learner: Learner) -> None:
        """Take both."""
        self.author = author
        self.learner = learner
        self.build: Build | None = None
        self.log: Log | None = None
        self._versions = 0

    def begin(self, text: str) -> Build:
        """Publish the first version; the learner imports it, studies it, and writes and tags on every note."""
        learner = self.learner
        self.build = self.author.build(text, int(time.time()) - TEN_DAYS)
        self.log = learner.receive(self.build.packages[None])
        assert self.log.counts() == (self.build.tally["new"], 0, 0, 0)
        assert self.log.new == self.build.notes.keys()
        for number, card in enumerate(learner.cards()):
            for ease in (4, 3, 1, 2)[: ANSWERS[number % len(ANSWERS)]]:
                learner.answer(*card, ease)
        for guid in self.build.notes:
            learner.write(guid, "my own words", "mine")
        learner.faults()  # answers within one second leave the engine something of its own to mend
        return self.build

    def go_on(self, text: str) -> Build:
        """Publish the next version; the learner imports it, and all that deckgen promises is checked."""
        old, before = self.build, self.learner.snapshot()
        assert old is not None
        self._versions += 1
        new = self.author.build(text, int(time.time()) + self._versions * MINUTE)
        self.log = self.learner.receive(new.packages[None])
        after = self.learner.snapshot()

        touched = {guid for guid, note in new.notes.items() if guid in old.notes and differs(note, old.notes[guid])}
        came_back = {guid for guid in new.notes.keys() - old.notes.keys() if guid in before.notes}
        assert self.log.conflicting == frozenset()
        assert self.log.new == new.notes.keys() - before.notes.keys()
        assert self.log.updated == touched | came_back, "an update is exactly what the author touched"
        expected = tuple(new.tally[name] for name in ("new", "updated", "unchanged"))
        assert self.log.counts()[:3] == expected, "the engine counts as the build did"

        assert after.reviews == before.reviews, "no review is lost or made"
        assert {card: after.cards.get(card) for card in before.cards} == before.cards, "no card changes in any column"
        for guid in before.notes.keys() - self.log.updated:
            assert after.notes[guid] == before.notes[guid], "what the author left alone is untouched"
        for guid in self.log.updated | self.log.new:
            assert after.notes[guid].fields == new.notes[guid].fields
            assert after.notes[guid].tags == new.notes[guid].tags
        added = {(guid, ordinal) for guid, note in new.notes.items() for ordinal in note.cards}
        assert after.cards.keys() == before.cards.keys() | added
        assert set(self.learner.note_types()) <= {"Deckgen Cloze", "Deckgen Question"}, "one note type for each kind"
        assert self.learner.faults() == ""
        self.build = new
        return new

    def counts(self) -> tuple[int, int, int]:
        """Return how many notes the last import added, updated and left alone."""
        assert self.log is not None
        return self.log.counts()[:3]

    def steps(self, key: str) -> dict[str, int]:
        """Return how often the card of each step of a mechanism was answered, by what the card asks for now."""
        assert self.build is not None
        note = self.build[key]
        return {self.learner.asked(note.guid, number): self.learner.reps(note.guid, number) for number in note.cards}


def differs(one: PackedNote, other: PackedNote) -> bool:
    """Tell whether an update has something to bring; a new key alone is nothing."""
    return (one.fields[1:], one.tags) != (other.fields[1:], other.tags)
