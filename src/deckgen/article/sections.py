"""Which level every block belongs to, and which blocks are no subject matter: references, further reading, reflections."""

import re
from collections.abc import Sequence

from deckgen.types.article import Article, Block, BlockKind

_REFERENCES = frozenset(
    "references|reference|reference list|bibliography|sources|works cited|literature|literature cited|citations|notes and references|"
    "further reading|suggested reading|recommended reading|reading list|see also|related articles|related reading|external links".split(
        "|"
    )
)
_CLOSING = frozenset(
    "reflection|reflections|closing reflection|closing reflections|final reflection|final reflections|closing thoughts|final thoughts|"
    "a final thought|closing|closing remarks|final remarks|in closing|acknowledgements|acknowledgments|acknowledgement|about the author|"
    "about the authors|author contributions|conflict of interest|conflicts of interest|competing interests|disclosures|funding|disclaimer|"
    "comments|share this|table of contents|contents".split("|")
)
_BEFORE = re.compile(r"(?:(?:an?|the|my|our|your|some|closing|concluding|final|personal|selected) )+")
"""Words before the name of such a section that do not change what it is."""
_REFERENCES_BY_WORD = re.compile(r"\b(?:references|further reading|bibliography|works cited)\b")
_CLOSING_BY_WORD = re.compile(r"\breflections?\b|^conclusions?$")
MAX_LINE = 80
"""A line as long as this is no heading, unless it is marked as one."""
_RANK = r"(?:level|part|section|chapter|module|unit|stage|tier)"
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h](?=[.):]))"
_WORD = r"(?:one|two|three|four|five|six)"
_NUMBERING = re.compile(rf"(?:{_RANK}[\s:]+(?:{_WORD}[\W_]+)?)?(?:{_NUMBER}[\W_]+)?", re.IGNORECASE)
_SHOWN = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
"""A heading without emoji and punctuation around it."""
_AROUND = re.compile(r"^(?:the|an?|our) (?=\S)|(?<=\S) level$")
_GOES_ON = re.compile(r"(?: level)?(?: ?[:–—(|]| - |$)")
"""What may follow the name of a level in a heading that is marked as one."""


def in_sections(title: str, lines: int, blocks: Sequence[Block], levels: Sequence[str]) -> Article:
    """Give every block its level, and mark the ones to be skipped."""
    begins = _level_headings(blocks, levels)
    placed: list[Block] = []
    order: list[str] = []
    level, skip, skip_depth = "", "", 0
    for number, block in enumerate(blocks):
        heading = block.kind is BlockKind.HEADING
        kind = _skipped_as(block)
        if number in begins:
            block = block._replace(kind=BlockKind.HEADING)
            level, skip = begins[number], ""
            order += [level] if level not in order else []
        elif kind:
            block = block._replace(kind=BlockKind.HEADING)
            skip, skip_depth = kind, block.depth
        elif heading and not (skip_depth and block.depth > skip_depth) and not (skip == "references" and _is_citation(block)):
            skip = ""
        placed.append(block._replace(level=level, skipped=bool(skip), references=skip == "references"))
    if not title and placed[0].kind is BlockKind.HEADING and not placed[0].level and not placed[0].skipped:
        title = placed[0].text
    return Article(title, lines, tuple(placed), tuple(order))


def _level_headings(blocks: Sequence[Block], levels: Sequence[str]) -> dict[int, str]:
    """Return the numbers of the blocks with which levels begin, and which.

    A line, bare or marked as a heading, bears the name of a level where it holds nothing else but a number, an article, the word
    `level`, or signs around it. Where no line does, so does a marked heading that begins with the name and goes on after a colon or a dash.
    """
    known = {_level_key(name): name for name in levels}
    keys = {
        number: _level_key(block.text)
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING or len(block.text) < MAX_LINE
    }
    found = {number: known[key] for number, key in keys.items() if key in known}
    missing = {key: name for key, name in known.items() if name not in found.values()}
    for number, key in keys.items():
        if blocks[number].kind is BlockKind.HEADING and blocks[number].depth:
            for begin, name in missing.items():
                if key.startswith(begin) and _GOES_ON.match(key, len(begin)):
                    found[number] = name
    return found


def _level_key(heading: str) -> str:
    """Return the name that a heading bears, however it is set off: by a number, an article, `level`, emoji or punctuation."""
    return _AROUND.sub("", _key(heading))


def _skipped_as(block: Block) -> str:
    """Return what a block heads, `references` or `closing`; an empty text where it heads subject matter, or nothing.

    A line of its own with a colon counts where its words leave no doubt: "Sources:" may introduce those of iron.
    """
    is_line = block.kind is BlockKind.PARAGRAPH and len(block.text) < MAX_LINE and block.text.endswith(":")
    if block.kind is not BlockKind.HEADING and not is_line:
        return ""
    key = _key(block.text)
    bare = _BEFORE.sub("", key, count=1) if _BEFORE.match(key) else key
    if _REFERENCES_BY_WORD.search(key) or (not is_line and _REFERENCES & {key, bare}):
        return "references"
    return "closing" if _CLOSING_BY_WORD.search(bare) or (not is_line and _CLOSING & {key, bare}) else ""


def _key(heading: str) -> str:
    """Return a heading without numbering, and without emoji and punctuation around it, in lower case."""
    text = _shown(heading)
    return (_shown(_NUMBERING.sub("", text, count=1)) or text).casefold()


def _shown(text: str) -> str:
    shown = _SHOWN.search(text)
    return shown[0] if shown else text.strip()


def _is_citation(block: Block) -> bool:
    """Say whether a bare line among references is one of them rather than a heading."""
    return block.depth == 0 and any(c.isdigit() for c in block.text)
