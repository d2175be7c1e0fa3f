"""`abbreviation-first-use`: an abbreviation that beginners meet before the words that it stands for."""

from collections.abc import Iterator

from deckgen.checks.abbreviations import is_spelt_out, unknown_abbreviations
from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Text
from deckgen.types.diagnostic import Severity

_ASKED = ("Question", "Answer", "Reverse question", "Reverse answer", "Text")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find abbreviations in the deck's first level that neither their own note nor an earlier one spells out; each once."""
    if not sheet.english or not sheet.deck.levels:
        return
    first = sheet.deck.levels[0].id
    by_note: dict[int, list[Text]] = {}
    for text in sheet.texts:
        if text.note.level == first:
            by_note.setdefault(text.note.order, []).append(text)
    settled: set[str] = set()
    earlier: list[str] = []
    for texts in by_note.values():
        said = "\n".join(text.text for text in texts)
        earlier.append(said)
        for text in texts:
            for short in unknown_abbreviations(text.text) if text.field in _ASKED else ():
                if short in settled or short in text.note.entry.names:
                    continue
                settled.add(short)
                if not any(is_spelt_out(short, before) for before in reversed(earlier)):
                    hint = f"write the words and ({short}) at the first use, or explain it in `extra`"
                    message = f'"{short}" is used before the deck says what it stands for'
                    yield Finding(text.note, text.place, message, hint, Severity.INFO, short)
