"""The bytes of an article → Article: text, Markdown or HTML, whichever its name says."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from itertools import pairwise

from deckgen.article import html, plain
from deckgen.article.sections import in_sections
from deckgen.compiler.binary import binary_kind
from deckgen.types.article import Article
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.node import Document, line_starts

DEFAULT_LEVELS = ("Fundamentals", "Intermediate", "Academic")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
_UNSHOWN = re.compile(
    "[^\n\x20-\x7e\xa1-\xac\xae-\u200a\u2010-\u2027\u202f-\u205e\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control and format characters, unusual line ends and spaces that do not break; none of them is seen."""
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def read_article(path: str, data: bytes, levels: Sequence[str] = DEFAULT_LEVELS) -> Article | Diagnostic:
    """Read an article; a diagnostic says where it cannot be read. `levels` are the names of the headings of its levels."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Diagnostic("encoding", "the file is UTF-16", Document(path, "").position(0), "save the file as UTF-8")
    if kind := binary_kind(data):
        return Diagnostic("encoding", f"this is {kind}, not a text", None, "save it as text or HTML first", path=path)
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(errors="replace")
        message = f"this byte (0x{data[fault.start]:02x}) is not UTF-8"
        return Diagnostic("encoding", message, Document(path, before + "?").position(len(before)), "save the file as UTF-8")
    starts = [*line_starts(text), len(text)]
    lines = [_visible(text[a:b]) for a, b in pairwise(starts)]
    if len(lines) > 1 and not lines[-1]:
        lines.pop()  # what follows the last line end is no line
    if path.lower().endswith(HTML_ENDINGS):
        title, blocks = html.blocks_of("\n".join(lines))
    else:
        title, blocks = plain.blocks_of([" " * _indent(line) + " ".join(line.split()) for line in lines])
    if not any(block.text or block.rows for block in blocks):
        return Diagnostic("empty-article", "the article holds no text", Document(path, "").position(0), "name another file")
    return in_sections(title, len(lines), blocks, levels)


def _visible(line: str) -> str:
    """Return a line without what is not seen, tabs and other spaces as plain ones."""
    line = line.rstrip("\r\n")
    if line.isascii() and line.isprintable():
        return line
    return _UNSHOWN.sub(" ", _UNSEEN.sub("", line))


def _indent(line: str) -> int:
    return min(len(line) - len(line.lstrip(" ")), 40)
