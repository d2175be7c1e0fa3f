"""A finished deck: all that packages, previews and plans are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from deckgen.types.media import MediaFile
from deckgen.types.note import Note
from deckgen.types.note_type import Kind, Looks
from deckgen.types.settings import Settings
from deckgen.types.source import Written


class LevelDeck(NamedTuple):
    """A level: its id and the full name of its deck in Anki."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck, its levels and its notes in the order of teaching.

    `description` is HTML; `tag_root` is the tag that all tags of entries hang under; `sources` are the keys that notes may
    cite, and `caveats` the texts that they may share; `settings` are the deck's own choices for the checks; `retired` are
    notes that were published once and are in the source no more, without cards.
    """

    id: str
    name: str
    version: str
    description: str
    language: str
    levels: tuple[LevelDeck, ...]
    notes: tuple[Note, ...]
    looks: Mapping[Kind, Looks]
    looks_modified: Mapping[Kind, int]
    media: Mapping[str, MediaFile]
    tag_root: str
    sources: tuple[str, ...]
    settings: Settings
    retired: tuple[Note, ...] = ()
    caveats: tuple[Written, ...] = ()

    def notes_of(self, level: str | None) -> Iterator[Note]:
        """Yield the notes of a level, in the order of teaching; None stands for all levels."""
        return (note for note in self.notes if level is None or note.level == level)
