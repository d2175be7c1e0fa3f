"""`list-too-long`: long lists are learnt as a rhyme or not at all."""

from collections.abc import Iterator

from deckgen.checks.enumeration import items_of, may_list, says_how_many
from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.types.diagnostic import Severity


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find answers that list more things than the limits allow; only what is certainly a list is an error."""
    limits = sheet.limits
    for side in sheet.sides:
        entry, listed = side.note.entry, side.note.entry.kind == "list"
        if not (listed or may_list(side.back)) or entry.form == "term" or entry.kind == "definition":
            continue
        count = len(items_of(side.back, loosely=listed))
        if count <= limits.list_items:
            continue
        sure = listed or "\n" in side.back or says_how_many(side.front, side.front_words)
        severity = Severity.ERROR if sure and count > limits.list_items_error else Severity.WARNING
        hint = f"divide it into lists of at most {limits.list_items} with a name each, or into clozes that overlap"
        yield Finding(side.note, side.back_place, f"this answer lists {count} things", hint, severity)
