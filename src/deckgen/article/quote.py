"""Text of an article as a value in YAML that shows on a card as it stands."""

import re

_MARKDOWN = re.compile(r"[\\`*$]|\](?=\()|(?<![^\W_])_|_(?![^\W_])")
_UNSAFE = re.compile(r": | #|:$")
"""What ends a plain scalar of YAML that begins with a letter or a digit."""
_ENDS_OF_LINE = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")


def literal(text: str) -> str:
    """Return a text on one line, with backslashes before what Markdown would take for marks."""
    return _MARKDOWN.sub(lambda m: "\\" + m[0], one_line(text))


def one_line(text: str) -> str:
    """Return a text without control characters and ends of line."""
    return text.strip() if text.isascii() and text.isprintable() else _ENDS_OF_LINE.sub(" ", text).strip()


def quoted(text: str, *, in_braces: bool = False) -> str:
    """Return a text as a YAML scalar: plain where that is safe, else between single quotes."""
    text = one_line(text)
    if text[:1].isalnum() and not _UNSAFE.search(text) and not (in_braces and any(c in text for c in ",[]{}")):
        return text
    return "'" + text.replace("'", "''") + "'"
