"""`unicode-hygiene`: characters that look right and are not found by a search, or that the deck writes in two ways."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Text

_SPACES = re.compile("[\u00a0\u2007\u202f]")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]+")
_JOINERS = frozenset("\u200c\u200d")
_HYPHENS = re.compile("[\u2010\u2011]")
_CLUSTER = re.compile("[^\\W_][\u0300-\u036f]+|[\u2126\u212a\u212b]")
_ODD = re.compile("[\u00a0\u2007\u202f\u200b-\u200d\u2010\u2011\u2060\ufeff\u0300-\u036f\u2126\u212a\u212b]")
"""Any of these stands in each text of which there is something to say."""
_LATIN_END = "\u0250"


class _Spelling(NamedTuple):
    """Two ways to write one thing: what finds either in a text, what it is called, and whether each may replace the other."""

    pattern: re.Pattern[str]
    name: str
    signs: tuple[str, str]
    certain: bool = True


_SPELLINGS = (
    _Spelling(
        re.compile("[\u00b5\u03bc](?=(?:g|m|l|L|mol|M|s|U|IU|V|A|Gy|Sv|kat)(?![^\\W\\d_]))"), "micro sign", ("\u00b5", "\u03bc")
    ),
    _Spelling(re.compile(r"(?<![^\s(\[~≈≤≥<>])(?<!\d\s)[-\u2212](?=\d)"), "minus sign", ("\u2212", "-")),
    _Spelling(re.compile('["“”„]'), "quotation mark", ("“”„", '"'), certain=False),
    _Spelling(re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])"), "apostrophe", ("’", "'"), certain=False),
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find spaces that do not break, invisible characters, odd hyphens, letters in pieces, and what is written in two ways."""
    for text in sheet.texts:
        if text.text.isascii() or not _ODD.search(text.text):
            continue
        yield from _spaces(text)
        yield from _invisible(text)
        yield from _odd_hyphens(text)
        yield from _in_pieces(text)
    for spelling in _SPELLINGS:
        if all(any(map(sheet.may_hold, signs)) for signs in spelling.signs):
            yield from _in_two_ways(spelling, sheet.texts)


def _spaces(text: Text) -> Iterator[Finding]:
    """Find no-break spaces between words; those at figures and single letters are set on purpose."""
    for match in _matches(_SPACES, text):
        before, after = _halves(text, match)
        if len(before) > 1 and len(after) > 1 and before[-1].isalpha() and after[0].isalpha():
            message = f'a no-break space joins "{before[-25:]}" and "{after[:25]}", so that a search for the two fails'
            yield _fixed(text, match, message, "write a plain space", " ")


def _invisible(text: Text) -> Iterator[Finding]:
    """Find characters without width; those that join letters of other scripts, and signs, are needed there."""
    for match in _matches(_ZERO_WIDTH, text):
        beside = text.text[max(0, match.start() - 1) : match.start()] + text.text[match.end() : match.end() + 1]
        if _JOINERS.isdisjoint(match[0]) or (len(beside) == 2 and all(c.isalnum() and c < _LATIN_END for c in beside)):
            message = f'an invisible character stands in "{_around(text, match)}"'
            yield _fixed(text, match, message, "take it out", "")


def _odd_hyphens(text: Text) -> Iterator[Finding]:
    for match in _matches(_HYPHENS, text):
        message = f'the hyphen in "{_around(text, match)}" is not the one on the keyboard, so that a search for it fails'
        yield _fixed(text, match, message, "write a plain hyphen", "-")


def _in_pieces(text: Text) -> Iterator[Finding]:
    """Find letters that are written as a letter and an accent, and signs that stand for a letter."""
    for match in _matches(_CLUSTER, text):
        whole = normalize("NFC", match[0])
        if whole != match[0]:
            message = f'"{match[0]}" in "{_around(text, match)}" is not the usual character, so that a search for it fails'
            yield _letters(text, match, message, f"write {whole}, which looks the same", whole)


def _in_two_ways(spelling: _Spelling, texts: Iterable[Text]) -> Iterator[Finding]:
    """Find the places that write a sign as the deck mostly does not; where no fix is certain, the first alone."""
    signs = "".join(spelling.signs)
    some = (text for text in texts if any(sign in text.text for sign in signs))
    places = [(text, match) for text in some for match in _matches(spelling.pattern, text)]
    odd = [place for place in places if place[1][0] in spelling.signs[0]]
    plain = [place for place in places if place[1][0] not in spelling.signs[0]]
    if not odd or not plain:
        return
    fewer, more = (odd, plain) if len(odd) < len(plain) or (len(odd) == len(plain) and odd[0] == places[-1]) else (plain, odd)
    usual = more[0][1][0]
    for text, match in fewer if spelling.certain else fewer[:1]:
        message = f"the {spelling.name} {match[0]} is written {usual} elsewhere in the deck ({len(fewer)} against {len(more)})"
        yield _letters(text, match, message, "write one of the two throughout", usual if spelling.certain else None)


def _fixed(text: Text, match: re.Match[str], message: str, hint: str, replacement: str) -> Finding:
    """Return a finding with a replacement where the characters beside it show that YAML reads the line as before."""
    before, after = _beside(text, match)
    return _letters(text, match, message, hint, replacement if before.isalnum() and after else None)


def _letters(text: Text, match: re.Match[str], message: str, hint: str, replacement: str | None) -> Finding:
    """Return a finding that points at a match, by what stands beside it and how often the same stands before it."""
    before, after = _beside(text, match)
    sought, start, skip, at = before + match[0] + after, match.start() - len(before), 0, -1
    while (at := text.text.find(sought, at + 1)) < start:
        skip += 1
    return Finding(
        text.note, text.place, message, hint, words=match[0], replacement=replacement, before=before, after=after, skip=skip
    )


def _beside(text: Text, match: re.Match[str]) -> tuple[str, str]:
    """Return the characters beside a match that stand in the source as they are shown, and mean nothing to YAML."""
    before, after = text.text[: match.start()][-1:], text.text[match.end() :][:1]
    return before if before.isalnum() else "", after if after.isalnum() or after in " .,;)" else ""


def _around(text: Text, match: re.Match[str]) -> str:
    """Return the word in which a match stands."""
    before, after = _halves(text, match)
    return f"{before}{match[0]}{after}"


def _halves(text: Text, match: re.Match[str]) -> tuple[str, str]:
    """Return what stands directly before and after a match, as far as there are no spaces."""
    before, after = text.text[max(0, match.start() - 30) : match.start()], text.text[match.end() : match.end() + 30]
    return re.split(r"\s", before)[-1], re.split(r"\s", after, maxsplit=1)[0]


def _matches(pattern: re.Pattern[str], text: Text) -> Iterator[re.Match[str]]:
    """Yield the matches in a text; a hundred of them are enough to say of one text."""
    return islice(pattern.finditer(text.text), 100)
