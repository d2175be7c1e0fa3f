"""The story: an author edits and publishes, learners import, study and live; the order is anybody's guess."""

import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from .desk import new_entry, put_in
from .edits import EDITS
from .manuscript import LEVELS
from .reader import Reader
from .writer import Writer

BEGINNING = 1_700_000_000
HOUR = 3_600
CHANCE = st.integers(0, 2**32 - 1).map(Random)
SOME_EDITS = st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=12)
PAUSES = st.sampled_from((0, 1, HOUR, 24 * HOUR))
READERS = st.integers(0, 1)


class Story(RuleBasedStateMachine):
    """One author and two learners. The first learner imports nearly every version; the second when it comes to that."""

    counts: ClassVar[Counter[str]] = Counter()
    engine: ClassVar[str] = ""
    recovers: ClassVar[bool] = True

    def __init__(self) -> None:
        """Open two collections."""
        super().__init__()
        self._home = TemporaryDirectory(prefix="deckgen-proof-")
        home = Path(self._home.name)
        self.now = BEGINNING
        self._last: tuple[list[str], Random] = [], Random(0)
        self.writer = Writer(home / "author", tell=note)
        self.readers = [Reader(home / name, self.engine, self.now, self.counts, note) for name in ("diligent", "late")]

    @initialize(chance=CHANCE, second=SOME_EDITS, last=SOME_EDITS)
    def begin(self, chance: Random, second: list[str], last: list[str]) -> None:
        """Let the author write a first version, which both learners import and study, and a second; and think of a last one."""
        self.writer.desk.chance = chance
        for level in LEVELS:
            for _ in range(chance.randint(1, 3)):
                put_in(self.writer.desk, new_entry(self.writer.desk), level)
        self.writer.publish(self.now)
        for reader in self.readers:
            reader.receive(self.writer.versions[-1])
            reader.study(chance, 12)
        self.edit_and_publish(second, chance, HOUR)
        self._live(chance)
        self._last = last, chance

    @rule(edits=SOME_EDITS, chance=CHANCE, pause=PAUSES)
    def edit_and_publish(self, edits: list[str], chance: Random, pause: int) -> None:
        """Let the author edit and publish; the diligent learner imports it at once."""
        self.edit(edits, chance)
        self.publish(chance, pause)
        self._pass(pause)
        self.readers[0].receive(self.writer.versions[-1])

    @rule(edits=SOME_EDITS, chance=CHANCE)
    def edit(self, edits: list[str], chance: Random) -> None:
        """Let the author edit, and publish nothing yet."""
        self.writer.desk.chance = chance
        self.counts["edits"] += sum(EDITS[name](self.writer.desk) for name in edits)

    @rule(chance=CHANCE)
    def rename(self, chance: Random) -> None:
        """Let the author rename a note."""
        self.writer.desk.chance = chance
        self.counts["edits"] += self.writer.rename()

    @rule(chance=CHANCE, pause=PAUSES)
    def publish(self, chance: Random, pause: int) -> None:
        """Let the author publish."""
        self._pass(pause)
        self.writer.desk.chance = chance
        self.writer.publish(self.now)

    @rule(mishap=st.sampled_from(("clock back", "clock right", "restamp", "clock back", "lost ledger", "recovered ledger")))
    def mishap(self, mishap: str) -> None:
        """Let the author's clock jump back or be put right, stamp all notes anew, or lose the ledger, for good or for a while."""
        if mishap == "lost ledger":
            self.writer.lose_ledger()
        elif mishap == "recovered ledger":
            self.counts["ledgers made again"] += self.recovers and self.writer.recover_ledger()
        elif mishap == "restamp":
            self._pass(HOUR)
            self.writer.publish(self.now, "--restamp")
        else:
            self.writer.behind = 300 * 24 * HOUR if mishap == "clock back" else 0

    @rule(number=READERS, pause=PAUSES, level=st.sampled_from((None, None, *LEVELS)))
    def import_latest(self, number: int, pause: int, level: str | None) -> None:
        """Let a learner import the latest version, or a level of it."""
        self._pass(pause)
        self.readers[number].receive(self.writer.versions[-1], level)

    @rule(number=READERS, back=st.sampled_from((1, 1, 1, 2, 3)))
    def import_update(self, number: int, back: int) -> None:
        """Let a learner import what is retired too, of the latest version or of an older one."""
        self._pass(1)
        self.readers[number].receive_update(self.writer.versions[-min(back, len(self.writer.versions))])

    @rule(number=READERS, back=st.integers(1, 6))
    def import_old(self, number: int, back: int) -> None:
        """Let a learner import an old version."""
        self._pass(1)
        self.readers[number].receive(self.writer.versions[-min(back, len(self.writer.versions))])

    @rule(number=READERS, chance=CHANCE, answers=st.integers(1, 20))
    def study(self, number: int, chance: Random, answers: int) -> None:
        """Let a learner study."""
        self._pass(1)
        self.readers[number].study(chance, answers)

    @rule(number=READERS, chance=CHANCE)
    def live(self, number: int, chance: Random) -> None:
        """Let a learner write, tag, flag, suspend, move, delete or tidy."""
        self._pass(1)
        self.readers[number].live(chance)

    def teardown(self) -> None:
        """Let both import the latest version, unless the story has broken off; then they have the latest words."""
        broken_off = sys.exc_info()[0] is not None
        try:
            if self.writer.versions and not broken_off:
                self._end()
        finally:
            for reader in self.readers:
                reader.close()
            self._home.cleanup()
        self.counts["sequences"] += 1
        self.counts["builds"] += len(self.writer.versions)
        self.counts.update({f"doubt: {check}": number for check, number in self.writer.doubts.items()})

    def _end(self) -> None:
        self._pass(HOUR)
        self.edit(*self._last)
        self._live(self._last[1])
        self.writer.publish(self.now)
        for reader in self.readers:
            reader.receive_update(self.writer.versions[-1])
            if not reader.stamps_updates_itself and not self.writer.era:
                reader.hold_latest(self.writer.versions[-1])
        self.writer.behind = 0
        self._pass(HOUR)
        self.writer.publish(self.now, "--restamp")
        for reader in self.readers:
            reader.receive(self.writer.versions[-1])
            reader.own.clear()
            reader.hold_latest(self.writer.versions[-1])

    def _live(self, chance: Random) -> None:
        for reader in self.readers * 3:
            reader.live(chance)

    def _pass(self, seconds: int) -> None:
        self.now += seconds
        for reader in self.readers:
            reader.now = self.now
