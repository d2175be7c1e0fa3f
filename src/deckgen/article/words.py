"""Words as they are compared: without regard to case, accents, British or American spelling, and endings."""

import re
import unicodedata
from functools import lru_cache

_JOINT = re.compile(r"[-‐‑']")
WORD = re.compile(r"[^\W_]+(?:[-‐‑’'.][^\W_]+)*")
_VARIANTS = (("ae", "e"), ("oe", "e"), ("ise", "ize"), ("isa", "iza"), ("yse", "yze"), ("our", "or"), ("ll", "l"), ("ogue", "og"))
_DASHES = str.maketrans("‐‑–−’", "----'")
_ENDINGS = tuple(
    "izations ization ations ation atory ators ator atives ative ated ates ating ate ional ingly ically ously ous ions ing ion ory ive "
    "ants ant ance ence ies ied ely".split()
)
_SHORT_ENDINGS = ("ed", "es", "al", "ly", "ic", "y", "s", "e")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa", "ω": "omega", "μ": "mu"}
STOP = frozenset(
    """
    a about above according after all also although among an and any are around article as at be because been before being below
    between both but by call called can could did do does due during each either especially etc even every few find for from
    further get give given had has have having help helps here how however if in include including inside into is it its itself
    just known less like made mainly make makes many may means might more most much must not of off often on
    once one only onto or other others our out over own primarily rather refer refers same say says several should since so
    some still such than that the their them then there these they this those through thus to too type
    typically under until up upon used using usually various very via was well were what when where whereas which while who
    whose why will with within without would you your
    """.split()
)
"""Words that cannot belong to the name of a thing at its edges."""
_FILLERS = frozenset(
    "ability able certain directly involved involving kind lead leads name overall part particular physically state stated stem stemming "
    "themselves type use way ways".split()
)
"""Further words that do not say what a text is about."""
_UNTELLING = STOP | _FILLERS


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Return a word in the form in which spellings are compared."""
    text = unicodedata.normalize("NFKD", word.casefold().translate(_DASHES))
    if not text.isascii():
        text = "".join(_GREEK.get(c, c) for c in text if not unicodedata.combining(c))
    for british, american in _VARIANTS:
        text = text.replace(british, american)
    return text


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return a folded word without the ending of a plural, or of a possessive."""
    word = folded(word).removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what is left of a word without its usual endings."""
    word = folded(word).removesuffix("'s")
    if any(c.isdigit() for c in word):
        return word
    for endings, least in ((_ENDINGS, 4), (_SHORT_ENDINGS, 3)):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word.removesuffix(ending)
                break
    return word


def name_key(name: str) -> str:
    """Return the form in which two names are the same: `Insulin signalling` is `the insulin signaling`."""
    words = [singular(part) for word in WORD.findall(name) for part in _JOINT.split(word) if part]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)


def telling(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about; parts of hyphenated words count by themselves."""
    return frozenset(part for word in WORD.findall(text) for part in _stems(word))


@lru_cache(maxsize=100_000)
def _stems(word: str) -> tuple[str, ...]:
    parts = [word] if any(c.isdigit() for c in word) else _JOINT.split(word)
    return tuple(stem(part) for part in parts if part.casefold() not in _UNTELLING and (len(part) > 1 or part.isdigit()))


def capitalised(text: str) -> str:
    """Return a text with a capital at its start, but for names such as mRNA and pH."""
    if len(text) > 1 and text[0].islower() and any(c.isupper() or c.isdigit() for c in text.split()[0]):
        return text
    return text[:1].upper() + text[1:]
