"""`html-unsafe`: HTML that the learner would see as raw code, since text is text."""

import re
from collections.abc import Iterator
from html import unescape

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Text
from deckgen.checks.visible import visible

_CODE = re.compile(r"<code>.*?</code>|<pre>.*?</pre>|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_TAG = re.compile(
    r"""</?(?:
      (?:br|hr|div|span|font|sub|sup|strong|em|ul|ol|li|table|thead|tbody|tr|td|th|img|script|style|center|code|pre|small|big|iframe|object
        |embed|svg|video|audio|details|summary|mark|del|ins|strike|blockquote|h[1-6]|input|button|body|html|head|link|meta|ruby|rt|tt|kbd)
      (?:\s[^<>]*)?/?
    | [biuspa](?:\s+[a-z-]+\s*=[^<>]*)?
    )>""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = re.compile(r"<([biuspa])>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}[1-4]?);")
_BETTER = {
    "b": "write **words** for bold", "strong": "write **words** for bold", "i": "write *words* for italics", "em": "write *words* for italics",
    "br": "write the text on several lines, after `|`, with an empty line between", "sub": "write the character, as in H₂O, or maths: $H_2O$",
    "sup": "write the character, as in cm², or maths: $cm^2$", "ul": "write each point on a line of its own, after `- `",
    "li": "write each point on a line of its own, after `- `", "ol": "write each point on a line of its own, after `1. `",
    "img": "write `image: path`, or ![what it shows](path)", "a": "write [words](address)",
}  # fmt: skip
_OTHERWISE = "leave the tag out: the cards have a style of their own, by day and by night"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find tags and entities of HTML outside code, once a text."""
    for text in sheet.texts:
        if not ("&lt;" in text.html or "&amp;" in text.html):
            continue
        shown = visible(_CODE.sub("", text.html))
        if tag := _tag(shown):
            name = re.sub(r"[^a-z0-9].*", "", tag.lower().lstrip("</"))
            yield _finding(text, tag, _BETTER.get(name, _OTHERWISE))
        elif entity := next((found for found in _ENTITY.findall(shown) if unescape(found) != found), ""):
            yield _finding(text, entity, "write the character itself")


def _tag(shown: str) -> str:
    """Return the first tag; one of a single letter, such as in a<b>c, counts where it is closed or has attributes."""
    for tag in _TAG.finditer(shown):
        short = _SHORT.fullmatch(tag[0])
        if not short or f"</{short[1].lower()}>" in shown.lower():
            return tag[0]
    return ""


def _finding(text: Text, words: str, hint: str) -> Finding:
    return Finding(text.note, text.place, f'the learner sees "{words[:60]}" as it stands here', hint, words=words)
