"""`absolute-term`: to be written."""

from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find nothing yet."""
    yield from ()
