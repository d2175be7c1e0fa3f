"""Writes a deck as a text file of Anki's own import format: the wording of its notes, and nothing else.

A text import leaves alone what the file has no column for. So a learner who keeps own tags and fills the field `My notes`
updates the wording with this file instead of a package. Notes are found by guid. Rows differ in length: with a column for
the note type, Anki maps the others to its fields by position, and leaves fields beyond the end of a row as they are.

See https://docs.ankiweb.net/importing/text-files.html#file-headers.
"""

from collections.abc import Sequence
from pathlib import Path

from deckgen.types.deck import Deck
from deckgen.types.note_type import NOTE_TYPES

_HEADERS = ("separator:tab", "html:true", "guid column:1", "notetype column:2", "deck column:3")


def text_name(deck: Deck) -> str:
    """Return the file name of the text of a deck."""
    return f"{deck.id}-update.txt"


def write_update_text(deck: Deck, path: Path) -> None:
    """Write the notes of a deck, in the order of teaching: guid, note type, deck, and all fields but the learner's own.

    Note types stand by their ids, which learners cannot rename; the deck is for notes that a learner does not have yet.
    """
    kinds = {
        (kind, level.id): f"{note_type.id}\t{_quoted(level.name)}"
        for kind, note_type in NOTE_TYPES.items()
        for level in deck.levels
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"#{header}\n" for header in _HEADERS)
        file.writelines(f"{note.guid}\t{kinds[note.kind, note.level]}\t{_row(note.fields[:-1])}\n" for note in deck.notes)


def _row(fields: Sequence[str]) -> str:
    """Return fields with tabs between them; most need no quotes, which is seen at once (csv takes three times as long)."""
    row = "\t".join(fields)
    if '"' in row or "\n" in row or row.count("\t") >= len(fields):
        return "\t".join(map(_quoted, fields))
    return row


def _quoted(text: str) -> str:
    if '"' in text or "\n" in text or "\t" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
