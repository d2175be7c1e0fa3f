"""YAML as it stands in a file: three kinds of node, each knowing its place."""

from bisect import bisect_right
from dataclasses import dataclass, field

from deckgen.types.position import Position


class Node:
    """What all nodes have: the places of the node and of its key, as character offsets into the text."""

    __slots__ = ("key_place", "place")

    def __init__(self, place: int, key_place: int = -1) -> None:
        """Take the offset of the node, and of the key before it where there is one."""
        self.place = place
        self.key_place = key_place


class Scalar(Node):
    """A text, exactly as written; YAML's guesses at numbers, dates and truth values are not made."""

    __slots__ = ("value",)

    def __init__(self, value: str, place: int, key_place: int = -1) -> None:
        """Take the text and its offset."""
        self.value = value
        self.place = place
        self.key_place = key_place


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, items: "list[Node]", place: int, key_place: int = -1) -> None:
        """Take the items in order."""
        self.items = items
        self.place = place
        self.key_place = key_place


class Mapping(Node):
    """Keys and their nodes, in the order of the file; each key once."""

    __slots__ = ("entries",)

    def __init__(self, entries: "dict[str, Node]", place: int, key_place: int = -1) -> None:
        """Take the entries in order."""
        self.entries = entries
        self.place = place
        self.key_place = key_place


@dataclass(slots=True)
class Document:
    """One source file: its path as the user knows it, its text, and the mapping at its top."""

    path: str
    text: str
    root: Mapping | None = None
    _starts: list[int] = field(default_factory=list)

    def position(self, place: int) -> Position:
        """Turn a character offset into a line and a column."""
        if not self._starts:
            self._starts = line_starts(self.text)
        line = bisect_right(self._starts, place)
        return Position(self.path, line, place - self._starts[line - 1] + 1)


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins; CR, LF and CRLF each end one."""
    starts = [0]
    if "\r" in text:
        at = 0
        while at < len(text):
            ends = [end for end in (text.find("\r", at), text.find("\n", at)) if end >= 0]
            if not ends:
                break
            at = min(ends) + 1
            if text[at - 1] == "\r" and text[at : at + 1] == "\n":
                at += 1
            starts.append(at)
        return starts
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
