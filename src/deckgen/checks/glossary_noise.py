"""`glossary-noise`: remains of a web page among the words of a card."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Text
from deckgen.types.diagnostic import Severity

_MEANING = re.compile(
    r"(?:^|(?<=[\w)] ))Meaning(?: ?[∞:–—-]|$| (?=[A-Z][a-z]))|[^\W\d_]{2} ∞ (?=[A-Z][a-z])|^∞ ?(?=[A-Z][a-z])", re.MULTILINE
)
_ORPHAN = re.compile(r"(?:^|[.!?] )\([A-Z][A-Z0-9-]{1,6}s?\)(?= |$)", re.MULTILINE)
_BLURB = re.compile(r"\b(?P<your>your )?lifestyle choices\b", re.IGNORECASE)
_ET_AL = re.compile(r"\bet al\b\.?")
_ASKED = ("Question", "Answer", "Reverse question", "Reverse answer", "Text")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find marks of a glossary box, blurbs, orphaned abbreviations and bits of references; a text once."""
    marks = ("∞", "meaning", "lifestyle") if sheet.errors_only else ("∞", "meaning", "lifestyle", "(", "et al")
    noted = zip(sheet.deck.notes, sheet.lower, strict=True)
    for text in sheet.texts_of(note for note, low in noted if any(mark in low for mark in marks)):
        words = text.text
        if ("∞" in words or "Meaning" in words) and (said := _MEANING.search(words)):
            hint = "keep the term and its definition, without the mark between them"
            yield _noise(text, said[0].strip(), "is the mark of a glossary box", hint, Severity.ERROR)
        elif "lifestyle" in words and (said := _BLURB.search(words)):
            yield _blurb(text, said)
        elif "(" in words and text.field in _ASKED and (said := _ORPHAN.search(words)):
            hint = "set it behind the words that it stands for, or leave it out"
            yield _noise(text, said[0].lstrip(".!? "), "stands for nothing here", hint, Severity.WARNING)
        elif "et al" in words and text.field in _ASKED and (said := _ET_AL.search(words)):
            yield _noise(
                text, said[0], "is a bit of a reference", "put the reference into `sources` and `cite`", Severity.WARNING
            )


def _blurb(text: Text, said: re.Match[str]) -> Finding:
    if said["your"]:
        return _noise(text, said[0], "is a blurb of the page that this was copied from", "leave the sentence out", Severity.ERROR)
    return _noise(text, said[0], "says nothing that can be learnt", "name them: diet, exercise, smoking", Severity.INFO)


def _noise(text: Text, words: str, what: str, hint: str, severity: Severity) -> Finding:
    return Finding(text.note, text.place, f'"{words}" {what}', hint, severity, words)
