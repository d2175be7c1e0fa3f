"""The deck as checks see it: the sides of its cards as visible text."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from deckgen.checks.deletions import Deletion, deletions_of, shown
from deckgen.checks.visible import visible, words_of
from deckgen.types.deck import Deck
from deckgen.types.node import offset
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, TAIL, Kind
from deckgen.types.settings import Limits

HINT = TAIL.index("Hint") - len(TAIL)
EXAM_NOTE = TAIL.index("Exam note") - len(TAIL)
"""The places of hint and exam note among the fields of either note type, counted from the end."""
_PLACES = {
    "Question": "question",
    "Answer": "answer",
    "Reverse question": "reverse_question",
    "Reverse answer": "reverse_answer",
    "Text": "question",
    "Hint": "hint",
    "Extra": "extra",
    "Exam note": "caveat",
}
_TEXTS = {
    kind: [(part.name, number, _PLACES[part.name]) for number, part in enumerate(note_type.fields) if part.name in _PLACES]
    for kind, note_type in NOTE_TYPES.items()
}
"""The fields with the author's texts, by note type: name, number, and the name of their place in the source."""


class Side:
    """A question as a learner meets it, front and back as visible text; `reverse` on a note's second card."""

    def __init__(self, note: Note, *, reverse: bool) -> None:
        """Take the note and which of its two cards this is."""
        fields, places = note.fields, note.entry.places
        self.note = note
        self.reverse = reverse
        if reverse:
            self.front, self.back = visible(fields[3]), visible(fields[4])
            self.front_place, self.back_place = places.reverse_question, places.reverse_answer
        else:
            self.front, self.back = visible(fields[1]), visible(fields[2])
            self.front_place, self.back_place = places.question, places.answer
        self.bare = note.entry.form == "term" and "?" not in self.front
        """A term or its definition as it stands, which is no question."""

    @property
    def front_html(self) -> str:
        """Return the front as the package holds it."""
        return self.note.fields[3 if self.reverse else 1]

    @cached_property
    def front_words(self) -> tuple[str, ...]:
        """Return the words of the front, in lower case."""
        return words_of(self.front)

    @cached_property
    def back_words(self) -> tuple[str, ...]:
        """Return the words of the back, in lower case."""
        return words_of(self.back)


class Cloze:
    """A cloze note that is no mechanism: its deletions, and its text with all of them shown."""

    def __init__(self, note: Note) -> None:
        """Take the note."""
        self.note = note
        self.place = note.entry.places.question

    @cached_property
    def deletions(self) -> tuple[Deletion, ...]:
        """Return the deletions, in the order of the text."""
        return deletions_of(self.note.fields[1])

    @cached_property
    def text(self) -> str:
        """Return the visible text with every deletion shown."""
        return visible(shown(self.note.fields[1]))

    @cached_property
    def outside(self) -> str:
        """Return the visible text outside all deletions."""
        return visible(shown(self.note.fields[1], hidden=True))


class Text(NamedTuple):
    """Any text of the author's as a learner sees it: of which note, which field, where it stands, and its HTML."""

    note: Note
    field: str
    place: int
    text: str
    html: str


class Sheet:
    """A deck's cards as visible text; each list is made when it is first asked for."""

    def __init__(self, deck: Deck) -> None:
        """Take a finished deck. Where `errors_only` is set, as before a build, checks may leave out what is no error."""
        self.deck = deck
        self.errors_only = False
        self.limits: Limits = deck.settings.limits

    @cached_property
    def english(self) -> bool:
        """Say whether the deck is written in English; checks that know English words are silent elsewhere."""
        return self.deck.language.lower().startswith("en")

    @cached_property
    def questions(self) -> list[Side]:
        """Return the question cards but those that show a bare term or definition; none where the deck is not in English."""
        return [side for side in self.sides if not side.bare] if self.english else []

    @cached_property
    def sides(self) -> list[Side]:
        """Return the question cards, in the order of teaching."""
        return [
            Side(note, reverse=bool(ordinal)) for note in self.deck.notes if note.kind is Kind.QUESTION for ordinal in note.cards
        ]

    @cached_property
    def clozes(self) -> list[Cloze]:
        """Return the cloze notes that are no mechanisms."""
        return [Cloze(note) for note in self.deck.notes if note.entry.form == "cloze"]

    @cached_property
    def mechanisms(self) -> list[Note]:
        """Return the notes made of mechanisms."""
        return [note for note in self.deck.notes if note.entry.form == "mechanism"]

    @cached_property
    def texts(self) -> list[Text]:
        """Return every text of the author's that a learner sees; one that many notes share, such as a caveat, once."""
        return list(self.texts_of(self.deck.notes))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return what stands between spaces in the texts, each once: what no word holds need not be looked for in any text."""
        return tuple(dict.fromkeys("\n".join([text.text for text in self.texts]).split()))

    def may_hold(self, said: str) -> bool:
        """Say whether any text may hold some words, whatever their letter case; this is quick, and `no` is certain."""
        return all(word in self._lower_words for word in said.lower().split())

    @cached_property
    def _lower_words(self) -> str:
        return "\n".join(self.words).lower()

    @cached_property
    def lower(self) -> list[str]:
        """Return all fields of each note as one text in lower case: what is not in it need not be looked for."""
        return ["\n".join(note.fields).lower() for note in self.deck.notes]

    def texts_of(self, notes: Iterable[Note]) -> Iterator[Text]:
        """Yield the texts of some notes; one that they share once."""
        seen: set[str] = set()
        for note in notes:
            for field, number, place in _TEXTS[note.kind]:
                html = note.fields[number]
                if field == "Exam note" and note.entry.shared:
                    new = [shared for shared in note.entry.shared if shared.html not in seen]
                    seen.update([shared.html for shared in new])
                    yield from [Text(note.at(s), field, s.place, visible(s.html), s.html) for s in new]
                    continue
                if not html or (field == "Exam note" and html in seen):
                    continue
                if field == "Exam note":
                    seen.add(html)
                text = visible(shown(html) if field == "Text" else html)
                yield Text(note, field, getattr(note.entry.places, place), text, html)


def start_of(note: Note) -> int:
    """Return the offset at which an entry begins; the question of a cell is its column's, and stands elsewhere."""
    places = note.entry.places
    if note.entry.form == "cell":
        return min(offset(note.place), offset(places.answer))
    return min(map(offset, (note.place, *places[:-1])))
