"""A finished note."""

from typing import NamedTuple

from deckgen.types.node import Document, Scalar
from deckgen.types.note_type import Kind
from deckgen.types.position import Position


class Places(NamedTuple):
    """Where the parts of a note stand in its document; a part that is not there has the place of its entry.

    In a table, `question` and `reverse_question` are the column's, and `answer` is the cell's text.
    """

    question: int
    answer: int
    reverse_question: int
    reverse_answer: int
    hint: int
    extra: int
    caveat: int
    source: int
    steps: tuple[int, ...] = ()


class Entry(NamedTuple):
    """What the author wrote about a note that its fields do not tell.

    `form` is `question`, `cloze`, `term`, `mechanism` or `cell`; `kind` is the author's word for what a card is. `source`,
    `cite` and `as_of` are as written; `names` are a term and its other names; `ignore` holds the names of the checks that the
    entry is excused from, each with its place. `derived` says that the author gave no id: the key is made from the words.
    """

    form: str
    places: Places
    kind: str = ""
    evidence: str = ""
    source: str = ""
    cite: tuple[str, ...] = ()
    as_of: str = ""
    names: tuple[str, ...] = ()
    cyclic: bool = False
    ignore: tuple[Scalar, ...] = ()
    derived: bool = False


class Note(NamedTuple):
    """A note as a package holds it, with the places that diagnostics need.

    `fields` are HTML, in the order of the note type; `modified` is in seconds since 1970; `cards` are the ordinals of
    its cards; `order` is its position in the order of teaching, from 1; `media` are names in the collection's folder;
    `published` says that learners may have it already.
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
    entry: Entry
    media: tuple[str, ...] = ()
    published: bool = False

    @property
    def position(self) -> Position:
        """Return where the note's entry stands in the source."""
        return self.document.position(self.place)
