"""What the author wrote: the entries of a source file, before anything is made of them.

Named tuples where a large deck has many, since these are made three times as fast as frozen dataclasses.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from deckgen.types.node import Document, Scalar
from deckgen.types.position import Position
from deckgen.types.settings import Settings

EVIDENCE_GRADES = ("established", "population-limited", "simplified", "contested", "unsourced", "contradicted")


class Image(NamedTuple):
    """A picture: its path as written, relative to the file that names it, and its alternative text."""

    path: Scalar
    alt: str = ""


class Caveats(NamedTuple):
    """What to be wary of: one text or key, or a list whose items must be keys."""

    texts: tuple[Scalar, ...]
    listed: bool = False


class Common(NamedTuple):
    """The keys that any entry may carry; each is None or empty where it is absent."""

    id: Scalar | None = None
    tags: tuple[str, ...] = ()
    hint: Scalar | None = None
    extra: Scalar | None = None
    caveat: Caveats | None = None
    evidence: str = ""
    source: Scalar | None = None
    cite: tuple[Scalar, ...] = ()
    as_of: str = ""
    image: Image | None = None
    ignore: tuple[Scalar, ...] = ()
    changed: Scalar | None = None


class Pair(NamedTuple):
    """A question and its answer."""

    question: Scalar
    answer: Scalar


class Card(NamedTuple):
    """A written card: a question with its answer, or a cloze."""

    place: int
    common: Common
    question: Scalar | None = None
    answer: Scalar | None = None
    cloze: Scalar | None = None
    reverse: Pair | None = None
    typed: bool = False
    kind: str = ""


class Term(NamedTuple):
    """A glossary entry. `define` and `name` are None where that direction is not asked, empty for its plain form."""

    place: int
    common: Common
    term: Scalar
    definition: Scalar
    also: tuple[Scalar, ...] = ()
    define: str | None = ""
    name: str | None = ""


class Step(NamedTuple):
    """One step of a mechanism; `id` is None where the author gave none."""

    text: Scalar
    id: Scalar | None = None


class Mechanism(NamedTuple):
    """Ordered steps under a title."""

    place: int
    common: Common
    title: Scalar
    steps: tuple[Step, ...]
    cyclic: bool = False


class Column(NamedTuple):
    """A column of a table: its id, its heading and the questions asked of it."""

    id: str
    title: str
    ask: Scalar | None = None
    identify: Scalar | None = None


class Cell(NamedTuple):
    """A cell that holds something: the id of its column, its text, and what it carries."""

    place: int
    column: str
    text: Scalar
    common: Common


class Row(NamedTuple):
    """A row of a table: its id, its title and its cells."""

    place: int
    id: str
    title: Scalar
    common: Common
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """A table whose data cells become cards."""

    place: int
    common: Common
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Entry = Card | Term | Mechanism | Table


class Written(NamedTuple):
    """A text that stands outside the entries, such as a caveat that many of them use, and the file that holds it."""

    text: Scalar
    document: Document


class Citation(NamedTuple):
    """Something that cards may cite, and where it is described."""

    place: int
    document: Document
    title: str = ""
    citation: str = ""
    year: str = ""
    url: str = ""
    verified: bool | None = None


@dataclass(slots=True)
class Level:
    """A level: its id, the name of its deck and where it is declared."""

    id: str
    name: str
    place: int
    document: Document


@dataclass(slots=True)
class Header:
    """Everything in the sources but the entries: the deck itself and where it stands, and what entries refer to."""

    at: Position | None = None
    id: str = ""
    name: str = ""
    version: str = "1.0.0"
    description: Written | None = None
    language: str = "en"
    tags: tuple[str, ...] = ()
    levels: dict[str, Level] = field(default_factory=dict)
    sources: dict[str, Citation] = field(default_factory=dict)
    caveats: dict[str, Written] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def tag_root(self) -> str:
        """Return the tag under which every tag of an entry hangs."""
        return self.tags[0] if self.tags else self.id
