"""How alike two texts are, and which of the vanished is which of the appeared.

Used for notes whose wording changed and for steps of a mechanism. Nothing is decided here that is not clear: a pair
must be alike enough, and each of the two must be the other's clear best.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[\w+-]+")
_STOP = frozenset(
    "a an and are as at be by can do does for from has have how in into is it its of on or that the their then these this to was were "
    "what when where which who why will with".split()
)
ALIKE = 0.6
"""From this score on two texts are taken for the same note, if nothing else comes near."""
UNLIKE = 0.45
"""Below this score they are taken for different notes."""
MARGIN = 0.1
"""By so much must the best candidate lead the second, on both sides."""
EXHAUSTIVE = 40_000
"""Up to so many pairs every pair is scored; beyond it only those that share a telling word."""
_LETTERS = 0.75
"""Up to this share, the letters that two texts have in common tell nothing: any two English sentences share half of theirs."""


@dataclass(slots=True)
class Traits:
    """What a note or a step is known by."""

    question: str
    answer: str = ""
    source: str = ""
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Find the telling words of the question."""
        self.words = telling_words(self.question)


class Matches(NamedTuple):
    """Pairs (new → old), and for each new one that is in doubt the old ones that it may be."""

    pairs: dict[int, int]
    doubts: dict[int, tuple[int, ...]]


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about."""
    words = frozenset(_WORD.findall(text.lower()))
    return words - _STOP or words


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    if one == other:
        return 1.0
    a, b = telling_words(one), telling_words(other)
    shared = 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
    return max(shared, _letters(one.lower(), other.lower()))


def _letters(one: str, other: str) -> float:
    """Return the share of the letters that stand in both texts in one order; nothing where that tells nothing.

    To compare letters takes long; that most pairs have too few in common for it is seen much sooner.
    """
    if 2.0 * _longest_common(one, other) / (len(one) + len(other)) <= _LETTERS:
        return 0.0
    share = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return share if share > _LETTERS else 0.0


def _longest_common(one: str, other: str) -> int:
    """Return the length of the longest common subsequence of two texts, which no way to match their letters exceeds.

    A bit for each letter of the first (Hyyrö, *Bit-parallel LCS-length computation revisited*, 2004).
    """
    places, row = _places(one), (1 << len(one)) - 1
    whole = row
    for letter in other:
        matched = row & places.get(letter, 0)
        row = (row + matched | row - matched) & whole
    return len(one) - row.bit_count()


@lru_cache(maxsize=1024)
def _places(text: str) -> dict[str, int]:
    """Return for each letter of a text the bits of its places."""
    places: dict[str, int] = {}
    for place, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << place
    return places


def match(olds: Sequence[Traits], news: Sequence[Traits], place: Callable[[int, int, dict[int, int]], float]) -> Matches:
    """Pair the new with the old.

    `place(new, old, pairs)` returns from 0 to 1 how surely the two stand in the same place, given the pairs so far;
    each round of pairs makes the places of the rest clearer.
    """
    pairs: dict[int, int] = {}
    candidates = _candidates(olds, news)
    wordings = {(n, o): _wording(news[n], olds[o]) for n in range(len(news)) for o in candidates(n)}
    while True:
        taken = set(pairs.values())
        scores = {
            (n, o): wording + 0.25 * place(n, o, pairs) + 0.1 * _source(news[n], olds[o])
            for (n, o), wording in wordings.items()
            if n not in pairs and o not in taken
        }
        winners = _clear_winners(scores)
        if not winners:
            break
        pairs.update(winners)
    doubts: dict[int, tuple[int, ...]] = {}
    for (n, o), score in sorted(scores.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        if score >= UNLIKE:
            doubts[n] = (*doubts.get(n, ()), o)
    return Matches(pairs, doubts)


def _candidates(olds: Sequence[Traits], news: Sequence[Traits]) -> Callable[[int], Sequence[int]]:
    if len(olds) * len(news) <= EXHAUSTIVE:
        everyone = range(len(olds))
        return lambda n: everyone
    holders: dict[str, list[int]] = defaultdict(list)
    for index, old in enumerate(olds):
        for word in (*old.words, f"={old.answer}"):
            holders[word].append(index)

    def sharing(n: int) -> Sequence[int]:
        counts: Counter[int] = Counter()
        for word in sorted((*news[n].words, f"={news[n].answer}")):
            if len(holders.get(word, ())) <= 60:
                counts.update(holders.get(word, ()))
        return [index for index, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]]

    return sharing


def _wording(new: Traits, old: Traits) -> float:
    question = likeness(new.question, old.question)
    if new.answer or old.answer:
        return 0.4 * question + 0.25 * likeness(new.answer, old.answer)
    return 0.65 * question


def _source(new: Traits, old: Traits) -> float:
    same_work = new.source.split(" ")[0] == old.source.split(" ")[0]
    return 1.0 if new.source == old.source else 0.5 if same_work else 0.0


def _clear_winners(scores: dict[tuple[int, int], float]) -> dict[int, int]:
    """Return the pairs whose score is high, and leads every other score of either of the two."""
    by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_old: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (n, o), score in scores.items():
        by_new[n].append((score, o))
        by_old[o].append((score, n))

    def leads(ranking: list[tuple[float, int]], score: float) -> bool:
        second = sorted((s for s, _ in ranking), reverse=True)[1:2]
        return not second or score - second[0] >= MARGIN

    winners = {}
    for n, ranking in by_new.items():
        score, o = max(ranking, key=lambda r: (r[0], -r[1]))
        if score >= ALIKE and leads(ranking, score) and leads(by_old[o], score) and max(by_old[o])[0] == score:
            winners[n] = o
    return winners
