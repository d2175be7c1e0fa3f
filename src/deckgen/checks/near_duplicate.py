"""`near-duplicate`: the same question twice costs twice the reviews and teaches nothing more."""

from collections import Counter
from collections.abc import Hashable, Iterator
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
    """Compare each question with those before it that share one of its rarest words; others cannot be alike enough."""
    sets = [question.telling() for question in group]
    frequency = Counter(word for words in sets for word in words)
    by_word: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (frequency[word], word))
        telling = rarest[: len(words) - len(words) * percent // 100 + 1]
        earlier = sorted({other for word in telling for other in by_word.get(word, ())})
        first = next((o for o in earlier if _similar(words, sets[o], percent) and _may_repeat(group[o], group[number])), None)
        if first is not None:
            where = whereabouts(group[first].note, group[first].place, group[number].note)
            message = f"{quoted(group[number].text)} is asked at {where} already, with the same answer"
            yield Finding(group[number].note, group[number].place, message, _HINT)
        for word in telling:
            by_word.setdefault(word, []).append(number)


def _similar(one: frozenset[str], other: frozenset[str], percent: int) -> bool:
    shared = len(one & other)
    return shared * 100 >= percent * (len(one) + len(other) - shared)


def _may_repeat(one: _Question, other: _Question) -> bool:
    """Say whether one can be a repetition of the other: not the two cards of one note, nor two rows of one column."""
    return one.note is not other.note and (one.column < 0 or one.column != other.column)
