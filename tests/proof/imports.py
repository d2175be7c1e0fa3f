"""What a learner has, and what an import made of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.collection import Log, Snapshot

from .version import NUMBER, Version

DECK = "Proof"
OWN_DECK = "My own"
UPDATE = "update"
"""Stands for the package of all levels and of what is retired, where a level may stand."""
RETIRED = -5
"""The place of the field that a retired note has filled, from the end."""


@dataclass(slots=True)
class Have:
    """What a learner has of somebody: the note, when it last changed, and the version that its words are from.

    `seen` is the newest version imported since that has the note as it is, or retired.
    """

    guid: str
    modified: int
    version: Version
    seen: Version


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """What was imported, what the learner had before, and what came of it. `last` is the whole version imported before."""

    version: Version
    level: str | None
    last: Version | None
    coming: list[int]
    had: dict[int, Have]
    own: set[int]
    log: Log
    before: Snapshot
    after: Snapshot

    @property
    def whole(self) -> bool:
        """Say whether all levels were imported."""
        return self.level in (None, UPDATE)

    def guid(self, who: int) -> str:
        """Return the guid of somebody's note."""
        return self.had[who].guid if who in self.had else self.version.guids[who]

    def fate(self, who: int) -> str:
        """Return what the engine did, in the words of a plan."""
        guid = self.guid(who)
        if who not in self.version.meant:
            return "retired"
        return "new" if guid in self.log.new else "updated" if guid in self.log.updated else "untouched"

    def learned_from(self, who: int) -> Iterator[Version]:
        """Yield the versions from which a plan speaks of a note as this learner has it, or of one that they do not have.

        That is the one that its words are from, if it is not blank, and the newest that they imported since. Of the first
        import no plan speaks.
        """
        have = self.had.get(who)
        if have is None:
            found = {self.last}
        elif self.before.notes[have.guid].fields[RETIRED]:
            found = {have.seen}
        else:
            found = {have.version, have.seen}
        yield from found - {None}


def asking(state: Snapshot, guid: str) -> set[int]:
    """Return the ordinals of a note's cards that ask something."""
    fields = state.notes[guid].fields
    numbers = {int(number) - 1 for number, _ in NUMBER.findall(fields[1])}
    sides = numbers or {ordinal for ordinal, side in ((0, 1), (1, 3)) if fields[side]}
    return {ordinal for known, ordinal in state.cards if known == guid and ordinal in sides and not fields[RETIRED]}
