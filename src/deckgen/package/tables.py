"""genanki's Deck, Model and Package, extended where their limits are.

Rows are streamed straight into the database instead of being held as objects; ids, times, teaching order and cards come
from the finished deck. The format is Anki's schema 11, which every version of Anki imports; genanki holds its text.
"""

import json
from collections.abc import Iterable
from copy import copy
from hashlib import sha256
from pathlib import Path
from sqlite3 import Cursor
from typing import Any

from deckgen.package.quick_genanki import genanki
from deckgen.types.deck import Deck, LevelDeck
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, Kind, Looks, NoteType

NOTE_ROW = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
CARD_ROW = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_EPOCH_2001 = 1_000_000_000_000
_SPAN = 600_000_000_000
_STRIDE = 1_000_003


class Ids:
    """Ids of 13 digits that follow from a name, and look like times from 2001 to 2020 to Anki."""

    def __init__(self) -> None:
        """Start with none given."""
        self._given: set[int] = set()

    def of(self, name: str, count: int = 1) -> list[int]:
        """Return ids that follow from a name, as many as asked for, different from all that were given before."""
        first = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
        numbers = [_EPOCH_2001 + (first + index * _STRIDE) % _SPAN for index in range(count)]
        while not self._given.isdisjoint(numbers):
            numbers = [number + 1 for number in numbers]
        self._given.update(numbers)
        return numbers


class StreamedModel(genanki.Model):  # type: ignore[misc]
    """A note type whose fields and templates carry numeric ids, and whose time is its own."""

    def __init__(self, note_type: NoteType, looks: Looks, modified: int) -> None:
        """Take the frozen note type, its looks, and when these last changed."""
        fields = [{"name": f.name, "id": f.id} for f in note_type.fields]
        templates = [
            {"name": t.name, "id": t.id, "qfmt": front, "afmt": back}
            for t, (front, back) in zip(note_type.templates, looks.templates, strict=True)
        ]
        kind = self.CLOZE if note_type.kind is Kind.CLOZE else self.FRONT_BACK
        super().__init__(note_type.id, note_type.name, fields, templates, looks.css, kind)
        self.modified = modified

    @property
    def _req(self) -> list[list[object]]:
        """Return an empty list: Anki has computed what a card needs by itself since 2.1.28."""
        return []

    def to_json(self, timestamp: float, deck_id: int) -> Any:
        """Return the note type with its own time; its home deck is the default one, whatever is written last."""
        return super().to_json(self.modified, 1)


class StreamedDeck(genanki.Deck):  # type: ignore[misc]
    """A deck whose notes stay what they are until their rows are written."""

    def __init__(self, deck_id: int, name: str, description: str, notes: Iterable[Note]) -> None:
        """Take an id, a full deck name, an HTML description and the notes."""
        super().__init__(deck_id, name, description)
        self.stream = notes

    def to_json(self) -> Any:
        """Return the deck's entry."""
        return {**super().to_json(), "mod": 0}


class StreamedPackage(genanki.Package):  # type: ignore[misc]
    """All tables of a package. Both note types are always there, so that packages of one deck agree."""

    def __init__(self, deck: Deck) -> None:
        """Take a deck; the package holds every level, until `only` narrows it."""
        self._ids = Ids()
        names = [(deck.name, ""), *((level.name, level.id) for level in deck.levels)]
        parts = [
            StreamedDeck(self._ids.of(f"deck\x1f{name}")[0], name, deck.description, deck.notes_of(level))
            for name, level in names
        ]
        super().__init__(parts)
        self._whole: Path | None = None
        self.models = [StreamedModel(NOTE_TYPES[kind], deck.looks[kind], deck.looks_modified[kind]) for kind in Kind]

    def write_to_db(self, cursor: Cursor, timestamp: float = 0, id_gen: object = None) -> None:
        """Write every table; the indexes come last, which is faster."""
        from genanki.apkg_col import APKG_COL
        from genanki.apkg_schema import APKG_SCHEMA

        tables, indexes = APKG_SCHEMA.partition("CREATE INDEX")[::2]
        cursor.executescript(tables)
        cursor.executescript(APKG_COL)
        (default,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks = json.loads(default) | {str(deck.deck_id): deck.to_json() for deck in self.decks}
        models = {str(model.model_id): model.to_json(0, 1) for model in self.models}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (_json(decks), _json(models)))
        self._copy_rows(cursor) if self._whole else self._write_rows(cursor)
        cursor.executescript("CREATE INDEX" + indexes)

    def only(self, level: LevelDeck, whole: Path) -> "StreamedPackage":
        """Return the package of one level, whose rows are copied from the database of the whole."""
        part = copy(self)
        part.decks = [self.decks[0], *(deck for deck in self.decks[1:] if deck.name == level.name)]
        part._whole = whole
        return part

    def bury(self, cursor: Cursor, retired: Iterable[Note]) -> None:
        """Add the rows of retired notes, which have no cards, to the tables of the whole."""
        cursor.executemany(NOTE_ROW, (_note_row(self._ids.of(note.guid)[0], note) for note in retired))

    def _copy_rows(self, cursor: Cursor) -> None:
        """Copy the rows of one level, which is faster than making them again."""
        level = self.decks[1].deck_id
        cursor.execute("ATTACH ? AS whole", (str(self._whole),))
        own = "(SELECT nid FROM whole.cards WHERE did = ?)"
        cursor.execute(f"INSERT INTO notes SELECT * FROM whole.notes WHERE id IN {own} ORDER BY id", (level,))
        cursor.execute("INSERT INTO cards SELECT * FROM whole.cards WHERE did = ? ORDER BY id", (level,))
        cursor.connection.commit()
        cursor.execute("DETACH whole")

    def _write_rows(self, cursor: Cursor) -> None:
        """Write the rows of notes and cards in the order of teaching."""
        owned = [
            (self._ids.of(note.guid, 2 + max(note.cards, default=-1)), deck.deck_id, note)
            for deck in self.decks
            for note in deck.stream
        ]
        cursor.executemany(NOTE_ROW, (_note_row(ids[0], note) for ids, _, note in owned))
        cards = (
            (_card_id(ids, note, ordinal), ids[0], deck_id, ordinal, note.modified, note.order)
            for ids, deck_id, note in owned
            for ordinal in note.cards
        )
        cursor.executemany(CARD_ROW, cards)


def _card_id(ids: list[int], note: Note, ordinal: int) -> int:
    """Return the id of a card, which follows from its ordinal, never from its place among the note's cards.

    Anki keeps the reviews of a deleted card under its id, and they must not become those of another.
    """
    return ids[1 + ordinal]


def _note_row(nid: int, note: Note) -> tuple[object, ...]:
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    return (nid, note.guid, NOTE_TYPES[note.kind].id, note.modified, tags, "\x1f".join(note.fields), note.fields[0])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
