"""`number-no-unit`: a number in an answer that does not say of what."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.numbers import Figure, figures, is_count_or_name, is_unitless, names_unit
from deckgen.checks.sheet import Sheet

_HINT = "add the unit, or (unitless)"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find figures without a unit in answers, where the question gives none either; an answer once."""
    if not sheet.english:
        return
    for side in sheet.sides:
        bare = _bare(figures(side.back), sheet.limits.number_digits)
        if bare and not (is_count_or_name(bare, side.front) or names_unit(side.front) or is_unitless(side.back)):
            yield Finding(side.note, side.back_place, f'the answer says "{bare}", but not of what', _HINT, words=bare)
    for cloze in sheet.clozes:
        bare = _bare(figures(cloze.text), sheet.limits.number_digits)
        hidden = next((d.text for d in cloze.deletions if bare and d.text and (d.text in bare or bare in d.text)), None)
        if hidden and not (is_count_or_name(bare, cloze.text) or is_unitless(cloze.text)):
            yield Finding(cloze.note, cloze.place, f'the deletion says "{bare}", but not of what', _HINT, words=f"::{hidden}")


def _bare(found: tuple[Figure, ...], digits: int) -> str:
    """Return the first figure without a unit, where none of the text has one that could stand for it, too."""
    if not found or any(figure.unit for figure in found):
        return ""
    return next((figure.text for figure in found if figure.digits >= digits), "")
