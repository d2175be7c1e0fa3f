"""`either-or`: two things to choose from are half the answer."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import words_of
from deckgen.checks.words import ARTICLES

_FIRST_CLAUSE = re.compile(r"[^,;:.(–—]+")
_SKIPPED = ARTICLES | {"it", "they", "is", "are", "by", "to", "in", "of", "more", "less", "becomes", "goes", "moves"}
_PLAIN = ("true", "false", "yes", "no,", "no.")
"""Answers that are `yes-no`'s."""
_MOST_WORDS = 6
_HINT = "leave the choice out and ask which it is; a deliberate comparison of the two is `kind: contrast`"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions that offer the answer as one of two sides of an `or`."""
    for side in sheet.questions:
        if " or " not in side.front or side.note.entry.kind == "contrast" or side.back.lower().startswith(_PLAIN):
            continue
        clause = _FIRST_CLAUSE.match(side.back)
        answer = _telling(words_of(clause[0])) if clause else ()
        if answer and len(answer) <= _MOST_WORDS and _offered(answer, side.front):
            yield Finding(
                side.note, side.front_place, f"the question offers its answer, {quoted(clause[0] if clause else '')}", _HINT
            )


def _offered(answer: tuple[str, ...], front: str) -> bool:
    before, _, after = front.partition(" or ")
    while True:
        left, right = _telling(words_of(before)), _telling(words_of(after))
        if _alike(right[: len(answer)], answer) or _alike(left[-len(answer) :], answer):
            return True
        if left and right and _alike(left[-1:], answer[:1]) and right[1 : len(answer)] == answer[1:]:
            return True
        if any(
            _alike(_telling(words_of(part))[-len(answer) :], answer)
            for part in before.split(",")[1:-1] + before.split(",")[-2:-1]
        ):
            return True
        middle, found, after = after.partition(" or ")
        if not found:
            return False
        before += f" or {middle}"


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SKIPPED)


def _alike(words: tuple[str, ...], answer: tuple[str, ...]) -> bool:
    """Say whether the words are the answer, be it in another form of a verb (`lower`, `lowers`)."""
    return len(words) == len(answer) and all(_same(a, b) for a, b in zip(words, answer, strict=True))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long in (f"{short}s", f"{short}es", f"{short}ed", f"{short}d"))
