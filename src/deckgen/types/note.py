"""A finished note."""

from typing import NamedTuple

from deckgen.types.node import Document
from deckgen.types.note_type import Kind
from deckgen.types.position import Position


class Note(NamedTuple):
    """A note as a package holds it, with the places that diagnostics need.

    `fields` are HTML, in the order of the note type; `modified` is in seconds since 1970; `cards` are the ordinals of
    its cards; `order` is its position in the order of teaching, from 1; `media` are names in the collection's folder.
    """

    key: str
    guid: str
    kind: Kind
    level: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    modified: int
    order: int
    document: Document
    place: int
    media: tuple[str, ...] = ()

    @property
    def position(self) -> Position:
        """Return where the note's entry stands in the source."""
        return self.document.position(self.place)
