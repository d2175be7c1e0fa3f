"""`multi-fact-answer`: three facts in one answer are known one by one, and forgotten one by one."""

from collections.abc import Iterator

from deckgen.checks.enumeration import describes, items_of, may_list, says_how_many
from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet

_FEWEST = 3


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find answers of three or more points where the question does not ask for a list."""
    for side in sheet.sides:
        entry = side.note.entry
        if not may_list(side.back) or entry.kind in ("list", "definition") or entry.form == "term":
            continue
        items = items_of(side.back)
        if len(items) < _FEWEST or describes(items) or says_how_many(side.front, side.front_words):
            continue
        hint = (
            f"make it {len(items)} cards or a cloze note; if all must be recalled together, give the number and say `kind: list`"
        )
        yield Finding(side.note, side.back_place, f"this answer holds {len(items)} facts: {quoted(side.back)}", hint)
