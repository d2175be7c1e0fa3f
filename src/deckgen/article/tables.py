"""Pipe tables: with and without outer pipes, with or without a blank line before them."""

import re
from collections.abc import Sequence

from deckgen.types.article import Cell, Row

_RULE = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
MAX_COLUMNS = 60


def begins_table(lines: Sequence[str], at: int) -> bool:
    """Say whether a line heads a table: it has a bar, and the next line is a rule with bars."""
    if at + 1 >= len(lines) or "|" not in lines[at]:
        return False
    rule = lines[at + 1].strip()
    return "|" in rule and len(rule) < 2000 and _RULE.fullmatch(rule) is not None


def read_table(lines: Sequence[str], at: int) -> tuple[tuple[Row, ...], int]:
    """Read the table that begins at a line; return its rows, the heading row first, and the line after it.

    Every row is as wide as the heading row, whose empty last cells do not count.
    """
    head = _cells(lines[at])
    while head and not head[-1]:
        head.pop()
    head = head[:MAX_COLUMNS]
    rows = [tuple(Cell(text, at + 1) for text in head)]
    end = at + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        cells = _cells(lines[end])
        cells = (cells + [""] * len(head))[: len(head)]
        rows.append(tuple(Cell(text, end + 1) for text in cells))
        end += 1
    return tuple(rows), end


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _PIPE.split(line)]


def is_tabular(rows: Sequence[Row]) -> bool:
    """Say whether rows make a table to ask from: a heading row of two or more cells, and a row below it."""
    return len(rows) > 1 and len(rows[0]) > 1
