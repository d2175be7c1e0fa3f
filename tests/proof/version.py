"""A version as it was published, and how its notes are read."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.author import Build, PackedNote, packed_notes

from deckgen.compiler.ledger_text import parse_ledger
from deckgen.types.ledger import Ledger

from .manuscript import Meant

NUMBER = re.compile(r"\{\{c(\d+)::(.*?)\}\}")
TITLE = re.compile(r'<div class="title">(.*?)</div>')


@dataclass(frozen=True, eq=False)
class Version:
    """A build that was published: its packages; who is in it, as meant, in the order of teaching; whose is which note.

    `stamps` are the times of their last changes, as they must be; those of `retired` notes too, as their last `levels`. `epochs`
    count how often the numbers of a mechanism's steps had to begin anew because a ledger was lost; `era` how often one was.
    `folder` holds its source and ledger.
    """

    number: int
    build: Build
    meant: dict[int, Meant]
    guids: dict[int, str]
    stamps: dict[int, int]
    retired: frozenset[int]
    epochs: dict[int, int]
    era: int
    levels: dict[int, str]
    folder: Path

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger that was published."""
        return parse_ledger((self.folder / "cards.lock").read_text(encoding="utf-8"), "cards.lock", "proof")[0]

    @cached_property
    def keys(self) -> dict[str, str]:
        """Return the guids in the ledger by key."""
        return {key: note.guid for key, note in self.ledger.notes.items()}

    @cached_property
    def _with_retired(self) -> dict[str, PackedNote]:
        return packed_notes(self.build.update) if self.build.update else {}

    def packed(self, who: int) -> PackedNote:
        """Return somebody's note as it is in the package, or in the one with retired notes if it is one."""
        return (self.build.notes if who in self.meant else self._with_retired)[self.guids[who]]

    def of_level(self, level: str | None) -> list[int]:
        """Return who is in the package of a level, in the order of teaching."""
        return [who for who, meant in self.meant.items() if level in (None, meant.level)]


def identities(ledger: Ledger) -> dict[str, tuple[object, ...]]:
    """Return what learners' cards hang on, by guid: key, level, last change, when it was retired, the numbers of steps."""
    return {
        note.guid: (note.key, note.level, note.modified, note.retired, {s.number: s.text for s in note.steps}, note.spent)
        for note in ledger.notes.values()
    }


def shown(fields: tuple[str, ...]) -> str:
    """Return the text that tells a note from all others: its question, its cloze, or the title of a mechanism."""
    title = TITLE.search(fields[1])
    return title[1] if title else fields[1]


def visible(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a learner reads of a note's fields: the steps of a mechanism without their numbers."""
    if title := TITLE.search(fields[1]):
        return (title[1], *(text for _, text in NUMBER.findall(fields[1])), *fields[2:])
    return fields[1:]


def as_read(meant: Meant) -> tuple[str, ...]:
    """Return the same of a note that is meant."""
    return tuple(text if isinstance(text, str) else str(text[1]) for text in meant.fields)


def words(note: PackedNote) -> tuple[object, ...]:
    """Return what an edit changes of a note: all but its key."""
    return note.fields[1:], note.tags
