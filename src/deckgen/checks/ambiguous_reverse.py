"""`ambiguous-reverse`: an answer that fits two questions cannot be asked backwards."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.likeness import answer_key, front_key, is_swapped
from deckgen.checks.quoting import quoted, whereabouts
from deckgen.checks.sheet import Sheet, Side
from deckgen.types.diagnostic import Severity

_HINT = "drop the reverse, or write its question in words that fit this note alone: `reverse: {question: …, answer: …}`"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find reverses whose front is another reverse's too, and swapped notes whose answer is also another note's."""
    reverses = [side for side in sheet.sides if side.reverse]
    if not reverses:
        return
    answered = _answered(sheet)
    alike: dict[str, list[Side]] = {}
    for side in reverses:
        alike.setdefault(front_key(side), []).append(side)
    for side in reverses:
        others = alike[front_key(side)]
        other = next((o for o in others if o is not side and answer_key(o.back) != answer_key(side.back)), None)
        other = other or (_same_answer(side, answered) if is_swapped(side) else None)
        if other is not None:
            where = whereabouts(other.note, _place(other), side.note)
            message = f"{quoted(side.front)} leads back to two cards: this one, and that of {where}"
            yield Finding(side.note, _place(side), message, _HINT, Severity.ERROR)


def _answered(sheet: Sheet) -> dict[str, list[Side]]:
    """Return the cards by their answers, and by their fronts, which may be bare terms; the reverses are none of them."""
    answered: dict[str, list[Side]] = {}
    for side in sheet.sides:
        if not side.reverse:
            for text in (side.back, side.front):
                answered.setdefault(answer_key(text), []).append(side)
    return answered


def _same_answer(side: Side, answered: dict[str, list[Side]]) -> Side | None:
    """Return a card of another note whose answer, or whose front, a reverse shows; None where there is none."""
    others = (other for other in answered.get(answer_key(side.front), ()) if other.note is not side.note)
    return next((other for other in others if answer_key(other.front) != answer_key(side.back)), None)


def _place(side: Side) -> int:
    """Return where the words of a reverse stand: a cell's are in the cell, since the question is its column's."""
    places = side.note.entry.places
    return places.answer if not side.reverse or side.note.entry.form == "cell" else side.front_place
