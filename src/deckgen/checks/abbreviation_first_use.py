"""`abbreviation-first-use`: an abbreviation that beginners meet before the words that it stands for."""

from collections.abc import Iterator

from deckgen.checks.abbreviations import is_spelt_out, spelt_by_names, unknown_abbreviations
from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Text
from deckgen.types.diagnostic import Severity

_ASKED = ("Question", "Answer", "Reverse question", "Reverse answer", "Text")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find abbreviations in the first of several levels that neither their own note nor an earlier one spells out; each once."""
    if not sheet.english or len(sheet.deck.levels) < 2:
        return
    first = sheet.deck.levels[0].id
    by_note: dict[int, list[Text]] = {}
    for text in sheet.texts:
        if text.note.level == first:
            by_note.setdefault(text.note.order, []).append(text)
    known, settled, names, unread = set[str](), set[str](), set[str](), list[str]()
    for texts in by_note.values():
        said = "\n".join([text.text for text in texts])
        unread += [text.text for text in texts]
        settled |= _headings(texts)
        new = {short for short in unknown_abbreviations(said) if short not in known}
        known |= {short for short in new if is_spelt_out(short, said)}
        if not new - known - settled:
            continue
        names, unread = names.union(*map(spelt_by_names, unread)), []
        known |= new & names
        for text in texts:
            for short in unknown_abbreviations(text.text) if text.field in _ASKED else ():
                if short not in known and short not in settled and short not in text.note.entry.names:
                    settled.add(short)
                    yield _finding(text, short)


def _headings(texts: list[Text]) -> set[str]:
    """Return the abbreviations in the question of a table's cell: they come from its headings, which introduce them."""
    asked = [text.text for text in texts if text.field == "Question" and text.note.entry.form == "cell"]
    return {short for question in asked for short in unknown_abbreviations(question)}


def _finding(text: Text, short: str) -> Finding:
    hint = f"write the words and ({short}) at the first use, or explain it in `extra`"
    message = f'"{short}" is used before the deck says what it stands for'
    return Finding(text.note, text.place, message, hint, Severity.INFO, short)
