"""Markdown → HTML as Anki wants it.

CommonMark and tables by cmark (https://spec.commonmark.org/); maths between `$` or in `\\(…\\)` becomes MathJax; HTML and
entities in the text are text. What CommonMark must not touch is taken out before and put back after it, as pieces.
"""

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from importlib import import_module
from types import ModuleType
from urllib.parse import unquote

_SPECIAL = re.compile(r"[\\`*_\[\]<>&$\x00-\x1f]")
_TOKEN = re.compile("‖(?:\x02|%02)(\\d+)(?:\x03|%03)‖".replace("‖", "(?:‖|%E2%80%96)"))
_PIECES = re.compile(
    r"""
      (?P<fence>^[ ]{0,3}(?P<bar>```+|~~~+)[^\n]*\n.*?(?:^[ ]{0,3}(?P=bar)[`~]*[ ]*$|\Z))
    | (?<!(?<!\\)`)(?P<tick>`++)(?P<code>.+?)(?<!`)(?P=tick)(?!`)
    | \\\((?P<inline>.{1,4000}?)\\\)
    | \\\[(?P<display>.{1,4000}?)\\\]
    | (?<!\$)\$\$(?!\$)(?P<dollars>.{1,4000}?)(?<!\$)\$\$(?!\$)
    | (?<![\\$\w])\$(?![\s$])(?P<dollar>[^$\n]*?[^$\s\\])\$(?![\w$])
    | (?P<skip>\\.)
    | (?P<html><|&(?=\#?\w+;))
    | \{(?P<fill>row|cell)\}
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_ANKI = re.compile(r"\[(?=sound:|latex\]|/latex\]|\$|/\$|anki:)")
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"([^>]*)/>')
_HAS_PIECES = re.compile(r"[\\`$<&]|~~~|\{(?:row|cell)\}")
_MARKED = re.compile(r"[\\`*_\[\]<>&$\"]")
_PARAGRAPH_OF_WORDS = re.compile(r"(?:[^\W\d_](?:[^\\`*_\[\]<>&$\"\x00-\x1f]*[^\s\\`*_\[\]<>&$\"\x00-\x1f])?(?:\n|\Z))+")
_TABLE_RULE = re.compile(r"^ *\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *$", re.MULTILINE)
"""The line below a table's head; in tables a bar in code is written with a backslash (https://github.github.com/gfm/#example-200)."""
_SHOWN = re.compile(r'<img src="([^"]+)"')
_LINE_BREAK = re.compile(
    r"""
      (?P<kept><pre>.*?</pre>)
    | (?<=<br[ ]/>)\n | \n(?=</?(?:p|ul|ol|li|h\d|hr|pre|blockquote|table|thead|tbody|tr|th|td)\b)
    | (?P<soft>\n)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARAGRAPH = "\x01 "

ImageFinder = Callable[[str], str]
"""Takes the path of a picture as written; returns its name in the collection, or an empty text where it has none."""


class Pieces:
    """Finished HTML that stands aside while CommonMark does its work.

    A piece is represented by a token of punctuation and control characters, neither of which the author can have
    written, so that emphasis beside it behaves as beside any punctuation.
    """

    def __init__(self) -> None:
        """Start with none; `formulas` will hold the maths that stands aside, as it was written."""
        self.formulas: list[str] = []
        self._html: list[str] = []

    def take(self, html: str) -> str:
        """Set a piece of HTML aside and return the token that stands for it."""
        self._html.append(html)
        return f"‖\x02{len(self._html) - 1}\x03‖"

    def put_back(self, text: str, make_safe: Callable[[str], str] | None = None) -> str:
        """Replace every token by its piece."""

        def piece(match: re.Match[str]) -> str:
            html = self._html[int(match[1])]
            return make_safe(html) if make_safe else html

        while "\x02" in text or "%02" in text:
            text, found = _TOKEN.subn(piece, text)
            if not found:
                break
        return text


def is_plain(text: str) -> bool:
    """Say whether a text is the same in Markdown, in HTML and on the card."""
    return _SPECIAL.search(text) is None


def set_aside(text: str, pieces: Pieces, fill: Callable[[str], str] | None = None) -> str:
    """Take maths, code, HTML and placeholders out of a Markdown text."""
    if not _HAS_PIECES.search(text):
        return text
    in_table = _TABLE_RULE.search(text) is not None

    def take(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        if match["fence"]:
            return re.sub(r"<|&(?=#?\w+;)", lambda m: pieces.take(escape(m[0])), match[0])
        if match["code"] is not None:
            code = match["code"].replace("\\|", "|") if in_table else match["code"]
            return pieces.take(f"<code>{escape(_inner_code(code))}</code>")
        if match["html"]:
            return pieces.take(escape(match["html"]))
        if match["fill"]:
            return pieces.take(fill(match["fill"])) if fill else match[0]
        pieces.formulas.append(match[0])
        if (formula := match["display"] or match["dollars"]) is not None:
            return pieces.take(rf"\[{_maths(formula)}\]")
        return pieces.take(rf"\({_maths(match['inline'] or match['dollar'])}\)")

    return _PIECES.sub(take, text)


def outside_pieces(text: str) -> str:
    """Return a text with its maths and code blotted out, every other character in its place."""
    return _PIECES.sub(lambda m: m[0] if m["skip"] or m["html"] or m["fill"] else " " * len(m[0]), text)


def _maths(formula: str) -> str:
    return escape(re.sub(r"\s*\n\s*", " ", formula), quote=False)


def _inner_code(code: str) -> str:
    code = code.replace("\n", " ")
    return code[1:-1] if code.strip() and code[0] == " " == code[-1] else code


def to_html(text: str, find_image: ImageFinder) -> str:
    """Render a text whose pieces have been set aside: one line as inline Markdown, several lines as blocks."""
    text = text.strip("\n")
    if not text.strip():
        return ""
    if "\n" in text and not _MARKED.search(text) and _PARAGRAPH_OF_WORDS.fullmatch(text):
        return f"<p>{text}</p>"
    if "\n" not in text:
        html = _cmark(_PARAGRAPH + text.strip()).strip()
        html = html.removeprefix("<p>").removeprefix(_PARAGRAPH).removesuffix("</p>")
    else:
        html = _cmark(text).rstrip("\n")
    if "<img" in html:
        html = _IMAGE.sub(lambda m: image_html(find_image(unquote(unescape(m[1]))), m[2]), html)
    return _ANKI.sub("&#91;", html) if "[" in html else html


def image_html(name: str, alt: str) -> str:
    """Return the element for a picture; `alt` is HTML."""
    return f'<img src="{name}" alt="{alt}">'


def without_line_breaks(html: str) -> str:
    """Return HTML on one line: Anki's deck overview shows line breaks as they stand."""
    return _LINE_BREAK.sub(lambda m: m["kept"] or (" " if m["soft"] else ""), html)


def pictures(html: str) -> tuple[str, ...]:
    """Return the names of the pictures that fields show, in order of appearance."""
    return tuple(dict.fromkeys(_SHOWN.findall(html))) if "<img" in html else ()


def _cmark(text: str) -> str:
    if "|" in text:
        return str(_library().markdown_to_html_with_extensions(text, 0, ["table"]))
    return str(_library().markdown_to_html(text, 0))


@cache
def _library() -> ModuleType:
    """Return cmark, which is loaded for the first text that needs it."""
    return import_module("cmarkgfm.cmark")
