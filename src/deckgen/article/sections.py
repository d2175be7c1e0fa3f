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
        if name is not None:
            block = block._replace(kind=BlockKind.HEADING)
            level, skip = name, ""
            order += [name] if name not in order else []
        elif heading:
            key = _key(block.text)
            kind = "references" if key in _REFERENCES else "closing" if key in _CLOSING else ""
            if kind:
                skip, skip_depth = kind, block.depth
            elif skip and not (skip_depth and block.depth > skip_depth) and not (skip == "references" and _is_citation(block)):
                skip = ""
        placed.append(block._replace(level=level, skipped=bool(skip), references=skip == "references"))
    if not title and placed[0].kind is BlockKind.HEADING and not placed[0].level and not placed[0].skipped:
        title = placed[0].text
    return Article(title, lines, tuple(placed), tuple(order))


def _key(heading: str) -> str:
    """Return a heading without numbering and final colon, in lower case."""
    text = heading.strip().rstrip(":.").strip()
    return (_NUMBERING.sub("", text, count=1) or text).casefold()


def _is_citation(block: Block) -> bool:
    """Say whether a bare line among references is one of them rather than a heading."""
    return block.depth == 0 and any(c.isdigit() for c in block.text)
