"""The ledger: what has been published, and under which identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from deckgen.types.note_type import Kind


class PublishedStep(NamedTuple):
    """A step of a mechanism: its id, the number of its cloze deletion, and its text."""

    id: str
    number: int
    text: str


class Published(NamedTuple):
    """A note that was published once.

    `digest` covers fields and tags; `modified` is in seconds since 1970; `since` and `retired` are versions of the
    deck; `after` is the key of the note before it in its level; `question`, `answer` and `source` are the author's
    words, by which a reworded note is known again. Numbers of removed steps stay in `spent` and are never used again.
    `cards` are the ordinals of its cards, empty where an older ledger did not hold them; `changed` is what the author last
    said of a correction.
    """

    key: str
    guid: str
    digest: str
    modified: int
    kind: Kind
    level: str
    since: str
    retired: str = ""
    derived: bool = False
    after: str = ""
    source: str = ""
    question: str = ""
    answer: str = ""
    steps: tuple[PublishedStep, ...] = ()
    spent: tuple[int, ...] = ()
    cards: tuple[int, ...] = ()
    changed: str = ""


class PublishedLooks(NamedTuple):
    """The digest of a note type's templates and style, when they last changed, and the digest of its frozen schema."""

    digest: str
    modified: int
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that was published of a deck: its id, name and version, the names of its levels by id, and the notes by key.

    Older ledgers hold neither names nor version nor schemas; what they do not hold is empty.
    """

    deck: str = ""
    name: str = ""
    version: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Published] = field(default_factory=dict)
    looks: Mapping[Kind, PublishedLooks] = field(default_factory=dict)
