"""What vanished where something new stands now: it may be reworded beyond knowing again, so the author is asked."""

from collections.abc import Mapping, Sequence

from deckgen.compiler.likeness import likeness
from deckgen.types.draft import Identified, RenderedStep
from deckgen.types.ledger import Published, PublishedStep

_SPELLED_ALIKE = 0.75


def replaced_notes(notes: Sequence[Identified], vanished: Sequence[Published]) -> dict[str, Identified]:
    """Return, by the key of a note that vanished, the new one in its place.

    That is one without an id between the same notes, which cites the same passage; or a cell with the same answer in the same column,
    whose row has an id that is spelled much alike.
    """
    by_key = {note.key: note for note in notes}
    followers = {note.after: note for note in notes if note.after}
    live = [old for old in (*(note.before for note in notes if note.before), *vanished) if not old.retired]
    old_followers = {old.after: old.key for old in live if old.after}
    places = {
        (new.rendered.level, new.rendered.source, _key_before(by_key.get(new.after)), _key_before(followers.get(new.key))): new
        for new in notes
        if new.before is None and new.rendered.derived and new.rendered.source
    }
    found = {old.key: places.get((old.level, old.source, old.after, old_followers.get(old.key, ""))) for old in vanished}
    return {key: new for key, new in found.items() if new is not None} | _replaced_cells(notes, vanished)


def _replaced_cells(notes: Sequence[Identified], vanished: Sequence[Published]) -> dict[str, Identified]:
    cells = {(*_column(new.key), new.rendered.answer): new for new in notes if new.before is None and new.key.count("/") == 2}
    olds = [old for old in vanished if not old.retired and old.key.count("/") == 2]
    found = {old.key: cells.get((*_column(old.key), old.answer)) for old in olds}
    return {key: new for key, new in found.items() if new and likeness(key.split("/")[1], new.key.split("/")[1]) >= _SPELLED_ALIKE}


def _column(key: str) -> tuple[str, str]:
    """Return table and column of a cell."""
    table, _, column = key.split("/")
    return table, column


def _key_before(note: Identified | None) -> str | None:
    """Return the key under which a neighbour was published: nothing where there is none, None where it is new."""
    if note is None:
        return ""
    return note.before.key if note.before else None


def replaced_steps(
    steps: Sequence[RenderedStep], before: Sequence[PublishedStep], known: Mapping[int, PublishedStep]
) -> dict[str, RenderedStep]:
    """Return, by the id of a step that vanished, the new one without an id that stands alone between the same neighbours."""
    old_ids = ["", *(step.id for step in before), ""]
    ids = ["", *(known[index].id if index in known else None for index in range(len(steps))), ""]
    places = {(ids[at], ids[at + 2]): step for at, step in enumerate(steps) if at not in known and not step.id}
    found = {old: places.get((old_ids[at], old_ids[at + 2])) for at, old in enumerate(old_ids[1:-1])}
    return {old: step for old, step in found.items() if step is not None and all(k.id != old for k in known.values())}
