"""The proof can fail: each fault that would break the promise, or let the plan be silent, is planted; the proof must find it."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

import pytest

from deckgen.compiler import identify as identities
from deckgen.compiler import pipeline, stamp
from deckgen.package import places, tables
from deckgen.plan import predict, recover, words
from deckgen.types.plan import Plan

from .machine import Story
from .telling import tell

Plant = Callable[[pytest.MonkeyPatch], None]


def guid_from_text(patch: pytest.MonkeyPatch) -> None:
    """Take a note for what it asks."""
    real = pipeline.identify

    def identify(notes, deck_id, ledger):
        result = real(notes, deck_id, ledger)
        for known in result.notes:
            known.guid = identities.guid_for(deck_id, known.rendered.question)
        return result

    patch.setattr(pipeline, "identify", identify)


def guid_from_place(patch: pytest.MonkeyPatch) -> None:
    """Take a note for where it stands."""
    real = pipeline.identify

    def identify(notes, deck_id, ledger):
        result = real(notes, deck_id, ledger)
        for known in result.notes:
            known.guid = identities.guid_for(deck_id, f"{known.rendered.level}/{known.key}")
        return result

    patch.setattr(pipeline, "identify", identify)


def stamped(patch: pytest.MonkeyPatch, change: Callable) -> None:
    """Let a function of note, record and clock have the last word on a record."""
    real = pipeline.stamp

    def stamp(note, content, *rest):
        return change(note, real(note, content, *rest), rest[-1])

    patch.setattr(pipeline, "stamp", stamp)


def everything_modified_now(patch: pytest.MonkeyPatch) -> None:
    """Stamp every note with every build."""
    stamped(patch, lambda note, record, clock: record._replace(modified=clock.now))


def no_bump_on_edit(patch: pytest.MonkeyPatch) -> None:
    """Leave an edited note the time of its first publication."""
    stamped(
        patch,
        lambda note, record, clock: record._replace(modified=note.before.modified if note.before else record.modified),
    )


def key_in_digest(patch: pytest.MonkeyPatch) -> None:
    """Touch a note by naming it."""
    real = pipeline.stamp
    patch.setattr(pipeline, "stamp", lambda note, content, *rest: real(note, note.key + content, *rest))


def tags_not_in_digest(patch: pytest.MonkeyPatch) -> None:
    """Take a change of tags for no change."""
    real = pipeline.stamp

    def without_tags(note, content, *rest):
        parts = content.split("\x1f")
        return real(note, "\x1f".join(parts[: len(parts) - len(note.rendered.tags)]), *rest)

    patch.setattr(pipeline, "stamp", without_tags)


def clock_alone(patch: pytest.MonkeyPatch) -> None:
    """Stamp a change by the clock, wherever it stands."""
    patch.setattr(stamp.Clock, "after", lambda clock, last: clock.now)


def steps_by_position(patch: pytest.MonkeyPatch) -> None:
    """Count steps as they stand."""
    real = identities.number_steps

    def number_steps(note, old, found):
        steps, spent = real(note, old, found)
        return tuple(step._replace(number=number) for number, step in enumerate(steps, 1)), spent

    patch.setattr(identities, "number_steps", number_steps)


def numbers_used_again(patch: pytest.MonkeyPatch) -> None:
    """Give a new step the number of one that is gone."""
    real = identities.number_steps

    def number_steps(note, old, found):
        kept = {step.words for step in note.steps} | {step.id for step in note.steps}
        steps = tuple(step for step in old.steps if step.text in kept or step.id in kept) if old else ()
        return real(note, old._replace(spent=(), steps=steps) if old else None, found)

    patch.setattr(identities, "number_steps", number_steps)


def due_0(patch: pytest.MonkeyPatch) -> None:
    """Give new cards no order."""
    real = pipeline.Note
    patch.setattr(pipeline, "Note", lambda *values: real(*values)._replace(order=0))


def retired_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Keep in the ledger only what is in the source."""
    patch.setattr(pipeline, "retire", lambda vanished, version, clock, tally: [])


def ledger_not_saved(patch: pytest.MonkeyPatch) -> None:
    """Make every build a first publication."""
    real = places.staged
    patch.setattr(places, "staged", lambda out, ledger, lines, without: real(out, None, lines, without))


def silent_guess(patch: pytest.MonkeyPatch) -> None:
    """Take what is like a card for it, and tell nobody."""
    patch.setattr(identities, "_say_if_reworded", lambda note, old, result: None)


def card_ids_by_place(patch: pytest.MonkeyPatch) -> None:
    """Let a card's id hang on how many cards stand before it."""
    patch.setattr(tables, "_card_id", lambda ids, note, ordinal: ids[1 + note.cards.index(ordinal)])


def planned(patch: pytest.MonkeyPatch, change: Callable[[Plan], Plan]) -> None:
    """Let a function have the last word on a plan."""
    real = predict.predict
    patch.setattr(predict, "predict", lambda old, new: change(real(old, new)))


def plan_forgets_moves(patch: pytest.MonkeyPatch) -> None:
    """Say nothing of cards that stay in the deck of their old level."""
    planned(patch, lambda plan: replace(plan, moved=()))


def plan_takes_updates_for_untouched(patch: pytest.MonkeyPatch) -> None:
    """Count a note that is updated as one that stays as it is."""
    planned(patch, lambda plan: replace(plan, updated=plan.updated[1:], untouched=plan.untouched + bool(plan.updated)))


def plan_forgets_what_is_missed(patch: pytest.MonkeyPatch) -> None:
    """Say nothing of notes that changed and are not newer."""
    patch.setattr(words, "missed", lambda old, new: ())


def plan_forgets_what_is_back(patch: pytest.MonkeyPatch) -> None:
    """Say nothing of the cards of a note that is back in another level."""
    real = predict.predict

    def without(old, new):
        retired = {note.guid for note in old.notes.values() if note.retired}
        plan = real(old, new)
        return replace(plan, moved=tuple(move for move in plan.moved if new.notes[move.key].guid not in retired))

    patch.setattr(predict, "predict", without)


def recover_forgets_the_retired(patch: pytest.MonkeyPatch) -> None:
    """Make a ledger again without what the update package retires."""
    real = recover.recovered

    def recovered(*arguments):
        again = real(*arguments)
        return replace(again, notes={key: note for key, note in again.notes.items() if not note.retired})

    patch.setattr(recover, "recovered", recovered)


FAULTS: dict[Plant, str] = {
    guid_from_text: "was to be",
    everything_modified_now: "left alone is untouched|was to be duplicate",
    steps_by_position: "asked for",
    due_0: "author's order",
    guid_from_place: "was to be",
    no_bump_on_edit: "was to be updated, and was duplicate",
    key_in_digest: "was to be duplicate, and was updated",
    tags_not_in_digest: "was to be updated, and was duplicate|every edit arrives",
    clock_alone: "was to be updated, and was duplicate|every edit arrives",
    numbers_used_again: "asked for",
    retired_forgotten: "was to be|asked for",
    ledger_not_saved: "left alone is untouched|was to be|asked for",
    silent_guess: "was to be|asked for",
    card_ids_by_place: "asked for",
    plan_forgets_moves: "the plan says which cards do not follow",
    plan_takes_updates_for_untouched: "the plan says what comes",
    plan_forgets_what_is_missed: "the plan says what changed and is not newer",
    plan_forgets_what_is_back: "the plan says which cards do not follow",
    recover_forgets_the_retired: "a ledger that is made again tells who everybody is",
}
"""Each fault, and what the proof says when it finds it."""
ALL = os.environ.get("DECKGEN_PROOF_MUTATIONS") == "all"
STORIES = 60


@pytest.mark.parametrize("plant", list(FAULTS) if ALL else list(FAULTS)[:4], ids=lambda plant: plant.__name__)
def test_fault_is_found(plant: Plant, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof fails where deckgen breaks the promise, and says of what kind the damage is.

    Four faults in a plain run; all of them with DECKGEN_PROOF_MUTATIONS=all. A ledger is made again for faults of that alone:
    it would be in doubt of others, too, before a learner suffers from them.
    """

    class Trial(Story):
        counts: ClassVar[Counter[str]] = Counter()

    Trial.engine = engine
    Trial.recovers = plant is recover_forgets_the_retired
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=FAULTS[plant]) as caught:
        tell(Trial, STORIES)
    print(f"{plant.__name__}: found in story {Trial.counts['sequences']}: {caught.value.args[0]}")
