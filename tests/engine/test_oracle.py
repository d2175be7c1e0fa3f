"""Plain genanki as an oracle: of the same notes it writes the same rows."""

import sqlite3
import time
import zipfile
from pathlib import Path

import genanki

from deckgen.types.note_type import NOTE_TYPES, Kind

from .author import Author, Build, deck
from .collection import Learner

SOURCE = deck(
    """
    glossary:
      - {term: Visceral fat, definition: Fat around the organs, tags: [fat]}
    mechanisms:
      - title: From a meal to glucose uptake
        steps: [Glucose rises, "Insulin: p<0.05 {{", GLUT4 moves to the surface]
    cards:
      - {question: Which organ produces insulin?, answer: The pancreas, extra: "AT&T"}
      - {question: What is ATP?, answer: A carrier of energy, reverse: yes}
    """,
    """
    cards:
      - cloze: "Insulin moves {{c2::GLUT4}} to the {{c1::surface::where?}}, {{c3::TNF-α}} does not."
    """,
)
LEVELS = {"trial::level::one": "Trial::1 One", "trial::level::two": "Trial::2 Two"}
FRONTS = {Kind.QUESTION: ("Question", "Reverse question"), Kind.CLOZE: ("cloze:Text",)}

NOTE_COLUMNS = ("guid", "mid", "usn", "tags", "flds", "sfld", "csum", "flags", "data")
"""All but id and mod: genanki counts ids up from its time, and stamps all notes with it; deckgen derives and remembers both."""
CARD_COLUMNS = (
    "ord", "usn", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "odue", "odid", "flags", "data",
)  # fmt: skip
"""All but id, nid and did (compared by what they refer to) and mod."""


def with_genanki(build: Build, order: dict[str, int], path: Path) -> None:
    """Write the notes of a build with plain genanki: its Note, its Deck, its choice of cards."""
    models = {kind: _model(kind) for kind in Kind}
    decks = {name: genanki.Deck(number, name) for number, name in enumerate(LEVELS.values(), 1_700_000_000_001)}
    for note in build.notes.values():
        kind = Kind.CLOZE if len(note.fields) == len(NOTE_TYPES[Kind.CLOZE].fields) else Kind.QUESTION
        (level,) = (LEVELS[tag] for tag in note.tags if tag in LEVELS)
        decks[level].add_note(
            genanki.Note(models[kind], list(note.fields), guid=note.guid, tags=list(note.tags), due=order[note.guid])
        )
    genanki.Package(list(decks.values())).write_to_file(path)


def _model(kind: Kind) -> genanki.Model:
    """Return the note type with bare fronts: genanki sees a card where a front's field is filled."""
    note_type = NOTE_TYPES[kind]
    templates = [
        {"name": t.name, "qfmt": f"{{{{{f}}}}}", "afmt": ""} for t, f in zip(note_type.templates, FRONTS[kind], strict=True)
    ]
    fields = [{"name": field.name} for field in note_type.fields]
    return genanki.Model(note_type.id, note_type.name, fields, templates, model_type=int(kind is Kind.CLOZE))


def rows(package: Path, folder: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return all rows of notes, and all of cards with the guid and the deck's name."""
    with zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
    try:
        notes = database.execute(f"select {','.join(NOTE_COLUMNS)} from notes order by guid").fetchall()
        columns = ",".join(f"c.{column}" for column in CARD_COLUMNS)
        cards = database.execute(
            "select n.guid, (select d.value ->> 'name' from json_each((select decks from col)) d where d.key = c.did || ''), "
            f"{columns} from cards c join notes n on n.id = c.nid order by n.guid, c.ord"
        ).fetchall()
    finally:
        database.close()
    return notes, cards


def test_same_rows_as_genanki(author: Author, tmp_path: Path) -> None:
    """Notes and cards equal genanki's in every column but those that deckgen is there to do better."""
    build = author.build(SOURCE, int(time.time()))
    order = {note.guid: number for number, note in enumerate(_in_order(build), 1)}
    with_genanki(build, order, tmp_path / "oracle.apkg")
    ours, theirs = rows(build.packages[None], tmp_path / "ours"), rows(tmp_path / "oracle.apkg", tmp_path / "theirs")
    assert len(ours[0]) == 5 and len(ours[1]) == 11
    assert ours == theirs


def test_engine_takes_both_for_the_same(author: Author, learner: Learner, tmp_path: Path) -> None:
    """A learner of genanki's package who imports deckgen's has all cards already; none is added."""
    build = author.build(SOURCE, int(time.time()))
    with_genanki(build, dict.fromkeys(build.notes, 1), tmp_path / "oracle.apkg")
    assert learner.receive(build.packages[None]).counts() == (5, 0, 0, 0)
    before = learner.snapshot()
    with_oracle = learner.receive(tmp_path / "oracle.apkg")
    assert not with_oracle.new
    assert learner.snapshot().cards == before.cards


def _in_order(build: Build) -> list:
    """Return the notes in the order of the source."""
    keys = [
        "visceral-fat",
        "from-a-meal-to-glucose-uptake",
        "which-organ-produces-insulin",
        "what-is-atp",
    ]
    named = [build[key] for key in keys]
    return [*named, *(note for note in build.notes.values() if note not in named)]
