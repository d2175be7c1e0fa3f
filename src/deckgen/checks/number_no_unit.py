"""`number-no-unit`: a number in an answer that does not say of what."""

import re
from collections.abc import Iterator

from deckgen.checks.asked_numbers import is_count_or_name, is_unitless, names_unit
from deckgen.checks.finding import Finding
from deckgen.checks.numbers import Figure, figures
from deckgen.checks.sheet import Sheet

_HINT = "add the unit, or (unitless)"
_NORMAL_VALUE = re.compile(
    r"\b(?:normal|average|mean|typical|usual|resting|healthy)\b.*\b(?:values?|levels?|concentrations?|pressure|volume|rate|output|flow|"
    r"index|capacity|range|limit|diameter|thickness|length|width|weight|size|duration|half-life|clearance|content)\b",
    re.IGNORECASE,
)
"""A question for a measure: even a single digit answers it with a figure."""
_SHORT = 30
_NUMBER_ALONE = re.compile(
    r"\W*(?:(?:about|around|roughly|approximately|some|up to|less than|more than|below|above|under|over)\s+)?[\d.,]+\s*(?:(?:[-–]|to|or|and)\s*[\d.,]+)?\W*",
    re.IGNORECASE,
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find figures without a unit in answers, where the question gives none either; an answer once."""
    if not sheet.english:
        return
    for side in sheet.sides:
        digits = sheet.limits.number_digits
        if len(side.back) <= _SHORT and _NUMBER_ALONE.fullmatch(side.back) and _NORMAL_VALUE.search(side.front):
            digits = 1
        bare = _bare(figures(side.back), digits)
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
