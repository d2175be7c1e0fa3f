"""`number-unsourced`: a figure that nobody can look up."""

from collections.abc import Iterator

from deckgen.checks.asked_numbers import is_count_or_name
from deckgen.checks.finding import Finding
from deckgen.checks.numbers import figures
from deckgen.checks.sheet import EXAM_NOTE, Cloze, Sheet, Side
from deckgen.types.diagnostic import Severity
from deckgen.types.note import Note


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find figures in answers that have no source, or none but the word "unsourced"; a note once.

    A deck that declares no sources hears of it once, as an information.
    """
    seen: set[int] = set()
    told = bool(sheet.deck.sources) or sheet.errors_only
    parts: list[Side | Cloze] = [*sheet.sides, *sheet.clozes]
    for part in sorted(parts, key=_order):
        note = part.note
        if told and not sheet.deck.sources and note.entry.evidence != "unsourced":
            continue
        if note.order in seen or not (fault := _fault(note)) or not (words := _figure(part, sheet)):
            continue
        seen.add(note.order)
        place = part.back_place if isinstance(part, Side) else part.place
        if note.entry.evidence == "unsourced":
            hint = "say in a `caveat` that no study stands behind it, or give the source"
            yield Finding(note, place, f'"{words}" {fault}', hint, Severity.ERROR, words)
        elif sheet.deck.sources:
            yield Finding(note, place, f'"{words}" {fault}', "add `source` or `cite`", Severity.ERROR, words)
        elif not told:
            told = True
            hint = "figures change: a `sources:` section, and `source` on the cards with figures, lets them be looked up"
            yield Finding(note, place, f'"{words}" has no source, and the deck names none', hint, Severity.INFO, words)


def _order(part: Side | Cloze) -> int:
    return part.note.order


def _fault(note: Note) -> str:
    """Return what is wrong with the support of a note's figures; empty where it is sound."""
    entry = note.entry
    if entry.evidence == "unsourced":
        return "" if note.fields[EXAM_NOTE] else "is marked as unsourced, and no exam note says so to the learner"
    return "" if entry.source or entry.cite else "has no source"


def _figure(part: Side | Cloze, sheet: Sheet) -> str:
    """Return the first figure that has to be recalled; empty where there is none."""
    least, english = sheet.limits.number_digits, sheet.english
    if isinstance(part, Side):
        found = [f for f in figures(part.back) if f.digits >= least]
        question, hidden = part.front, None
    else:
        found = [f for f in figures(part.text) if f.digits >= least]
        question, hidden = part.text, [d.text for d in part.deletions if d.text] if found else []
    for figure in found:
        name = not figure.unit and (is_count_or_name(figure.text, question) if english else "." not in figure.text)
        if not name and (hidden is None or any(text in figure.text or figure.text in text for text in hidden)):
            return figure.text
    return ""
