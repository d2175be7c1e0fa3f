"""Guesses at what an unknown word was meant to be."""

from collections.abc import Iterable

_SYNONYMS = {
    "front": "question", "q": "question", "prompt": "question", "back": "answer", "a": "answer", "response": "answer",
    "reversed": "reverse", "note": "extra", "notes": "extra", "explanation": "extra", "tag": "tags", "reference": "source",
    "sources": "source", "warning": "caveat", "caveats": "caveat", "picture": "image", "img": "image", "meaning": "definition",
    "synonyms": "also", "name": "title", "text": "cloze", "type": "kind", "type_in": "typed", "terms": "glossary",
    "questions": "cards", "includes": "include", "title": "name",
}  # fmt: skip


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest known word, or all of them where none is close and they are few."""
    from difflib import get_close_matches

    known = list(known)
    by_lower = {k.lower(): k for k in known}
    lower = word.strip().lower()
    close = get_close_matches(lower, by_lower, 1, 0.6) if len(word) < 100 else []
    if close:
        return f'did you mean "{by_lower[close[0]]}"?'
    if _SYNONYMS.get(lower) in by_lower:
        return f'did you mean "{_SYNONYMS[lower]}"?'
    return f"known are: {', '.join(known)}" if 0 < len(known) <= 24 else ""
