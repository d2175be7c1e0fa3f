"""The preview as one HTML file: templates/preview/ with the cards, their style and their pictures in it."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from mimetypes import guess_type
from pathlib import Path

from deckgen.types.deck import Deck

_TEMPLATES = Path(__file__).parents[1] / "templates" / "preview"
_SCRIPTS = ("deck.js", "card.js", "list.js", "overview.js", "sheet.js", "page.js")
"""The parts of the script, in the order in which they build on each other."""
_MARKUP = re.compile(r"<(?=[/!sS])")
_RELOAD = '\nnew EventSource("/changes").onmessage = () => location.reload();\n'


def build_page(contents: Mapping[str, object], deck: Deck | None, *, live: bool = False) -> str:
    """Return the page that shows `contents`, which were made of the deck; the same page for the same contents.

    The page asks nothing of any network: it holds the cards' style and pictures, and its policy forbids requests. A `live`
    page reloads itself when the server at its own address says so.
    """
    style = {"style": next(iter(deck.looks.values())).css, "pictures": _pictures(deck)} if deck else {"style": "", "pictures": {}}
    script = "\n".join(map(_text, _SCRIPTS)) + (_RELOAD if live else "")
    parts = {
        "title": escape(f"{contents['name']}: preview"),
        "policy": _policy(script, live),
        "style": _text("page.css"),
        "script": script,
        "contents": _json({**contents, **style}),
    }
    page = re.split(r"<!-- (\w+) -->", _text("page.html"))
    whole = "".join(parts[part] if number % 2 else part for number, part in enumerate(page))
    return whole.encode(errors="backslashreplace").decode()  # the name of a file may hold what is no character


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(script: str, live: bool) -> str:
    """Return a policy (https://www.w3.org/TR/CSP3/) under which this script alone runs, and nothing can be fetched."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"{policy}; connect-src 'self'" if live else policy


def _json(value: object) -> str:
    """Return a value as JSON in which nothing ends, or comments out, the element that holds it."""
    return _MARKUP.sub("\\\\u003c", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _pictures(deck: Deck) -> dict[str, str]:
    """Return the pictures of a deck as data URIs, by their names in a collection."""
    kinds = {name: guess_type(name)[0] or f"image/{Path(name).suffix[1:]}" for name in deck.media}
    return {name: f"data:{kinds[name]};base64,{b64encode(file.path.read_bytes()).decode()}" for name, file in deck.media.items()}
