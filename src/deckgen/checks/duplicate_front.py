"""`duplicate-front`: one question with two answers is answered wrongly half of the time."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.likeness import answer_key, front_key
from deckgen.checks.quoting import quoted, whereabouts
from deckgen.checks.sheet import Sheet, Side
from deckgen.types.diagnostic import Severity

_HINT = "say in each question what tells the two apart"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find a front that an earlier card has with another answer; two reverses of one front are `ambiguous-reverse`'s."""
    firsts: dict[str, Side] = {}
    for side in sheet.sides:
        first = firsts.setdefault(front_key(side), side)
        if first is side or (first.reverse and side.reverse) or answer_key(first.back) == answer_key(side.back):
            continue
        where = whereabouts(first.note, first.front_place, side.note)
        message = f"{quoted(side.front)} is asked at {where} too, with another answer"
        yield Finding(side.note, side.front_place, message, _HINT, Severity.ERROR)
