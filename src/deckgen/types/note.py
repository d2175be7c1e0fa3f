"""A finished note."""

from typing import NamedTuple

from deckgen.types.ledger import Published
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


class Shared(NamedTuple):
    """A text that notes share, a caveat of the deck: where it stands, and its HTML."""

    document: Document
    place: int
    html: str


class Entry(NamedTuple):
    """What the author wrote about a note that its fields do not tell.

    `form` is `question`, `cloze`, `term`, `mechanism` or `cell`; `kind` is the author's word for what a card is. `source`,
    `cite` and `as_of` are as written; `names` are a term and its other names; `ignore` holds the names of the checks that the
    entry is excused from, each with its place. `derived` says that the author gave no id: the key is made from the words.
    `shared` are the texts that the exam note is made of, where it is not the note's own.
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
    shared: tuple[Shared, ...] = ()


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

    def at(self, shared: Shared) -> "Note":
        """Return the note as if it stood where a text that it shares does, so that what is said of the text is said there."""
        entry = self.entry._replace(places=Places._make((*[shared.place] * 8, ())))
        return self._replace(document=shared.document, place=shared.place, entry=entry)


def unwritten(record: Published, fields: tuple[str, ...], tags: tuple[str, ...], cards: tuple[int, ...], order: int = 0) -> Note:
    """Return a note that stands in no source, made from what the ledger records of it: a retired one, or an older version's."""
    return Note(
        record.key, record.guid, record.kind, record.level, fields, tags, cards, record.modified, order, _NOWHERE, 0, _NO_ENTRY
    )


_NOWHERE = Document("", "")
_NO_ENTRY = Entry("", Places(0, 0, 0, 0, 0, 0, 0, 0))
