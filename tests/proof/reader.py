"""A learner who imports versions, studies, and makes notes and cards their own; every import is held against the promise.

The engine stamps by the machine's clock, the story has its own: whatever the engine stamped gets the story's time.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from engine.collection import LearnedNote, Learner, Log, Snapshot

from .foretold import Foretold
from .imports import DECK, OWN_DECK, RETIRED, UPDATE, Have, Import
from .manuscript import LEVELS, Mechanism
from .version import NUMBER, Version, words

MACHINE_TIME = 1_750_000_000
"""What is stamped later than this was stamped by the machine's clock; stories are told before it."""


@dataclass
class Reader:
    """A learner. `counts` are the figures of the proof."""

    folder: Path
    engine: str
    now: int
    counts: Counter[str]
    tell: Callable[[str], None]
    learner: Learner = field(init=False)

    def __post_init__(self) -> None:
        """Open a collection; forgetful cards become leeches soon, and FSRS is on where the engine has it."""
        assert time.time() > MACHINE_TIME, "the machine's clock is wrong"
        self.learner = Learner(self.folder)
        self.col = self.learner.col
        self.stamps_updates_itself = self.engine.startswith(("2.1.", "23.", "24."))
        if not self.engine.startswith("2.1."):
            self.col.set_config("fsrs", True)
        preset = self.col.decks.get_config(1)
        preset["lapse"]["leechFails"] = 2
        self.col.decks.update_config(preset)
        self.have: dict[int, Have] = {}
        self.last: Version | None = None
        self.foretold = Foretold(self.counts, self.stamps_updates_itself)
        self.own: set[int] = set()
        self._asked: dict[tuple[int, int], object] = {}

    def close(self) -> None:
        """Close the collection."""
        self.learner.close()

    def receive_update(self, version: Version) -> None:
        """Import the package that brings retired notes, if the learner has all of them; else the one that does not."""
        has_all = version.build.update is not None and version.retired <= self.have.keys()
        self.receive(version, UPDATE if has_all else None)

    def receive(self, version: Version, level: str | None = None) -> None:
        """Import a version, or one level of it, and hold the outcome against the promise."""
        self.tell(f"  {self.folder.name} imports {level or 'all'} of version {version.number} at {self.now}")
        before = self.learner.snapshot()
        had = {who: replace(have) for who, have in self.have.items()}
        coming = [*version.of_level(None), *version.retired] if level == UPDATE else version.of_level(level)
        new = {who for who in coming if who not in self.have}
        updated = {who for who in coming if who not in new and version.stamps[who] > self.have[who].modified}
        log = self.learner.receive(version.build.update if level == UPDATE else version.build.packages[level])
        self._settle()
        after = self.learner.snapshot()
        self.counts["imports"] += 1
        self.counts["notes retired"] += len(updated - version.meant.keys())

        self._hold_log(log, version, coming, new, updated)
        came = Import(version, level, self.last, coming, had, set(self.own), log, before, after)
        expected = dict(before.notes)
        for who in new | updated:
            note, stamp = version.packed(who), version.stamps[who]
            modified = self.now if who in updated and self.stamps_updates_itself else stamp
            expected[note.guid] = LearnedNote(note.fields, note.tags, modified)
            self.have[who] = Have(note.guid, modified, version if who in version.meant else self.have[who].version, version)
            self.own.discard(who)
        assert after.notes == expected, "every edit arrives, and what the author left alone is untouched"
        assert after.reviews == before.reviews, "no review is lost or made"
        self._hold_cards(before, after, version, coming)
        self._hold_questions(after, new | updated)
        self._hold_collection()
        self.foretold.hold(came, {deck.id: deck.name for deck in self.col.decks.all_names_and_ids()})
        self._see(came)

    def _see(self, came: Import) -> None:
        """Note down which notes this version has as the learner has them, or retired."""
        new = came.version
        for who, have in self.have.items() if came.whole else ():
            stamp, known = new.stamps.get(who, 0), have.version.stamps[who]
            as_it_is = who in new.meant and stamp == known and words(new.packed(who)) == words(have.version.packed(who))
            if new.number > have.seen.number and (as_it_is or (who in new.retired and stamp > known)):
                have.seen = new
        self.last = came.version if came.whole else self.last

    def _hold_log(self, log: Log, version: Version, coming: list[int], new: set[int], updated: set[int]) -> None:
        """Hold that the engine adds, updates and leaves alone what the story says, and finds no conflict."""
        happened = {guid: kind for kind in Log.__slots__ for guid in getattr(log, kind)}
        for who in coming:
            meant = version.meant.get(who) or self.have[who].version.meant[who]
            due = "new" if who in new else "updated" if who in updated else "duplicate"
            was = f', last seen as "{self.have[who].version.meant[who].shown}"' if who in self.have else ""
            came = happened.pop(version.guids[who], "nothing")
            assert came == due, f'"{meant.shown}" (version {version.number}) was to be {due}, and was {came}{was}'
        assert not happened, "nothing else comes with a package"

    def _hold_cards(self, before: Snapshot, after: Snapshot, version: Version, coming: list[int]) -> None:
        """Hold that no card vanishes or changes in any column, and that those added are new, in their deck and in order."""
        assert {card: after.cards.get(card) for card in before.cards} == before.cards, "no card changes in any column"
        places = {version.guids[who]: place for place, who in enumerate(coming)}
        shipped = {(version.guids[who], ordinal) for who in coming for ordinal in version.packed(who).cards}
        assert after.cards.keys() == before.cards.keys() | shipped, "no card vanishes, and each is there once"
        added = sorted(shipped - before.cards.keys(), key=lambda card: (places[card[0]], card[1]))
        rows = [after.cards[card] for card in added]
        assert all(row[6:8] == (0, 0) and row[10] == 0 for row in rows), "what is added is new"
        dues = [row[8] for row in rows]
        assert dues == sorted(dues) and len(set(dues)) == len({guid for guid, _ in added}), "new cards come in the author's order"
        names = {level: f"{DECK}::{name}" for level, name in LEVELS.items()}
        whose = {guid: who for who, guid in version.guids.items()}
        for (guid, _), row in zip(added, rows, strict=True):
            assert self.col.decks.name(row[2]) == names[version.meant[whose[guid]].level]

    def _hold_questions(self, after: Snapshot, changed: set[int]) -> None:
        """Hold that every card keeps asking for the same thing, and that no two ask for one."""
        by_guid = {have.guid: who for who, have in self.have.items()}
        asked: list[object] = []
        for (guid, ordinal), row in after.cards.items():
            who = by_guid[guid]
            part = self._part(who, ordinal, after.notes[guid].fields)
            if part is None:
                continue
            asked.append(part)
            mark = (int(str(row[0])), self.have[who].version.epochs[who])
            earlier = self._asked.setdefault(mark, part)
            assert earlier == part, (
                f'a card of "{self.have[who].version.meant[who].shown}" asked for {earlier}, and now for {part}'
            )
            if who in changed:
                self._hold_front(who, guid, ordinal, after.notes[guid].fields)
        assert len(asked) == len(set(asked)), "nothing is asked for by two cards"

    def _part(self, who: int, ordinal: int, fields: tuple[str, ...]) -> object:
        """Return what a card asks for: a side of a note, a deletion, or a step; None where it asks nothing."""
        meant = self.have[who].version.meant[who]
        if fields[RETIRED]:
            return None
        numbers = {int(number): text for number, text in NUMBER.findall(fields[1])}
        if isinstance(meant.entry, Mechanism):
            text = numbers.get(ordinal + 1)
            steps = {text: step for step, text in (step for step in meant.fields if isinstance(step, tuple))}
            return None if text is None else ("step", steps[text])
        if numbers:
            return (who, ordinal) if ordinal + 1 in numbers else None
        return (who, ordinal) if fields[1 if ordinal == 0 else 3] else None

    def _hold_front(self, who: int, guid: str, ordinal: int, fields: tuple[str, ...]) -> None:
        """Hold that a card shows the words that it is to ask with."""
        meant = self.have[who].version.meant[who]
        if isinstance(meant.entry, Mechanism):
            number = {int(n): text for n, text in NUMBER.findall(fields[1])}[ordinal + 1]
            assert self.learner.asked(guid, ordinal) == number
        elif not NUMBER.search(fields[1]):
            assert fields[1 if ordinal == 0 else 3] in self.learner.front(guid, ordinal)

    def _hold_collection(self) -> None:
        """Hold that there is one note type for each kind, and nothing for Check Database to mend."""
        assert set(self.learner.note_types()) <= {"Deckgen Cloze", "Deckgen Question"}, "one note type for each kind"
        assert self.learner.faults() == "", "Check Database finds nothing"

    def hold_latest(self, version: Version) -> None:
        """Hold that whoever is in a version is as in it, but for the learner's own edits."""
        notes = self.learner.snapshot().notes
        for who in version.meant:
            note, packed = notes[version.guids[who]], version.packed(who)
            latest = (note.fields[1:], note.tags) == (packed.fields[1:], packed.tags)
            assert who in self.own or latest, "the learner has the latest words"

    def _settle(self) -> None:
        """Give what the engine has stamped the time of the story."""
        stamped = set(self.col.db.list("select guid from notes where mod > ?", MACHINE_TIME))
        if not stamped:
            return
        self.col.db.execute("update notes set mod = ? where mod > ?", self.now, MACHINE_TIME)
        for have in self.have.values():
            if have.guid in stamped:
                have.modified = self.now

    def study(self, chance: Random, answers: int) -> None:
        """Answer some cards; a card that is forgotten again and again becomes a leech, which changes its note."""
        cards = self.learner.cards()
        for card in chance.choices(cards, k=min(answers, 2 * len(cards))):
            self.learner.answer(*card, chance.choice((1, 1, 2, 3, 3, 4, 4)))
            self.counts["reviews"] += 1
        self.learner.faults()  # answers within one second leave the engine something of its own to mend
        self._settle_own()

    def live(self, chance: Random) -> None:
        """Do something of one's own to a note or a card."""
        if not self.have:
            return
        who = chance.choice(sorted(self.have))
        guid = self.have[who].guid
        ordinals = [ordinal for known, ordinal in self.learner.cards() if known == guid]
        match chance.choice(("words", "field", "flag", "suspend", "deck", "delete", "tidy")):
            case "words":
                self.learner.write(guid, "my own words", "mine")
            case "field":
                note = self.learner.card_note(guid)
                note["Extra"] = "my own extra"
                self.col.update_note(note)
            case "delete":
                self.col.remove_notes([self.learner.card_note(guid).id])
                del self.have[who]
                self.own.discard(who)
            case "tidy":
                self._tidy()
            case act if ordinals:
                self._treat(act, self.learner.card(guid, chance.choice(ordinals)).id)
        self._settle_own()
        self.counts["own acts"] += 1

    def _treat(self, act: str, card: int) -> None:
        if act == "flag":
            self.col.set_user_flag_for_cards(3, [card])
        elif act == "suspend":
            self.col.sched.suspend_cards([card])
        else:
            self.col.set_deck([card], self.col.decks.id(OWN_DECK))

    def _tidy(self) -> None:
        """Use Tools > Empty Cards."""
        empty = [card for note in self.col.get_empty_cards().notes for card in note.card_ids]
        self.col.remove_cards_and_orphaned_notes(empty)
        left = set(self.col.db.list("select guid from notes"))
        self.have = {who: have for who, have in self.have.items() if have.guid in left}

    def _settle_own(self) -> None:
        """Note down which notes the learner has changed."""
        stamped = set(self.col.db.list("select guid from notes where mod > ?", MACHINE_TIME))
        self.own |= {who for who, have in self.have.items() if have.guid in stamped}
        self._settle()
