"""Spaces that look plain and are none for YAML, such as the no-break space that word processors set."""

import re
from collections.abc import Iterable, Iterator

from deckgen.compiler.language import TOP, Shape
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.node import Document

_NAMES = {
    "\u00a0": "a no-break space",
    "\u2007": "a figure space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
}
_ODD = "".join(_NAMES)
_ANY = re.compile(f"[{_ODD}]")
_STRUCTURE = re.compile(rf"(?:[ {_ODD}]|-(?=[ {_ODD}]))*(?:(?P<key>[a-z0-9_-]+)[ {_ODD}]*:(?:[ {_ODD}]+|\r?$))?")
"""What comes before the text of a line: indentation, dashes, and a key with its colon."""
_GLUED = re.compile(rf"(?:^|(?<=[\s{_ODD}]))(?P<key>[a-z_]+)[ {_ODD}]*:[{_ODD}]")
_AFTER_COLON = re.compile(f":[{_ODD}]")
_MAX_LINES = 20
HINT = "write a plain space"


def anywhere(data: bytes) -> bool:
    """Say whether a text in UTF-8 holds any odd space; where it holds none, nothing else here has anything to find."""
    return any(odd.encode() in data for odd in _ODD)


def in_key(key: str) -> bool:
    """Say whether a key holds odd spaces where the structure of YAML was meant: at either end, or after a dash."""
    return not key.isascii() and _ANY.search(key) is not None and _STRUCTURE.fullmatch(key + ":") is not None


def in_text(value: str) -> bool:
    """Say whether a text, or a file, may hold a key of the language that an odd space keeps YAML from seeing."""
    return (
        not value.isascii()
        and _AFTER_COLON.search(value) is not None
        and any(match["key"] in _KEYS for match in _GLUED.finditer(value))
    )


def in_lines(text: str, begin: int, end: int, *, keys_only: bool = False) -> list[int]:
    """Return the offsets of odd spaces in the structure of the lines from one offset to another.

    Where `keys_only`, in lines that begin with a key of the language alone: others may go on with a text.
    """
    found = []
    begin, end = text.rfind("\n", 0, begin) + 1, text.find("\n", end) % (len(text) + 1)
    while begin <= end:
        structure = _STRUCTURE.match(text, begin, stop := text.find("\n", begin) % (len(text) + 1))
        if structure and (not keys_only or structure["key"] in _KEYS):
            found += [match.start() for match in _ANY.finditer(text, begin, structure.end())]
        begin = stop + 1
    return found


def near(text: str, places: Iterable[int]) -> list[int]:
    """Return the offsets of odd spaces in the structure of the lines of some places, and of the lines above them."""
    return sorted({at for place in places for at in in_lines(text, max(0, text.rfind("\n", 0, place)), place)})


def explain(document: Document, text: str, offsets: Iterable[int]) -> list[Diagnostic]:
    """Say of each line which odd space stands in it, at the first one."""
    first = {document.position(at)[1]: at for at in sorted(offsets, reverse=True)}
    return [
        Diagnostic("syntax", f"{_NAMES[text[at]]} stands here", document.position(at), HINT)
        for at in sorted(first.values())[:_MAX_LINES]
    ]


def with_plain_spaces(text: str, offsets: Iterable[int]) -> str:
    """Return a text with plain spaces at some offsets."""
    characters = list(text)
    for at in offsets:
        characters[at] = " "
    return "".join(characters)


def first_in(value: str) -> tuple[int, str] | None:
    """Return where an odd space stands in a value, and what it is called; None where none does."""
    odd = _ANY.search(value)
    return (odd.start(), _NAMES[odd[0]]) if odd else None


def _keys_of(shape: Shape) -> Iterator[str]:
    for key in shape.keys:
        yield key.name
        if key.shape is not None:
            yield from _keys_of(key.shape)


_KEYS = frozenset(_keys_of(TOP))
