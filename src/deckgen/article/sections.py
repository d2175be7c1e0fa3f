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
_NUMBERING = re.compile(
    r"(?:(?:level|part|section|chapter)[\s:]+)?(?:(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[\s.:)–—-]+)?", re.IGNORECASE
)


def in_sections(title: str, lines: int, blocks: Sequence[Block], levels: Sequence[str]) -> Article:
    """Give every block its level, and mark the ones to be skipped."""
    known = {_key(name): name for name in levels}
    placed: list[Block] = []
    order: list[str] = []
    level, skip, skip_depth = "", "", 0
    for block in blocks:
        heading = block.kind is BlockKind.HEADING
        name = known.get(_key(block.text)) if heading or len(block.text) < 80 else None
        kind = _skipped_as(block)
        if name is not None:
            block = block._replace(kind=BlockKind.HEADING)
            level, skip = name, ""
            order += [name] if name not in order else []
        elif kind:
            block = block._replace(kind=BlockKind.HEADING)
            skip, skip_depth = kind, block.depth
        elif heading and not (skip_depth and block.depth > skip_depth) and not (skip == "references" and _is_citation(block)):
            skip = ""
        placed.append(block._replace(level=level, skipped=bool(skip), references=skip == "references"))
    if not title and placed[0].kind is BlockKind.HEADING and not placed[0].level and not placed[0].skipped:
        title = placed[0].text
    return Article(title, lines, tuple(placed), tuple(order))


def _skipped_as(block: Block) -> str:
    """Return what a block heads, `references` or `closing`; an empty text where it heads subject matter, or nothing.

    A line of its own with a colon counts where its words leave no doubt: "Sources:" may introduce those of iron.
    """
    is_line = block.kind is BlockKind.PARAGRAPH and len(block.text) < 80 and block.text.endswith(":")
    if block.kind is not BlockKind.HEADING and not is_line:
        return ""
    key = _key(block.text)
    bare = _BEFORE.sub("", key, count=1) if _BEFORE.match(key) else key
    if _REFERENCES_BY_WORD.search(key) or (not is_line and _REFERENCES & {key, bare}):
        return "references"
    return "closing" if _CLOSING_BY_WORD.search(bare) or (not is_line and _CLOSING & {key, bare}) else ""


def _key(heading: str) -> str:
    """Return a heading without numbering and final colon, in lower case."""
    text = heading.strip().rstrip(":.").strip()
    return (_NUMBERING.sub("", text, count=1) or text).casefold()


def _is_citation(block: Block) -> bool:
    """Say whether a bare line among references is one of them rather than a heading."""
    return block.depth == 0 and any(c.isdigit() for c in block.text)
