"""The cloze deletions of a finished field."""

import re
from typing import NamedTuple

from deckgen.checks.visible import visible

_MARK = re.compile(r"\{\{c(\d+)::|\}\}|::")


class Deletion(NamedTuple):
    """A deletion: its number, the visible text that it hides, deletions within it included, and its hint."""

    number: int
    text: str
    hint: str


class _Open(NamedTuple):
    number: int
    start: int


def deletions_of(html: str) -> tuple[Deletion, ...]:
    """Return the deletions of a cloze field, in the order in which they begin."""
    found: list[tuple[int, Deletion]] = []
    stack: list[_Open] = []
    for mark in _MARK.finditer(html):
        if mark[1]:
            stack.append(_Open(int(mark[1]), mark.end()))
        elif mark[0] == "}}" and stack:
            opened = stack.pop()
            inner = html[opened.start : mark.start()]
            answer, hint = _answer_and_hint(inner)
            found.append((opened.start, Deletion(opened.number, visible(shown(answer)), visible(hint))))
    return tuple(deletion for _, deletion in sorted(found, key=lambda item: item[0]))


def shown(html: str, *, hidden: bool = False) -> str:
    """Return a cloze field without the marks of its deletions; where `hidden`, without what they hide, too."""
    if "{{" not in html:
        return html
    out, end, depth, in_hint = [], 0, 0, [False]
    for mark in _MARK.finditer(html):
        if not in_hint[-1] and not (hidden and depth):
            out.append(html[end : mark.start()])
        end = mark.end()
        if mark[1]:
            depth += 1
            in_hint.append(in_hint[-1])
            if hidden and depth == 1:
                out.append("…")
        elif mark[0] == "::":
            in_hint[-1] = depth > 0
        elif depth:
            depth -= 1
            in_hint.pop()
    out.append(html[end:])
    return "".join(out)


def _answer_and_hint(inner: str) -> tuple[str, str]:
    """Split what stands between the marks at its own `::`, which is the last one outside nested deletions."""
    depth = 0
    for mark in _MARK.finditer(inner):
        if mark[1]:
            depth += 1
        elif mark[0] == "}}":
            depth -= 1
        elif depth == 0:
            return inner[: mark.start()], inner[mark.end() :]
    return inner, ""
