"""`absolute-term`: hardly anything in medicine is always so, least of all what is not established."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.types.diagnostic import Severity
from deckgen.types.note import Note

_ABSOLUTES = ("only", "all ", "cure", "revers", "every", "complete", "permanent", "guarante")
_GRADED = re.compile(
    r"(?<!almost )(?<!nearly )(?<!not )(?<!virtually )\b(?P<words>always|never(?! events?\b)|"
    r"(?<=the )only|(?<!not )only(?!\s+(?:in|when|if|after|for|with|about|once|during|while|where|as|by|to|at|on|from|under|"
    r"partly|modest\w*|small|few|a|one)\b)|"
    r"(?<!of )(?<!at )(?<!after )(?<!above )all(?!\s+(?:of|but|four|three|two|five)\b)(?=\s+[a-z])|"
    r"cures?|cured|reverse[sd]?(?!\s+(?:transcript|t3|osmosis|cholesterol|genetic|triiod|order|direction|in\b))|"
    r"every(?=\s+(?:patient|case|person|cell|tissue))|completely|permanently|guarantee[sd]?)\b",
    re.IGNORECASE,
)
_UNGRADED = re.compile(
    r"(?<!almost )(?<!nearly )(?<!not )(?<!virtually )(?<!must )(?<!should )\b(?P<words>always|never(?! (?:events?|be|give|use)\b))\b",
    re.IGNORECASE,
)
_LICENCE = re.compile(r"\blicen[sc]|\bapprov|\bindicat|\bauthori[sz]|\bregist", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"|“[^”]*”')
_SOFTER = {"always": "usually", "never": "rarely", "only": "mainly", "all": "most", "every": "most", "completely": "largely"}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find absolute words on cards whose evidence is graded below `established`, and `always` and `never` on ungraded ones."""
    if not sheet.english:
        return
    for side in sheet.sides:
        yield from _of_text(side.note, side.front_place, side.front)
        yield from _of_text(side.note, side.back_place, side.back)
    for cloze in sheet.clozes:
        yield from _of_text(cloze.note, cloze.place, cloze.text)


def _of_text(note: Note, place: int, text: str) -> Iterator[Finding]:
    evidence = note.entry.evidence
    if evidence == "established":
        return
    lower = text.lower()
    if "always" not in lower and "never" not in lower and not (evidence and any(word in lower for word in _ABSOLUTES)):
        return
    text = _QUOTED.sub("", text)
    found = (_GRADED if evidence else _UNGRADED).search(text)
    if not found or _LICENCE.search(text):
        return
    word = found["words"]
    if evidence:
        message, severity = f'"{word}" is more than evidence that is "{evidence}" allows', Severity.WARNING
    else:
        message, severity = f'"{word}" is seldom true in medicine', Severity.INFO
    softer = _SOFTER.get(word.lower())
    hint = f'say "{softer}"' if softer else "say what was seen, and in whom"
    yield Finding(note, place, message, f"{hint}; what is certain is `evidence: established`", severity, word)
