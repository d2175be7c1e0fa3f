"""Mends what can be mended with certainty, touching only the characters concerned."""

from collections.abc import Iterable
from typing import NamedTuple

from deckgen.types.diagnostic import Diagnostic


class Mended(NamedTuple):
    """The new text of a file, and how many places of it were mended."""

    text: str
    places: int


def mended(diagnostics: Iterable[Diagnostic], texts: dict[str, str]) -> dict[str, Mended]:
    """Return the new text of each file, by path, in which a diagnostic offers a fix.

    A fix whose words no longer stand at its place, or that overlaps another one, is left for the next run.
    """
    fixes = {(d.position.path, d.fix) for d in diagnostics if d.fix and d.position}
    result: dict[str, Mended] = {}
    free: dict[str, int] = {}
    for path, fix in sorted(fixes, key=lambda item: (item[0], -item[1].offset, item[1])):
        text, places = result.get(path, Mended(texts[path], 0))
        end = fix.offset + len(fix.words)
        if end <= free.get(path, len(text)) and text.startswith(fix.words, fix.offset):
            result[path] = Mended(text[: fix.offset] + fix.replacement + text[end:], places + 1)
            free[path] = fix.offset
    return result
