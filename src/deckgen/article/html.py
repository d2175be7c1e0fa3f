"""HTML as a browser saves it → blocks. Lines are those of the HTML file."""

import re
from html.parser import HTMLParser

from deckgen.article.tables import MAX_COLUMNS, is_tabular
from deckgen.types.article import Block, BlockKind, Cell, Row

_UNREAD = frozenset(
    "script style noscript template svg math head nav footer aside button select iframe object audio video canvas dialog".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BREAKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th thead tbody caption blockquote figure "
    "figcaption pre br hr body address details summary".split()
)
_IMPLIED = {
    "p": ("p",), "li": ("p", "li"), "dt": ("p", "dt", "dd"), "dd": ("p", "dt", "dd"), "td": ("p", "td", "th"), "th": ("p", "td", "th"),
    "tr": ("p", "td", "th", "tr"),
}  # fmt: skip
"""Which open elements a tag closes, where authors leave the closing tags out."""
_SUPERSCRIPT = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_REFERENCE = re.compile(r"\[?\d{1,3}(?:[,–-]\d{1,3})*\]?|\[[a-z]\]")
_DEPTH = 60
_STRAY = re.compile(r"<(?![a-zA-Z/!?][^<>]{0,20000}>)")
_SPACE = re.compile(r"\s+")


def blocks_of(text: str) -> tuple[str, list[Block]]:
    """Return the title of a page and the blocks of its article: what stands in `article` or `main`, else all of it."""
    text = _tamed(text)
    lower = text.lower()
    for main in ("article", "main", ""):
        reader = _Reader(main)
        if not main or f"<{main}" in lower:
            reader.feed(text)
            reader.close()
            reader.end_block()
        if reader.blocks:
            break
    heading = next((b.text for b in reader.blocks if b.kind is BlockKind.HEADING and b.depth == 1), "")
    return heading or reader.title.strip(), reader.blocks


def _tamed(text: str) -> str:
    """Return HTML without comments, and with every < that opens no tag as text: HTMLParser takes very long over those."""
    out, end = [], 0
    while (start := text.find("<!--", end)) >= 0 and (stop := text.find("-->", start + 4)) >= 0:
        out += [text[end:start], "\n" * text.count("\n", start, stop)]
        end = stop + 3
    return _STRAY.sub("&lt;", "".join(out) + text[end:])


class _Reader(HTMLParser):
    """Gathers text until a block ends, and knows in which elements it stands."""

    def __init__(self, main: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._main = main
        self._open: list[str] = []
        self._unread = self._in_main = 0
        self._parts: list[tuple[str, int]] = []
        self._label = ""
        self._rows: list[list[Cell]] | None = None
        self._spans: dict[int, tuple[int, Cell]] = {}
        self._colspan = self._rowspan = 1
        self._superscript = ""
        self._is_linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self._break_at(tag)
        if tag in _VOID:
            return
        if tag in _IMPLIED:
            self._close_implied(tag)
        if tag == "body":
            while self._open:
                self._pop()
        self._open.append(tag)
        self._unread += tag in _UNREAD
        self._in_main += tag == self._main
        values = dict(attrs)
        if tag == "table" and self._rows is None:
            self._rows, self._spans = [], {}
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th"):
            self._colspan, self._rowspan = _count(values.get("colspan")), _count(values.get("rowspan"))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those left open within it."""
        if tag not in self._open[-200:]:
            return
        if tag == "sup":
            self._end_superscript()
        self._break_at(tag)
        while self._pop() != tag:
            pass
        if tag == "table" and "table" not in self._within():
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Take text, line by line."""
        if "title" in self._open[-2:] and "svg" not in self._open:
            self.title += data
            return
        if not self._is_read():
            return
        if "sup" in self._open[-3:]:
            self._superscript += data
            self._is_linked = self._is_linked or "a" in self._within()
            return
        line = self.getpos()[0]
        for number, piece in enumerate(data.split("\n")):
            self._parts.append((piece if not number else f" {piece}", line + number))

    def _pop(self) -> str:
        tag = self._open.pop()
        self._unread -= tag in _UNREAD
        self._in_main -= tag == self._main
        return tag

    def _is_read(self) -> bool:
        return (not self._main or self._in_main > 0) and not self._unread

    def _within(self) -> list[str]:
        """Return the elements around this place, the nearest first; no page nests more deeply."""
        return self._open[: -_DEPTH - 1 : -1]

    def _close_implied(self, tag: str) -> None:
        """Close the element that an opening one ends, where authors of HTML leave the closing tag out."""
        while self._open and self._open[-1] in _IMPLIED[tag]:
            self._pop()

    def _break_at(self, tag: str) -> None:
        """End the block where a tag ends it; within a table only its own tags do."""
        if tag in _BREAKS and (self._rows is None or tag in ("tr", "td", "th", "table", "caption")):
            self.end_block()
        elif tag in _BREAKS:
            self._parts.append((" ", self.getpos()[0]))

    def _end_superscript(self) -> None:
        text, linked = self._superscript.strip(), self._is_linked
        self._superscript, self._is_linked = "", False
        if not self._is_read() or not text or (linked and _REFERENCE.fullmatch(text)) or text.startswith("["):
            return
        self._parts.append((text.translate(_SUPERSCRIPT), self.getpos()[0]))

    def end_block(self) -> None:
        """Make a block of the text gathered so far."""
        if "sup" in self._open[-3:]:
            self._end_superscript()
        parts, self._parts = self._parts, []
        text, starts = _joined(parts)
        if self._rows is not None:
            cell = next((tag for tag in self._within() if tag in ("td", "th", "caption")), "")
            if cell in ("td", "th") and self._open and self._open[-1] != "table":
                self._cell(text, starts[0][1] if starts else self.getpos()[0])
            return
        if not text:
            return
        kind, depth, marker, label = self._describe(text)
        if kind is not None:
            self.blocks.append(Block(kind, text, starts, depth, marker, label))

    def _describe(self, text: str) -> tuple[BlockKind | None, int, str, str]:
        """Return kind, depth, marker and label of a block by the elements around it."""
        for tag in self._within():
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                return BlockKind.HEADING, int(tag[1]), "", ""
            if tag == "dt":
                self._label = text
                return None, 0, "", ""
            if tag == "dd":
                return BlockKind.DEFINITION, 0, "", self._label
            if tag == "li":
                around = next((t for t in self._within() if t in ("ol", "ul")), "ul")
                return BlockKind.POINT, 0, "1." if around == "ol" else "-", ""
        return BlockKind.PARAGRAPH, 0, "", ""

    def _cell(self, text: str, line: int) -> None:
        """Add a cell to the row, after those that reach down from the rows above."""
        if not self._rows:
            return
        row = self._rows[-1]
        self._reach_down(row)
        if len(row) >= MAX_COLUMNS:
            return
        cell = Cell(text, line)
        below = {}
        for number in range(min(self._colspan, MAX_COLUMNS - len(row))):
            if self._rowspan > 1:
                below[len(row)] = (self._rowspan - 1, cell)
            row.append(cell if not number else Cell("", line))
        self._reach_down(row)
        self._spans |= below
        self._colspan = self._rowspan = 1

    def _reach_down(self, row: list[Cell]) -> None:
        """Add the cells of rows above that reach down to the next place of a row."""
        while span := self._spans.get(len(row)):
            left, cell = span
            if left <= 1:
                del self._spans[len(row)]
            else:
                self._spans[len(row)] = (left - 1, cell)
            row.append(cell)

    def _end_table(self) -> None:
        rows = [row for row in self._rows or [] if any(cell.text for cell in row)]
        self._rows = None
        if not rows:
            return
        width = len(rows[0])
        even: tuple[Row, ...] = tuple(tuple((row + [Cell("", row[0].line)] * width)[:width]) for row in rows)
        if is_tabular(even):
            self.blocks.append(Block(BlockKind.TABLE, "", ((0, even[0][0].line),), rows=even))


def _joined(parts: list[tuple[str, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return pieces of text as one line, white space as browsers show it, and the offsets at which its lines begin."""
    out: list[str] = []
    starts: list[tuple[int, int]] = []
    length, spaced = 0, True
    for piece, line in parts:
        shown = _SPACE.sub(" ", piece)
        if spaced:
            shown = shown.removeprefix(" ")
        if not shown:
            continue
        spaced = shown.endswith(" ")
        if shown.strip() and (not starts or starts[-1][1] != line):
            starts.append((length + len(shown) - len(shown.lstrip()), line))
        out.append(shown)
        length += len(shown)
    return "".join(out).rstrip(), tuple(starts)


def _count(value: str | None) -> int:
    return min(int(value), MAX_COLUMNS) if value and value.isascii() and value.isdigit() and len(value) < 4 and int(value) else 1
