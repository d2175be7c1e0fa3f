"""Where sentences end, and which of them do not belong: a glossary's blurb that a web page pasted into running text."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][)\]”\"’']?(?=[\s,;]|$|\.(?:\s|$))")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|vs|cf|ca|approx|resp|incl|Dr|Prof|St|spp|sp|Fig|No|al|pp|vol|etc)$")
_INITIAL = re.compile(r"(?:^|[\s(])(?P<before>[^\W\d_]+\s)?[A-Z]$")
_NOT_INITIALS = frozenset(
    ["vitamin", "hepatitis", "factor", "type", "class", "group", "stage", "immunoglobulin", "protein", "receptor", "complex"]
)
_GOES_ON = re.compile(r"\s[a-z(]")
OPENING = re.compile(r"(?<=[^\W_])\s(?=[A-Z][a-z]*\s)")
OPENERS = frozenset("A An The This These Those It Its In Our We You Your They When While If As For With By".split())
MAX_BLURB = 1200


def sentence_end(text: str, start: int, limit: int = 1_000_000_000) -> int:
    """Return the offset after the sentence that begins at an offset; -1 where none ends before the limit."""
    for match in _END.finditer(text, start, min(len(text), start + limit)):
        if not _is_within(text, match.start(), match[0]):
            return match.end()
    return -1


def last_end(text: str, start: int, stop: int) -> int:
    """Return the offset after the last sentence that ends within a part of a text, be it with an initial; -1 where none does."""
    ends = [m for m in _END.finditer(text, start, stop) if not _ABBREVIATED.search(text[max(0, m.start() - 24) : m.start()])]
    return ends[-1].end() if ends else -1


def _is_within(text: str, at: int, mark: str) -> bool:
    """Say whether a full stop belongs to an abbreviation or an initial within a sentence."""
    if mark[0] != "." or len(mark) > 1 or not at or not text[at - 1].isalpha():
        return False
    before = text[max(0, at - 24) : at]
    if _ABBREVIATED.search(before):
        return text[at + 1 : at + 3].strip() != "" and not (before.endswith("etc") and text[at + 1 : at + 3].strip().isupper())
    if (initial := _INITIAL.search(before)) is None:
        return False
    follows = text[at + 1 : at + 3].strip()
    return follows[:1].islower() and (initial["before"] or "").strip().lower() not in _NOT_INITIALS


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each sentence of a text."""
    start = 0
    while start < len(text):
        end = sentence_end(text, start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1 if text[end : end + 1].isspace() else end


def blurbs(text: str) -> list[tuple[int, int]]:
    """Find sentences pasted into others: they open with a capital after a word, and the sentence around them goes on.

    A pasted sentence either repeats the words before it or opens with a word that has no capital elsewhere.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for start, end in sentences(text):
        if _GOES_ON.match(text, end):
            begin = max(begin, start, end - MAX_BLURB)
            opening = next((m.end() for m in OPENING.finditer(text, begin, end) if _opens(text, m.start(), m.end())), -1)
            if opening > 0:
                found.append((opening - 1, end))
        begin = end
    return found


def _opens(text: str, before: int, at: int) -> bool:
    word = text[at : at + 40].split(" ", 1)[0]
    if word in OPENERS:
        return True
    earlier, later = text[max(0, before - 80) : before].lower().split(), text[at : at + 80].lower().split()
    return any(earlier[-n:] == later[:n] for n in range(2, 6) if len(earlier) >= n)


def without(text: str, gaps: list[tuple[int, int]]) -> str:
    """Return a text without some of its parts, which are in order; a full stop stays where a new sentence follows.

    A capital after a word without one begins a sentence; after a capital it may go on a name, "Growth Hormone Secretagogues".
    """
    out, end = [], 0
    for start, stop in gaps:
        if start >= end:
            out.append(text[end:start])
            if text[stop - 1 : stop] == "." and _begins_sentence(text, start, stop):
                out.append(".")
            end = stop
    return "".join(out) + text[end:]


def _begins_sentence(text: str, start: int, stop: int) -> bool:
    """Say whether the words after a gap begin a sentence rather than go on with the one before the gap."""
    word = text[stop : stop + 40].lstrip().split(" ", 1)[0]
    before = text[max(0, start - 40) : start].split()
    return word in OPENERS or (word[:1].isupper() and word.istitle() and bool(before) and before[-1].islower())
