"""HTML of a field → the text that a learner sees, and its words."""

import re
from html import unescape

_BREAK = re.compile(r"<br ?/?>|</(?:div|p|li|tr|h\d|blockquote|pre)>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t]+")
_QUOTED = re.compile(r"“[^”]{0,300}”|\"[^\"]{0,300}\"|(?<!\w)['‘][^'’\n]{0,300}['’](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,/·][^\W_]+)*")


def visible(html: str) -> str:
    """Return the text that HTML shows; a paragraph, a list point and a row of a table are a line each."""
    if "<" in html:
        html = _TAG.sub("", _CELL_END.sub(" ", _BREAK.sub("\n", html))).strip()
    if "&" in html:
        html = unescape(html)
    return _SPACES.sub(" ", html) if "  " in html or "\t" in html else html


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; `GLP-1`, `7.4` and `mmol/L` are one each."""
    return tuple(_WORD.findall(text.lower()))


def word_count(text: str) -> int:
    """Return how many words a text has, as people count them."""
    return len(text.split())


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks: those are the words of somebody else."""
    return _QUOTED.sub("…", text) if any(mark in text for mark in "\"“'‘") else text
