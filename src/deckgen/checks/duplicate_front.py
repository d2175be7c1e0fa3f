"""`duplicate-front`: one question with two answers is answered wrongly half of the time."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.likeness import answer_key, front_key, is_swapped
from deckgen.checks.quoting import quoted, whereabouts
from deckgen.checks.sheet import Cloze, Sheet, Side
from deckgen.types.diagnostic import Severity

_HINT = "say in each question what tells the two apart"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find a front that an earlier card has with another answer; two reverses of one front are `ambiguous-reverse`'s."""
    firsts: dict[str, Side] = {}
    for side in sheet.sides:
        if is_swapped(side):
            continue
        first = firsts.setdefault(front_key(side), side)
        if first is side or (first.reverse and side.reverse) or answer_key(first.back) == answer_key(side.back):
            continue
        where, hint = f"at {whereabouts(first.note, first.front_place, side.note)}", _HINT
        if side.note.entry.form == "cell" and side.front_place == first.front_place:
            where, hint = "of another row", "write {row} into the question of the column"
        message = f"{quoted(side.front)} is asked {where} too, with another answer"
        yield Finding(side.note, side.front_place, message, hint, Severity.ERROR)
    if not sheet.errors_only:
        yield from _clozes(sheet.clozes)


def _clozes(clozes: list[Cloze]) -> Iterator[Finding]:
    """Find clozes of one card that show what an earlier one shows, and hide something else."""
    firsts: dict[str, Cloze] = {}
    for cloze in clozes:
        deletions = cloze.deletions
        if len({deletion.number for deletion in deletions}) != 1 or "<img" in cloze.note.fields[1]:
            continue
        front = "\0".join((cloze.outside.casefold(), *(deletion.hint for deletion in deletions)))
        first = firsts.setdefault(front, cloze)
        if first is not cloze and [d.text.casefold() for d in first.deletions] != [d.text.casefold() for d in deletions]:
            where = whereabouts(first.note, first.place, cloze.note)
            message = f"{quoted(cloze.outside)} is asked at {where} too, with another answer"
            yield Finding(cloze.note, cloze.place, message, _HINT)
