"""Tries an import out: the only code that imports Anki's engine.

A throw-away collection gets the old version, is studied for some days with FSRS on, and is written in and tagged as
learners do; then it gets the new version with the options that the import dialog shows first. Every card is compared in
every column, and every review. What the engine did is returned; nothing is predicted here.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from deckgen.types.error import DeckgenError
from deckgen.types.plan import Rehearsal

DAY = 86_400
STUDIED = 1200
"""So many cards are answered at most; in a larger deck the rest stays new, which costs a quarter of the time."""
_LEVEL = re.compile(r"(?<= )(\S+)::level::([a-z0-9-]{2,64})(?= )")
_ANSWERS = ((3,), (4,), (1, 3), (2,), ())
"""How cards are answered on the first day, in turn."""

Row = tuple[Any, ...]


def engine_name() -> str:
    """Return the name of the engine that is installed, such as `anki 26.9.3`; nothing where there is none."""
    if find_spec("anki") is None:
        return ""
    try:
        return f"anki {version('anki')}"
    except PackageNotFoundError:
        return "anki"


def rehearse(old: Path, new: Path, update: Path | None, tag_root: str) -> Rehearsal:
    """Import an old package, study it, import the new one, and the one with retired notes where there is one.

    `tag_root` is the tag under which the deck names the levels of its notes.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "collection.anki2")
        with _opened(path) as col:
            _import(col, old)
            _study(col)
            _let_pass(col, 3)
        with _opened(path) as col:
            _review(col)
            _let_pass(col, 11)
        with _opened(path) as col:
            _review(col)
            _make_own(col)
            before = _Snapshot(col)
            log = _import(col, new)
            after = _Snapshot(col)
            if update is not None:
                _import(col, update)
            return _compare(before, after, _Snapshot(col), log, tag_root)


class _Snapshot:
    """Whole rows, as they are now: notes by guid, cards by guid and ordinal, reviews by card."""

    def __init__(self, col: Any) -> None:
        self.notes: dict[str, Row] = {
            row[0]: tuple(row) for row in col.db.execute("select guid, mid, mod, tags, flds from notes")
        }
        self.tags = {guid: row[3] for guid, row in self.notes.items()}
        self.keys = {guid: row[4].partition("\x1f")[0] for guid, row in self.notes.items()}
        rows = col.db.execute("select n.guid, c.* from cards c join notes n on n.id = c.nid")
        self.cards: dict[tuple[str, int], Row] = {(guid, row[3]): tuple(row) for guid, *row in rows}
        self.reviews = set(map(tuple, col.db.execute("select * from revlog")))


def _compare(before: _Snapshot, after: _Snapshot, last: _Snapshot, log: dict[str, frozenset[str]], tag_root: str) -> Rehearsal:
    brought = log["updated"] | log["duplicate"] | log["conflicting"]
    gone = frozenset(guid for guid in before.notes.keys() - brought if "::retired " not in before.tags[guid])
    return Rehearsal(
        engine_name(),
        log["new"],
        log["updated"],
        frozenset(guid for guid in log["duplicate"] if before.notes[guid] == after.notes[guid]),
        gone,
        dict(_moved(before, after, log["updated"], tag_root)),
        frozenset(_lost(before, last)) | _twice(before, after, log["new"], gone),
    )


def _moved(before: _Snapshot, after: _Snapshot, updated: Iterable[str], tag_root: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the notes whose tags name another level than before, with both."""

    def level(tags: str) -> str:
        found = dict(reversed(_LEVEL.findall(tags)))
        return found.get(tag_root) or next(iter(found.values()), "")

    for guid in updated:
        levels = level(before.tags[guid]), level(after.tags[guid])
        if all(levels) and levels[0] != levels[1]:
            yield guid, levels


def _lost(before: _Snapshot, last: _Snapshot) -> Iterator[str]:
    """Yield the notes of which a card or a review is gone, or is not in every column as it was."""
    owners = {row[0]: guid for (guid, _), row in before.cards.items()}
    yield from (guid for guid, ordinal in before.cards if last.cards.get((guid, ordinal)) != before.cards[guid, ordinal])
    yield from (owners[review[1]] for review in before.reviews - last.reviews)


def _twice(before: _Snapshot, after: _Snapshot, new: Iterable[str], gone: Iterable[str]) -> frozenset[str]:
    """Return the notes that came a second time: their key is that of a new one."""
    keys = {after.keys[guid] for guid in new}
    return frozenset(guid for guid in gone if before.keys[guid] in keys)


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    try:
        from anki.collection import Collection
        from anki.errors import DBError
    except ImportError as fault:
        raise DeckgenError(f"the anki package cannot be imported: {fault}", hint="--no-engine predicts without it") from None

    col: Any = Collection(path)
    try:
        with suppress(DBError):  # some versions open with a transaction, in which this cannot be set
            col.db.execute("pragma synchronous = off")  # the collection is thrown away: the disk need not keep up
        if not col.v3_scheduler():
            col.set_v3_scheduler(True)
        col.set_config("fsrs", True)
        yield col
    finally:
        col.close()


def _import(col: Any, package: Path) -> dict[str, frozenset[str]]:
    """Import a package with the options that the dialog shows first; return guids by what became of the notes."""
    from anki import import_export_pb2 as pb

    if hasattr(pb, "ImportAnkiPackageOptions"):
        options = pb.ImportAnkiPackageOptions()
        log = col.import_anki_package(pb.ImportAnkiPackageRequest(package_path=str(package), options=options)).log
    else:
        log = col.import_anki_package(str(package)).log
    guids = dict(col.db.execute("select id, guid from notes"))
    kinds = ("new", "updated", "duplicate", "conflicting")
    return {kind: frozenset(guids[entry.id.nid] for entry in getattr(log, kind)) for kind in kinds}


def _study(col: Any) -> None:
    """Answer the cards on the first day, some well, some badly, some not at all."""
    cards = col.db.list("select id from cards order by due, ord, id")
    for number, card in enumerate(cards[:: 1 + len(cards) // STUDIED]):
        for ease in _ANSWERS[number % len(_ANSWERS)]:
            _answer(col, card, ease)


def _review(col: Any) -> None:
    """Answer what is due on a later day."""
    due = col.db.list("select id from cards where queue = 2 and due <= ? order by id", col.sched.today)
    for number, card in enumerate(due):
        _answer(col, card, (3, 3, 1)[number % 3])


def _answer(col: Any, card_id: int, ease: int) -> None:
    card = col.get_card(card_id)
    card.start_timer()
    col.sched.answerCard(card, ease)


def _let_pass(col: Any, days: int) -> None:
    """Let days pass, from the next opening on: everything in the collection was that much earlier."""
    col.db.execute("update col set crt = crt - ?", days * DAY)
    col.db.execute("update revlog set id = id - ?", days * DAY * 1000)
    col.db.execute("update cards set due = due - ? where queue = 1", days * DAY)
    rows = [(json.loads(data), card) for card, data in col.db.execute("select id, data from cards where data like '%lrt%'")]
    moved = [(json.dumps(data | {"lrt": data["lrt"] - days * DAY}), card) for data, card in rows]
    col.db.executemany("update cards set data = ? where id = ?", moved)


def _make_own(col: Any) -> None:
    """Write into notes, tag, flag and suspend as learners do, all of it before the author's next version."""
    notes = col.db.execute("select id, mod from notes order by id")
    for number, (nid, modified) in enumerate(notes[:STUDIED]):
        if number % 3 == 0:
            note = col.get_note(nid)
            note[note.keys()[-1]] = "my own words"
            note.tags.append("mine")
            col.update_note(note)
            col.db.execute("update notes set mod = ? where id = ?", modified, nid)
    cards = col.db.list("select id from cards order by id limit ?", STUDIED)
    col.set_user_flag_for_cards(3, cards[::4])
    col.sched.suspend_cards(cards[::5])
