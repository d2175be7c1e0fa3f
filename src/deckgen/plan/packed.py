"""A package as a ledger would hold it, so that a build can be compared with a package that was published.

A package holds no Markdown; so the words of both sides are taken from the fields of their notes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from deckgen.compiler.tombstone import retired_in
from deckgen.types.deck import Deck
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger, Published, PublishedLooks
from deckgen.types.note_type import NOTE_TYPES, TAIL, Kind, schema_digest

_TAG = re.compile(r"<[^>]*>")
_WITHIN_WORDS = re.compile(r"</?(?:em|strong|code|a)\b[^>]*>")
_PICTURE = re.compile(r"<img[^>]*?src=\"([^\"]*)\"[^>]*>")
_LEVEL = re.compile(r"::level::([a-z0-9-]{2,64})$")
_VERSION = re.compile(r", version (\S+)</small>")
_RETIRED = TAIL.index("Retired") - len(TAIL)
_KINDS = {note_type.id: kind for kind, note_type in NOTE_TYPES.items()}


def ledger_of_package(content: Mapping[str, Any], path: str) -> Ledger:
    """Return what a package, as `package.read` gives it, holds. Raises DeckgenError where deckgen did not make it."""
    kinds, looks = dict[str, Kind](), dict[Kind, PublishedLooks]()
    for entry in content["types"]:
        if kind := _KINDS.get(entry["id"]):
            schema = schema_digest(entry["id"], entry["fields"], entry["templates"])
            kinds[entry["name"]], looks[kind] = kind, PublishedLooks(entry["looks"], entry["modified"], schema)
    notes, decks = {}, dict[str, str]()
    for note in content["notes"]:
        if note["type"] not in kinds:
            raise DeckgenError(f"{path} was not made by deckgen", hint="name a package that `deckgen build` wrote", path=path)
        record = _published(note, kinds[note["type"]])
        notes[record.key] = record
        if note["cards"]:
            decks[record.level] = note["cards"][0]["deck"]
    name = min((deck["name"] for deck in content["decks"]), key=len, default="")
    version = next((found[1] for deck in content["decks"] if (found := _VERSION.search(deck["description"]))), "")
    levels = {level: deck.removeprefix(f"{name}::") for level, deck in decks.items()}
    return Ledger("", name, version, levels, notes, looks)


def in_field_words(ledger: Ledger, deck: Deck) -> Ledger:
    """Return the ledger of a deck with the words that stand in the fields of its notes."""
    words = {note.key: _words(note.kind, note.fields) for note in deck.notes}
    notes = {
        key: note._replace(question=words[key][0], answer=words[key][1], steps=()) if key in words else note
        for key, note in ledger.notes.items()
    }
    return replace(ledger, notes=notes)


def shipped_fields(note: Mapping[str, Any], kind: Kind) -> tuple[str, ...]:
    """Return as many fields of a note as were shipped: a learner may have renamed some, and added or removed the last."""
    number = len(NOTE_TYPES[kind].fields)
    return (*note["fields"].values(), *[""] * number)[:number]


def _published(note: Mapping[str, Any], kind: Kind) -> Published:
    fields = shipped_fields(note, kind)
    question, answer = _words(kind, fields)
    cards = tuple(card["ord"] for card in note["cards"])
    retired, level = retired_in(plain(fields[_RETIRED]))
    level = _level(note["tags"]) or level
    return Published(
        fields[0], note["guid"], "", note["modified"], kind, level, "", retired,
        question=question, answer=answer, cards=cards,
    )  # fmt: skip


def _level(tags: Iterable[str]) -> str:
    """Return the level that tags name: the tag of a level hangs directly under the root, and one that the author called so, deeper."""
    found = [match for tag in tags if (match := _LEVEL.search(tag))]
    return min(found, key=lambda match: match.string.count("::"))[1] if found else ""


def _words(kind: Kind, fields: tuple[str, ...]) -> tuple[str, str]:
    if kind is Kind.CLOZE:
        return plain(fields[1]), ""
    sides = [plain(text) for text in fields[1:5]]
    return sides[0] or sides[2], sides[1] or sides[3]


def plain(html: str) -> str:
    """Return what a reader sees of HTML, on one line; a picture is its file's name."""
    return " ".join(unescape(_TAG.sub(" ", _WITHIN_WORDS.sub("", _PICTURE.sub(r"[\1]", html)))).split())
