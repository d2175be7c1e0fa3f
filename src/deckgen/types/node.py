"""YAML as it stands in a file: three kinds of node, each knowing its place."""

import re
from array import array
from bisect import bisect_right
from itertools import accumulate

from deckgen.types.position import Position

KEY_SHIFT = 28
"""A place is the offset of the node, plus the offset of its key and one, shifted by this."""
_OFFSET = (1 << KEY_SHIFT) - 1
_OTHER_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Where Python ends lines too, but editors and YAML's places do not."""
_LINE_END = re.compile(r"\r\n|\r|\n")


class Node:
    """What all nodes have: a place, which is the offset of the node in the text and that of its key, in one number.

    A large deck has a node for every word of the author's, so that two numbers a node would be felt.
    """

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        """Take the offset of the node."""
        self.place = place

    @property
    def key_place(self) -> int:
        """Return the offset of the node's key; -1 where it has none."""
        return (self.place >> KEY_SHIFT) - 1


class Scalar(Node):
    """A text, exactly as written; YAML's guesses at numbers, dates and truth values are not made."""

    __slots__ = ("value",)

    def __init__(self, value: str, place: int) -> None:
        """Take the text and its place."""
        self.value = value
        self.place = place


class Sequence(Node):
    """A list of nodes; `anchored` where an alias may stand for it elsewhere."""

    __slots__ = ("anchored", "items")

    def __init__(self, items: "list[Node]", place: int, *, anchored: bool = False) -> None:
        """Take the items in order."""
        self.items = items
        self.anchored = anchored
        self.place = place


class Mapping(Node):
    """Keys and their nodes, in the order of the file; each key once."""

    __slots__ = ("entries",)

    def __init__(self, entries: "dict[str, Node]", place: int) -> None:
        """Take the entries in order."""
        self.entries = entries
        self.place = place


def offset(place: int) -> int:
    """Return the offset in the text, in characters, of a place."""
    return place & _OFFSET


class Document:
    """One source file: its path as the user knows it, the mapping at its top, and its text for as long as it is needed.

    `comments` tells of texts that may have been meant to go on: the offset of each, and of the `#` that makes a comment of the rest.

    The text is kept as it lies on disk, less a byte order mark: in memory, one Greek letter would double it.
    """

    __slots__ = ("_data", "_starts", "_text", "comments", "path", "root")

    def __init__(self, path: str, text: str, data: bytes | None = None) -> None:
        """Take a path and the text, and the text in UTF-8 where it is at hand."""
        self.path = path
        self.root: Mapping | None = None
        self.comments: dict[int, int] = {}
        self._starts = line_starts(text)
        self._data = text.encode("utf-8", "surrogatepass") if data is None else data
        self._text: str | None = None

    @property
    def text(self) -> str:
        """Return the text; empty once it has been let go."""
        if self._text is None:
            self._text = self._data.decode("utf-8", "surrogatepass")
        return self._text

    def position(self, place: int) -> Position:
        """Turn a place, or an offset in the text, into a line and a column."""
        at = offset(place)
        line = bisect_right(self._starts, at)
        return Position(self.path, line, at - self._starts[line - 1] + 1)

    def let_go(self) -> None:
        """Forget nodes and text, which nobody needs after parsing; positions stay."""
        self.root = None
        self._data, self._text = b"", None


def line_starts(text: str) -> "array[int]":
    """Return the offset at which each line begins; CR, LF and CRLF each end one."""
    if any(other in text for other in _OTHER_LINE_ENDS):
        return array("L", [0, *(match.end() for match in _LINE_END.finditer(text))])
    starts = array("L", accumulate(map(len, text.splitlines(keepends=True)), initial=0))
    if text and not text.endswith(("\r", "\n")):
        starts.pop()
    return starts
