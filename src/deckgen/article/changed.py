"""Which cards stand on passages that have changed since an older state of the article."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from deckgen.article.asked import cited_lines
from deckgen.types.article import Article
from deckgen.types.audit import Changed
from deckgen.types.deck import Deck


def mapped_lines(old: Article, new: Article) -> dict[int, int]:
    """Return for each line of text of the old article that line in the new one, where it is still there word by word."""
    before, after = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [text for _, text in before], [text for _, text in after])
    return {before[a + n][0]: after[b + n][0] for a, b, size in matcher.get_matching_blocks() for n in range(size)}


def find_changes(deck: Deck, key: str, old: Article, lines: dict[int, int]) -> list[Changed]:
    """Return the cards whose lines, cited by the numbers of the old article, have changed or moved; lines that go together are one."""
    written = {line for line, _ in _lines(old)}

    def shift(line: int) -> int | None:
        return lines[line] - line if line in lines else None

    found = []
    for note in deck.notes:
        at = note.document.position(note.entry.places.source)
        for first, last in cited_lines(note.entry.source, key) or ():
            cited = (line for line in range(first, min(last, old.lines) + 1) if line in written)
            for moved, run in groupby(cited, shift):
                begin, *more = run
                if moved != 0:
                    found.append(Changed(note.key, at, begin, (begin, *more)[-1], None if moved is None else begin + moved))
    return found


def _lines(article: Article) -> Sequence[tuple[int, str]]:
    """Return the lines that hold text, each once, in order."""
    texts: dict[int, str] = {}
    for block in article.blocks:
        for line, text in block.texts():
            texts[line] = f"{texts.get(line, '')} {text}".strip()
    return sorted(texts.items())
