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
        offered = clause[0] if clause else ""
        answer = _telling(words_of(offered))
        if answer and len(answer) <= _MOST_WORDS and _offers(side.front, answer):
            yield Finding(side.note, side.front_place, f"the question offers its answer, {quoted(offered)}", _HINT)


def _offers(front: str, answer: tuple[str, ...]) -> bool:
    """Say whether the answer stands beside an `or`, or among the things that commas divide before it."""
    parts = front.split(" or ")
    for number in range(1, len(parts)):
        before, after = " or ".join(parts[:number]), " or ".join(parts[number:])
        left, right = _telling(words_of(before)), _telling(words_of(after))
        listed = (_telling(words_of(thing)) for thing in before.split(",")[:-1])
        if _alike(right[: len(answer)], answer) or any(_alike(words[-len(answer) :], answer) for words in (left, *listed)):
            return True
        if _alike(left[-1:], answer[:1]) and right[1 : len(answer)] == answer[1:]:
            return True
    return False


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SKIPPED)


def _alike(words: tuple[str, ...], answer: tuple[str, ...]) -> bool:
    """Say whether the words are the answer, be it in another form of a verb (`lower`, `lowers`)."""
    return len(words) == len(answer) and all(_same(a, b) for a, b in zip(words, answer, strict=True))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long in (f"{short}s", f"{short}es", f"{short}ed", f"{short}d"))
