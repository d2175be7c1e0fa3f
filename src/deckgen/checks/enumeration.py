"""Answers that list things, and questions that say how many."""

import re

from deckgen.checks.words import vocabulary

_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_COMMA = re.compile(r",\s+")
_JOINED = re.compile(r"\s+(?:and|or|&)\s+")
_JOIN_FIRST = re.compile(r"^(?:and|or|&)\s+")
_LOOSE = re.compile(r"\s*(?:/|\+|→|·)\s*")
_GOES_ON = vocabulary(
    "about after albeit although and/or as at because before but by chiefly despite due during e.g. e.g especially even except followed for "
    "from hence i.e. i.e if in including like mainly mostly near nor not occasionally of often once only on particularly possibly provided rarely rather "
    "regardless respectively since so sometimes such than that therefore though through thus to typically unless unlike until usually via "
    "when where whereas whether which while who whose with within without"
)
"""Words that carry a sentence on after a comma, so that what follows is no further point of a list."""
_ARTICLES = ("a ", "an ", "the ")
_BOTH_WITH_ARTICLES = re.compile(r" and (?:an?|the) ")
_ADJECTIVE = re.compile(
    r"(?:an? )?(?:[\w-]*(?:ic|al|ous|ive|less|ful|ible|able|ish|ed|ent|ory)|dry|wet|hot|cold|warm|cool|soft|hard|firm|small|large|big|thin|"
    r"thick|tall|narrow|wide|broad|round|oval|flat|sharp|dull|slow|fast|rapid|weak|strong|short|long|high|low|deep|shallow|tender|smooth|rough|"
    r"single|double|blue|red|white|black|grey|gray|green|yellow|brown|pink|purple|pale|dark|bright|watery|bloody|itchy|foamy|"
    r"frothy|fishy|scaly|shiny|silvery|pearly|mobile|fertile|sterile|light|heavy|loud|harsh|quiet|early|late|young|old|"
    r"elderly|obese|female|male|linear|regular|irregular|nuclear|cellular|sudden|severe|acute|mild|moderate|clear|cloudy|"
    r"sticky|greasy|bulky|coarse|fine|dense|loose|diffuse|discrete|pulsatile|febrile|brittle|fragile|non-[\w-]+)",
    re.IGNORECASE,
)
_NUMBERS = "[2-9]|1[0-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_UNITS = "%|per|st|nd|rd|th|-|/|years?|months?|weeks?|days?|hours?|minutes?|seconds?|mg|g|kg|µg|mcg|ml|l|dl|mmol|mol|cm|mm|m|iu|units?|mmhg|bpm"
_COUNTED = re.compile(
    r"\b(?:which|what|whose|name|list|give|state|the|these|those|are|its|their|other|another|all|both|main|major|chief|key|classic|"
    r"classical|cardinal|typical|common|commonest|important|first|of|in|into|from|on|at|by|to|for|between|following)\s+"
    rf"(?P<count>{_NUMBERS})(?!\s?(?:{_UNITS})\b|[-.,/%])\b"
)
_SETS = frozenset(("pair", "triad", "trio", "tetrad", "pentad", "triplet"))
_COUNT_WORDS = frozenset((*(str(n) for n in range(2, 20)), *_NUMBERS.split("|")[2:]))


def says_how_many(front: str, words: tuple[str, ...]) -> bool:
    """Say whether a question states the number of things that its answer holds."""
    if not _SETS.isdisjoint(words):
        return True
    return not _COUNT_WORDS.isdisjoint(words) and bool(_COUNTED.search(front.lower()))


def may_list(text: str) -> bool:
    """Say whether a text can hold three things, at the least cost."""
    return ", " in text or "\n" in text or ";" in text


def items_of(text: str, *, loosely: bool = False) -> tuple[str, ...]:
    """Return the points that an answer lists; an answer that lists nothing is one point.

    Lines, then semicolons, then commas with a last `and` divide; what stands in brackets, and what carries a sentence on
    after a comma, does not. Taken `loosely`, an answer that nothing else divides is divided at `/`, `+` and arrows.
    """
    if "\n" in text:
        return _stripped(text.split("\n"))
    text = _BRACKETS.sub("", text) if "(" in text or "[" in text else text
    if ";" in text:
        return _stripped(text.split(";"))
    parts = _points(_COMMA.split(text))
    ends = _JOINED.split(parts[-1], maxsplit=1)
    if len(ends) == 2 and ends[1].lower().partition(" ")[0] not in _GOES_ON:
        parts = [*parts[:-1], *ends]
    if loosely and len(parts) == 1:
        parts = _LOOSE.split(text)
    return _stripped(parts)


def describes(items: tuple[str, ...]) -> bool:
    """Say whether the points before the last are adjectives, as in `small, round, blue cells` or `red, warm and swollen`."""
    return all(_ADJECTIVE.fullmatch(item) for item in items[:-1])


def _points(parts: list[str]) -> list[str]:
    points = parts[:1]
    for part in parts[1:]:
        if _goes_on(part, points[0]) or (points[-1].count(" ") >= 2 and _is_participle(part)):
            points[-1] += f", {part}"
        else:
            points.append(_JOIN_FIRST.sub("", part))
    return points


def _goes_on(part: str, first: str) -> bool:
    lower = part.lower()
    if lower.partition(" ")[0] in _GOES_ON:
        return True
    return lower.startswith(_ARTICLES) and not first.lower().startswith(_ARTICLES) and not _BOTH_WITH_ARTICLES.search(lower)


def _is_participle(part: str) -> bool:
    return " " in part and part.partition(" ")[0].endswith("ing")


def _stripped(parts: list[str]) -> tuple[str, ...]:
    return tuple(part.strip(" .\t") for part in parts if part.strip(" .\t"))
