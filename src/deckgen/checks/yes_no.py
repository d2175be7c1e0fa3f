"""`yes-no`: a coin answers half of such questions rightly, and nothing is recalled."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet
from deckgen.checks.words import ASKING, vocabulary

_OPENERS = vocabulary(
    "is are was were am does do did has have had can could may might must should shall will would isn't aren't wasn't doesn't "
    "don't didn't hasn't can't won't"
)
_SENTENCE_END = re.compile(r"[.!;:]\s+")
_PLAIN = re.compile(
    r"\W*(?:yes|no|true|false|correct|incorrect|right|wrong|t|f|y|n)\W*|(?:yes|no|true|false)\s*[,.:;(–—-]\s*.*", re.DOTALL
)
_TRUE_OR_FALSE = re.compile(r"\btrue\s*(?:or|/)\s*false\b|\bfalse\s*(?:or|/)\s*true\b|\byes\s*(?:or|/)\s*no\b")
_INITIALS = frozenset("yntficrwYNTFICRW\"'“")
_HINT = 'ask for the fact itself: "which …", "what does … do", "how …"'


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions that yes or no answers; a card that corrects a widespread error (`evidence: contradicted`) may ask one."""
    for side in sheet.questions:
        front, back = side.front, side.back
        plainly = back[:1] in _INITIALS and back != "NO" and bool(_PLAIN.fullmatch(back.lower()))
        opened = front.endswith("?") and _opens(front, plainly)
        if not (plainly or opened) or side.note.entry.evidence == "contradicted":
            continue
        if opened or _TRUE_OR_FALSE.search(front.lower()):
            yield Finding(side.note, side.front_place, f"{quoted(front)} is answered by yes or no", _HINT)
        else:
            yield Finding(side.note, side.back_place, f"{quoted(side.back)} is an answer to guess", _HINT)


def _opens(front: str, plainly: bool) -> bool:
    """Say whether the question opens with a verb, at its start or after a preamble; one between two things is no such question."""
    first = front.partition(" ")[0].lower()
    if first in _OPENERS:
        return plainly or " or " not in front
    if (first in ASKING or ", " not in front) and not _SENTENCE_END.search(front):
        return False
    last = _SENTENCE_END.split(front)[-1].lower()
    for clause in last.split(", "):
        words = clause.split()
        if words and words[0] in _OPENERS:
            return plainly or " or " not in last
        if not ASKING.isdisjoint(words):
            return False
    return False
