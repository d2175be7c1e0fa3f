"""The ledger as text: one note per line, sorted by key, so that differences and merges read well.

    deckgen ledger 1
    # …
    deck⇥ID
    looks⇥KIND⇥DIGEST⇥MODIFIED
    note⇥KEY⇥GUID⇥DIGEST⇥MODIFIED⇥KIND⇥LEVEL⇥SINCE⇥STATE⇥ORIGIN⇥AFTER⇥SOURCE⇥QUESTION⇥ANSWER[⇥STEPS]

STATE is `live` or `retired:VERSION`; ORIGIN says where the key is from, `id` or `text`; STEPS is JSON.
"""

import json
from collections.abc import Iterator

from deckgen.types.diagnostic import Diagnostic
from deckgen.types.ledger import Ledger, Published, PublishedLooks, PublishedStep
from deckgen.types.note_type import Kind
from deckgen.types.position import Position

_FIRST = "deckgen ledger 1"
_COMMENT = "# Commit this file with the source: it is how learners keep their reviews when cards change. Written by deckgen."
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_HINT = "take the file from the last good commit (git checkout); a build without it costs learners their own tags"


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """Yield a ledger as lines, ends of line included."""
    yield f"{_FIRST}\n{_COMMENT}\ndeck\t{ledger.deck}\n"
    for kind, looks in sorted(ledger.looks.items()):
        yield f"looks\t{kind}\t{looks.digest}\t{looks.modified}\n"
    for key in sorted(ledger.notes):
        yield _line(ledger.notes[key]) + "\n"


def format_ledger(ledger: Ledger) -> str:
    """Return a ledger as text."""
    return "".join(ledger_lines(ledger))


def _line(note: Published) -> str:
    state = f"retired:{note.retired}" if note.retired else "live"
    parts = (
        "note", note.key, note.guid, note.digest, str(note.modified), note.kind, note.level, note.since, state,
        "text" if note.derived else "id", note.after, note.source, note.question, note.answer,
    )  # fmt: skip
    line = "\t".join(parts)
    if note.steps or note.spent:
        steps = {"steps": [[s.id, s.number, s.text] for s in note.steps], "spent": list(note.spent)}
        line += "\t" + json.dumps(steps, ensure_ascii=False, separators=(",", ":"))
    return line


def parse_ledger(text: str, path: str, deck_id: str) -> tuple[Ledger, list[Diagnostic]]:
    """Read a ledger; every damaged line is an error that names it."""
    found: list[Diagnostic] = []
    notes: dict[str, Published] = {}
    looks: dict[Kind, PublishedLooks] = {}
    guids: dict[str, str] = {}
    deck, deck_line = "", 1

    def refuse(number: int, message: str, hint: str = _HINT) -> None:
        found.append(Diagnostic("ledger", message, Position(path, number, 1), hint))

    lines = text.split("\n")
    if lines[0].rstrip("\r") != _FIRST and not lines[0].startswith(_MARKS):
        refuse(1, f'a ledger begins with "{_FIRST}"')
        return Ledger(), found
    for number, line in _content(lines):
        if line.startswith(_MARKS):
            refuse(number, "an unresolved merge conflict", "keep the lines of both sides, one for each key, and remove the marks")
            continue
        try:
            parts = line.split("\t")
            if parts[0] == "deck":
                deck, deck_line = parts[1], number
            elif parts[0] == "looks":
                looks[Kind(parts[1])] = PublishedLooks(parts[2], int(parts[3]))
            else:
                note = _note(parts)
                if note.key in notes:
                    refuse(number, f'the key "{note.key}" stands on two lines', "keep the line with the later time")
                elif note.guid in guids:
                    refuse(number, f'"{note.key}" and "{guids[note.guid]}" have the same guid', "keep one of the two lines")
                notes[note.key] = note
                guids[note.guid] = note.key
        except (ValueError, IndexError, TypeError, KeyError):
            refuse(number, "this line is damaged")
    if deck and deck_id and deck != deck_id:
        refuse(
            deck_line,
            f'this is the ledger of the deck "{deck}", not of "{deck_id}"',
            "a deck's id never changes: put it back, or remove the ledger to begin a new deck",
        )
    return Ledger(deck, notes, looks), found


def _content(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(
        lines[1:] if not lines[0].startswith(_MARKS) else lines, 2 if not lines[0].startswith(_MARKS) else 1
    ):
        line = line.rstrip("\r")
        if line and not line.startswith("#") and line != _FIRST:
            yield number, line


def _note(parts: list[str]) -> Published:
    """Return the note of a line. Raises ValueError where the line is damaged."""
    head, key, guid, digest, modified, kind, level, since, state, origin, after, source, question, answer, *more = parts
    if head != "note" or not key or len(guid) < 8 or len(digest) != 32 or len(more) > 1 or origin not in ("id", "text"):
        raise ValueError(head)
    word, _, version = state.partition(":")
    if word not in ("live", "retired") or (word == "retired") != bool(version):
        raise ValueError(state)
    extra = json.loads(more[0]) if more else {"steps": [], "spent": []}
    steps = tuple(PublishedStep(str(i), int(n), str(t)) for i, n, t in extra["steps"])
    spent = tuple(int(n) for n in extra["spent"])
    return Published(
        key, guid, digest, int(modified), Kind(kind), level, since, version, origin == "text", after, source, question, answer, steps, spent
    )  # fmt: skip
