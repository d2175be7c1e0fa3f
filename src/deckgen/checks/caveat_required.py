"""`caveat-required`: doubt that the learner is not told of."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import EXAM_NOTE, Sheet, start_of
from deckgen.types.diagnostic import Severity

_DOUBTFUL = {
    "population-limited": "say in whom it was shown",
    "contested": "say what speaks against it",
    "unsourced": "say that no study stands behind it",
    "contradicted": "say what the evidence shows instead",
}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find evidence that needs an exam note and has none, and exam notes that are too long; one that is shared, once."""
    for note in sheet.deck.notes:
        entry = note.entry
        if entry.evidence in _DOUBTFUL and not note.fields[EXAM_NOTE]:
            message = f'the evidence is marked as "{entry.evidence}", and the card does not say why'
            hint = f"add a `caveat`: {_DOUBTFUL[entry.evidence]}"
            yield Finding(note, start_of(note), message, hint, Severity.ERROR, f"evidence: {entry.evidence}")
    if sheet.errors_only:
        return
    limit = sheet.limits.caveat_chars
    for text in sheet.texts:
        if text.field != "Exam note" or len(text.text) <= limit:
            continue
        longest = max(map(len, text.text.split("\n")))
        if longest > limit:
            hint = f"one doubt in at most {limit} characters; what explains it belongs in `extra`"
            yield Finding(text.note, text.place, f"this exam note has {longest} characters", hint)
