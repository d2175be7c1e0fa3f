"""`confusable-uncontrasted`: two things that look alike are mixed up until a card sets them against each other."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from deckgen.checks.deletions import deletions_of, shown
from deckgen.checks.finding import Finding
from deckgen.checks.likeness import answer_key
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import visible
from deckgen.types.diagnostic import Severity
from deckgen.types.note import Note
from deckgen.types.note_type import Kind

KNOWN = (
    (("GHRH", "growth hormone-releasing hormone"), ("GHRP", "GHRP-2", "GHRP-6", "growth hormone-releasing peptide")),
    (("GIP", "glucose-dependent insulinotropic polypeptide"), ("GLP-1", "glucagon-like peptide-1")),
    (("CJC-1295",), ("ipamorelin",)),
    (
        ("Tyr", "tyrosine", "tyrosine phosphorylation", "tyrosine residue"),
        ("Ser", "serine", "serine phosphorylation", "serine residue"),
    ),
    (("TNF-α", "TNF-alpha"), ("adiponectin",)),
    (("GH", "growth hormone"), ("IGF-1", "insulin-like growth factor 1")),
)
"""Pairs that are often mixed up."""
_ANSWERS_ALONE = frozenset(("tyrosine", "serine"))
"""Names that stand for something else within a longer name, such as `tyrosine kinase`: they count as whole answers alone."""
_CONTRASTS = re.compile(
    r"\bor\b|\bthan\b|\bwhereas\b|\bwhile\b|\bunlike\b|\bbut\b|\bversus\b|\bvs\b|\bcompared\b|\bdiffer|\bdistinguish|\btell\w*\b.*\bapart\b|"
    r"\binstead\b|\brather\b|\bopposed\b|\bcontrast|^of\b|\bof\b.*\bwhich\b|\bbetween\b"
)
_SHORT = 4
_Names = tuple[str, ...]
_First = Callable[[_Names, "list[_Card]"], int]


class _Card(NamedTuple):
    """A note as this check reads it: what it asks, what it answers, both in lower case, and where."""

    note: Note
    front: str
    back: str
    lower: str
    front_place: int
    back_place: int


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find pairs, declared by the deck or known, of which both are named and no card names both to tell them apart."""
    declared = sheet.deck.settings.confusables
    known = _known(sheet) if sheet.english else []
    cards = sorted(_cards(sheet), key=lambda card: card.note.order) if declared or known else []
    for pair in declared:
        one, other = (_with_other_names(name, cards) for name in pair)
        yield from _uncontrasted(one, other, cards, _first, Severity.WARNING)
    for one, other in known:
        yield from _uncontrasted(one, other, cards, _first_known, Severity.INFO)


def _known(sheet: Sheet) -> list[tuple[_Names, _Names]]:
    """Return the known pairs that may be named in the deck; to find out is quick."""
    return [pair for pair in KNOWN if all(any(map(sheet.may_hold, names)) for names in pair)]


def _cards(sheet: Sheet) -> Iterator[_Card]:
    """Yield the notes of the deck; of the two cards of a question, the first."""
    last = None
    for side in sheet.sides:
        if side.note is not last:
            lower = f"{side.front}\n{side.back}".lower()
            yield _Card(side.note, side.front, side.back, lower, side.front_place, side.back_place)
        last = side.note
    for cloze in sheet.clozes:
        yield _Card(cloze.note, cloze.text, "", cloze.text.lower(), cloze.place, cloze.place)
    for note in sheet.mechanisms:
        text, place = visible(shown(note.fields[1])), note.entry.places.question
        yield _Card(note, text, "", text.lower(), place, place)


def _uncontrasted(one: _Names, other: _Names, cards: list[_Card], first: _First, severity: Severity) -> Iterator[Finding]:
    lower = tuple(name.lower() for name in (*one, *other))
    cards = [card for card in cards if any(name in card.lower for name in lower)]
    firsts = first(one, cards), first(other, cards)
    if min(firsts) < 0 or any(_tells_apart(card, one, other) for card in cards):
        return
    if severity is Severity.INFO and firsts[0] == firsts[1]:
        return  # the first card that names one sets it beside the other
    card = cards[max(firsts)]
    names = other if max(firsts) == firsts[1] else one
    place = card.front_place if _mentions(names, card.front) else card.back_place
    hint = f'add a card of `kind: contrast` that names both, such as "Of {one[0]} and {other[0]}, which …?"'
    yield Finding(card.note, place, f"{one[0]} and {other[0]} are easily confused, and no card tells them apart", hint, severity)


def _first(names: _Names, cards: list[_Card], alone: _Names = ()) -> int:
    """Return the number of the first card that mentions one of the names, or answers with one `alone`; -1 where none does."""
    for number, card in enumerate(cards):
        if _mentions(names, card.front) or _mentions(names, card.back):
            return number
        if alone and not _answers(card).isdisjoint(alone):
            return number
    return -1


def _first_known(names: _Names, cards: list[_Card]) -> int:
    """Return the same for one of a known pair."""
    alone = tuple(name for name in names if name in _ANSWERS_ALONE)
    return _first(tuple(name for name in names if name not in alone), cards, alone)


def _answers(card: _Card) -> set[str]:
    """Return what a card answers with: its back, or the deletions of a cloze."""
    hidden = deletions_of(card.note.fields[1]) if card.note.kind is Kind.CLOZE else ()
    return {answer_key(card.back), *(answer_key(deletion.text) for deletion in hidden)}


def _with_other_names(name: str, cards: list[_Card]) -> _Names:
    """Return a name with all that the glossary has for the same term."""
    key = name.casefold()
    for card in cards:
        names = card.note.entry.names
        if names and any(other.casefold() == key for other in names):
            return (name, *(other for other in names if other.casefold() != key))
    return (name,)


def _mentions(names: _Names, text: str) -> bool:
    """Say whether a text has one of the names as a whole word; a short one, in its own letter case."""
    lower = text.lower()
    for name in names:
        if name.lower() in lower:
            flags = re.NOFLAG if len(name) <= _SHORT else re.IGNORECASE
            if re.search(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", text, flags):
                return True
    return False


def _tells_apart(card: _Card, one: _Names, other: _Names) -> bool:
    """Say whether a card sets the two against each other: a contrast that names both, or a front that compares them."""
    contrast = card.note.entry.kind == "contrast"
    text = f"{card.front} {card.back}" if contrast else card.front
    if not (_mentions(one, text) and _mentions(other, text)):
        return False
    return contrast or bool(_CONTRASTS.search(card.front.lower()))
