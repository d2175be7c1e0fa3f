"""`front-too-long`: a question, or the text of a cloze, that takes long to read."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import word_count
from deckgen.types.diagnostic import Severity


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts of more words or characters than the limits allow; a vignette may be as long as it needs to be."""
    limits = sheet.limits
    fronts = [(side.note, side.front_place, side.front, "question") for side in sheet.sides]
    fronts += [(cloze.note, cloze.place, cloze.text, "text") for cloze in sheet.clozes]
    for note, place, front, what in fronts:
        if len(front) <= limits.front_chars and front.count(" ") < limits.front_words:
            continue
        words = word_count(front)
        if note.entry.kind == "vignette" or (words <= limits.front_words and len(front) <= limits.front_chars):
            continue
        severity = Severity.ERROR if words > limits.front_words_error else Severity.WARNING
        hint = f"keep to {limits.front_words} words; a case that needs its length is `kind: vignette`"
        yield Finding(note, place, f"this {what} has {words} words", hint, severity)
