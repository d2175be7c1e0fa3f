"""An article as its reader sees it: headings, paragraphs, list points and tables, each with its lines."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    DEFINITION = "definition"
    TABLE = "table"


class Cell(NamedTuple):
    """A cell of a table: its text and its line."""

    text: str
    line: int


Row = tuple[Cell, ...]


class Block(NamedTuple):
    """A piece of an article. Its text is plain and on one line; `starts` are the offsets at which its lines begin.

    `depth` is a heading's, 0 where it is a bare line; `marker` what stands before a list point; `label` the term of a
    definition list; `rows` a table's, the heading row first. `level` is the name of the level, empty before the first.
    Of what is `skipped`, `references` are also no part of the article's own words.
    """

    kind: BlockKind
    text: str
    starts: tuple[tuple[int, int], ...]
    depth: int = 0
    marker: str = ""
    label: str = ""
    rows: tuple[Row, ...] = ()
    level: str = ""
    skipped: bool = False
    references: bool = False

    @property
    def line(self) -> int:
        """Return the first line of the block."""
        return self.starts[0][1]

    @property
    def is_numbered(self) -> bool:
        """Say whether the block is a point of a numbered list."""
        return self.marker[:1].isdigit()

    def line_at(self, offset: int) -> int:
        """Return the line of an offset in the text."""
        return self.starts[max(bisect_right(self.starts, offset, key=lambda start: start[0]) - 1, 0)][1]

    def texts(self) -> list[tuple[int, str]]:
        """Return the text line by line, with the number of each; a label comes first."""
        if self.rows:
            return [(cell.line, cell.text) for row in self.rows for cell in row]
        labelled = [(self.line, self.label)] if self.label else []
        ends = [offset for offset, _ in self.starts[1:]] + [len(self.text)]
        return labelled + [(line, self.text[offset:end]) for (offset, line), end in zip(self.starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its title, how many lines its file has, its blocks, and the names of its levels in order."""

    title: str
    lines: int
    blocks: tuple[Block, ...]
    levels: tuple[str, ...]


class Span(NamedTuple):
    """A place in an article: the number of a block, and offsets in its text."""

    block: int
    start: int
    end: int


class Term(NamedTuple):
    """A term that the article defines, in the article's words."""

    name: str
    also: tuple[str, ...]
    definition: str
    line: int
    level: str
    span: Span


class Abbreviation(NamedTuple):
    """A short form and what it stands for, where the article first says so."""

    short: str
    long: str
    line: int
    level: str


class Point(NamedTuple):
    """A list point that defines no term; `label` is what stands before its colon or dash, where there is one."""

    label: str
    text: str
    line: int
    level: str
    span: Span

    @property
    def name(self) -> str:
        """Return what the point is called in reports."""
        return self.label or shortened(self.text, 60)


class Figure(NamedTuple):
    """A number in running text: as written with its unit, its value, and the sentence that it stands in."""

    name: str
    value: str
    sentence: str
    line: int
    level: str
    span: Span


class Fact(NamedTuple):
    """A sentence that an author may ask about, and its first and last line."""

    line: int
    last: int
    level: str
    text: str


class Sequence(NamedTuple):
    """Steps whose order the article makes explicit."""

    title: str
    steps: tuple[str, ...]
    lines: tuple[int, ...]
    level: str


class Choice(NamedTuple):
    """Something that was decided in reading an article, and why; where `doubtful`, an author may see it otherwise."""

    line: int
    says: str
    doubtful: bool = False


class Findings(NamedTuple):
    """All that is examinable in an article but its tables, which are blocks; and the choices made, in reading order."""

    terms: tuple[Term, ...]
    abbreviations: tuple[Abbreviation, ...]
    points: tuple[Point, ...]
    figures: tuple[Figure, ...]
    sequences: tuple[Sequence, ...]
    facts: tuple[Fact, ...]
    choices: tuple[Choice, ...]


def shortened(text: str, limit: int) -> str:
    """Return a text cut at a word where it is longer than a limit."""
    if len(text) <= limit:
        return text
    return (text[: limit + 1].rpartition(" ")[0] or text[:limit]).rstrip(" ,;:") + "…"


def lines_shown(first: int, last: int) -> str:
    """Return a range of lines as it is written in `source`."""
    return f"L{first}" if first == last else f"L{first}-{last}"
