"""Abbreviations where an article explains them: `long form (SF)`, and `SF (long form)`.

The letters of the short form are looked for from right to left in the words before it, the first one at the start of a word
(the way of Schwartz and Hearst, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.article.figures import SMALL
from deckgen.article.sentences import MAX_BLURB, OPENING
from deckgen.article.words import STOP, WORD

_BRACKETS = re.compile(r"\(([^()]{2,80})\)|\[([^\[\]]{2,12})\]")
_SHORT = re.compile(r"[^\W_](?:[^\W_]|[-‐‑/.+](?=[^\W_])){1,11}\+?")
_PART = re.compile(r"[^\W_]+")
_COUNT = re.compile(r"\b(?:one|two|three|four|five|six)\b")
_GREEK = str.maketrans("αβγδεκλμωΔ", "abgdeklmod")


class Short(NamedTuple):
    """A short form, its long form, and the offset at which the short form stands."""

    short: str
    long: str
    at: int


def find_abbreviations(text: str) -> Iterator[Short]:
    """Yield the abbreviations that a text explains, in order."""
    for match in _BRACKETS.finditer(text):
        if not text[max(0, match.start() - 2) : match.start()].strip() or text[match.start() - 1 : match.start()] != " ":
            continue
        inner = (match[1] or match[2]).strip()
        before = text[max(0, match.start() - MAX_BLURB) : match.start()].rstrip()
        candidate = re.split(r"[,;] | or ", inner, maxsplit=1)[0].strip(" ,;")
        if is_short(candidate) and (long := long_form(candidate, before[-160:]) or _before_blurb(candidate, before)):
            yield Short(candidate, long, match.start() + 1)
        elif (
            (words := WORD.findall(before[-20:]))
            and is_short(words[-1])
            and before.endswith(words[-1])
            and _spells(words[-1], inner)
        ):
            yield Short(words[-1], inner, match.start() - 1 - len(words[-1]))


def is_short(text: str) -> bool:
    """Say whether a text looks like an abbreviation: no spaces, few characters, capitals."""
    if not _SHORT.fullmatch(text):
        return False
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 or (capitals == 1 and (len(text) <= 3 or any(c.isdigit() for c in text)))


def long_form(short: str, before: str) -> str:
    """Return the words before a short form that it abbreviates; an empty text where they do not."""
    letters = [c for c in short.translate(_GREEK).lower() if c.isalnum()]
    clause = re.split(r"[.;:!?](?: |$)|[()\[\]]", before)[-1]
    words = list(WORD.finditer(clause))[-min(len(letters) + 5, 2 * len(letters)) :]
    if not words:
        return ""
    text = clause[words[0].start() :]
    lower, at = _COUNT.sub(lambda m: SMALL[m[0]] + m[0][1:], text.translate(_GREEK).lower()), len(text)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and not (lower[at] == letter and (number or at == 0 or not lower[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = text[at:].strip(' ,"“”')
    found = WORD.findall(long)
    fits = len(found) <= len(letters) + 3 and found[0].lower() not in STOP and short.lower() not in (w.lower() for w in found)
    if not fits or len(long) <= len(short) + 2:
        return ""
    first = long.split(", or ", 1)[0]
    return first if first != long and long_form(short, first) == first else long


def _before_blurb(short: str, before: str) -> str:
    """Return the long form that stands before a sentence pasted between it and its short form; an empty text where none fits."""
    if before[-1:] not in (".", "!", "?"):
        return ""
    start = max(before.rfind(f"{sign} ", 0, -1) for sign in ".!?") + 1
    letters = [c for c in short.translate(_GREEK).lower() if c.isalnum()]
    for opening in OPENING.finditer(before, start):
        words = [m for m in _PART.finditer(before, start, opening.start()) if m[0].lower() not in STOP][-len(letters) :]
        if [m[0].translate(_GREEK)[0].lower() for m in words] == letters:
            return before[words[0].start() : opening.start()]
    return ""


def _spells(short: str, inner: str) -> bool:
    """Say whether a text in brackets is the long form of the short one before it: it begins and ends as that does."""
    words = WORD.findall(inner)
    return 2 <= len(words) <= 10 and long_form(short, inner) == inner
