"""Stage 5: rendered notes × ledger → who each note is.

A note is its key: the author's id or path of ids. An entry without an id is known again by its words; where these
changed, by likeness to what vanished (see likeness.py). A doubt is an error that shows the candidates, never a guess.
"""

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from deckgen.compiler.cloze_numbers import reused_numbers
from deckgen.compiler.expand import derived_key, without_cloze_marks
from deckgen.compiler.likeness import Traits, likeness, match
from deckgen.compiler.number_steps import number_steps
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.draft import Identified, Rendered
from deckgen.types.ledger import Ledger, Published
from deckgen.types.note_type import Kind

SURE_OF_NEW_ID = 0.75
"""An entry with an id that was never published is taken for a reworded one only when it is at least this like it."""


@dataclass(slots=True)
class Identities:
    """The notes of a deck with their keys, those that vanished from it, and what there is to say."""

    notes: list[Identified] = field(default_factory=list)
    vanished: list[Published] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


def identify(notes: Sequence[Rendered], deck_id: str, ledger: Ledger) -> Identities:
    """Give every note its key and guid."""
    result = Identities()
    notes = _without_duplicates(notes, result)
    before = _bind(notes, ledger, result)
    bound = {old.key for old in before.values()}
    result.vanished = [old for key, old in ledger.notes.items() if key not in bound]
    keys = _keys(notes, before, result.vanished)
    guids = {old.guid for old in ledger.notes.values()}
    previous: dict[str, str] = {}
    for index, note in enumerate(notes):
        old = before.get(index)
        guid = old.guid if old else _new_guid(deck_id, keys[index], guids)
        known = Identified(note, keys[index], guid, old, previous.get(note.level, ""))
        if note.steps:
            known.steps, known.spent = number_steps(note, old, result.found)
        previous[note.level] = known.key
        result.notes.append(known)
        if old is not None:
            _say_if_reworded(note, old, result)
            _say_if_numbers_are_reused(note, old, result)
    _say_if_ids_changed_hands(result)
    return result


def guid_for(deck_id: str, key: str, salt: int = 0) -> str:
    """Return a note's guid: 16 characters of base64url over the deck's id and the key."""
    name = f"{deck_id}\x1f{key}" + (f"\x1f{salt}" if salt else "")
    return urlsafe_b64encode(sha256(name.encode()).digest()[:12]).decode()


def _new_guid(deck_id: str, key: str, taken: set[str]) -> str:
    """Return a guid that no note of the deck has ever had; a key may have been renamed and used again."""
    salt = 0
    while (guid := guid_for(deck_id, key, salt)) in taken:
        salt += 1
    taken.add(guid)
    return guid


def _refuse(note: Rendered, check: str, message: str, hint: str, result: Identities) -> None:
    result.found.append(Diagnostic(check, message, note.locate(), hint))


def _without_duplicates(notes: Sequence[Rendered], result: Identities) -> list[Rendered]:
    """Drop notes whose id another one has, with an error."""
    first: dict[str, Rendered] = {}
    kept = []
    for note in notes:
        if not note.derived and (other := first.setdefault(note.key, note)) is not note:
            _refuse(
                note, "id-stability", f'the id "{note.key}" is already taken', f"the other one is at {other.locate()}", result
            )
        else:
            kept.append(note)
    return kept


def _bind(notes: Sequence[Rendered], ledger: Ledger, result: Identities) -> dict[int, Published]:
    """Return what was published of each note, by the note's index."""
    before: dict[int, Published] = {}
    if not ledger.notes:
        return before
    words = {(d.question, d.answer) for d in notes if d.derived}
    for index, note in enumerate(notes):
        old = ledger.notes.get(note.key)
        if note.derived or old is None:
            continue
        if old.kind is not note.kind:
            message = f'"{note.key}" was published as a {old.kind} note, and a note cannot become a {note.kind} note'
            _refuse(note, "kind-changed", message, "give it a new id: the published note is then retired", result)
            continue
        if old.derived and (old.question, old.answer) in words and old.question != note.question:
            continue  # an entry without id is that note; this id merely looks like the one derived for it
        before[index] = old
    _bind_by_words(notes, ledger, before)
    _bind_by_tombstones(notes, ledger, before)
    _bind_by_proposal(notes, ledger, before)
    _bind_by_likeness(notes, ledger, before, result)
    return before


def _free(notes: Sequence[Rendered], ledger: Ledger, before: Mapping[int, Published]) -> tuple[list[int], list[Published]]:
    bound = {old.key for old in before.values()}
    return [i for i in range(len(notes)) if i not in before], [old for key, old in ledger.notes.items() if key not in bound]


def _bind_by_words(notes: Sequence[Rendered], ledger: Ledger, before: dict[int, Published]) -> None:
    """Bind notes whose question and answer, or else whose question alone, were published word for word."""
    for with_answer in (True, False):
        new, free = _free(notes, ledger, before)
        by_words: dict[tuple[str, ...], list[Published]] = defaultdict(list)
        for old in sorted(free, key=lambda o: (bool(o.retired), o.key)):
            by_words[(old.kind, old.question, old.answer if with_answer else "")].append(old)
        wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index in new:
            note = notes[index]
            wanted[(note.kind, note.question, note.answer if with_answer else "")].append(index)
        for words, indices in wanted.items():
            olds = by_words.get(words, [])
            if not words[1] or (not with_answer and (len(indices) > 1 or len(olds) != 1)):
                continue
            for index in sorted(indices, key=lambda i: all(o.key != notes[i].key for o in olds)):
                if olds:
                    same_key = next((o for o in olds if o.key == notes[index].key), olds[0])
                    olds.remove(same_key)
                    before[index] = same_key


def _bind_by_tombstones(notes: Sequence[Rendered], ledger: Ledger, before: dict[int, Published]) -> None:
    """Bind clozes that come back to retired ones whose deletions are not known: a ledger made from packages has them so."""
    retired = (old for old in ledger.notes.values() if old.retired and old.kind is Kind.CLOZE and not old.steps)
    buried = {old.question: old for old in retired if without_cloze_marks(old.question) == old.question}
    if not buried:
        return
    bound = {old.key for old in before.values()}
    for index, note in enumerate(notes):
        if index not in before and note.kind is Kind.CLOZE and not note.steps:
            old = buried.pop(without_cloze_marks(note.question), None)
            if old is not None and old.key not in bound:
                before[index] = old._replace(question=note.question)


def _bind_by_proposal(notes: Sequence[Rendered], ledger: Ledger, before: dict[int, Published]) -> None:
    """Bind notes whose derived key is that of a published note that is free, if none but they propose it.

    A retired note needs more than the key, which is its first words; the key of a cell, its row and its column, is enough.
    """
    new, free = _free(notes, ledger, before)
    by_key = {old.key: old for old in free if not old.retired or "/" in old.key}
    proposals: dict[str, list[int]] = defaultdict(list)
    for index in new:
        proposals[notes[index].key].append(index)
    for key, indices in proposals.items():
        old = by_key.get(key)
        if old is None or len(indices) > 1 or not notes[indices[0]].derived or old.kind is not notes[indices[0]].kind:
            continue
        given = old.key != derived_key(old.question)  # by `deckgen rename`, or by earlier words
        if given or likeness(old.question, notes[indices[0]].question) >= 0.5:
            before[indices[0]] = old


def _bind_by_likeness(notes: Sequence[Rendered], ledger: Ledger, before: dict[int, Published], result: Identities) -> None:
    """Bind notes that are clearly a rewording of a note that vanished; refuse those that may be."""
    new, free = _free(notes, ledger, before)
    olds = [old for old in free if not old.retired and (old.derived or any(notes[i].derived for i in new))]
    if not new or not olds:
        return
    place = _places(notes, new, olds, before)
    matches = match(
        [Traits(o.question, o.answer, o.source) for o in olds],
        [Traits(d.question, d.answer, d.source) for d in (notes[i] for i in new)],
        place,
    )
    for n, o in matches.pairs.items():
        note, old = notes[new[n]], olds[o]
        if note.kind is old.kind and (note.derived or (old.derived and likeness(note.question, old.question) >= SURE_OF_NEW_ID)):
            before[new[n]] = old
    for n, candidates in matches.doubts.items():
        note = notes[new[n]]
        if note.derived and note.kind is olds[candidates[0]].kind:
            _refuse_doubt(note, [olds[o] for o in candidates[:3]], result)


def _places(
    notes: Sequence[Rendered], new: Sequence[int], olds: Sequence[Published], before: Mapping[int, Published]
) -> Callable[[int, int, dict[int, int]], float]:
    """Return the function that says how surely a note stands where a published note stood."""
    follower = {old.after: old.key for old in (*olds, *before.values()) if old.after}

    def key_at(index: int, level: str, pairs: Mapping[int, int]) -> str | None:
        if not 0 <= index < len(notes) or notes[index].level != level:
            return ""
        if index in before:
            return before[index].key
        n = numbers.get(index, -1)
        return olds[pairs[n]].key if n in pairs else None

    numbers = {index: n for n, index in enumerate(new)}

    def place(n: int, o: int, pairs: Mapping[int, int]) -> float:
        old, index = olds[o], new[n]
        if notes[index].level != old.level:
            return 0.0
        same_before = key_at(index - 1, old.level, pairs) == old.after
        same_after = key_at(index + 1, old.level, pairs) == follower.get(old.key, "")
        return 1.0 if same_before or same_after else 0.3

    return place


def _refuse_doubt(note: Rendered, candidates: Iterable[Published], result: Identities) -> None:
    olds = list(candidates)
    shown = "; ".join(f'"{old.question}" (id: {old.key})' for old in olds)
    hint = f"it may be {shown}. If it is, {way_to_keep(olds[0].key, note.key)}; if it is a new card, give it a new id"
    _refuse(note, "ambiguous-rewording", f'"{note.question}" may be the rewording of a published card', hint, result)


def way_to_keep(key: str, new: str) -> str:
    """Return what an author does so that an entry, proposed as `new`, is the note that was published under a key."""
    way = f"run `deckgen rename {key} {new}`"
    return way if "/" in key else f"write `id: {key}` here, or {way}"  # the path of a table's cell is no id


def _keys(notes: Sequence[Rendered], before: Mapping[int, Published], vanished: Iterable[Published]) -> list[str]:
    """Return the key of each note: the author's id, else the published one, else one that is like no other."""
    taken = {old.key for old in vanished} | {d.key for d in notes if not d.derived}
    keys: dict[int, str] = {i: d.key for i, d in enumerate(notes) if not d.derived}
    for index, old in before.items():
        if index not in keys and old.key not in taken:
            keys[index] = old.key
            taken.add(old.key)
    last: dict[str, int] = {}
    for index, note in enumerate(notes):
        if index not in keys:
            key, number = note.key, last.get(note.key, 1)
            while key in taken:
                number += 1
                key = f"{note.key}-{number}"
            last[note.key] = number
            keys[index] = key
            taken.add(key)
    return [keys[index] for index in range(len(notes))]


def _say_if_reworded(note: Rendered, old: Published, result: Identities) -> None:
    """Say which published card a note was taken for, where its id, or neither that nor its words, is that of the card."""
    if note.question == old.question and not note.derived and not old.derived and note.key != old.key:
        message = f'the published card "{old.question}" (id: {old.key}) now has the id {note.key}; its reviews are kept'
        result.found.append(Diagnostic("reworded", message, note.locate(), "", Severity.INFO))
    if (note.derived or note.key != old.key) and old.question and old.question != note.question:
        message = f'the published card "{old.question}" is now "{note.question}"; its reviews are kept (id: {old.key})'
        hint = "if this is another card, put the ledger back (git checkout cards.lock), build once without the card, and then put it in"
        result.found.append(Diagnostic("reworded", message, note.locate(), hint, Severity.INFO))


def _say_if_ids_changed_hands(result: Identities) -> None:
    """Warn of ids that name now, word for word, what another id named, which names something else, too: reviews follow the id."""
    changed = [known for known in result.notes if known.before and known.before.question != known.rendered.question]
    had = {(known.before.question, known.before.answer): known for known in changed if known.before}
    for known in changed:
        note = known.rendered
        other = had.get((note.question, note.answer))
        if other is not None and not note.derived and known.before and known.before.guid != other.guid:
            message = f'the id "{known.key}" names now what "{other.key}" named: its reviews go to another card'
            hint = "give the ids back to the cards that had them; where both cards are to begin anew, give them new ids"
            result.found.append(Diagnostic("id-stability", message, note.locate(), hint, Severity.WARNING))


def _say_if_numbers_are_reused(note: Rendered, old: Published, result: Identities) -> None:
    """Warn where a number of a cloze was given to another fact: its card would keep the reviews of the first one."""
    if note.steps or old.steps:
        return
    for reuse in reused_numbers(old.question, note.question):
        hint = "give it back the number that it had" if reuse.known else "give the new deletion a number of its own"
        at = note.document.position(note.entry.places.question)
        result.found.append(Diagnostic("cloze-reused", str(reuse), at, f"{hint}: c{reuse.right}", Severity.WARNING))
