"""`negative-stem`: a `not` is overlooked, and what is not so is not worth remembering."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.words import vocabulary

_NEGATIVES = vocabulary("not except least cannot isn't aren't doesn't don't wasn't can't won't hasn't didn't")
_AUXILIARY = r"(?:is|are|was|were|does|do|did|has|have|had|can|could|may|might|will|would)"
_NOT = re.compile(
    rf"\b(?:which|what|who|whose|where|name|all|list)\b(?P<before>[^?.]*?)(?P<words>\b{_AUXILIARY}\s+not\b(?!\s+only)|\bcannot\b|"
    r"\b(?:isn|aren|doesn|don|wasn|can|won|hasn|didn)['’]t\b)"
)
_NAMED = re.compile(rf"^\W*(?:name|give|list)\b.*\b(?:that|which|who)\s+(?P<words>{_AUXILIARY}\s+not|cannot)\b")
_SUBORDINATE = re.compile(r"\b(?:when|if|who|that|because|where|although|though|while|after|unless|until|so|since|as|whose)\b")
_EXCEPT = re.compile(
    r"\b(?P<words>except)(?:\s+for)?(?:\s+(?:which|what)\b|(?:\s+one)?\s*(?:[?:.…]|$|(?:[,;–—-]\s*)?(?:which|what|who)\b))"
)
_EXCEPT_ONE = re.compile(
    r"\b(?:which|what)\b(?!.*\b(?:all|every|everything|any|most|none|nothing)\b.*\bexcept\b).*\b(?P<words>except)\b"
)
_LEAST = re.compile(
    r"\b(?P<words>least)\s+(?:likely|probabl[ey]|common(?:ly)?|often|frequent(?:ly)?|characteristic|typical|consistent|suggestive|associated|"
    r"appropriate|effective|useful|helpful|suitable|important|affected|accurate|correct|true)\b"
)
_EMPHASISED = re.compile(r"<(?:strong|em)>[^<]*(?:\bnot\b|\bexcept\b|\bleast\b|\bcannot\b|n['’]t\b)[^<]*</")
_HINT = 'ask for what is so, as "which is spared" for "which is not raised"; where that cannot be done, write **not**'


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions for what is not so, whose `not`, `except` or `least` is not emphasised."""
    for side in sheet.questions:
        if _NEGATIVES.isdisjoint(side.front_words):
            continue
        front = side.front[:1].lower() + side.front[1:]
        found = _LEAST.search(front) or _EXCEPT.search(front) or _EXCEPT_ONE.search(front) or _NAMED.search(front)
        if not found and (negated := _NOT.search(front)) and not _SUBORDINATE.search(negated["before"]):
            found = negated
        if found and not _EMPHASISED.search(side.front_html):
            word = found["words"].split()[-1]
            yield Finding(side.note, side.front_place, f'"{word}" is easily overlooked', _HINT, words=found["words"])
