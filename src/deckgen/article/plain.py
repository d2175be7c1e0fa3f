"""Plain text and Markdown → blocks.

An article's headings may be bare lines, its paragraphs one line each or wrapped by hand; both are told apart here.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from deckgen.article.tables import begins_table, is_tabular, read_table
from deckgen.types.article import Block, BlockKind

_POINT = re.compile(r"(?P<marker>[-*+•▪◦‣·–]|\d{1,3}[.)])\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6}) ")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_BREAK = re.compile(r"([-*_])(?: *\1){2,}")
_UNDERLINE = re.compile(r"=+|-{2,}")
_INLINE = (
    (re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]]{1,500})\]\([^()\s]{0,2000}\)"), r"\1"),
    (re.compile(r"\*\*\*?([^*\s](?:[^*]{0,500}[^*\s])?)\*\*\*?"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s](?:[^*]{0,500}[^*\s])?)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)__?([^_\s](?:[^_]{0,500}[^_\s])?)__?(?!\w)"), r"\1"),
    (re.compile(r"`([^`]{1,500})`"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,300}>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|$~-])"), r"\1"),
)
_BOLD_LABEL = re.compile(r"(\*\*|__)[^*_]{2,100}(:\1|\1\s?[:∞–—-])\s")
_NOT_IN_HEADINGS = ("∞", "→", "⟶", "⇒", "->", "=>")
_SENTENCE_ENDS = '.!?:”"'
WRAPPED_WIDTH = 140
"""Lines longer than this are whole paragraphs."""
MAX_HEADING = 100


def blocks_of(lines: Sequence[str]) -> tuple[str, list[Block]]:
    """Return the title of an article, where it says one, and its blocks in order."""
    reader = _Reader(lines)
    reader.read()
    title = next((b.text for b in reader.blocks if b.kind is BlockKind.HEADING and b.depth == 1), "")
    return reader.title or title, reader.blocks


def plain(text: str) -> str:
    """Return a text without the marks of Markdown."""
    if any(c in text for c in "*_`[<\\"):
        for mark, kept in _INLINE:
            text = mark.sub(kept, text)
    return text.strip()


class _Reader:
    """Reads lines into blocks, one kind of line at a time."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.title = ""
        self._at = 0

    def read(self) -> None:
        self._skip_front_matter()
        while self._at < len(self.lines):
            line = self.lines[self._at].strip()
            if not line or _BREAK.fullmatch(line):
                self._at += 1
            elif _FENCE.match(line):
                self._skip_fence(line[:3])
            elif begins_table(self.lines, self._at):
                self._table()
            elif match := _HEADING.match(line):
                self._add(BlockKind.HEADING, [(self._at, line[match.end() :].rstrip("#").strip())], depth=len(match[1]))
                self._at += 1
            elif self._is_underlined():
                self._add(BlockKind.HEADING, [(self._at, line)], depth=1 if self.lines[self._at + 1].strip()[0] == "=" else 2)
                self._at += 2
            elif match := _POINT.match(line):
                self._point(match["marker"], line[match.end() :])
            else:
                self._paragraphs()

    def _add(self, kind: BlockKind, parts: list[tuple[int, str]], depth: int = 0, marker: str = "", label: str = "") -> None:
        """Add a block of the texts of some lines."""
        text, starts = "", []
        for at, part in parts:
            if shown := plain(part):
                text += " " if text else ""
                starts.append((len(text), at + 1))
                text += shown
        if text:
            self.blocks.append(Block(kind, text, tuple(starts), depth, marker, label))

    def _skip_front_matter(self) -> None:
        if not self.lines or self.lines[0].strip() != "---":
            return
        for at in range(1, min(len(self.lines), 60)):
            if self.lines[at].strip() == "---":
                self._at = at + 1
                return
            key, _, value = self.lines[at].partition(":")
            if key.strip() == "title":
                self.title = value.strip().strip("\"'")

    def _skip_fence(self, fence: str) -> None:
        self._at += 1
        while self._at < len(self.lines) and not self.lines[self._at].strip().startswith(fence):
            self._at += 1
        self._at += 1

    def _table(self) -> None:
        rows, end = read_table(self.lines, self._at)
        rows = tuple(tuple(cell._replace(text=plain(cell.text)) for cell in row) for row in rows)
        if is_tabular(rows):
            self.blocks.append(Block(BlockKind.TABLE, "", ((0, self._at + 1),), rows=rows))
        self._at = end

    def _is_underlined(self) -> bool:
        below = self.lines[self._at + 1].strip() if self._at + 1 < len(self.lines) else ""
        line = self.lines[self._at].strip()
        return bool(_UNDERLINE.fullmatch(below)) and len(line) <= MAX_HEADING and not _POINT.match(line)

    def _is_prose(self, at: int) -> bool:
        """Say whether a line can go on a paragraph."""
        if at >= len(self.lines) or not (line := self.lines[at].strip()):
            return False
        opens = _HEADING.match(line) or _POINT.match(line) or _FENCE.match(line) or _BREAK.fullmatch(line)
        return not opens and not begins_table(self.lines, at)

    def _point(self, marker: str, text: str) -> None:
        """Read a list point, and the lines that go on with it: indented, or in lower case."""
        parts = [(self._at, text)]
        self._at += 1
        while self._is_prose(self._at) and (self.lines[self._at][:1] in (" ", "\t") or self.lines[self._at][:1].islower()):
            parts.append((self._at, self.lines[self._at].strip()))
            self._at += 1
        self._add(BlockKind.POINT, parts, marker=marker)

    def _paragraphs(self) -> None:
        """Read a run of lines without a blank one: a heading perhaps, then paragraphs, joined where they were wrapped."""
        begin = self._at
        self._at += 1
        while self._is_prose(self._at) and not self._is_underlined():
            self._at += 1
        group = [(at, self.lines[at].strip().lstrip(">").strip()) for at in range(begin, self._at)]
        if len(group) > 1 and all(line.startswith(": ") for _, line in group[1:]):
            self._add(BlockKind.DEFINITION, [(at, line[2:]) for at, line in group[1:]], label=plain(group[0][1]))
            return
        width = max(len(line) for _, line in group)
        paragraph = [group[0]]
        for before, line in pairwise(group):
            if _goes_on(before[1], line[1], width):
                paragraph.append(line)
            else:
                self._paragraph(paragraph, first=paragraph[0] is group[0])
                paragraph = [line]
        self._paragraph(paragraph, first=paragraph[0] is group[0])

    def _paragraph(self, parts: list[tuple[int, str]], *, first: bool) -> None:
        if _BOLD_LABEL.match(parts[0][1]):
            self._add(BlockKind.POINT, parts, marker="**")
        elif first and len(parts) == 1 and _is_heading(parts[0][1]):
            self._add(BlockKind.HEADING, parts)
        else:
            self._add(BlockKind.PARAGRAPH, parts)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Say whether a line was broken only because the next word did not fit, or goes on in lower case."""
    if len(line) < 30:
        return False
    if following[:1].islower():
        return True
    if not 50 < width <= WRAPPED_WIDTH:
        return False
    is_full = len(line) + 1 + len(following.split(" ", 1)[0]) > width
    return is_full or (len(line) > 0.6 * width and line[-1] not in _SENTENCE_ENDS)


def _is_heading(line: str) -> bool:
    """Say whether a bare line reads as a heading: short, with a capital, and no sentence."""
    text = plain(line)
    if not text or len(text) > MAX_HEADING or len(text.split()) > 14 or any(sign in text for sign in _NOT_IN_HEADINGS):
        return False
    return (text[0].isupper() or text[0].isdigit()) and text[-1] not in '.!:;,…”"'
