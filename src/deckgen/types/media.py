"""Pictures that notes show."""

from pathlib import Path
from typing import NamedTuple


class MediaFile(NamedTuple):
    """A picture on disk and the name that it has in a collection, which holds a digest of its content."""

    path: Path
    name: str


class Refusal(NamedTuple):
    """Why a file that the author named cannot be used, and what helps."""

    message: str
    hint: str = ""
