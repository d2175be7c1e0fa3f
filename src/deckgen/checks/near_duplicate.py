"""`near-duplicate`: the same question twice costs twice the reviews and teaches nothing more."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from deckgen.checks.finding import Finding
from deckgen.checks.likeness import answer_key
from deckgen.checks.quoting import quoted, whereabouts
from deckgen.checks.sheet import Cloze, Sheet, Side
from deckgen.checks.visible import words_of
from deckgen.checks.words import FUNCTION_WORDS, stem
from deckgen.types.note import Note

_HINT = "keep one of the two, in the level where it is first needed"


class _Question(NamedTuple):
    side: Side | Cloze
    place: int
    text: str
    column: int

    @property
    def note(self) -> Note:
        """Return the note that asks it."""
        return self.side.note

    def telling(self) -> frozenset[str]:
        """Return the stems of the words that carry content; all words, where none does."""
        words = self.side.front_words if isinstance(self.side, Side) else words_of(self.text)
        return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS) or frozenset(words)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions with the same answer, and clozes that hide the same words, whose words are nearly all the same."""
    for group in _groups(sheet):
        yield from _alike(group, sheet.limits.similarity_percent)


def _groups(sheet: Sheet) -> Iterator[list[_Question]]:
    """Yield the questions that share an answer, where there are several."""
    groups: dict[Hashable, list[_Question]] = {}
    for side in sheet.sides:
        column = side.front_place if side.note.entry.form == "cell" else -1
        pictures = side.front_html if "<img" in side.front_html else ""
        groups.setdefault((answer_key(side.back), pictures), []).append(_Question(side, side.front_place, side.front, column))
    for cloze in sheet.clozes:
        hidden = tuple(deletion.text for deletion in cloze.deletions)
        groups.setdefault(hidden, []).append(_Question(cloze, cloze.place, cloze.text, -1))
    return (group for group in groups.values() if len(group) > 1)


def _alike(group: list[_Question], percent: int) -> Iterator[Finding]:
    """Compare each question with those before it that share one of the rarest words of both; others cannot be alike enough."""
    sets = [question.telling() for question in group]
    frequency = Counter(word for words in sets for word in words)
    few, more = _Index(), _Index()
    for number, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (frequency[word], word))
        rarest_few, rarest_more = (rarest[: len(words) + 1 - least] for least in _least_shared(len(words), percent))
        column = group[number].column
        earlier = sorted({*few.holding(rarest_more, column), *more.holding(rarest_few, column)})
        first = next((o for o in earlier if _similar(words, sets[o], percent) and _may_repeat(group[o], group[number])), None)
        if first is not None:
            where = whereabouts(group[first].note, group[first].place, group[number].note)
            message = f"{quoted(group[number].text)} is asked at {where} already, with the same answer"
            yield Finding(group[number].note, group[number].place, message, _HINT)
            continue  # what is like this one is like the first
        few.add(number, rarest_few, column)
        more.add(number, rarest_more, column)


def _least_shared(size: int, percent: int) -> tuple[int, int]:
    """Return how many words a question of so many shares at least with one like it: one that is not shorter, and any.

    The two share a word among the rarest that are left of the shorter by the first, of the longer by the second, since all words are
    in one order (prefix filtering: Bayardo, Ma and Srikant, *Scaling up all pairs similarity search*, 2007). So what differs in its
    rarest words alone is never compared, however many words are common to all.
    """
    return -(-2 * percent * size // (100 + percent)), -(-percent * size // 100)


class _Index:
    """Numbers of questions by their words; those of one column apart, since they do not repeat each other."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, list[int]]] = {}

    def add(self, number: int, words: Iterable[str], column: int) -> None:
        for word in words:
            self._numbers.setdefault(word, {}).setdefault(column, []).append(number)

    def holding(self, words: Iterable[str], column: int) -> Iterator[int]:
        """Yield the questions that one of a column may repeat and that hold one of the words."""
        for word in words:
            for other, numbers in self._numbers.get(word, {}).items():
                if other < 0 or other != column:
                    yield from numbers


def _similar(one: frozenset[str], other: frozenset[str], percent: int) -> bool:
    shared = len(one & other)
    return shared * 100 >= percent * (len(one) + len(other) - shared)


def _may_repeat(one: _Question, other: _Question) -> bool:
    """Say whether one can be a repetition of the other: not the two cards of one note, nor two rows of one column."""
    return one.note is not other.note and (one.column < 0 or one.column != other.column)
