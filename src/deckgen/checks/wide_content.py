"""`wide-content`: what does not fit the width of a phone."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet, Text
from deckgen.checks.visible import visible
from deckgen.types.settings import Limits

_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_BREAKS = re.compile(r"[-‐/–—,;.…()\[\]·+:=→>_|&]")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find wide tables, blocks of code, and long words that nothing divides."""
    limits = sheet.limits
    long_words = {word for word in sheet.words if len(word) > limits.token_chars}
    for text in sheet.texts:
        html = text.html
        if "<table" in html:
            yield from _table(text, limits)
        if "<pre" in html:
            hint = "write it as text, a list or a table; a short piece of code goes between backticks"
            yield Finding(text.note, text.place, "the lines of a block of code do not wrap on a phone", hint)
        elif long_words and len(text.text) > limits.token_chars:
            longest = max(text.text.split(), key=len, default="")
            if longest in long_words:
                yield from _word(text, longest, limits)


def _table(text: Text, limits: Limits) -> Iterator[Finding]:
    rows = [_CELL.findall(row) for row in _ROW.findall(text.html)]
    columns = max(map(len, rows), default=0)
    if columns > limits.table_columns:
        hint = f"keep to {limits.table_columns} columns, or make it a table of the deck: a card for each cell"
        yield Finding(text.note, text.place, f"a table of {columns} columns does not fit a phone", hint)
        return
    longest = max((visible(cell) for row in rows for cell in row), key=len, default="")
    if len(longest) > limits.table_cell_chars:
        hint = f"at most {limits.table_cell_chars} characters a cell; sentences go below the table"
        yield Finding(text.note, text.place, f"the cell {quoted(longest)} has {len(longest)} characters", hint)


def _word(text: Text, longest: str, limits: Limits) -> Iterator[Finding]:
    """Find a word that is too long between two places at which a line may break; addresses and maths are none."""
    if "://" in longest or "\\" in longest or max(map(len, _BREAKS.split(longest))) <= limits.token_chars:
        return
    hint = "divide it with a space or a hyphen, or shorten it"
    yield Finding(text.note, text.place, f"{quoted(longest)} is {len(longest)} characters without a break", hint, words=longest)
