"""The author's folder on disk: the only code that reads what the author wrote."""

import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from deckgen.compiler.slug import slug
from deckgen.types.error import DeckgenError
from deckgen.types.media import MediaFile, Refusal

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Folder:
    """The folder of a source. Paths are given and returned as the user writes them; none may lead out of the folder."""

    def __init__(self, source: Path, instead: Mapping[str, str] | None = None) -> None:
        """Take the path of the source, and texts that stand for files, by path."""
        self.source = source
        self._instead = instead or {}
        self._root = source.parent.resolve()
        self._media: dict[Path, MediaFile] = {}

    def read(self, path: str) -> bytes:
        """Return the content of a file. Raises DeckgenError where it cannot be read."""
        if path in self._instead:
            return self._instead[path].encode()
        try:
            return Path(path).read_bytes()
        except FileNotFoundError:
            raise DeckgenError(
                f"there is no file {path}", hint="`deckgen init` makes a first one", path=path, check="missing-file"
            ) from None
        except OSError as fault:
            raise DeckgenError(f"{path} cannot be read: {fault.strerror}", path=path, check="unreadable-file") from None

    def match(self, pattern: str, beside: str) -> tuple[str, ...] | Refusal:
        """Return the files that a pattern matches, sorted by name."""
        if Path(pattern).is_absolute():
            return Refusal(f'"{pattern}" lies outside the folder of the source', "write a path relative to this file")
        base = Path(beside).parent
        try:
            found = sorted(path for path in base.glob(pattern) if path.is_file())
        except (ValueError, IndexError, NotImplementedError, OSError) as fault:
            return Refusal(f'"{pattern}" is not a pattern of files: {fault}')
        for path in found:
            if not self._is_inside(path):
                return Refusal(f'"{path}" lies outside the folder of the source', "copy the file into the folder")
        if not found:
            outside = ".." in Path(pattern).parts and not self._is_inside(base / pattern)
            why = "lies outside the folder of the source" if outside else "matches no file"
            return Refusal(f'"{pattern}" {why}', "paths are relative to this file")
        return tuple(str(path) for path in found)

    def media(self, path: str, beside: str) -> MediaFile | Refusal:
        """Return the picture at a path; its name in a collection is made of its own and a digest of its content."""
        if _REMOTE.match(path) or path.startswith("//"):
            return Refusal(f'"{path}" is not a file of this project', "save the picture into the folder: cards are used offline")
        full = Path(beside).parent / path
        if not path or "\x00" in path or Path(path).is_absolute() or not self._is_inside(full):
            return Refusal(f'"{path}" lies outside the folder of the source', "copy the picture into the folder")
        if full.suffix.lower() not in PICTURES:
            return Refusal(
                f'"{path}" is not a kind of picture that Anki shows', f"use one of {', '.join(k[1:] for k in PICTURES)}"
            )
        if full not in self._media:
            found = _found(full)
            if not self._is_inside(found):
                return Refusal(f'"{path}" lies outside the folder of the source', "copy the picture into the folder")
            try:
                digest = sha256(found.read_bytes()).hexdigest()[:16]
            except OSError:
                return Refusal(f'there is no picture "{path}"', _alike(found, path.rpartition("/")[0]))
            self._media[full] = MediaFile(found, f"{slug(full.stem)}-{digest}{full.suffix.lower()}")
        return self._media[full]

    def _is_inside(self, path: Path) -> bool:
        try:
            return Path(os.path.realpath(path)).is_relative_to(self._root)
        except (OSError, ValueError):
            return False


def _found(path: Path) -> Path:
    """Return the path of a file; where there is none, the only one that differs in how Unicode composes its accents alone.

    Systems compose them differently, and to the author both look the same.
    """
    found = Path(path.anchor)
    for part in path.relative_to(path.anchor).parts:
        near = found / part
        if not part.isascii() and not os.path.exists(near):  # noqa: PTH110 - a name may be too long for `Path.exists`
            same = [name for name in _names(found) if normalize("NFC", name) == normalize("NFC", part)]
            near = found / same[0] if len(same) == 1 else near
        found = near
    return found


def _names(folder: Path) -> list[str]:
    """Return the names in a folder in order; none where it cannot be read."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone are wanted
    except OSError:
        return []


def _alike(path: Path, folder: str) -> str:
    """Return a hint for a picture that is not there; `folder` is the author's word for the one that it should be in."""
    from deckgen.compiler.suggest import did_you_mean

    names = [name for name in _names(path.parent) if Path(name).suffix.lower() in PICTURES]
    return did_you_mean(path.name, names, f"{folder}/" if folder else "") or "paths are relative to this file"
