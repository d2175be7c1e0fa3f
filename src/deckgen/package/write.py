"""Writes packages: a zip of a database and media, the same bytes for the same deck."""

import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from sqlite3 import Cursor
from typing import IO

from deckgen.package.interrupts import heed
from deckgen.package.places import IN_THE_MAKING
from deckgen.package.tables import StreamedPackage
from deckgen.types.deck import Deck

_DEFLATE_LEVEL = 2
_CHUNK = 1 << 19
_HEADER_CHANGES = slice(24, 28), slice(92, 96), slice(96, 100)
"""Bytes of SQLite's header that count changes or name its version (https://sqlite.org/fileformat.html#the_database_header)."""


def write_packages(deck: Deck, folder: Path, levels: Sequence[str | None]) -> None:
    """Write the packages of some levels, None standing for the one of all levels, under their names into a folder.

    With the one of all levels goes, where notes are retired, the package that brings these to learners who have them.
    The files are written as they are: see `places.staged` for whole builds.
    """
    everything = StreamedPackage(deck)
    with tempfile.TemporaryDirectory(prefix=IN_THE_MAKING) as scratch:
        whole = Path(scratch) / "whole.anki2"
        _write_database(whole, everything.write_to_db)
        for level in levels:
            target = folder / package_name(deck, level)
            if len(deck.levels) == 1 and (same := folder / package_name(deck, None)).exists():
                shutil.copyfile(same, target)
                continue
            database = whole
            if level is not None and len(deck.levels) > 1:
                database = Path(scratch) / f"{level}.anki2"
                (level_deck,) = (known for known in deck.levels if known.id == level)
                _write_database(database, everything.only(level_deck, whole).write_to_db)
            _write_archive(deck, target, database, level)
        if deck.retired and None in levels:
            _write_database(whole, lambda cursor: everything.bury(cursor, deck.retired))
            _write_archive(deck, folder / update_name(deck), whole, None)


def package_name(deck: Deck, level: str | None) -> str:
    """Return the file name of the package of a level; None stands for all levels."""
    return f"{deck.id}.apkg" if level is None else f"{deck.id}-{level}.apkg"


def update_name(deck: Deck) -> str:
    """Return the file name of the package that holds the retired notes too."""
    return f"{deck.id}-update.apkg"


def _write_archive(deck: Deck, target: Path, database: Path, level: str | None) -> None:
    names = sorted({name for note in deck.notes_of(level) for name in note.media})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_DEFLATE_LEVEL) as archive:
        with database.open("rb") as source:
            _add(archive, "collection.anki2", source)
        listing = json.dumps({str(number): name for number, name in enumerate(names)}, sort_keys=True)
        _add(archive, "media", BytesIO(listing.encode()))
        for number, name in enumerate(names):
            stored = zipfile.ZipInfo(str(number))  # pictures are compressed already
            stored.file_size = deck.media[name].path.stat().st_size
            with deck.media[name].path.open("rb") as source:
                _add(archive, stored, source)


def _write_database(path: Path, write: Callable[[Cursor], None]) -> None:
    """Let a function write into a database, new or there already, so that the bytes follow from what it writes."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA page_size = 16384")
        write(connection.cursor())
        connection.commit()
    finally:
        connection.close()
    with path.open("r+b") as file:
        header = bytearray(file.read(100))
        for part in _HEADER_CHANGES:
            header[part] = (1).to_bytes(4, "big")
        file.seek(0)
        file.write(header)


def _add(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo, source: IO[bytes]) -> None:
    """Add a file to an archive; unlike `ZipFile.write`, this takes over neither its time nor its mode."""
    heed()
    with archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, _CHUNK)
