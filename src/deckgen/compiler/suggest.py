"""Guesses at what an unknown word was meant to be."""

from collections.abc import Iterable

_SYNONYMS = {
    "front": "question", "q": "question", "prompt": "question", "back": "answer", "a": "answer", "response": "answer",
    "reversed": "reverse", "note": "extra", "notes": "extra", "explanation": "extra", "tag": "tags", "reference": "source",
    "sources": "source", "warning": "caveat", "caveats": "caveat", "picture": "image", "img": "image", "meaning": "definition",
    "synonyms": "also", "name": "title", "text": "cloze", "type": "kind", "type_in": "typed", "terms": "glossary",
    "questions": "cards", "includes": "include", "title": "name",
}  # fmt: skip


def meant(word: str, known: Iterable[str]) -> str:
    """Return the known word that was clearly meant by an unknown one; an empty text where none is."""
    from difflib import get_close_matches

    by_lower = {k.lower(): k for k in known}
    lower = word.strip().lower()
    if lower not in by_lower and _SYNONYMS.get(lower) in by_lower:
        return by_lower[_SYNONYMS[lower]]
    close = get_close_matches(lower, by_lower, 1, 0.6) if len(word) < 100 else []
    return by_lower[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str], before: str = "") -> str:
    """Return a hint that names the closest known word, or all of them where none is close and they are few.

    `before` stands before each of them, such as the folder of file names.
    """
    known = list(known)
    if clear := meant(word, known):
        return f'did you mean "{before}{clear}"?'
    return f"known are: {', '.join(before + k for k in known)}" if 0 < len(known) <= 24 else ""
