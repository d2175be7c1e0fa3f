"""`cloze-trivial`: a deletion that anybody can fill in."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.numbers import UNITS
from deckgen.checks.sheet import Cloze, Sheet

_TRIVIAL = frozenset(
    """a an the of that which who whose it its this these those there is are was were be been being has have had do does did can could
    may might will would shall must binds bind bound acts act called known named means mean refers refer consists consist contains
    contain comprises comprise includes include involves involve occurs occur exists exist causes cause leads lead results result plays
    play uses use works work helps help shows show gives give makes make forms form becomes become remains remain needs need affects
    affect belongs belong as at by for upon and or but so nor""".split()
)
"""Words that the grammar or the sense of nearly any sentence gives away; directions (`rises`, `before`, `into`) are none."""
_WITH_THEM = _TRIVIAL | frozenset("from in on to with".split())
"""Words that are trivial beside these, as in "leads to", though one alone may tell a direction: blood flows in, or from."""
_AFTER_NUMBER = re.compile(r"(?<![\d.,])(\d[\d.,]{0,20})(?:\}\})?[\s–-]?\{\{c(\d+)::\s*([^{}:]+?)\s*(?:::[^{}]*)?\}\}")
_LONGEST = 24


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find deletions of nothing but function words and verbs without a rival, and of the unit after a number that is shown."""
    english = sheet.english
    for cloze in sheet.clozes:
        yield from _units(cloze)
        for deletion in cloze.deletions if english else ():
            text = deletion.text
            if len(text) <= _LONGEST and _is_trivial(text):
                message = f'"{text}" can be filled in without knowing the subject'
                yield Finding(cloze.note, cloze.place, message, "hide the word that carries the fact", words=f"::{text}")


def _is_trivial(text: str) -> bool:
    """Say whether a text is made of trivial words; a capital may be a name, such as that of vitamin A."""
    words = text.lower().split()
    plain = text.islower() or (text.istitle() and len(text) > 2)
    return plain and _WITH_THEM.issuperset(words) and not _TRIVIAL.isdisjoint(words)


def _units(cloze: Cloze) -> Iterator[Finding]:
    for number, card, unit in _AFTER_NUMBER.findall(cloze.note.fields[1]):
        if unit.split("/")[0] in UNITS or unit in UNITS:
            shown = number.rstrip(".,")
            message = f'the deletion hides "{unit}" and shows the number, {shown}'
            yield Finding(
                cloze.note, cloze.place, message, f"hide the number: {{{{c{card}::{shown}}}}} {unit}", words=f"::{unit}"
            )
