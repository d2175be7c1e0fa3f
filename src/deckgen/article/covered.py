"""What of an article the cards ask for. Covered means asked: to cite a line is not enough.

A term is covered by a glossary entry of that name, or by an answer; a cell by a card that names its row and asks its column,
or that holds most of its telling words; a list point by the cards that are about it, where they hold most of its telling words
together; a number by a card that states it and is about its sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from deckgen.article.asked import Asked, citing
from deckgen.article.words import name_key, telling
from deckgen.types.article import Article, BlockKind, Figure, Findings, Point, Span, Term
from deckgen.types.audit import Item

MOST = 0.5
NAMED = 2 / 3
"""So much of a name must be said for a card to be about its bearer."""
_BRACKETS = re.compile(r"\s*\(([^()]+)\)")


class Coverage:
    """Answers which card asks for something."""

    def __init__(self, asked: Sequence[Asked], findings: Findings) -> None:
        """Take the cards of a deck and what was found in the article."""
        self.asked = asked
        self._citing = citing(asked)
        self._holding: dict[str, list[int]] = {}
        self._named: dict[str, int] = {}
        self._same = _same_names(asked, findings)
        for number, card in enumerate(asked):
            for word in sorted(card.words):
                self._holding.setdefault(word, []).append(number)
            for answer in card.answers:
                for name in variants(answer):
                    self._named.setdefault(name, number)

    def _key(self, number: int | None) -> str:
        return "" if number is None else self.asked[number].note.key

    def term(self, term: Term) -> str:
        """Return the key of the card that asks for a term."""
        numbers = [self._named[key] for name in (term.name, *term.also) if (key := name_key(name)) in self._named]
        return self._key(numbers[0] if numbers else None)

    def cell(self, row: str, column: str, text: str, line: int) -> str:
        """Return the key of the card that asks for a cell; where several do, of the one that asks most directly."""
        rows, columns, words = self._namings(row), telling(column), telling(text)
        numbers = {word for word in words if word[0].isdigit()}
        candidates = self._naming(rows) | {*self._citing.get(line, ())}
        best, best_score = None, 0.0
        for n in sorted(candidates):
            card = self.asked[n]
            cites, naming = card.cites(line), max((_share(naming, card.words) for naming in rows), default=0.0)
            named = naming >= NAMED or (naming >= MOST and cites)
            column_asked, held = _share(columns, card.question_words), _share(words, card.words)
            by_content = (named or cites) and held > MOST and (not numbers or bool(numbers & card.words))
            score = column_asked + held + cites
            if score > best_score and (by_content or (named and column_asked >= MOST)):
                best, best_score = n, score
        return self._key(best)

    def point(self, point: Point) -> str:
        """Return the key of a card that asks for a list point."""
        words = telling(point.text) | telling(point.label)
        label = self._namings(point.label) if point.label else []
        candidates = self._naming(label) | {*self._citing.get(point.line, ())}
        about = [
            n for n in sorted(candidates)
            if len(self.asked[n].words & words) >= min(2, len(words))
            and (self.asked[n].cites(point.line) or any(naming <= self.asked[n].words for naming in label))
        ]  # fmt: skip
        together = frozenset[str]().union(*(self.asked[n].words for n in about))
        if about and _share(words, together) > MOST:
            own = self._named.get(name_key(point.label))
            return self._key(own if own in about else max(about, key=lambda n: (len(self.asked[n].words & words), -n)))
        alone = {n for word in words for n in self._holding.get(word, ())} if words else set()
        most = [n for n in sorted(alone) if _share(words, self.asked[n].words) > NAMED]
        return self._key(most[0] if most else None)

    def figure(self, figure: Figure) -> str:
        """Return the key of the card that states a number and is about its sentence."""
        words = telling(figure.sentence)
        near = {n for word in words for n in self._holding.get(word, ())}
        for n in sorted(near):
            card = self.asked[n]
            if figure.value in card.values and (card.cites(figure.line) or len(words & card.words) > 2):
                return self._key(n)
        return ""

    def _naming(self, namings: Iterable[frozenset[str]]) -> set[int]:
        """Return the cards that may hold half of a name or more: they hold one of the rarer half of its words."""
        found: set[int] = set()
        for naming in namings:
            rarest = sorted(naming, key=lambda word: (len(self._holding.get(word, ())), word))
            for word in rarest[: len(rarest) // 2 + 1]:
                found.update(self._holding.get(word, ()))
        return found

    def _namings(self, name: str) -> list[frozenset[str]]:
        """Return the telling words of a name, of what stands before and in its brackets, and of its other names."""
        bare = _BRACKETS.sub("", name)
        names = dict.fromkeys([bare, *_BRACKETS.findall(name)])
        for each in list(names):
            names |= dict.fromkeys(self._same.get(name_key(each), ()))
        return [words for each in names if (words := telling(each))]


def _share(words: frozenset[str], held: frozenset[str]) -> float:
    return len(words & held) / len(words) if words else 0.0


def variants(answer: str) -> Iterator[str]:
    """Yield the names that an answer gives: itself, and what stands before and within brackets."""
    if len(answer) > 200:
        return
    yield name_key(answer)
    for bracketed in _BRACKETS.findall(answer):
        yield name_key(_BRACKETS.sub("", answer))
        yield name_key(bracketed)


def _same_names(asked: Sequence[Asked], findings: Findings) -> dict[str, tuple[str, ...]]:
    """Return the names that mean the same, by name: those of the glossary, of the article's terms and abbreviations."""
    groups = [card.note.entry.names for card in asked if len(card.note.entry.names) > 1]
    groups += [(term.name, *term.also) for term in findings.terms if term.also]
    groups += [(a.short, a.long) for a in findings.abbreviations]
    same: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for name in group:
            same[name_key(name)] = (*same.get(name_key(name), ()), *group)
    return same


def items_of(article: Article, findings: Findings, coverage: Coverage) -> tuple[Item, ...]:
    """Return everything examinable in an article, in its order, each with the card that asks for it."""
    found = [Item("term", t.name, t.line, t.level, t.span, coverage.term(t)) for t in findings.terms]
    found += [Item("point", p.name, p.line, p.level, p.span, coverage.point(p)) for p in findings.points]
    found += [Item("number", f.name, f.line, f.level, f.span, coverage.figure(f)) for f in findings.figures]
    for number, block in enumerate(article.blocks):
        if block.kind is not BlockKind.TABLE or block.skipped:
            continue
        head, *rows = block.rows
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row[1:], 1):
                if cell.text:
                    key = coverage.cell(row[0].text, head[c].text, cell.text, cell.line)
                    name = f"{row[0].text} / {head[c].text}"
                    found.append(Item("cell", name, cell.line, block.level, Span(number, r, c), key))
    kinds = ("term", "cell", "point", "number")
    return tuple(sorted(found, key=lambda item: (item.line, kinds.index(item.kind), item.place)))
