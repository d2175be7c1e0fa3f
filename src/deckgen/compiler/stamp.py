"""Stage 6: rendered notes × ledger → when each note last changed, and the new ledger.

`modified = max(now, last + 1)`, and only when fields or tags changed: Anki takes a note over only if it is newer than
the learner's, and then replaces all of it, so nothing that stayed the same may be stamped anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from deckgen.types.draft import Identified
from deckgen.types.ledger import Ledger, Published, PublishedLooks, PublishedStep
from deckgen.types.note_type import NOTE_TYPES, Kind, Looks


@dataclass(slots=True)
class Tally:
    """What a build does to the notes of the last one."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)


class Clock(NamedTuple):
    """The time of a build, in seconds since 1970, and whether every note is to be stamped with it."""

    now: int
    restamp: bool = False

    def after(self, last: int) -> int:
        """Return a time for a change that must be later than the last one."""
        return max(self.now, last + 1)


def content_of(fields: Sequence[str], tags: Sequence[str]) -> str:
    """Return what of a note is stamped: its fields and tags, but for the key, since naming a note changes nothing."""
    return "\x1f".join((*fields[1:], *tags))


def digest_of(content: str) -> str:
    """Return the digest by which the ledger knows a content again."""
    return sha256(content.encode()).hexdigest()[:32]


def stamp(note: Identified, content: str, cards: tuple[int, ...], version: str, clock: Clock) -> Published:
    """Return what the ledger records of a note with a content."""
    digest = digest_of(content)
    new, old = note.rendered, note.before
    if old is None:
        modified = clock.now
    elif old.digest != digest or clock.restamp or old.retired:
        modified = clock.after(old.modified)
    else:
        modified = old.modified
    return Published(
        note.key, note.guid, digest, modified, new.kind, new.level,
        old.since if old else version, "", new.derived, note.after,
        new.source, new.question, new.answer,
        tuple([PublishedStep(s.id, s.number, s.words) for s in note.steps]) if note.steps else (), note.spent, cards, new.changed,
    )  # fmt: skip


def count(published: Published, old: Published | None, tally: Tally) -> None:
    """Add a stamped note to the tally."""
    if old is None:
        tally.new.append(published.key)
    elif old.modified != published.modified:
        tally.updated.append(published.key)
    else:
        tally.unchanged += 1


def retire(vanished: Iterable[Published], version: str, clock: Clock, tally: Tally) -> list[Published]:
    """Return the ledger's records of notes that are in the source no more."""
    records = []
    for old in vanished:
        if not old.retired:
            tally.retired.append(old.key)
        if not old.retired or clock.restamp:
            old = old._replace(retired=old.retired or version, modified=clock.after(old.modified))
        records.append(old)
    return records


def stamp_looks(looks: Mapping[Kind, Looks], ledger: Ledger, clock: Clock) -> dict[Kind, PublishedLooks]:
    """Return when the templates and style of each note type last changed."""
    stamped = {}
    for kind, look in looks.items():
        digest = look.digest
        old = ledger.looks.get(kind)
        if old is None:
            modified = clock.now
        else:
            modified = old.modified if old.digest == digest else clock.after(old.modified)
        stamped[kind] = PublishedLooks(digest, modified, NOTE_TYPES[kind].schema)
    return stamped
