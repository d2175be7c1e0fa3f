"""When two fronts, or two answers, are the same to a learner."""

import re

from deckgen.checks.sheet import HINT, Side
from deckgen.checks.visible import visible

_PICTURE = re.compile(r"<img[^>]*>")
_AFTER = " .?!:;…"
_ARTICLES = ("the ", "a ", "an ")


def front_key(side: Side) -> str:
    """Return what is the same for fronts that look the same: letter case and the last stop apart, pictures and hints included."""
    key = side.front.casefold().rstrip(_AFTER)
    html = side.front_html
    if "<img" in html:
        key += "".join(_PICTURE.findall(html))
    hint = side.note.fields[HINT]
    return f"{key}\0{hint}" if hint else key


def answer_key(text: str) -> str:
    """Return what is the same for answers that say the same: letter case, articles and stops apart."""
    text = text.casefold().strip(_AFTER)
    for article in _ARTICLES:
        if text.startswith(article):
            return text[len(article) :]
    return text


def is_swapped(side: Side) -> bool:
    """Say whether a side is the reverse of a card that shows nothing but the card's answer (`reverse: yes`)."""
    note = side.note
    return side.reverse and note.entry.form == "question" and answer_key(side.front) == answer_key(visible(note.fields[2]))
