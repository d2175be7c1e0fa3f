"""Whether the lines that cards cite are there, and hold the numbers and names that the cards state."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from deckgen.article.asked import Asked
from deckgen.article.figures import find_numbers, values_in
from deckgen.article.words import folded, name_key, telling
from deckgen.types.article import Article, Findings, lines_shown
from deckgen.types.diagnostic import Diagnostic, Severity

_NAME = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
SMALL_COUNT = 12
"""Up to here a number in a question without a unit counts what is asked for: "which 3 organs"."""


class Lines:
    """The text of an article by its lines; a row of a table is read with its heading row."""

    def __init__(self, article: Article) -> None:
        """Take an article."""
        self.count = article.lines
        self._texts: dict[int, list[str]] = {}
        for block in article.blocks:
            heads = [cell.text for cell in block.rows[0]] if block.rows else []
            for line, text in block.texts():
                texts = self._texts.setdefault(line, [])
                texts += [*(heads if not texts else ()), text]

    def text(self, first: int, last: int) -> str:
        """Return the text of a range of lines."""
        return " ".join(text for line in range(first, min(last, self.count) + 1) for text in self._texts.get(line, ()))

    def all(self) -> str:
        """Return the text of the whole article."""
        return self.text(1, self.count)


class _Passage:
    """A text that cards rest on, in the forms in which numbers and names are looked for; each is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def values(self) -> set[str]:
        return values_in(self.text)

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def key(self) -> str:
        return f" {name_key(self.text)} "

    @cached_property
    def words(self) -> frozenset[str]:
        return telling(self.text)

    def names(self, name: str) -> bool:
        """Say whether the text names something: as a whole, or with all its words but for abbreviations, which count by themselves."""
        if folded(name) in self.folded or f" {name_key(name)} " in self.key:
            return True
        words = telling(name) - telling(" ".join(_names(name)))
        return bool(words) and words <= self.words


def find_misquotes(article: Article, findings: Findings, asked: Sequence[Asked], path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the lines that cards cite. A card that cites a further source may rest on that."""
    lines = Lines(article)
    whole, same = _Passage(lines.all()), _known_names(article, findings, asked)
    for card in asked:
        if card.ranges is None:
            continue
        backwards = [lines_shown(first, last) for first, last in card.ranges if first > last]
        outside = [lines_shown(first, last) for first, last in card.ranges if first <= last and (first < 1 or last > lines.count)]
        for shown in backwards:
            yield _said(card, "cited-line", f"{shown} runs backwards", Severity.ERROR)
        if outside:
            yield _said(card, "cited-line", f"{path} has no {', '.join(outside)}: it ends at line {lines.count}", Severity.ERROR)
        if backwards or outside:
            continue
        passage = _Passage(" ".join(lines.text(first, last) for first, last in card.ranges)) if card.ranges else whole
        if not passage.text.strip():
            yield _said(card, "cited-line", f"{_shown(card)} of {path} holds no text", Severity.ERROR)
        elif not card.note.entry.cite:
            yield from _unheld(card, passage, path, same)


def _unheld(card: Asked, passage: _Passage, path: str, same: dict[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    """Yield the numbers and names that a card states and its lines do not hold."""
    stated = [n for answer in card.answers for n in find_numbers(answer)]
    stated += [n for n in find_numbers(card.question) if n.name != n.value or not n.value.isdigit() or int(n.value) > SMALL_COUNT]
    for name in dict.fromkeys(n.name for n in stated if n.value not in passage.values):
        yield _said(card, "cited-number", f"the card states {name}, which {_shown(card)} of {path} does not hold", Severity.ERROR)
    for name in dict.fromkeys(name for answer in card.answers for name in (*_names(answer), *_whole_name(answer, same))):
        if not any(passage.names(other) for other in (name, *same.get(name_key(name), ()))):
            yield _said(
                card, "cited-name", f'the card answers "{name}", which {_shown(card)} of {path} does not name', Severity.WARNING
            )


def _known_names(article: Article, findings: Findings, asked: Sequence[Asked]) -> dict[str, tuple[str, ...]]:
    """Return the names that article and glossary know, each with what means the same."""
    groups = [(t.name, *t.also) for t in findings.terms] + [(a.short, a.long) for a in findings.abbreviations]
    groups += [card.note.entry.names for card in asked]
    groups += [(row[0].text,) for block in article.blocks for row in block.rows[1:]]
    same: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for key in map(name_key, group):
            same[key] = (*same.get(key, ()), *group)
    return same


def _whole_name(answer: str, same: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield an answer that is a known name as a whole."""
    if len(answer) < 80 and name_key(answer) in same:
        yield answer


def _names(text: str) -> Iterator[str]:
    """Yield the words that are names by their capitals and digits: GLUT4, TNF-α, mRNA."""
    for word in _NAME.findall(text):
        if any(c.isupper() for c in word[1:]) or (word[0].isalpha() and any(c.isdigit() for c in word)):
            yield word


def _shown(card: Asked) -> str:
    return ", ".join(lines_shown(first, last) for first, last in card.ranges or ()) or "the text"


def _said(card: Asked, check: str, message: str, severity: Severity) -> Diagnostic:
    hint = {
        "cited-line": "write the line that the card rests on",
        "cited-number": "correct the number or the line, or name its source with `cite`",
        "cited-name": "correct the line, or name the source of the answer with `cite`",
    }[check]
    return Diagnostic(check, message, card.note.document.position(card.note.entry.places.source), hint, severity)
