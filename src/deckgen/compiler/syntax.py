"""YAML's own syntax errors, in words that help, and how to read on after one."""

import re

from yaml import Mark, MarkedYAMLError

from deckgen.compiler.maths import WORDS
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.node import Document, line_starts

_ENTRY = re.compile(r"^(?P<lead>[ \t]*(?:- +)*(?:(?P<key>[\w-]+):(?: +|$))?)(?P<value>.*)$")
_SPECIAL = {
    "%": "a percent sign",
    "@": "an at sign",
    "`": "a backtick",
    "*": "an asterisk, which YAML takes for an alias",
    "&": "an ampersand, which YAML takes for an anchor",
    "!": "an exclamation mark, which YAML takes for a tag",
    "[": "a square bracket, which YAML takes for a list",
    "{": "a brace, which YAML takes for a mapping",
    ">": "a greater-than sign, which YAML takes for folded text",
    "|": "a bar, which YAML takes for a block of text",
    "?": "a question mark",
    "-": "a dash, which YAML takes for a list",
}
ABOUT_INDENTATION = "check that this line is indented like its neighbours"
MAX_QUOTED = 200
_IN_WORDS = {
    "did not find expected '-' indicator": "this line does not fit the list above it",
    "did not find expected key": "this line does not fit what stands above it",
    "mapping values are not allowed in this context": "YAML reads a key here, inside the text that begins above",
}
_GLUED = re.compile(r"(?:^|\n)[ ]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^\s:][^\n]*)\r?\n\Z")
_MAPPING = re.compile(r"\{ *[\w-]+ *: ")
_LEAD = re.compile(r"[ \t]*((?:- +)*(?:[\w-]+: +)?)")
_COMMENT = re.compile(r"[ \t]#\s.*", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:(?P<word>[A-Za-z]+|_)|.)", re.DOTALL)
_CODE = re.compile(r"x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}")
_WRITTEN_MATHS = re.compile(
    r"""
      \\\\\( .{1,4000}? \\\\\) | \\\\\[ .{1,4000}? \\\\\]
    | (?<!\$)\$\$(?!\$) .{1,4000}? (?<!\$)\$\$(?!\$)
    | (?<![\\$\w])\$(?![\s$]) [^$]*? [^$\s\\]\$(?![\w$])
    """,
    re.VERBOSE | re.DOTALL,
)
"""Maths as it stands in double quotes, where the backslashes of its brackets stand twice."""
_ABOUT_ESCAPES = "in double quotes a backslash begins an escape"


def explain_syntax(document: Document, text: str, fault: MarkedYAMLError) -> Diagnostic:
    """Say in an author's words why YAML cannot be read at this place."""
    place = _place(text, fault)
    at = document.position(place)
    start = place - at.column + 1
    line = text[start:].splitlines()[0] if start < len(text) else ""
    entry = _ENTRY.match(line)
    value = entry["value"] if entry else line
    begins = document.position(start + (entry.start("value") if entry else 0))
    quoted = f"put the text in quotes: {_quoted(entry['lead'].strip() if entry else '', value)}"
    if "nesting depth" in (fault.problem or ""):
        return Diagnostic("nesting", "too many levels of nesting", begins, "nothing in the language nests so deeply")
    if text[place : place + 1] == "\t" or line.lstrip(" ").startswith("\t"):
        return Diagnostic("tab", "a tab is used as indentation", at, "indent with spaces")
    if "mapping values are not allowed" in (fault.problem or "") and (above := _line_above(text, start)):
        glued = document.position(above[0])
        return Diagnostic("syntax", f'a space is missing after the colon of "{above[1]}"', glued, f"write {above[1]}: {above[2]}")
    if value[:1] in ("{", "[") and (inside := _about_brackets(value)):
        return Diagnostic("syntax", *inside[:1], document.position(_stop(text, fault)) if inside[2] else begins, inside[1])
    if value[:1] in ("'", '"'):
        return Diagnostic(
            "syntax", *_about_quotes(value, fault), begins, _quote_hint(entry["lead"].strip() if entry else "", value)
        )
    if value and value[0] in _SPECIAL:
        return Diagnostic("syntax", f"the text begins with {_SPECIAL[value[0]]}", begins, quoted)
    if "mapping values are not allowed" in (fault.problem or "") and ": " in value + " ":
        begin = entry.start("value") if entry else 0
        colon = document.position(start + begin + (value + " ").index(": "))
        return Diagnostic("syntax", "a colon followed by a space makes YAML read the text as another key", colon, quoted)
    if "could not find expected ':'" in (fault.problem or ""):
        return Diagnostic(
            "syntax",
            "this line is neither a key with a value nor a continuation of the text above",
            at,
            "a key is followed by a colon and a space; continued text is indented more deeply",
        )
    message = _IN_WORDS.get(fault.problem or "", fault.problem or "this is not YAML")
    return Diagnostic("syntax", message, at, ABOUT_INDENTATION)


def _line_above(text: str, start: int) -> tuple[int, str, str] | None:
    """Return place, key and value where the line above lacks the space after its colon."""
    glued = _GLUED.search(text, max(0, text.rfind("\n", 0, max(0, start - 1))), start)
    return (glued.end("key"), glued["key"], glued["value"].strip()) if glued else None


def _about_brackets(value: str) -> tuple[str, str, bool] | None:
    """Return message, hint, and whether the fault is inside, where brackets are meant as YAML's."""
    opening = value[0]
    closing = {"{": "}", "[": "]"}[opening]
    if " #" in value and value.find(closing, value.index(" #")) > 0:
        message = f"a # after a space begins a comment, so what begins with {opening} is not closed"
        return message, "put the text with the # in quotes", False
    if _MAPPING.match(value):
        message = "what stands in these braces cannot be read from here on"
        return message, "keys and values are separated by commas; put texts with , : [ ] { } in quotes", True
    if closing not in value:
        return (
            f"what begins with {opening} is not closed, or a text in it needs quotes",
            f"close it with {closing}; if it is text itself, put it in quotes",
            False,
        )
    return None


def _about_quotes(value: str, fault: MarkedYAMLError) -> tuple[str]:
    quote = value[0]
    if "end of stream" in (fault.problem or "") or value.count(quote) == 1:
        return ("a quoted text is never closed",)
    if "escape" in (fault.problem or ""):
        return (_ABOUT_ESCAPES,)
    return ("more text follows the closing quote",)


def _quote_hint(lead: str, value: str) -> str:
    if value[0] == '"' and "\\" in value:
        return f"use single quotes: {_quoted(lead, _unescaped(value.strip(value[0])))}"
    if len(value) > 2 and value.rstrip()[-1] == value[0]:
        return f"quote the whole text: {_quoted(lead, value.strip()[1:-1])}"
    return f"quote the whole text: {_quoted(lead, value)}" if value.count(value[0]) > 1 else f"close it with {value[0]}"


def explain_escapes(document: Document, begin: int, end: int) -> Diagnostic | None:
    r"""Refuse a text in double quotes, from an offset to another, in which YAML reads TeX as escapes; None where it does not.

    In maths every word after one backslash is TeX. Elsewhere `\n` is a line break, and `\t` and `\r` are what they are in YAML
    unless they begin a known word.
    """
    written = document.text[begin:end]
    maths = [match.span() for match in _WRITTEN_MATHS.finditer(written)]
    for match in _ESCAPE.finditer(written):
        word = match["word"] or ""
        if word and not _CODE.match(word) and _is_tex(word, any(a < match.start() < b for a, b in maths)):
            break
    else:
        return None
    inner = " ".join(line.strip() for line in written[1:-1].split("\n"))
    hint = f"use single quotes: {_quoted(_lead(document, begin) or '', _unescaped(inner))}"
    return Diagnostic("syntax", _ABOUT_ESCAPES, document.position(begin), hint)


def hint_at_quotes(document: Document, begin: int) -> str:
    """Return the hint to put the text that begins at an offset in quotes, with the entry as it then stands if it fills its line."""
    lead, text = _lead(document, begin), document.text
    line = _COMMENT.sub("", text[begin : text.find("\n", begin) % (len(text) + 1)])
    return "put the text in quotes" + ("" if lead is None else f": {_quoted(lead, line)}")


def _lead(document: Document, begin: int) -> str | None:
    """Return what introduces the text at an offset, such as `- question:`; None where other text stands before it."""
    lead = _LEAD.fullmatch(document.text[begin - document.position(begin).column + 1 : begin])
    return lead[1].strip() if lead else None


def _is_tex(word: str, in_maths: bool) -> bool:
    if in_maths or word[0] == "n":
        return in_maths
    return word in WORDS if word[0] in "tr" else len(word) > 1


def _unescaped(written: str) -> str:
    """Return a text in double quotes with its TeX as it was meant: only what was doubled is single again."""
    return written.replace("\\\\", "\\").replace('\\"', '"')


def _quoted(lead: str, value: str) -> str:
    """Return the entry as it should have been written."""
    value = value.strip()
    if len(value) > MAX_QUOTED:
        return f"{lead} …".strip()
    shown = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    return f"{lead} {shown}".strip()


def _place(text: str, fault: MarkedYAMLError) -> int:
    """Return the offset at which YAML gave up; for a list or text that never ends, where it began."""
    mark = fault.problem_mark or fault.context_mark
    if (fault.context_mark is not None and any(w in (fault.context or "") for w in ("quoted", "flow"))) or (
        (fault.context or "").startswith("while scanning a simple key") and fault.context_mark is not None
    ):
        mark = fault.context_mark
    return _index(text, mark)


def places_of(text: str, fault: MarkedYAMLError) -> tuple[int, int]:
    """Return the offsets at which what YAML could not read begins, and at which it gave up."""
    return _place(text, fault), _stop(text, fault)


def _stop(text: str, fault: MarkedYAMLError) -> int:
    """Return the offset at which YAML gave up, even within a list or text that began before it."""
    return _index(text, fault.problem_mark or fault.context_mark)


def _index(text: str, mark: Mark | None) -> int:
    return int(min(mark.index, max(len(text) - 1, 0))) if mark else 0


def repair(text: str, fault: MarkedYAMLError) -> str:
    """Return the text with the faulty value blotted out, every other character in its place.

    The value of a key becomes a run of x, which lets the rest of the file be read and its faults be reported too.
    """
    place = _place(text, fault)
    starts = line_starts(text)
    number = next((i for i, s in enumerate(starts) if s > place), len(starts)) - 1
    start, end = starts[number], starts[number + 1] if number + 1 < len(starts) else len(text)
    line = text[start:end].rstrip("\r\n")
    entry = _ENTRY.match(line)
    if entry and entry["value"].strip() and set(entry["value"]) != {"x"}:
        new = entry["lead"].replace("\t", " ") + "x" * len(entry["value"])
    else:
        new = " " * len(line)
    return text[:start] + new + text[start + len(line) :]
