"""What deckgen has to say about a place in the author's files."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from deckgen.types.position import Position


class Severity(StrEnum):
    """How grave a diagnostic is; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Fix(NamedTuple):
    """What mends a finding with certainty: the words at an offset of the file, in characters, and what to write instead."""

    offset: int
    words: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: where it is, how grave, which check found it, what is wrong and how to mend it."""

    check: str
    message: str
    position: Position | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    path: str = ""
    """The file concerned, where there is no place in it (a file that is missing)."""
    fix: Fix | None = None

    def as_json(self) -> dict[str, object]:
        """Return the diagnostic in the form of `--format json`."""
        at = self.position
        return {
            "path": at.path if at else self.path,
            "line": at.line if at else None,
            "column": at.column if at else None,
            "severity": str(self.severity),
            "check": self.check,
            "message": self.message,
            "hint": self.hint,
        }


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line and column, so that a report reads from top to bottom; equal findings are said once."""

    def place(d: Diagnostic) -> tuple[str, int, int, str, str]:
        at = d.position or Position(d.path, 0, 0)
        return (at.path, at.line, at.column, d.check, d.message)

    return tuple(dict.fromkeys(sorted(diagnostics, key=place)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Say whether any of the diagnostics stops a build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
