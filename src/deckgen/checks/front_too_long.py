"""`front-too-long`: a question that takes long to read is answered by its looks."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import word_count
from deckgen.types.diagnostic import Severity


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts of more words or characters than the limits allow; a vignette may be as long as it needs to be."""
    limits = sheet.limits
    for side in sheet.sides:
        front = side.front
        if len(front) <= limits.front_chars and front.count(" ") < limits.front_words:
            continue
        words = word_count(front)
        if side.note.entry.kind == "vignette" or (words <= limits.front_words and len(front) <= limits.front_chars):
            continue
        severity = Severity.ERROR if words > limits.front_words_error else Severity.WARNING
        hint = f"keep to {limits.front_words} words; a case that needs its length is `kind: vignette`"
        yield Finding(side.note, side.front_place, f"this question has {words} words", hint, severity)
