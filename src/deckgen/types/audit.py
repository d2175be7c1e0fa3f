"""What an audit finds: what of an article a deck asks for, and what its cards say that the article does not."""

from dataclasses import dataclass
from typing import NamedTuple

from deckgen.types.article import Span
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.position import Position


class Item(NamedTuple):
    """Something examinable, and the key of the first card that asks for it, empty where none does.

    `kind` is `term`, `cell`, `point` or `number`; `place` is its span, or for a cell the numbers of block, row and column.
    """

    kind: str
    name: str
    line: int
    level: str
    place: Span
    key: str

    @property
    def covered(self) -> bool:
        """Say whether a card asks for it."""
        return bool(self.key)


class Copy(NamedTuple):
    """Words that a card shares with the article: which card and where, how many words in a row, and the words."""

    key: str
    position: Position
    words: int
    article_line: int
    text: str


class Changed(NamedTuple):
    """A card whose passage is not as it was: the first and last line cited, and that first line today, None where they changed."""

    key: str
    position: Position
    line: int
    last: int
    now: int | None


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of an audit: items in the order of the article, copies and changes in that of the deck."""

    items: tuple[Item, ...]
    copied: tuple[Copy, ...]
    changed: tuple[Changed, ...]
    diagnostics: tuple[Diagnostic, ...]

    def coverage(self, level: str | None = None) -> float:
        """Return the share of the items that are asked for, of one level or of all; 1 where there is nothing to ask."""
        items = [item for item in self.items if level is None or item.level == level]
        return sum(item.covered for item in items) / len(items) if items else 1.0
