"""`id-stability`: ids that will not stay true; bad and doubled ones, and those that changed, the compiler refuses."""

import re
from collections import defaultdict
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.types.note import Note

_NUMBERED = re.compile(
    r"(?P<what>cards?|q|question|note|item|fact|entry|id|cloze|basic|row|line|no|nr|number|term|test|)-?(?P<number>\d{1,4})|(?P<letter>[cnk])(?P<padded>0\d+)"
)
_PLACEHOLDER = re.compile(
    r"(?:todo|untitled|tbd|xxx+|temp|tmp|asdf|foo|placeholder|new|new-(?:card|note|entry|term|id))(?:-?\d{1,4})?"
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find ids that stand for nothing, and ids that count the cards, where one follows another; those, at the first of all."""
    numbered: defaultdict[str, dict[int, tuple[str, Note]]] = defaultdict(dict)
    for own, note in _authors_ids(sheet).items():
        if _PLACEHOLDER.fullmatch(own):
            yield _finding(note, own, "stands for nothing")
        elif counted := _NUMBERED.fullmatch(own):
            what, number = counted["what"] or counted["letter"] or "", counted["number"] or counted["padded"]
            numbered[what].setdefault(int(number), (own, note))
    for ids in numbered.values():
        counting = [ids[number] for number in ids if number - 1 in ids or number + 1 in ids]
        if counting:
            own, note = counting[0]
            others = f" (so do {len(counting) - 1} others)" if len(counting) > 2 else f' (so does "{counting[1][0]}")'
            yield _finding(note, own, f"counts the cards, and will be wrong when one is put between{others}")


def _authors_ids(sheet: Sheet) -> dict[str, Note]:
    """Return the ids that the author gave to entries, tables and rows, each with the first note that has it."""
    ids: dict[str, Note] = {}
    for note in sheet.deck.notes:
        if "/" in note.key:
            for own in note.key.split("/")[note.entry.derived : 2]:
                ids.setdefault(own, note)
        elif not note.entry.derived:
            ids.setdefault(note.key, note)
    return ids


def _finding(note: Note, own: str, what: str) -> Finding:
    if note.published:
        hint = f"`deckgen rename {note.key} NAME` gives it a telling name and keeps its reviews"
    else:
        hint = "name what the card is about, such as insulin-trigger; an id stays for ever"
    return Finding(note, note.place, f'the id "{own}" {what}', hint, words=own)
