"""Words that cards share with the article: a published deck uses its own."""

import re
from collections.abc import Iterator, Sequence

from deckgen.article.asked import Asked
from deckgen.article.words import folded
from deckgen.types.article import Article, BlockKind, Findings
from deckgen.types.audit import Copy

WARNING = 8
ERROR = 12
MAX_PLACES = 20
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’.,/][^\W_]+)*")


def find_copies(article: Article, findings: Findings, asked: Sequence[Asked], names: Sequence[str]) -> list[Copy]:
    """Return the runs of eight words or more that texts of the deck share with the article; each text once.

    `names` may be shared at any length, and so may the article's own names, headings and reference list.
    """
    words, lines = _words_of(article)
    index: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(words) - WARNING + 1):
        run = tuple(words[at : at + WARNING])
        places = index.setdefault(run, [])
        if "" not in run and len(places) < MAX_PLACES:
            places.append(at)
    known = _known_names(article, findings, names)
    found: list[Copy] = []
    seen: set[str] = set()
    for card in asked:
        if any(excuse.value == "copied-span" for excuse in card.note.entry.ignore):
            continue
        for document, place, text in card.texts():
            if text not in seen:
                seen.add(text)
                for length, at, begin, end in _runs(text, words, index, known):
                    position = document.position(card.place_of(place, text, begin))
                    found.append(Copy(card.note.key, position, length, lines[at], text[begin:end]))
    return found


def _words_of(article: Article) -> tuple[list[str], list[int]]:
    """Return the words of the article's own text with their lines, an empty one between blocks; references are left out."""
    words: list[str] = []
    lines: list[int] = []
    for block in article.blocks:
        if block.references or block.kind is BlockKind.HEADING:
            continue
        for line, text in block.texts():
            found = [folded(word) for word in _WORD.findall(text)]
            words += found
            lines += [line] * len(found)
            if block.rows:
                words.append("")
                lines.append(line)
        words.append("")
        lines.append(block.line)
    return words, lines


def _known_names(article: Article, findings: Findings, names: Sequence[str]) -> str:
    """Return all that may be shared, as words between spaces."""
    heads = [block.text for block in article.blocks if block.kind is BlockKind.HEADING]
    titles = [cell.text for block in article.blocks if block.rows for cell in (*block.rows[0], *(row[0] for row in block.rows))]
    own = [name for term in findings.terms for name in (term.name, *term.also)] + [a.long for a in findings.abbreviations]
    texts = (*heads, *titles, *own, *names, article.title)
    return " | ".join(f" {' '.join(folded(word) for word in _WORD.findall(text))} " for text in texts)


def _runs(
    text: str, words: list[str], index: dict[tuple[str, ...], list[int]], known: str
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs that a text shares with the article: their length, where they begin there, and their offsets in the text."""
    matches = list(_WORD.finditer(text))
    own = [folded(m[0]) for m in matches]
    at = 0
    while at + WARNING <= len(own):
        places = index.get(tuple(own[at : at + WARNING]))
        if not places:
            at += 1
            continue
        length, place = max((_shared(own, at, words, place), -place) for place in places)
        if f" {' '.join(own[at : at + length])} " not in known:
            yield length, -place, matches[at].start(), matches[at + length - 1].end()
        at += length


def _shared(own: list[str], at: int, words: list[str], place: int) -> int:
    """Return how many words from two places on are the same."""
    length = 0
    while at + length < len(own) and place + length < len(words) and own[at + length] == words[place + length]:
        length += 1
    return length
