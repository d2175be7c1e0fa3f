"""Notes → the HTML of their cards, as Anki makes it of fields and templates.

Of Anki's template language (https://docs.ankiweb.net/templates/intro.html) this knows what the templates of deckgen use:
fields, sections, and the filters `cloze`, `hint` and `type`. What only scripts read is left out (`data-cloze`).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, Looks

_TAG = re.compile(r"\{\{(?P<mark>[#^/]?)(?P<filters>(?:\w+:)*)(?P<name>[^{}]+)\}\}")
_EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")
_DELETION = re.compile(r"\{\{c(?P<number>\d+)::|(?P<close>\}\})")


class Sides(NamedTuple):
    """The two sides of a card, as HTML."""

    front: str
    back: str


class Show(NamedTuple):
    """A place in a template where a field is shown, through filters of which the last is the nearest to the field."""

    name: str
    filters: tuple[str, ...]


class Section(NamedTuple):
    """A part of a template that is shown where a field holds something, or where it is `inverted`, nothing."""

    name: str
    inverted: bool
    parts: "list[str | Show | Section]"


class _Asked(NamedTuple):
    """Which deletion is asked for, and whether it is still hidden."""

    number: int
    hidden: bool


def render_cards(note: Note, looks: Looks) -> Iterator[Sides]:
    """Yield the sides of each card of a note, in the order of `note.cards`."""
    fields = dict(zip((part.name for part in NOTE_TYPES[note.kind].fields), note.fields, strict=True))
    is_cloze = len(looks.templates) == 1
    for ordinal in note.cards:
        front, back = looks.templates[0 if is_cloze else ordinal]
        shown = _render(_parse(front), fields, _Asked(ordinal + 1, hidden=True))
        yield Sides(shown, _render(_parse(back), fields | {"FrontSide": shown}, _Asked(ordinal + 1, hidden=False)))


@cache
def _parse(template: str) -> "list[str | Show | Section]":
    """Return the parts of a template."""
    opened: list[Section] = [Section("", False, [])]
    end = 0
    for match in _TAG.finditer(template):
        opened[-1].parts.append(template[end : match.start()])
        end = match.end()
        mark, name = match["mark"], match["name"].strip()
        if mark == "/":
            opened.pop()
        elif mark:
            section = Section(name, mark == "^", [])
            opened[-1].parts.append(section)
            opened.append(section)
        else:
            opened[-1].parts.append(Show(name, tuple(match["filters"].split(":")[:-1])))
    opened[0].parts.append(template[end:])
    return opened[0].parts


def _render(parts: "list[str | Show | Section]", fields: Mapping[str, str], asked: _Asked) -> str:
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Show):
            out.append(_shown(part, fields[part.name], asked))
        elif part.inverted == (_EMPTY.fullmatch(fields[part.name]) is not None):
            out.append(_render(part.parts, fields, asked))
    return "".join(out)


def _shown(place: Show, html: str, asked: _Asked) -> str:
    for name in reversed(place.filters):
        if name == "cloze":
            html = _cloze(html, asked)
        elif name == "hint":
            html = _hint(html, place.name) if html.strip() else html
        elif name == "type":
            html = f"[[type:{place.name}]]"
    return html


def _hint(html: str, name: str) -> str:
    """Return Anki's link that shows what it hides."""
    number = sha256(html.encode()).hexdigest()[:16]
    return (
        f'\n<a class=hint href="#"\nonclick="this.style.display=\'none\';\n'
        f"document.getElementById('hint{number}').style.display='block';\nreturn false;\" draggable=false>\n{name}</a>\n"
        f'<div id="hint{number}" class=hint style="display: none">{html}</div>\n'
    )


class _Deletion:
    """A deletion that is being read; what is outside all of them is one with the number 0."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.html: list[str] = []
        self.hint = ""

    def add(self, text: str) -> None:
        """Take a text that stands directly in the deletion; from `::` on it is the hint."""
        if self.number:
            text, separator, hint = text.partition("::")
            self.hint = hint if separator else self.hint
        self.html.append(text)


def _cloze(html: str, asked: _Asked) -> str:
    """Return a text with its deletions: the asked one hidden or marked, the others as they are."""
    opened, end = [_Deletion(0)], 0
    for match in _DELETION.finditer(html):
        if match["close"] and len(opened) == 1:
            continue
        opened[-1].add(html[end : match.start()])
        end = match.end()
        if match["number"]:
            opened.append(_Deletion(int(match["number"])))
        else:
            done = opened.pop()
            opened[-1].html.append(_revealed(done, asked))
    opened[0].add(html[end:])
    return "".join(opened[0].html)


def _revealed(deletion: _Deletion, asked: _Asked) -> str:
    is_asked = deletion.number == asked.number
    html = f"[{deletion.hint or '...'}]" if is_asked and asked.hidden else "".join(deletion.html)
    return f'<span class="{"cloze" if is_asked else "cloze-inactive"}" data-ordinal="{deletion.number}">{html}</span>'
