"""A deck as the preview page reads it: plain values for JSON."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from deckgen.compiler.language import CHECK_NAMES
from deckgen.preview.cards import Sides, render_cards
from deckgen.preview.maths import with_maths
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, Kind
from deckgen.types.position import Position

_TYPED = re.compile(r"\[\[type:([^\]]+)\]\]")
_HINT = re.compile(r"(<a class=hint href=\"#\")\nonclick=\"[^\"]*\"")
_FIELD = '<center><input type="text" id="typeans" autocomplete="off" spellcheck="false" aria-label="Your answer"></center>'
Lines = Mapping[str, Sequence[str]]
"""The lines of the files that findings point into, by their paths."""


def deck_contents(deck: Deck, diagnostics: Iterable[Diagnostic], lines: Lines) -> dict[str, object]:
    """Return all that the page shows: levels, notes, cards with both sides, and what was found about each note."""
    found = tuple(diagnostics)
    about: dict[int, list[int]] = {}
    general = []
    for number, owners in enumerate(_owners(found, deck.notes)):
        general += [] if owners else [number]
        for owner in owners:
            about.setdefault(owner, []).append(number)
    notes, cards = [], list[dict[str, object]]()
    for number, note in enumerate(deck.notes):
        notes.append(_note(note) | ({"findings": about[number]} if number in about else {}))
        for ordinal, sides in zip(note.cards, render_cards(note, deck.looks[note.kind]), strict=True):
            front, back = _shown(sides, note)
            cards.append({"note": number, "kind": _kind(note, ordinal), "front": front, "back": back})
    return {
        "name": deck.name,
        "version": deck.version,
        "language": deck.language,
        "description": deck.description,
        "root": f"{deck.tag_root}::",
        "levels": [{"id": level.id, "name": level.name.removeprefix(f"{deck.name}::")} for level in deck.levels],
        "notes": notes,
        "cards": cards,
        "findings": [_finding(d, lines) for d in found],
        "general": general,
    }


def broken_contents(name: str, diagnostics: Iterable[Diagnostic], lines: Lines) -> dict[str, object]:
    """Return what the page shows of a source that cannot be compiled: what is wrong with it, and no card."""
    findings = [_finding(d, lines) for d in diagnostics]
    return {
        "name": name,
        "version": "",
        "language": "",
        "description": "",
        "root": "",
        "levels": [],
        "notes": [],
        "cards": [],
        "findings": findings,
        "general": list(range(len(findings))),
    }


def _note(note: Note) -> dict[str, object]:
    names = [part.name for part in NOTE_TYPES[note.kind].fields]
    at = note.position
    return {
        "key": note.key,
        "level": note.level,
        "evidence": note.fields[names.index("Evidence")],
        "tags": list(note.tags),
        "at": f"{at.path}:{at.line}",
    }


def _kind(note: Note, ordinal: int) -> str:
    """Return what a card is, in a word that authors know."""
    if note.kind is Kind.CLOZE:
        return note.entry.form
    typed = note.fields[[part.name for part in NOTE_TYPES[note.kind].fields].index("Typed answer")]
    return "reverse" if ordinal else "typed" if typed else "question"


def _shown(sides: Sides, note: Note) -> Sides:
    """Return the sides as a client shows them: formulas set, a field where an answer is typed.

    The script in Anki's hints is left out: the page opens them itself.
    """
    front, back = (with_maths(_HINT.sub(r"\1", side)) for side in sides)
    if "[[type:" in front:
        expected = dict(zip((part.name for part in NOTE_TYPES[note.kind].fields), note.fields, strict=True))
        front = _TYPED.sub(_FIELD, front)
        back = _TYPED.sub(lambda m: f'<code id="typeans">{escape(expected[m[1]], quote=False)}</code>', back)
    return Sides(front, back)


def _finding(diagnostic: Diagnostic, lines: Lines) -> dict[str, object]:
    """Return a finding with the line of the source that it is about."""
    at = diagnostic.position
    text = lines[at.path][at.line - 1] if at and at.line <= len(lines.get(at.path, ())) else ""
    return {
        "severity": str(diagnostic.severity),
        "check": diagnostic.check,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "at": str(at) if at else diagnostic.path,
        "line": text,
        "column": at.column if at else 0,
    }


def _owners(diagnostics: Sequence[Diagnostic], notes: Sequence[Note]) -> Iterator[list[int]]:
    """Yield for each finding the numbers of the notes that have a part there; else of those whose part is the last before it.

    What no check finds, such as a renamed level, is not about a caveat that stands before it.
    """
    caveats = {text.document.position(text.place) for note in notes for text in note.entry.shared}
    parts: dict[Position, list[int]] = {}
    for number, note in enumerate(notes):
        for place in dict.fromkeys((note.place, *note.entry.places[:-1], *note.entry.places.steps)):
            parts.setdefault(note.document.position(place), []).append(number)
        for text in note.entry.shared:
            parts.setdefault(text.document.position(text.place), []).append(number)
    places = sorted(parts)
    for diagnostic in diagnostics:
        at = diagnostic.position
        index = bisect_right(places, at) - 1 if at else -1
        is_near = at is not None and index >= 0 and places[index].path == at.path
        is_after_caveat = is_near and places[index] in caveats and places[index] != at and diagnostic.check not in CHECK_NAMES
        yield parts[places[index]] if is_near and not is_after_caveat else []
