"""Numbers of cloze deletions that were given to another fact: a card's reviews hang on its number, and nothing else."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.compiler.expand import MAX_REMEMBERED
from deckgen.compiler.likeness import UNLIKE, likeness

_MARK = re.compile(r"\{\{c(\d+)::|\}\}|::")
_GAP = "\0"
_WORD = re.compile(rf"\w+|{_GAP}")


class Reuse(NamedTuple):
    """A number that hides another fact than before, and the number that is right for this fact.

    `known` says that the fact had that number before; otherwise it is one that was never used.
    """

    number: int
    was: str
    now: str
    right: int
    known: bool

    def __str__(self) -> str:
        """Say what happens to the reviews."""
        return f'c{self.number} hid "{self.was}" and now hides "{self.now}": its reviews go to another fact'


def reused_numbers(before: str, after: str) -> Iterator[Reuse]:
    """Yield the numbers that certainly hide another fact in the new text of a cloze.

    What such a number hid is still to be read, but outside it; it hides unlike words now, and in another place.
    """
    if max(len(before), len(after)) >= MAX_REMEMBERED:
        return  # the ledger cuts long texts, and the rest is unknown
    old, new = _Cloze(before), _Cloze(after)
    for number in sorted(old.hidden.keys() & new.hidden.keys()):
        was, now = " … ".join(old.hidden[number]), " … ".join(new.hidden[number])
        left = all(_count(text, new.around(number)) > _count(text, old.around(number)) for text in old.hidden[number])
        if left and likeness(was, now) < UNLIKE and old.place(number) != new.place(number):
            known = next((n for n, texts in old.hidden.items() if texts == new.hidden[number]), 0)
            yield Reuse(number, was, now, known or max(*old.hidden, *new.hidden) + 1, bool(known))


class _Cloze:
    """The text of a cloze in pieces, each with the numbers that hide it; hints are left out."""

    def __init__(self, text: str) -> None:
        self.pieces: list[tuple[frozenset[int], str]] = []
        self.hidden: dict[int, list[str]] = {}
        stack: list[tuple[int, int]] = []  # of each open deletion: its number, and the piece that it begins with
        end = 0
        hint = 0  # so deep was the deletion whose hint is being read
        for mark in _MARK.finditer(text):
            if not hint:
                self._add(text[end : mark.start()], stack)
            end = mark.end()
            if mark[1]:
                stack.append((int(mark[1]), len(self.pieces)))
            elif mark[0] == "::" and stack:
                hint = hint or len(stack)
            elif stack:
                hint = 0 if hint == len(stack) else hint
                number, first = stack.pop()
                if not hint:
                    self.hidden.setdefault(number, []).append("".join(piece for _, piece in self.pieces[first:]).strip())
        self._add(text[end:], stack)

    def _add(self, piece: str, stack: list[tuple[int, int]]) -> None:
        self.pieces.append((frozenset(number for number, _ in stack), piece))

    def around(self, number: int) -> list[str]:
        """Return the words that are to be read while a number is hidden, with a gap for each of its pieces."""
        return _words("".join(_GAP if number in numbers else piece for numbers, piece in self.pieces))

    def place(self, number: int) -> list[str]:
        """Return the words that lead to a deletion."""
        words = self.around(number)
        gap = words.index(_GAP)
        return words[max(0, gap - 2) : gap]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _count(text: str, words: list[str]) -> int:
    """Return how often the words of a text stand in a row among others."""
    sought = _words(text)
    return sum(words[at : at + len(sought)] == sought for at in range(len(words))) if sought else 0
