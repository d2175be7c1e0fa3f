"""`vague-stem`: nobody can grade an answer to a question that leaves open what is wanted."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.words import vocabulary

_ORDERS = vocabulary(
    "describe discuss explain outline summarise summarize elaborate comment characterise characterize tell talk write think "
    "thoughts everything about expand overview account summary description"
)
_VAGUE = re.compile(
    r"(?:^|[.!?:;]\s+|\baccording to [^,]*,\s*)\W*(?:please\s+|briefly\s+|now\s+|can you\s+|could you\s+|in your own words,?\s+)*"
    r"(?P<words>describe|discuss|explain|outline|summari[sz]e|elaborate(?: on)?|comment on|characteri[sz]e|expand on|"
    r"give (?:me )?(?:an overview|an account|a (?:short )?summary|a description)|tell (?:me |us )?(?:all |everything |more )?(?:you know )?about|talk about|write (?:(?:a )?(?:(?:short|brief) )?notes?|an essay|about)|"
    r"(?:what|how) about|thoughts (?:on|about)|everything about|what (?:do you|is|can you) (?:know|known|tell|say)(?: me)? about)\b"
    r"(?!\s+(?:why|how many|which|whom?)\b)",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"[:,–—-]\s*(?P<words>describe|discuss|explain|elaborate|comment)\W*$", re.IGNORECASE)
_HINT = "ask for one detail that has one answer: which receptor, what effect, which cause"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions that order a description, an explanation or a discussion."""
    for side in sheet.questions:
        if _ORDERS.isdisjoint(side.front_words):
            continue
        if found := _VAGUE.search(side.front) or _AT_THE_END.search(side.front):
            yield Finding(
                side.note, side.front_place, f'"{found["words"]}" leaves open what is wanted', _HINT, words=found["words"]
            )
