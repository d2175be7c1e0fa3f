"""Diagnostics as people read them, and as programs do."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

import click

from deckgen.types.diagnostic import Diagnostic, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
MAX_LINE = 110
MAX_RETIRED = 5
"""Up to so many retired notes are named one by one; `--format json` names all of them."""


def as_json(value: object) -> str:
    """Return a value as JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_text(diagnostics: Iterable[Diagnostic], lines: Mapping[str, list[str]], *, colour: bool = False) -> str:
    """Return diagnostics like the best compilers': place, severity, check, message, source line, caret and hint.

    `lines` holds the lines of each file by its path.
    """

    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if colour else text  # type: ignore[arg-type]

    blocks = []
    for d in diagnostics:
        where = str(d.position) if d.position else d.path
        kind = paint(f"{d.severity}[{d.check}]", fg=_COLOURS[d.severity], bold=True)
        block = [f"{paint(where, bold=True)}: {kind}: {d.message}" if where else f"{kind}: {d.message}"]
        if d.position and d.position.line <= len(lines.get(d.position.path, ())):
            line, offset = _window(lines[d.position.path][d.position.line - 1], d.position.column - 1)
            number = str(d.position.line)
            block.append(f"  {number} | {line}")
            block.append(f"  {' ' * len(number)} | {' ' * _width(line[:offset])}{paint('^', fg=_COLOURS[d.severity])}")
        if d.hint:
            block.append(f"  {paint('hint:', bold=True)} {d.hint}")
        blocks.append("\n".join(block))
    return "\n".join(blocks)


def in_short(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics with one for all retired notes in the place of many that say the same."""
    diagnostics = list(diagnostics)
    retired = [number for number, d in enumerate(diagnostics) if d.check == "retired" and d.severity is Severity.INFO]
    if len(retired) <= MAX_RETIRED:
        return diagnostics
    first, *others = retired
    message = f"{diagnostics[first].message}; and so are {len(others)} more: `--format json` names them all"
    diagnostics[first] = replace(diagnostics[first], message=message)
    left_out = frozenset(others)
    return [d for number, d in enumerate(diagnostics) if number not in left_out]


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the counts of errors, warnings and infos in words; empty where there are none."""
    counts = dict.fromkeys(Severity, 0)
    for d in diagnostics:
        counts[d.severity] += 1
    *first, last = [counted(number, s) for s, number in counts.items() if number] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, what: str) -> str:
    """Return a number of things in words: `1 card`, `2 cards`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _window(line: str, offset: int) -> tuple[str, int]:
    """Return the part of a long line around an offset, and the offset in it."""
    line = "".join(" " if unicodedata.category(c) == "Cc" else c for c in line)
    if len(line) <= MAX_LINE:
        return line, offset
    start = max(0, min(offset - 40, len(line) - MAX_LINE))
    shown = line[start : start + MAX_LINE]
    before = "…" if start else ""
    after = "…" if start + MAX_LINE < len(line) else ""
    return before + shown + after, offset - start + len(before)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
