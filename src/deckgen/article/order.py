"""Steps that running text tells in an explicit order: "First … then … finally …", arrows, "X leads to Y, which leads to Z"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.article.sentences import sentences
from deckgen.article.sequences import JOINT, MAX_STEPS, MAX_WORDS, chain
from deckgen.article.words import WORD, capitalised

_FIRST = re.compile(r"(?:first(?:ly)?|to begin with|initially)\b(?![-‐‑]),? ", re.IGNORECASE)
_THEN = r"(?:then|next|after that|after this|afterwards|subsequently|thereafter|finally|lastly|eventually)"
_GOES_ON = re.compile(rf"(?:and )?{_THEN}\b,? ", re.IGNORECASE)
_WITHIN = re.compile(rf"(?:[,;]| and|, and) {_THEN}\b,? ", re.IGNORECASE)
_COUNTED = re.compile(r"(?:second(?:ly)?|third(?:ly)?)\b(?![-‐‑]),? ", re.IGNORECASE)
_RELATIVE = re.compile(r", (?:and )?(?:which|this|that|leading|resulting)\b")


class Told(NamedTuple):
    """What a run of sentences tells in order: its text, and its steps, none where the order is not sure."""

    text: str
    steps: tuple[str, ...]


def told_in_order(text: str) -> Iterator[Told]:
    """Yield the runs of a paragraph that tell steps; a run of two steps, or of counted reasons, is not sure."""
    parts = [text[start:end].strip() for start, end in sentences(text)]
    at = 0
    while at < len(parts):
        if not _FIRST.match(parts[at]):
            yield from _chained(parts[at])
            at += 1
            continue
        end = at + 1
        while end < len(parts) and (_GOES_ON.match(parts[end]) or _COUNTED.match(parts[end])):
            end += 1
        run = parts[at:end]
        steps = [step for part in run for step in _WITHIN.split(_without_marker(part))]
        if len(steps) > 1:
            sure = len(steps) > 2 and not any(_COUNTED.match(part) for part in run)
            yield Told(" ".join(run), _tidied(steps) if sure else ())
        at = end


def _chained(sentence: str) -> Iterator[Told]:
    """Yield the steps of a sentence with arrows, or whose every further "leads to" goes on from the step before it."""
    joints = list(JOINT.finditer(sentence))
    steps = chain(sentence)
    if steps and all(_RELATIVE.match(joint[0]) for joint in joints[1:]):
        yield Told(sentence, _tidied(steps))
    elif steps or len(joints) > 1:
        yield Told(sentence, ())


def _without_marker(sentence: str) -> str:
    for marker in (_FIRST, _GOES_ON, _COUNTED):
        if match := marker.match(sentence):
            return sentence[match.end() :]
    return sentence


def _tidied(steps: list[str]) -> tuple[str, ...]:
    """Return steps as they stand on a card; none where one is empty or too long, or where they are too many."""
    tidy = tuple(capitalised(step.strip(" .;,")) for step in steps)
    fits = len(tidy) <= MAX_STEPS and all(0 < len(WORD.findall(step)) <= MAX_WORDS for step in tidy)
    return tidy if fits else ()
