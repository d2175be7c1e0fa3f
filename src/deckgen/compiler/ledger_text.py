"""The ledger as text: one note per line, sorted by key, so that differences and merges read well.

    deckgen ledger 2
    # …
    deck⇥ID⇥NAME⇥VERSION
    level⇥ID⇥NAME
    looks⇥KIND⇥DIGEST⇥MODIFIED⇥SCHEMA
    note⇥KEY⇥GUID⇥DIGEST⇥MODIFIED⇥KIND⇥LEVEL⇥SINCE⇥STATE⇥ORIGIN⇥AFTER⇥SOURCE⇥QUESTION⇥ANSWER⇥CARDS[⇥MORE]

STATE is `live` or `retired:VERSION`; ORIGIN says where the key is from, `id` or `text`; CARDS are the numbers of its cards
from 1, with commas; MORE is JSON, of steps, spent numbers and what the author said of a correction. Format 1 had neither
names nor version, schema and cards; it is read, and written as format 2 by the next build.
"""

import json
from collections.abc import Iterator

from deckgen.types.diagnostic import Diagnostic
from deckgen.types.ledger import Ledger, Published, PublishedLooks, PublishedStep
from deckgen.types.note_type import Kind
from deckgen.types.position import Position

_FIRST = "deckgen ledger "
_FORMATS = ("1", "2")
_COMMENT = "# Commit this file with the source: it is how learners keep their reviews when cards change. Written by deckgen."
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_HINT = "take the file from the last good commit (git checkout); or move it away, and `deckgen recover` it from published packages"


def ledger_lines(ledger: Ledger, form: str = "2") -> Iterator[str]:
    """Yield a ledger as lines, ends of line included, in one of the formats."""
    whole = form == "2"
    yield f"{_FIRST}{form}\n{_COMMENT}\ndeck\t{ledger.deck}" + (f"\t{ledger.name}\t{ledger.version}\n" if whole else "\n")
    for level, name in sorted(ledger.levels.items()) if whole else ():
        yield f"level\t{level}\t{name}\n"
    for kind, looks in sorted(ledger.looks.items()):
        yield f"looks\t{kind}\t{looks.digest}\t{looks.modified}" + (f"\t{looks.schema}\n" if whole else "\n")
    for key in sorted(ledger.notes):
        yield _line(ledger.notes[key], whole) + "\n"


def format_ledger(ledger: Ledger, like: str = "") -> str:
    """Return a ledger as text, in the format of another text where one is given."""
    return "".join(ledger_lines(ledger, "1" if like.startswith(f"{_FIRST}1\n") else "2"))


def _line(note: Published, whole: bool) -> str:
    state = f"retired:{note.retired}" if note.retired else "live"
    parts = [
        "note", note.key, note.guid, note.digest, str(note.modified), note.kind, note.level, note.since, state,
        "text" if note.derived else "id", note.after, note.source, note.question, note.answer,
    ]  # fmt: skip
    if whole:
        parts.append(",".join(str(ordinal + 1) for ordinal in note.cards))
    if note.steps or note.spent or note.changed:
        more: dict[str, object] = {"steps": [[s.id, s.number, s.text] for s in note.steps], "spent": list(note.spent)}
        if note.changed:
            more["changed"] = note.changed
        parts.append(json.dumps(more, ensure_ascii=False, separators=(",", ":")))
    return "\t".join(parts)


def parse_ledger(text: str, path: str, deck_id: str) -> tuple[Ledger, list[Diagnostic]]:
    """Read a ledger; every damaged line is an error that names it."""
    found: list[Diagnostic] = []
    notes: dict[str, Published] = {}
    looks: dict[Kind, PublishedLooks] = {}
    levels: dict[str, str] = {}
    guids: dict[str, str] = {}
    deck, deck_line = ["", "", ""], 1

    def refuse(number: int, message: str, hint: str = _HINT) -> None:
        found.append(Diagnostic("ledger", message, Position(path, number, 1), hint))

    lines = text.split("\n")
    form = next((f for f in _FORMATS if f"{_FIRST}{f}" in (line.rstrip("\r") for line in lines[:2])), "")
    if not form:
        refuse(1, f'a ledger begins with "{_FIRST}{_FORMATS[-1]}"')
        return Ledger(), found
    for number, line in _content(lines):
        if line.startswith(_MARKS):
            refuse(number, "an unresolved merge conflict", "keep the lines of both sides, one for each key, and remove the marks")
            continue
        try:
            parts = line.split("\t")
            if parts[0] == "deck":
                deck, deck_line = [*parts[1:], "", ""][:3], number
            elif parts[0] == "level":
                levels[parts[1]] = parts[2]
            elif parts[0] == "looks":
                looks[Kind(parts[1])] = PublishedLooks(parts[2], _time(parts[3]), *parts[4:5])
            else:
                note = _note(parts, form)
                if note.key in notes:
                    refuse(number, f'the key "{note.key}" stands on two lines', "keep the line with the later time")
                elif note.guid in guids:
                    refuse(number, f'"{note.key}" and "{guids[note.guid]}" have the same guid', "keep one of the two lines")
                notes[note.key] = note
                guids[note.guid] = note.key
        except (ValueError, IndexError, TypeError, KeyError, OverflowError, RecursionError):
            refuse(number, "this line is damaged")
    if deck[0] and deck_id and deck[0] != deck_id:
        refuse(
            deck_line,
            f'this is the ledger of the deck "{deck[0]}", not of "{deck_id}"',
            "put the id back: under another one every card comes to learners a second time, as new, and their reviews stay with "
            "the first; to begin another deck on purpose, remove the ledger and give the deck another name",
        )
    return Ledger(deck[0], deck[1], deck[2], levels, notes, looks), found


def _content(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers; comments and the heading are left out."""
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if line and not line.startswith(("#", _FIRST)):
            yield number, line


def _note(parts: list[str], form: str) -> Published:
    """Return the note of a line. Raises what `parse_ledger` catches where the line is damaged."""
    cards = tuple(int(number) - 1 for number in parts.pop(14).split(",") if number) if form == "2" else ()
    head, key, guid, digest, modified, kind, level, since, state, origin, after, source, question, answer, *more = parts
    if head != "note" or not key or len(guid) < 8 or len(digest) != 32 or len(more) > 1 or origin not in ("id", "text"):
        raise ValueError(head)
    word, _, version = state.partition(":")
    if word not in ("live", "retired") or (word == "retired") != bool(version):
        raise ValueError(state)
    extra = json.loads(more[0]) if more else {"steps": (), "spent": ()}
    steps = tuple(PublishedStep(str(i), int(n), str(t)) for i, n, t in extra["steps"])
    spent = tuple(int(n) for n in extra["spent"])
    return Published(
        key, guid, digest, _time(modified), Kind(kind), level, since, version, origin == "text", after, source, question, answer, steps, spent,
        cards, str(extra.get("changed", "")),
    )  # fmt: skip


def _time(text: str) -> int:
    """Return a time in seconds. Raises ValueError for what is none, and for one of more digits than a package could hold."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ValueError(text)
    return int(text)
