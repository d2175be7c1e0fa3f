"""Predicts what Anki does with a new version of a deck in the collection of somebody who has an older one.

Anki knows a note by its guid, and takes over one that is newer than the learner's: all of its fields and tags. It never
moves a card, never deletes one, and touches no schedule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from deckgen.compiler.breaking import breaks
from deckgen.types.ledger import Ledger, Published
from deckgen.types.plan import Move, Plan, Rehearsal, Verdict


def predict(old: Ledger, new: Ledger) -> Plan:
    """Return the plan for a learner of the old version, who also has what was retired before."""
    before = {note.guid: note for note in old.notes.values()}
    after = {note.guid: note for note in new.notes.values() if not note.retired}
    pairs = [(before[guid], note) for guid, note in after.items() if guid in before]
    updated = [(was, now) for was, now in pairs if now.modified > was.modified]
    plan = Plan(
        tuple(sorted(note.key for guid, note in after.items() if guid not in before)),
        tuple(sorted(now.key for _, now in updated)),
        len(pairs) - len(updated),
        _moves((Move(now.key, was.level, now.level) for was, now in updated), old, new),
        tuple(sorted(was.key for guid, was in before.items() if guid not in after and not was.retired)),
        lost(before, after),
    )
    return judged(plan, old, new)


def observed(rehearsal: Rehearsal, old: Ledger, new: Ledger) -> Plan:
    """Return the plan that a rehearsal bears out.

    Its learner has a retired note without its cards; that those of others do not follow it to another level is added.
    """
    was = {note.guid: note.key for note in old.notes.values()}
    now = {note.guid: note.key for note in new.notes.values()}

    def keys(guids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(sorted(names.get(guid, guid) for guid in guids))

    retired = {note.guid: note.level for note in old.notes.values() if note.retired}
    back = {
        note.guid: (retired[note.guid], note.level)
        for note in new.notes.values()
        if note.guid in rehearsal.updated and note.guid in retired
    }
    plan = Plan(
        keys(rehearsal.new, now),
        keys(rehearsal.updated, now),
        len(rehearsal.untouched),
        _moves((Move(now[guid], *levels) for guid, levels in {**rehearsal.moved, **back}.items()), old, new),
        keys(rehearsal.retired, was),
        keys(rehearsal.lost, was),
        engine=rehearsal.engine,
    )
    return judged(plan, old, new)


def _moves(moves: Iterable[Move], old: Ledger, new: Ledger) -> tuple[Move, ...]:
    """Return those of the moves that lead to another deck: a level that has another id alone is the deck that it was.

    The level of a retired note is not known where it is not in the package that is compared with.
    """

    def is_one(move: Move) -> bool:
        same_deck = old.levels.get(move.origin, move.origin) == new.levels.get(move.target, move.target)
        return move.origin not in ("", move.target) and not same_deck

    return tuple(sorted(move for move in moves if is_one(move)))


def lost(before: dict[str, Published], after: dict[str, Published]) -> tuple[str, ...]:
    """Return the keys of notes that come a second time under another guid: their reviews stay with the first."""
    guids = {note.key: guid for guid, note in after.items()}
    return tuple(sorted(was.key for guid, was in before.items() if not was.retired and guids.get(was.key, guid) != guid))


def judged(plan: Plan, old: Ledger, new: Ledger) -> Plan:
    """Return the plan with the verdict on the version number.

    Patch: wording. Minor: new or retired cards, those that a note gains or loses included. Major: a rename, another schema, or lost progress.
    """
    if plan.lost or any(breaks(old, new)):
        verdict = Verdict.MAJOR
    elif plan.new or plan.retired or new_cards(plan, old, new) or blank_cards(plan, old, new):
        verdict = Verdict.MINOR
    elif plan.updated or any(looks.modified > old.looks[kind].modified for kind, looks in new.looks.items() if kind in old.looks):
        verdict = Verdict.PATCH
    else:
        verdict = Verdict.NONE
    return replace(plan, verdict=verdict)


def new_cards(plan: Plan, old: Ledger, new: Ledger) -> dict[str, int]:
    """Return how many cards each updated note gains, by key: an added reverse or step, or a note that is back."""
    before = {note.guid: note for note in old.notes.values()}
    gains = {}
    for key in plan.updated:
        note = new.notes[key]
        was = before[note.guid]
        known = () if was.retired else was.cards or note.cards
        if gain := len(set(note.cards) - set(known)):
            gains[key] = gain
    return gains


def blank_cards(plan: Plan, old: Ledger, new: Ledger) -> dict[str, int]:
    """Return how many cards of each updated note ask nothing any more, by key: they stay, blank, with their history."""
    before = {note.guid: note for note in old.notes.values()}
    blanks = {}
    for key in plan.updated:
        note = new.notes[key]
        if blank := len(set(before[note.guid].cards) - set(note.cards)):
            blanks[key] = blank
    return blanks


def missed(old: Ledger, new: Ledger) -> tuple[str, ...]:
    """Return the keys of notes that changed and that no import takes over, since another ledger or clock stamped them no later.

    `new` is worded as `old` is: where that was a package, the words are what can be compared.
    """
    before = {note.guid: note for note in old.notes.values()}
    pairs = ((before[note.guid], note) for note in new.notes.values() if note.guid in before)
    return tuple(now.key for was, now in pairs if now.modified <= was.modified and _differ(was, now))


def _differ(was: Published, now: Published) -> bool:
    if was.retired or now.retired:
        return bool(was.retired) != bool(now.retired)
    if was.digest:
        return was.digest != now.digest
    return (was.question, was.answer, was.level) != (now.question, now.answer, now.level)


def forgotten(plan: Plan, old: Ledger, new: Ledger) -> frozenset[str]:
    """Return the keys of retired notes that the new ledger does not know, so that no update package brings them."""
    known = {note.guid for note in new.notes.values()}
    return frozenset(key for key in plan.retired if key in old.notes and old.notes[key].guid not in known)


def deserved_version(version: str, verdict: Verdict) -> str:
    """Return the version that follows one of three numbers; nothing where there is none, or it has another form."""
    parts = version.split(".")
    if verdict is Verdict.NONE or len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    major, minor, patch = map(int, parts)
    if verdict is Verdict.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if verdict is Verdict.MINOR else f"{major}.{minor}.{patch + 1}"


def is_raised(version: str, deserved: str) -> bool:
    """Say whether a version is at least the deserved one; one of another form is the author's own affair."""
    if not deserved:
        return True
    parts = version.split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return True
    return tuple(map(int, parts)) >= tuple(map(int, deserved.split(".")))
