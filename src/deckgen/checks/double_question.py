"""`double-question`: who knows one half of two questions can grade neither."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet

_QUOTED = re.compile('"[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»|\\([^()]*\\)')
_TWO_MARKS = re.compile(r"\?\s+\W*\w.*\?", re.DOTALL)
_SECOND = re.compile(
    r"\b(?:what|which|who|whose|how|why|where|when|name|list|define|describe|explain|give|state)\b.*?"
    r"(?P<second>\b(?:and|or)\s+(?:(?:in|by|through|to|from|at|on|with|for|of)\s+)?"
    r"(?:why|whose|how(?!\s+to\b)|what|which|who(?!\s+\w+(?:s|ed)\b)|where\s+(?:is|are|does|do|did)\b|when\s+(?:is|are|does|do|did|should)\b|(?:where|when)\s*\?))",
    re.DOTALL,
)
_TWO_ORDERS = re.compile(
    r"^\W*(?:name|list|define|describe|explain|give|state|identify)\b.*"
    r"(?P<second>\band\s+(?:name|list|define|describe|explain|state|identify)\b)",
    re.DOTALL,
)
_ONE_MEASURE = re.compile(r"\b(?P<word>how|which|what) (?:\w+ )?(?:and|or) (?P=word)\b")
_EMBEDDED = re.compile(
    r"\b(?:asks?|tells?|says?|shows?|knows?|decides?|determines?|predicts?|describes?) (?:who|what|how|whether|if|when|where|which|why)\b"
)
_RELATIVE = re.compile(r"\w (?P<word>who|which|whose)\b.*\band (?P=word)\b", re.DOTALL)
_JOINS = ("between", "relation", "depend")
_HINT = "make it two cards, one question each"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts that ask twice: two question marks, or a second question word after `and`."""
    for side in sheet.questions:
        front = side.front.lower()
        if front.count("?") < 2 and " and " not in front and " or " not in front:
            continue
        front = _QUOTED.sub("", front)
        if _TWO_MARKS.search(front):
            yield Finding(side.note, side.front_place, "this card asks two questions", _HINT)
        elif found := _SECOND.search(front) or _TWO_ORDERS.search(front):
            joined = any(word in front[: found.start("second")] for word in _JOINS)
            if not joined and not any(pattern.search(front) for pattern in (_ONE_MEASURE, _EMBEDDED, _RELATIVE)):
                start = side.front.lower().find(found["second"])
                words = side.front[start : start + len(found["second"])] if start >= 0 else ""
                yield Finding(side.note, side.front_place, f'"{found["second"]} …" asks a second question', _HINT, words=words)
