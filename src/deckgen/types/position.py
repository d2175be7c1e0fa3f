"""A place in a text of the author's."""

from typing import NamedTuple


class Position(NamedTuple):
    """A file and a place in it; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `path:line:column`, the form that editors can jump to."""
        return f"{self.path}:{self.line}:{self.column}"
