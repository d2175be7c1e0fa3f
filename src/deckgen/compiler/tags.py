"""Tags: which ones Anki keeps as they are written."""

import re
from functools import lru_cache

_SPACE_OR_QUOTE = re.compile(r'[\s\u3000"]')
_NOT_IN_TAGS = re.compile(r"[^\w:.-]+")
RESERVED = ("leech", "marked")
"""Tags that Anki sets by itself, and strips from packages."""


@lru_cache(maxsize=4096)
def tag_fault(tag: str) -> tuple[str, str] | None:
    """Return what is wrong with a tag and what helps; None for a tag that Anki keeps as it is.

    Anki splits tags at spaces and fills empty parts (https://docs.ankiweb.net/editing.html#using-tags).
    """
    shown = tag[:60]
    if _SPACE_OR_QUOTE.search(tag):
        better = _NOT_IN_TAGS.sub("-", tag)[:60].strip("-")
        return f'the tag "{shown}" holds a space or a quotation mark', f"write {better}" if better else ""
    if any(not part or part.startswith(":") or part.endswith(":") for part in tag.split("::")):
        return f'the tag "{shown}" has an empty part', "write parts with :: between them"
    if tag.lower() in RESERVED:
        return f'the tag "{shown}" belongs to Anki', "choose another word"
    return None
