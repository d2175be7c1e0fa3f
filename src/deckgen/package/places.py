"""Files take their places whole, or stay as they were; those of a build all together."""

import filecmp
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deckgen.package.interrupts import heed, hold, too_late
from deckgen.types.error import DeckgenError

IN_THE_MAKING = ".deckgen-"
"""How the names of files begin that are not whole yet; these names are never shown."""


@contextmanager
def staged(folder: Path, ledger: Path | None = None, lines: Iterable[str] = (), without: Iterable[str] = ()) -> Iterator[Path]:
    """Give a folder for files in the making, on the disk of their targets; when all is well they take their places, in order.

    Files of the names `without` go; the ledger, where one is to be written, takes its place last. A build that fails, or is
    interrupted, leaves every earlier file as it was, and makes no folder. Raises DeckgenError where anything cannot be written.
    """
    hold()
    near = next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
    with _about(folder), tempfile.TemporaryDirectory(dir=near, prefix=IN_THE_MAKING) as making:
        yield Path(making)
        with _ready(ledger, lines) as take_place:
            heed()
            too_late()
            folder.mkdir(parents=True, exist_ok=True)
            for path in sorted(Path(making).iterdir()):
                os.replace(path, folder / path.name)
            for name in without:
                (folder / name).unlink(missing_ok=True)
            take_place()


def write_atomically(path: Path, parts: Iterable[str]) -> None:
    """Write a text file, given in parts, so that it is there whole or as it was before; one that is equal, but for its line ends, is left alone.

    Raises DeckgenError where it cannot be written.
    """
    hold()
    with _ready(path, parts) as take_place:
        heed()
        too_late()
        take_place()


@contextmanager
def _ready(path: Path | None, parts: Iterable[str]) -> Iterator[Callable[[], None]]:
    """Write a text beside a path, where there is one, and give the function that brings it there."""
    if path is None:
        yield lambda: None
        return
    if not path.parent.is_dir():
        raise DeckgenError(f"there is no folder {path.parent}", hint="make it first", path=str(path))
    with _about(path):
        path = path.resolve()  # a link to a file that lies elsewhere stays a link
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=IN_THE_MAKING)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and _is_same(path, temporary):
                yield lambda: None
                return
            temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
            yield lambda: os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def _is_same(path: Path, other: Path) -> bool:
    """Say whether a text file holds what another does, be it with the line ends of Windows, which Git may have given it."""
    if filecmp.cmp(path, other, shallow=False):
        return True
    with path.open("rb") as file:
        if not file.readline().endswith(b"\r\n"):
            return False
    return path.read_bytes().replace(b"\r\n", b"\n") == other.read_bytes()


@contextmanager
def _about(target: Path) -> Iterator[None]:
    """Say of the target what the system has against writing it, rather than of a file in the making."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as fault:
        name = fault.filename if isinstance(fault, OSError) else None
        path = target if not name or IN_THE_MAKING in str(name) else Path(str(name))
        why = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise DeckgenError(f"{path} cannot be written: {why}", path=str(path)) from None
