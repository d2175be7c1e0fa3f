"""How messages quote a card and name a place elsewhere in the deck."""

from deckgen.types.note import Note

_LONGEST = 60


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line, cut where it is long."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"}"'


def whereabouts(note: Note, place: int, seen_from: Note) -> str:
    """Return the line of a place of a note, with its file where that is another one."""
    at = note.document.position(place)
    return f"line {at.line}" if note.document.path == seen_from.document.path else f"line {at.line} of {at.path}"
