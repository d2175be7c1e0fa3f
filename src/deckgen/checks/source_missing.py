"""`source-missing`: a card that does not say where its fact is from, in a deck that does."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.types.diagnostic import Severity


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find notes without source and citation, and sources without a place in them; the cells of a table once."""
    if not sheet.deck.sources:
        return
    tables: set[tuple[str, str]] = set()
    for note in sheet.deck.notes:
        entry = note.entry
        if entry.cite or (entry.source and " " in entry.source) or entry.evidence == "unsourced":
            continue
        if entry.form == "cell":
            table = (note.key.partition("/")[0], entry.source)
            if table in tables:
                continue
            tables.add(table)
        if entry.source:
            hint = f"add the place, such as `{entry.source} p. 12`"
            yield Finding(note, entry.places.source, f'"{entry.source}" is cited without a place in it', hint, Severity.INFO)
        else:
            what = "this table has" if entry.form == "cell" else "this card has"
            hint = "add `source`, with the place in it, or `cite`"
            yield Finding(note, entry.places.source, f"{what} no source", hint)

