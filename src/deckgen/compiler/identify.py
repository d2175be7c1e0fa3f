"""Stage 4: drafts × ledger → who each note is.

A note is its key: the author's id or path of ids. An entry without an id is known again by its words; where these
changed, by likeness to what vanished (see likeness.py). A doubt is an error that shows the candidates, never a guess.
"""

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from deckgen.compiler.expand import derived_key, remembered
from deckgen.compiler.likeness import Traits, likeness, match
from deckgen.compiler.number_steps import number_steps
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.draft import Draft, Identified
from deckgen.types.ledger import Ledger, Published
from deckgen.types.node import Document

SURE_OF_NEW_ID = 0.75
"""An entry with an id that was never published is taken for a reworded one only when it is at least this like it."""


@dataclass(slots=True)
class Identities:
    """The notes of a deck with their keys, those that vanished from it, and what there is to say."""

    notes: list[Identified] = field(default_factory=list)
    vanished: list[Published] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


def identify(drafts: Sequence[Draft], deck_id: str, ledger: Ledger) -> Identities:
    """Give every draft its key and guid."""
    result = Identities()
    drafts = _without_duplicates(drafts, result)
    before = _bind(drafts, ledger, result)
    bound = {old.key for old in before.values()}
    result.vanished = [old for key, old in ledger.notes.items() if key not in bound]
    keys = _keys(drafts, before, result.vanished)
    guids = {old.guid for old in ledger.notes.values()}
    previous: dict[str, str] = {}
    for index, draft in enumerate(drafts):
        old = before.get(index)
        guid = old.guid if old else _new_guid(deck_id, keys[index], guids)
        note = Identified(draft, keys[index], guid, old, previous.get(draft.level, ""))
        if draft.steps:
            note.steps, note.spent = number_steps(draft, old, result.found)
        previous[draft.level] = note.key
        result.notes.append(note)
        _say_if_reworded(note, result)
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


def _position(draft: Draft) -> tuple[Document, int]:
    at = draft.common.id
    return draft.document, at.place if at else draft.place


def _refuse(draft: Draft, check: str, message: str, hint: str, result: Identities) -> None:
    document, place = _position(draft)
    result.found.append(Diagnostic(check, message, document.position(place), hint))


def _without_duplicates(drafts: Sequence[Draft], result: Identities) -> list[Draft]:
    """Drop drafts whose id another one has, with an error."""
    first: dict[str, Draft] = {}
    kept = []
    for draft in drafts:
        if not draft.derived and (other := first.setdefault(draft.key, draft)) is not draft:
            document, place = _position(other)
            _refuse(
                draft,
                "duplicate-id",
                f'the id "{draft.key}" is already taken',
                f"the other one is at {document.position(place)}",
                result,
            )
        else:
            kept.append(draft)
    return kept


def _bind(drafts: Sequence[Draft], ledger: Ledger, result: Identities) -> dict[int, Published]:
    """Return what was published of each draft, by the draft's index."""
    before: dict[int, Published] = {}
    if not ledger.notes:
        return before
    words = {(d.question, d.answer) for d in drafts if d.derived}
    for index, draft in enumerate(drafts):
        old = ledger.notes.get(draft.key)
        if draft.derived or old is None or old.kind is not draft.kind:
            continue
        if old.derived and (old.question, old.answer) in words and old.question != draft.question:
            continue  # an entry without id is that note; this id merely looks like the one derived for it
        before[index] = old
    _bind_by_words(drafts, ledger, before)
    _bind_by_proposal(drafts, ledger, before)
    _bind_by_likeness(drafts, ledger, before, result)
    return before


def _free(drafts: Sequence[Draft], ledger: Ledger, before: Mapping[int, Published]) -> tuple[list[int], list[Published]]:
    bound = {old.key for old in before.values()}
    return [i for i in range(len(drafts)) if i not in before], [old for key, old in ledger.notes.items() if key not in bound]


def _bind_by_words(drafts: Sequence[Draft], ledger: Ledger, before: dict[int, Published]) -> None:
    """Bind drafts whose question and answer, or else whose question alone, were published word for word."""
    for with_answer in (True, False):
        new, free = _free(drafts, ledger, before)
        by_words: dict[tuple[str, ...], list[Published]] = defaultdict(list)
        for old in sorted(free, key=lambda o: (bool(o.retired), o.key)):
            by_words[(old.kind, old.question, old.answer if with_answer else "")].append(old)
        wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index in new:
            draft = drafts[index]
            wanted[(draft.kind, draft.question, draft.answer if with_answer else "")].append(index)
        for words, indices in wanted.items():
            olds = by_words.get(words, [])
            if not words[1] or (not with_answer and (len(indices) > 1 or len(olds) != 1)):
                continue
            for index in sorted(indices, key=lambda i: all(o.key != drafts[i].key for o in olds)):
                if olds:
                    same_key = next((o for o in olds if o.key == drafts[index].key), olds[0])
                    olds.remove(same_key)
                    before[index] = same_key


def _bind_by_proposal(drafts: Sequence[Draft], ledger: Ledger, before: dict[int, Published]) -> None:
    """Bind drafts whose derived key is that of a published note that is free, if none but they propose it."""
    new, free = _free(drafts, ledger, before)
    by_key = {old.key: old for old in free if not old.retired}
    proposals: dict[str, list[int]] = defaultdict(list)
    for index in new:
        proposals[drafts[index].key].append(index)
    for key, indices in proposals.items():
        old = by_key.get(key)
        if old is None or len(indices) > 1 or not drafts[indices[0]].derived or old.kind is not drafts[indices[0]].kind:
            continue
        given = old.key != derived_key(old.question)  # by `deckgen rename`, or by earlier words
        if given or likeness(old.question, drafts[indices[0]].question) >= 0.5:
            before[indices[0]] = old


def _bind_by_likeness(drafts: Sequence[Draft], ledger: Ledger, before: dict[int, Published], result: Identities) -> None:
    """Bind drafts that are clearly a rewording of a note that vanished; refuse those that may be."""
    new, free = _free(drafts, ledger, before)
    olds = [old for old in free if not old.retired and (old.derived or any(drafts[i].derived for i in new))]
    if not new or not olds:
        return
    place = _places(drafts, new, olds, before)
    matches = match(
        [Traits(o.question, o.answer, o.source, o.level) for o in olds],
        [
            Traits(d.question, d.answer, remembered(d.common.source.value) if d.common.source else "", d.level)
            for d in (drafts[i] for i in new)
        ],
        place,
    )
    for n, o in matches.pairs.items():
        draft, old = drafts[new[n]], olds[o]
        if draft.kind is old.kind and (
            draft.derived or (old.derived and likeness(draft.question, old.question) >= SURE_OF_NEW_ID)
        ):
            before[new[n]] = old
    for n, candidates in matches.doubts.items():
        draft = drafts[new[n]]
        if draft.derived and draft.kind is olds[candidates[0]].kind:
            _refuse_doubt(draft, [olds[o] for o in candidates[:3]], result)


def _places(
    drafts: Sequence[Draft], new: Sequence[int], olds: Sequence[Published], before: Mapping[int, Published]
) -> Callable[[int, int, dict[int, int]], float]:
    """Return the function that says how surely a draft stands where a published note stood."""
    follower = {old.after: old.key for old in (*olds, *before.values()) if old.after}

    def key_at(index: int, level: str, pairs: Mapping[int, int]) -> str | None:
        if not 0 <= index < len(drafts) or drafts[index].level != level:
            return ""
        if index in before:
            return before[index].key
        n = numbers.get(index, -1)
        return olds[pairs[n]].key if n in pairs else None

    numbers = {index: n for n, index in enumerate(new)}

    def place(n: int, o: int, pairs: Mapping[int, int]) -> float:
        old, index = olds[o], new[n]
        if drafts[index].level != old.level:
            return 0.0
        same_before = key_at(index - 1, old.level, pairs) == old.after
        same_after = key_at(index + 1, old.level, pairs) == follower.get(old.key, "")
        return 1.0 if same_before or same_after else 0.3

    return place


def _refuse_doubt(draft: Draft, candidates: Iterable[Published], result: Identities) -> None:
    olds = list(candidates)
    shown = "; ".join(f'"{old.question}" (id: {old.key})' for old in olds)
    hint = (
        f"it may be {shown}. If it is, write `id: {olds[0].key}` here, or run `deckgen rename {olds[0].key} {draft.key}`; "
        "if it is a new card, give it a new id"
    )
    _refuse(draft, "ambiguous-rewording", f'"{draft.question}" may be the rewording of a published card', hint, result)


def _keys(drafts: Sequence[Draft], before: Mapping[int, Published], vanished: Iterable[Published]) -> list[str]:
    """Return the key of each draft: the author's id, else the published one, else one that is like no other."""
    taken = {old.key for old in vanished} | {d.key for d in drafts if not d.derived}
    keys: dict[int, str] = {i: d.key for i, d in enumerate(drafts) if not d.derived}
    for index, old in before.items():
        if index not in keys and old.key not in taken:
            keys[index] = old.key
            taken.add(old.key)
    last: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        if index not in keys:
            key, number = draft.key, last.get(draft.key, 1)
            while key in taken:
                number += 1
                key = f"{draft.key}-{number}"
            last[draft.key] = number
            keys[index] = key
            taken.add(key)
    return [keys[index] for index in range(len(drafts))]


def _say_if_reworded(note: Identified, result: Identities) -> None:
    old, draft = note.before, note.draft
    if old is None or not draft.derived or not old.question or old.question == draft.question:
        return
    document, place = _position(draft)
    message = f'the published card "{old.question}" is now "{draft.question}"; its reviews are kept (id: {note.key})'
    hint = "if this is another card, give it a new id"
    result.found.append(Diagnostic("reworded", message, document.position(place), hint, Severity.INFO))
