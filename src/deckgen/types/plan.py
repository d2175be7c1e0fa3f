"""What a new version of a deck does to somebody who studied an older one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """Which part of the version number a change raises."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


class Move(NamedTuple):
    """A note that belongs to another level now: its key, and the ids of both levels."""

    key: str
    origin: str
    target: str

    def as_json(self) -> dict[str, str]:
        """Return the move in the form of `--format json`."""
        return {"key": self.key, "from": self.origin, "to": self.target}


@dataclass(frozen=True, slots=True)
class Plan:
    """The fate of every note, by key, sorted; and who says so: the ledger, or an engine that tried it."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    untouched: int
    moved: tuple[Move, ...]
    retired: tuple[str, ...]
    lost: tuple[str, ...]
    verdict: Verdict = Verdict.NONE
    engine: str = "ledger"

    def as_json(self) -> dict[str, object]:
        """Return the plan in the form of `--format json`."""
        return {
            "verdict": str(self.verdict),
            "new": list(self.new),
            "updated": list(self.updated),
            "untouched": self.untouched,
            "moved": [move.as_json() for move in self.moved],
            "retired": list(self.retired),
            "lost": list(self.lost),
            "engine": self.engine,
        }


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import really did, by guid: notes added, updated, left alone, and those that no package brought.

    `moved` holds the levels that a note's tags named before and after; `lost` the notes of which a card or a review is gone
    or changed, or that came a second time under another guid.
    """

    engine: str
    new: frozenset[str]
    updated: frozenset[str]
    untouched: frozenset[str]
    retired: frozenset[str]
    moved: Mapping[str, tuple[str, str]]
    lost: frozenset[str]
