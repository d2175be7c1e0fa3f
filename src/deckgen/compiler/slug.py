"""Ids from texts."""

import re
import unicodedata
from hashlib import sha256

_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
_GREEK = dict(zip(_LETTERS, _NAMES.split(), strict=True))
_GREEK_LETTER = re.compile(f"[{_LETTERS}]")
_OTHER = re.compile(r"[^a-z0-9]+")
MAX_LENGTH = 48


def slug(text: str) -> str:
    """Return an id for a text: its first words in a-z, 0-9 and -, 2 to 48 characters.

    Greek letters are spelt out. A text that leaves nothing gets an id from its digest.
    """
    lower = text.strip().lower()
    if not lower.isascii():
        lower = _GREEK_LETTER.sub(lambda m: f" {_GREEK[m[0]]} ", lower)
        lower = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    words = _OTHER.sub("-", lower[:400]).strip("-")
    if len(words) > MAX_LENGTH:
        words = words[: MAX_LENGTH + 1].rpartition("-")[0] or words[:MAX_LENGTH]
    if len(words) < 2:
        return "n-" + sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
    return words
