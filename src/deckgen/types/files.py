"""The author's folder, as the stages see it: facts that come in as an argument."""

from typing import Protocol

from deckgen.types.media import MediaFile, Refusal


class Files(Protocol):
    """Answers what lies in the folder of the source; nothing outside it is ever read.

    Paths are the user's own, as they are shown in diagnostics.
    """

    def read(self, path: str) -> bytes:
        """Return the content of a source file that `match` named, or of the source itself."""

    def match(self, pattern: str, beside: str) -> tuple[str, ...] | Refusal:
        """Return the paths that a pattern matches, relative to the folder of the file `beside`, sorted."""

    def media(self, path: str, beside: str) -> MediaFile | Refusal:
        """Return the picture at a path, relative to the folder of the file `beside`."""
