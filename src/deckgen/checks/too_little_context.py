"""`too-little-context`: a front of a word or two can be answered in many ways."""

from collections.abc import Iterator

from deckgen.checks.deletions import Deletion
from deckgen.checks.finding import Finding
from deckgen.checks.likeness import is_swapped
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Cloze, Sheet, Side
from deckgen.checks.visible import word_count
from deckgen.checks.words import FUNCTION_WORDS, vocabulary

_UNTOLD = FUNCTION_WORDS | vocabulary(
    "treatment treat treated therapy management manage cause causes caused effect effects symptom symptoms sign signs feature "
    "features mechanism action drug drugs class side adverse first first-line line second second-line choice diagnosis diagnose "
    "function functions role use uses used definition define meaning mean means dose indication indications contraindication "
    "contraindications complication complications prognosis presentation pathology pathophysiology aetiology etiology type types "
    "name list give state test tests investigation finding findings answer called happen happens do most common main major best "
    "important key risk factor factors number location located found produced made"
)
"""Words that ask for something and do not say of what."""
_MOST_WORDS = 7
"""A longer front names its subject in one word or another."""
_ORDERS = ("define", "describe", "explain", "discuss", "name", "translate", "spell", "draw", "calculate", "label")
_BETWEEN = (": ", " – ", " — ", " - ", "\n", ", ", "= ", "→")
_HINT = "say what is asked, and of what, in a whole question"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts of very few words, fronts that name no subject, and clozes of which too little stays in sight."""
    most = max(sheet.limits.context_words, _MOST_WORDS)
    for side in sheet.questions:
        front = side.front
        spaces = front.count(" ")
        if spaces > most or (spaces >= sheet.limits.context_words and not all(word in _UNTOLD for word in side.front_words)):
            continue
        if side.note.entry.kind == "definition" or "<img" in side.front_html or _is_enough(side, sheet.limits.context_words):
            continue
        yield Finding(side.note, side.front_place, f"{quoted(front)} can be answered in many ways", _HINT)
    if sheet.english:
        for cloze in sheet.clozes:
            yield from _of_cloze(cloze, sheet.limits.cloze_context_words)


def _is_enough(side: Side, least: int) -> bool:
    front, words = side.front, side.front_words
    if not words:
        return True
    if _UNTOLD.issuperset(words):
        return False
    if word_count(front) >= least:
        return True
    if words[0] in _ORDERS and len(words) > 1:
        return True
    if any(mark in front.rstrip("?:= ") for mark in _BETWEEN) and not FUNCTION_WORDS.issuperset(words[1:]):
        return True
    return _abbreviates(front, side.back) or _abbreviates(side.back, front) or is_swapped(side) or _is_pair(side)


def _abbreviates(short: str, long: str) -> bool:
    """Say whether one text is the abbreviation of the other: its letters begin words of it, or stand in them in order."""
    letters = [c for c in short.lower() if c.isalnum()]
    if not (1 < len(letters) <= 8 and sum(c.isupper() for c in short) * 2 >= len(letters)) or " " not in long.strip():
        return False
    rest = iter(long.lower())
    return letters[0] == long[:1].lower() and all(letter in rest for letter in letters)


def _is_pair(side: Side) -> bool:
    """Say whether the note is a pair of words that an author swaps as they stand, as vocabulary is."""
    fields = side.note.fields
    return fields[1] == fields[4] and fields[2] == fields[3] and not fields[1].endswith("?")


def _of_cloze(cloze: Cloze, least: int) -> Iterator[Finding]:
    """Find the card that shows least of the sentence."""
    if "<img" in cloze.note.fields[1]:
        return
    total = word_count(cloze.text)
    fewest = min((_in_sight(cloze.deletions, number, total) for number in {d.number for d in cloze.deletions}), default=least)
    if fewest < least:
        message = f"{quoted(cloze.text)} leaves {fewest} word{'s' * (fewest != 1)} in sight"
        yield Finding(cloze.note, cloze.place, message, "say more, so that one answer alone fits")


def _in_sight(deletions: tuple[Deletion, ...], number: int, total: int) -> int:
    hidden = sum(word_count(d.text) - word_count(d.hint) for d in deletions if d.number == number)
    return total - hidden
