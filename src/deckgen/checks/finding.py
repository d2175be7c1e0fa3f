"""What a check finds."""

from typing import NamedTuple

from deckgen.types.diagnostic import Severity
from deckgen.types.note import Note


class Finding(NamedTuple):
    """One finding of a check: on which note, at which place of its document, and what helps.

    `words` are words of the author's source at or after the place; the caret goes under them where they are found. Words
    that may be replaced with certainty have their `replacement`. Where the words alone are not enough to find them, `before`
    and `after` are what stands directly beside them, and `skip` is how often the same stands earlier in the same text.
    """

    note: Note
    place: int
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING
    words: str = ""
    replacement: str | None = None
    before: str = ""
    after: str = ""
    skip: int = 0
