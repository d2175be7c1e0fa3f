"""What the cards of a deck ask, in plain words, and which lines of the article they cite."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from html import unescape

from deckgen.article.figures import values_in
from deckgen.article.words import telling
from deckgen.types.deck import Deck
from deckgen.types.node import Document
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, Kind

_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</?(?:p|div|li|ol|ul|br|td|th|tr|table|h[1-6]|blockquote|pre)\b[^<>]*>")
_MATHS = re.compile(r"\\[()\[\]]")
_DELETION = re.compile(r"\{\{c\d+::((?:(?!\{\{c\d|\}\}).)*?)(?:::((?:(?!\{\{c\d|\}\}|::).)*))?\}\}", re.DOTALL)
_LINES = re.compile(r"\bL(?P<first>\d{1,9})(?:\s?[-–—]\s?L?(?P<last>\d{1,9}))?")
_FIELDS = {kind: {part.name: n for n, part in enumerate(note_type.fields)} for kind, note_type in NOTE_TYPES.items()}
Ranges = tuple[tuple[int, int], ...]


class Asked:
    """A note as the audit sees it: its questions, its answers, all texts that a learner sees, and what it cites."""

    def __init__(self, note: Note, ranges: Ranges | None) -> None:
        """Take a note and the lines that it cites; None where it does not cite the article."""
        self.note = note
        self.ranges = ranges

    def field(self, name: str) -> str:
        """Return a field as plain text; an empty text where the note has no such field."""
        number = _FIELDS[self.note.kind].get(name)
        return visible(self.note.fields[number]) if number is not None else ""

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """Return what a learner is to answer: answers, deletions and steps, and the terms of a glossary."""
        names = self.note.entry.names
        if self.note.kind is Kind.CLOZE:
            return (*deletions(self.note.fields[1]), *names)
        sides = (self.field("Answer"), self.field("Reverse answer"))
        return tuple(text for text in (*sides, *names) if text)

    @cached_property
    def question(self) -> str:
        """Return what is asked: the questions, or a cloze text with its deletions shown."""
        if self.note.kind is Kind.CLOZE:
            return visible(self.note.fields[1])
        return " ".join(text for text in (self.field("Question"), self.field("Reverse question")) if text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the telling words of questions and answers."""
        return telling(" ".join((self.question, *self.answers)))

    @cached_property
    def question_words(self) -> frozenset[str]:
        """Return the telling words of the questions alone."""
        return telling(self.question)

    @cached_property
    def values(self) -> frozenset[str]:
        """Return the numbers that questions and answers state."""
        return frozenset(values_in(" ".join((self.question, *self.answers))))

    def texts(self) -> Iterator[tuple[Document, int, str]]:
        """Yield every text of the author's that a learner sees: the file that holds it, its place in it, and the words."""
        document, places, shared = self.note.document, self.note.entry.places, self.note.entry.shared
        named = (
            ("Question", places.question), ("Text", places.question), ("Answer", places.answer),
            ("Reverse question", places.reverse_question), ("Reverse answer", places.reverse_answer),
            ("Hint", places.hint), ("Extra", places.extra), ("" if shared else "Exam note", places.caveat),
        )  # fmt: skip
        for name, place in named:
            if text := self.field(name):
                yield document, place, text
        yield from ((text.document, text.place, visible(text.html)) for text in shared)

    def place_of(self, place: int, text: str, at: int) -> int:
        """Return where the words at an offset of a text of the note's stand; each step of a mechanism has a place of its own."""
        places, end = self.note.entry.places, 0
        if place != places.question:
            return place
        for step, own in zip(deletions(self.note.fields[1]) if places.steps else (), places.steps, strict=True):
            begin = text.find(step, end)
            if not 0 <= begin <= at:
                break
            place, end = own, begin + len(step)
        return place

    def cites(self, line: int) -> bool:
        """Say whether the note cites a line."""
        return any(first <= line <= last for first, last in self.ranges or ())


def visible(html: str) -> str:
    """Return what a learner reads of a field, all deletions shown."""
    if "{{c" in html:
        before = ""
        while before != html:
            before, html = html, _DELETION.sub(r"\1", html)
    if any(c in html for c in "<&\\"):
        html = unescape(_TAG.sub("", _BREAK.sub(" ", _MATHS.sub("", html))))
    return " ".join(html.split())


def deletions(html: str) -> Iterator[str]:
    """Yield the texts that a cloze field hides, without their hints."""
    for _ in range(html.count("{{c")):
        if not (match := _DELETION.search(html)):
            break
        yield visible(match[1])
        html = html[: match.start()] + match[1] + html[match.end() :]


def asked_of(deck: Deck, key: str, translate: Callable[[int], int] = lambda line: line) -> list[Asked]:
    """Return the notes of a deck as the audit sees them; `key` is the article's among the sources."""
    return [Asked(note, _ranges(note.entry.source, key, translate)) for note in deck.notes]


def article_key(deck: Deck) -> str:
    """Return which source is the article: `article`, else the one that most notes cite with lines such as L9."""
    counts: dict[str, int] = {}
    for note in deck.notes:
        name, _, locator = note.entry.source.partition(" ")
        if _LINES.match(locator.strip()):
            counts[name] = counts.get(name, 0) + 1
    return "article" if "article" in deck.sources or not counts else max(counts, key=lambda name: (counts[name], name))


def cited_lines(source: str, key: str) -> Ranges | None:
    """Return the ranges of lines in a `source`; none where it names no line, None where it is another source."""
    name, _, locator = source.strip().partition(" ")
    if name.rstrip(",") != key:
        return None
    found = [(int(m["first"]), int(m["last"] or m["first"])) for m in _LINES.finditer(locator)]
    return tuple(found)


def _ranges(source: str, key: str, translate: Callable[[int], int]) -> Ranges | None:
    ranges = cited_lines(source, key)
    if ranges is None:
        return None
    return tuple((translate(first), translate(last)) for first, last in ranges)


def citing(asked: Sequence[Asked]) -> dict[int, list[int]]:
    """Return by line the numbers of the notes that cite it; ranges beyond a hundred lines say nothing."""
    found: dict[int, list[int]] = {}
    for number, card in enumerate(asked):
        for first, last in card.ranges or ():
            for line in range(first, min(last, first + 100) + 1):
                found.setdefault(line, []).append(number)
    return found
