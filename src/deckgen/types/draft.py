"""A note in the author's words, on its way to becoming one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from deckgen.types.ledger import Published
from deckgen.types.node import Document, Scalar
from deckgen.types.note import Entry
from deckgen.types.note_type import Kind
from deckgen.types.position import Position
from deckgen.types.source import Common, Step


@dataclass(slots=True)
class Draft:
    """What expansion makes of an entry: the Markdown of its sides, who it claims to be, and where it stands.

    `key` is the author's id or path of ids, or a proposal where `derived`. `form`, `meant` (the author's `kind`) and `names`
    are for the note's `Entry`. `fill` holds what the placeholders of
    `front` and `reverse_front` stand for. A mechanism has `steps`, and its title in `front`.
    """

    key: str
    derived: bool
    kind: Kind
    level: str
    document: Document
    place: int
    common: Common
    form: str
    front: Scalar | None
    back: Scalar | None = None
    reverse_front: Scalar | None = None
    reverse_back: Scalar | None = None
    typed: bool = False
    steps: tuple[Step, ...] = ()
    cyclic: bool = False
    fill: Mapping[str, Scalar] = field(default_factory=dict)
    question: str = ""
    answer: str = ""
    meant: str = ""
    names: tuple[str, ...] = ()


class RenderedStep(NamedTuple):
    """A step of a mechanism: the author's id or an empty text, its words, its HTML, and where it stands."""

    id: str
    words: str
    html: str
    place: int


@dataclass(slots=True)
class Rendered:
    """A draft whose texts are HTML; who it is has yet to be found.

    `sides` are the fields between the key and the tail that all note types share; those of a mechanism are its title, to
    which the steps are added once they have numbers. `question`, `answer` and `source` are the author's words.
    """

    key: str
    derived: bool
    kind: Kind
    level: str
    document: Document
    place: int
    sides: tuple[str, ...]
    tail: tuple[str, ...]
    tags: tuple[str, ...]
    question: str
    answer: str
    source: str
    entry: Entry
    steps: tuple[RenderedStep, ...] = ()
    cyclic: bool = False

    def locate(self) -> Position:
        """Return where the entry stands in the source."""
        return self.document.position(self.place)


class NumberedStep(NamedTuple):
    """A step with its lasting id and the number of its cloze deletion."""

    id: str
    number: int
    words: str
    html: str


@dataclass(slots=True)
class Identified:
    """A note that is known: its lasting key and guid, what was last published of it, and its steps' numbers."""

    rendered: Rendered
    key: str
    guid: str
    before: Published | None
    after: str
    steps: tuple[NumberedStep, ...] = ()
    spent: tuple[int, ...] = ()
