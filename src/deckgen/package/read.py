"""Reads an .apkg file, and shows it as canonical text: two packages are equal where their texts are."""

import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from deckgen.types.error import DeckgenError
from deckgen.types.note_type import Looks

MAX_DATABASE = 2 << 30
Content = dict[str, Any]
_NOT_A_PACKAGE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RuntimeError,
)  # fmt: skip
"""What reading stumbles over where a file is damaged, or is something else."""


class Row(NamedTuple):
    """A note of a package: its guid, when it last changed, its tags and its fields."""

    guid: str
    modified: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


def read_package(path: Path) -> Content:
    """Return decks, note types, notes with their cards, and media of a package. Raises DeckgenError for any other file."""
    with _opened(path) as (connection, archive):
        media = json.loads(archive.read("media"))
        digests = {media[key]: sha256(archive.read(key)).hexdigest() for key in sorted(media, key=int)}
        return _content(connection, digests)


def read_notes(path: Path) -> list[Row]:
    """Return the notes of a package alone, which is quick. Raises DeckgenError for any other file."""
    with _opened(path) as (connection, _):
        return [
            Row(guid, modified, tuple(tags.split()), tuple(fields.split("\x1f")))
            for guid, modified, tags, fields in connection.execute("SELECT guid, mod, tags, flds FROM notes")
        ]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[sqlite3.Connection, zipfile.ZipFile]]:
    """Give the collection in a package, and the package. Raises DeckgenError where it cannot be read, then or later."""
    if path.is_dir():
        raise DeckgenError(f"{path} is a folder", hint="name an .apkg file in it", path=str(path))
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            names = set(archive.namelist())
            name = next((n for n in ("collection.anki21", "collection.anki2") if n in names), "")
            if "collection.anki21b" in names or not name:
                newest = "collection.anki21b" in names
                why = "it is in Anki's newest format" if newest else "it holds no collection"
                hint = 'export it with "Support older Anki versions"' if newest else "is it an .apkg file?"
                raise DeckgenError(f"{path} cannot be read: {why}", hint=hint, path=str(path))
            if archive.getinfo(name).file_size > MAX_DATABASE:
                raise DeckgenError(f"{path} cannot be read: its collection is larger than 2 GiB", path=str(path))
            database = Path(archive.extract(name, folder))
            with closing(sqlite3.connect(database)) as connection:
                yield connection, archive
    except FileNotFoundError:
        raise DeckgenError(f"there is no file {path}", path=str(path), check="missing-file") from None
    except _NOT_A_PACKAGE as fault:
        raise DeckgenError(f"{path} is not an Anki package: {fault}", path=str(path)) from None


def _content(connection: sqlite3.Connection, media: dict[str, str]) -> Content:
    decks_json, types_json = connection.execute("SELECT decks, models FROM col").fetchone()
    decks, types = json.loads(decks_json), json.loads(types_json)
    cards: dict[int, list[Content]] = {}
    rows = connection.execute("SELECT nid, did, ord, due, id, type, queue, ivl, reps, lapses FROM cards ORDER BY nid, ord")
    for nid, did, ordinal, due, cid, *state in rows:
        card = {"ord": ordinal, "deck": decks.get(str(did), {}).get("name", str(did)), "due": due, "id": cid}
        cards.setdefault(nid, []).append(card if not any(state) else card | {"state": state})
    notes = []
    for nid, guid, mid, modified, tags, fields in connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY guid"
    ):
        note_type = types[str(mid)]
        named = dict(zip((f["name"] for f in note_type["flds"]), fields.split("\x1f"), strict=True))
        notes.append(
            {
                "guid": guid,
                "id": nid,
                "type": note_type["name"],
                "modified": modified,
                "tags": tags.split(),
                "fields": named,
                "cards": cards.get(nid, []),
            }
        )
    return {
        "decks": [
            {"name": d["name"], "description": d["desc"]} for d in sorted(decks.values(), key=lambda d: d["name"]) if d["id"] != 1
        ],
        "types": [_note_type(t) for t in sorted(types.values(), key=lambda t: t["name"])],
        "notes": notes,
        "media": media,
    }


def _note_type(model: Content) -> Content:
    return {
        "name": model["name"],
        "id": int(model["id"]),
        "kind": "cloze" if model["type"] else "standard",
        "modified": model["mod"],
        "fields": [[f["name"], f.get("id")] for f in model["flds"]],
        "templates": [[t["name"], t.get("id")] for t in model["tmpls"]],
        "looks": Looks(tuple((t["qfmt"], t["afmt"]) for t in model["tmpls"]), model["css"]).digest,
    }


def as_text(content: Content) -> str:
    """Return the content as text: one fact per line, fields indented, empty ones left out."""
    lines = []
    for deck in content["decks"]:
        lines += [f"deck {deck['name']}", *_indented(deck["description"])]
    for kind in content["types"]:
        lines.append(f"type {kind['name']} {kind['id']} {kind['kind']} modified={kind['modified']} looks={kind['looks']}")
        lines += [f"  field {name} {number}" for name, number in kind["fields"]]
        lines += [f"  template {name} {number}" for name, number in kind["templates"]]
    for note in content["notes"]:
        lines.append(f"note {note['guid']} {note['type']} id={note['id']} modified={note['modified']}")
        lines += [f"  tags {' '.join(note['tags'])}"] if note["tags"] else []
        for name, html in note["fields"].items():
            lines += [f"  {name}:", *_indented(html, 4)] if html else []
        for card in note["cards"]:
            state = f" state={card['state']}" if "state" in card else ""
            lines.append(f"  card {card['ord']} id={card['id']} due={card['due']} in {card['deck']}{state}")
    lines += [f"media {name} {digest}" for name, digest in sorted(content["media"].items())]
    return "\n".join(lines) + "\n"


def _indented(text: str, by: int = 2) -> list[str]:
    return [" " * by + line for line in text.split("\n")] if text else []
