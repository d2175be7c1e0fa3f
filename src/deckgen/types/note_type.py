"""The two note types, frozen for ever.

Their ids, their fields and their templates (names, numeric ids, order and count) never change: Anki refuses to update
notes whose note type differs from the learner's in any of these. Texts and style of the templates may improve at any
time. Fields carry explicit ids, which lets later versions of Anki match them even where a learner renamed one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of note."""

    QUESTION = "question"
    CLOZE = "cloze"


class Part(NamedTuple):
    """A field or a template of a note type: its name and its numeric id."""

    name: str
    id: int


class NoteType(NamedTuple):
    """A note type without its looks."""

    kind: Kind
    id: int
    name: str
    fields: tuple[Part, ...]
    templates: tuple[Part, ...]

    @property
    def schema(self) -> str:
        """Return a digest of what Anki compares before it updates a note."""
        return schema_digest(self.id, self.fields, self.templates)


def schema_digest(number: int, fields: Iterable[tuple[str, int]], templates: Iterable[tuple[str, int]]) -> str:
    """Return the digest of a note type's id, and of the names and ids of its fields and templates in order."""
    parts = [str(number), *(f"{name}={part}" for name, part in (*fields, *templates))]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:12]


TAIL = ("Image", "Hint", "Extra", "Exam note", "Evidence", "Source", "Retired", "Spare 1", "Spare 2", "Spare 3", "My notes")
"""The fields that both note types end with, in this order. `My notes` is the learner's and ships empty."""

_QUESTION_FIELDS = ("Key", "Question", "Answer", "Reverse question", "Reverse answer", "Typed answer", *TAIL)
_CLOZE_FIELDS = ("Key", "Text", *TAIL)

NOTE_TYPES = {
    Kind.QUESTION: NoteType(
        Kind.QUESTION,
        1_511_000_000_001,
        "Deckgen Question",
        tuple(Part(name, 511_000_100 + i) for i, name in enumerate(_QUESTION_FIELDS)),
        (Part("Question", 511_000_190), Part("Reverse", 511_000_191)),
    ),
    Kind.CLOZE: NoteType(
        Kind.CLOZE,
        1_511_000_000_002,
        "Deckgen Cloze",
        tuple(Part(name, 511_000_200 + i) for i, name in enumerate(_CLOZE_FIELDS)),
        (Part("Cloze", 511_000_290),),
    ),
}


@dataclass(frozen=True, slots=True)
class Looks:
    """What may improve at any time: the templates' texts, front and back each, and the style sheet."""

    templates: tuple[tuple[str, str], ...]
    css: str

    @property
    def digest(self) -> str:
        """Return a digest of every text."""
        texts = (text for pair in self.templates for text in pair)
        return sha256("\x1f".join((*texts, self.css)).encode()).hexdigest()[:32]
