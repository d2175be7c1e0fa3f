"""Pictures that notes show."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture on disk and the name that it has in a collection, which holds a digest of its content."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file that the author named cannot be used, and what helps."""

    message: str
    hint: str = ""
