"""`answer-too-long`: a long answer is never quite right or quite wrong, and cannot be given in seconds."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Side
from deckgen.checks.visible import word_count
from deckgen.types.diagnostic import Severity

_FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find answers of more words or characters than the limits allow; definitions and lists may have twice as many."""
    limits = sheet.limits
    fewest = limits.answer_words_error if sheet.errors_only else limits.answer_words
    for side in sheet.sides:
        if side.back.count(" ") < fewest and (sheet.errors_only or len(side.back) <= limits.answer_chars):
            continue
        times = 2 if _may_be_longer(side) else 1
        back = _FORMULA.sub("formula", side.back) if "\\" in side.back else side.back
        words, most = word_count(back), times * limits.answer_words
        if words <= most and len(back) <= times * limits.answer_chars:
            continue
        severity = Severity.ERROR if words > times * limits.answer_words_error else Severity.WARNING
        what = f"{words} words" if words > most else f"{len(back)} characters"
        room = f"{most} words" if words > most else f"{times * limits.answer_chars} characters"
        hint = f"keep what must be recalled, in at most {room}, and move the rest to `extra`"
        yield Finding(side.note, side.back_place, f"this answer has {what}", hint, severity)


def _may_be_longer(side: Side) -> bool:
    entry = side.note.entry
    return entry.kind in ("definition", "list") or (entry.form == "term" and not side.reverse)
