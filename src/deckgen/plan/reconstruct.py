"""An old version of a deck, made again from its ledger, to be imported in a rehearsal.

What Anki's importer looks at is in the ledger: who each note is, its note type, its cards, and when it last changed. What
stood in its fields is not, but for its words; nothing in an import depends on that.
"""

from dataclasses import replace
from html import escape

from deckgen.compiler.tombstone import tombstones
from deckgen.types.deck import Deck, LevelDeck
from deckgen.types.ledger import Ledger, Published
from deckgen.types.note import Note, unwritten
from deckgen.types.note_type import NOTE_TYPES, Kind


def old_deck(old: Ledger, new: Deck) -> Deck:
    """Return the deck that a ledger tells of. What an older ledger does not hold is taken to be as it is now."""
    cards = {note.guid: note.cards for note in new.notes}
    live = [note for note in old.notes.values() if not note.retired]
    names = {level.id: level.name for level in new.levels}
    name = old.name or new.name
    names |= {level: f"{name}::{title}" for level, title in old.levels.items()}
    names |= {note.level: f"{name}::{note.level}" for note in live if note.level not in names}
    return replace(
        new,
        name=name,
        levels=tuple(LevelDeck(level, title) for level, title in names.items()),
        notes=tuple(_note(note, order, cards.get(note.guid, ()), new.tag_root) for order, note in enumerate(live, 1)),
        looks_modified={
            kind: old.looks[kind].modified if kind in old.looks else time for kind, time in new.looks_modified.items()
        },
        media={},
        retired=tombstones(old.notes.values(), new.tag_root),
    )


def _note(record: Published, order: int, cards_now: tuple[int, ...], tag_root: str) -> Note:
    cards = record.cards or tuple(sorted(step.number - 1 for step in record.steps)) or cards_now or (0,)
    words = {"Key": record.key, "Answer": escape(record.answer)}
    words["Text" if record.kind is Kind.CLOZE else "Question"] = escape(record.question)
    fields = tuple(words.get(field.name, "") for field in NOTE_TYPES[record.kind].fields)
    tags = (f"{tag_root}::level::{record.level}",)
    return unwritten(record, fields, tags, cards, order)
