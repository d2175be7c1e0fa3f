"""`cloze-overload`: a cloze that asks too much at once."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Cloze, Sheet
from deckgen.checks.visible import word_count
from deckgen.types.diagnostic import Severity

_ONE_NAME = 50
"""One name may be this much of a short sentence, in per cent: `vitamin K epoxide reductase` has four words."""


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find notes with many numbers, long deletions, and cards that hide much of their text; each note once."""
    limits = sheet.limits
    for cloze in sheet.clozes:
        numbers = len(cloze.note.cards)
        if numbers > limits.cloze_numbers:
            severity = Severity.ERROR if numbers > limits.cloze_numbers_error else Severity.WARNING
            hint = f"split it into notes of at most {limits.cloze_numbers}, each with a text of its own"
            yield Finding(cloze.note, cloze.place, f"this text hides {numbers} things", hint, severity)
            continue
        long = next((d for d in cloze.deletions if d.text.count(" ") >= limits.cloze_words), None)
        if long is not None:
            message = f"{quoted(long.text)} is {word_count(long.text)} words to recall"
            hint = f"hide the telling words alone, at most {limits.cloze_words}"
            yield Finding(cloze.note, cloze.place, message, hint, words=long.text)
        elif share := _hidden_percent(cloze, limits.cloze_hidden_percent):
            hint = "leave enough of the sentence to answer from, or ask it as a question"
            yield Finding(cloze.note, cloze.place, f"the card hides {share}% of its text", hint)


def _hidden_percent(cloze: Cloze, limit: int) -> int:
    """Return how much of its words the fullest card hides, in per cent; 0 where it is within the limit."""
    total = word_count(cloze.text)
    limit = max(limit, _ONE_NAME) if len(cloze.deletions) == 1 else limit
    hidden: dict[int, int] = {}
    for deletion in cloze.deletions:
        hidden[deletion.number] = hidden.get(deletion.number, 0) + word_count(deletion.text)
    share = 100 * min(total, max(hidden.values(), default=0)) // max(total, 1)
    return share if share > limit and total > 0 and max(hidden.values()) > 1 else 0
