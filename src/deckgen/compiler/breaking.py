"""What of a new version no import can follow: renames, and changes of what Anki knows decks, notes and note types by."""

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.types.ledger import Ledger
from deckgen.types.note_type import NOTE_TYPES

_ADVICE = "Rename {old} to {new} in Anki first (the gear beside the deck > Rename); then all cards stay together."
_RENAME = "tell learners to rename {old} to {new} in Anki before they import; or put the old name back"


class Break(NamedTuple):
    """A breaking change: what changed, the harm to learners, how the author does it well, what the learner is to do.

    `level` is the id of the level concerned, if it is one.
    """

    check: str
    what: str
    harm: str
    remedy: str
    advice: str
    level: str = ""


def breaks(old: Ledger, new: Ledger) -> Iterator[Break]:
    """Yield what breaks between two versions of a deck; where the old one did not hold a name, nothing is said of it."""
    if old.deck and old.deck != new.deck:
        yield Break(
            "changed-id",
            f'the deck\'s id is "{new.deck}" and was "{old.deck}"',
            "every note has another identity, so learners get each card a second time, without its history",
            "put the id back: it names the deck for ever; another id is another deck, which learners study from the start",
            "This is another deck: study it from the start, or stay with yours.",
        )
    yield from _renames(old, new)
    for kind, looks in old.looks.items():
        if looks.schema and looks.schema != new.looks[kind].schema:
            advice = "Import once with *Merge note types* on and *Update notes: Always*; Anki then asks for a full sync."
            yield Break(
                "changed-schema",
                f'the note type "{NOTE_TYPES[kind].name}" has other fields or templates',
                "Anki updates no note that a learner has, and makes a second note type for new ones",
                "tell learners to import once with Merge note types and Update notes: Always; Anki then asks for a full sync",
                advice,
            )


def _renames(old: Ledger, new: Ledger) -> Iterator[Break]:
    if old.name and old.name != new.name:
        names = {"old": f'"{old.name}"', "new": f'"{new.name}"'}
        harm = f"learners keep their cards in {names['old']}, and new cards go to a second deck {names['new']}"
        yield Break(
            "renamed-deck",
            f"the deck {names['old']} is now {names['new']}",
            harm,
            _RENAME.format(**names),
            _ADVICE.format(**names),
        )
    for level, name in new.levels.items():
        before = old.levels.get(level, name)
        if before != name:
            names = {"old": f'"{new.name}::{before}"', "new": f'"{new.name}::{name}"'}
            harm = f"learners keep their cards in {names['old']}, and new cards go to a second deck {names['new']}"
            what = f'the level "{before}" is now "{name}"'
            yield Break("renamed-level", what, harm, _RENAME.format(**names), _ADVICE.format(**names), level)
