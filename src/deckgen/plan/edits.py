"""What an edit of a note changed in its words, and whether it corrects a fact."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.compiler.likeness import likeness
from deckgen.types.ledger import Ledger, Published
from deckgen.types.note_type import Kind
from deckgen.types.plan import Plan

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MARK = re.compile(r"\{\{c\d+::|\}\}")
SMALL = 0.7
"""An edit that leaves a text at least this alike, and every figure in it, is a matter of wording."""


class Difference(NamedTuple):
    """A part of a note that was worded otherwise: which, and its words before and after; one of the two may be empty."""

    part: str
    was: str
    now: str

    @property
    def step_change(self) -> str:
        """Say whether a step was `added` or `removed`; nothing where neither is the case."""
        if self.part != "step" or (self.was and self.now):
            return ""
        return "added" if self.now else "removed"


class Edit(NamedTuple):
    """A note that learners get anew: before, after, what differs in its words, and what its author says of it."""

    was: Published
    now: Published
    differences: tuple[Difference, ...]
    reason: str

    @property
    def is_restamp(self) -> bool:
        """Say whether nothing changed but the time; what a package holds of the old note does not tell."""
        return self.was.digest == self.now.digest and not self.was.retired

    @property
    def is_correction(self) -> bool:
        """Say whether the author calls it one, or a figure or much of what the card teaches changed."""
        return bool(self.reason) or any(_corrects(d) for d in self.differences if d.part != "question")


def edits(plan: Plan, old: Ledger, new: Ledger) -> list[Edit]:
    """Return the edits of a plan, in the order of teaching."""
    before = {note.guid: note for note in old.notes.values()}
    updated = set(plan.updated)
    pairs = ((before[note.guid], note) for note in new.notes.values() if note.key in updated)
    return [
        Edit(was, now, tuple(_differences(was, now)), now.changed if now.changed != was.changed else "") for was, now in pairs
    ]


def _differences(was: Published, now: Published) -> Iterator[Difference]:
    question = "question" if now.kind is Kind.QUESTION else "title" if now.steps else "text"
    if was.question != now.question:
        yield Difference(question, was.question, now.question)
    if was.answer != now.answer:
        yield Difference("answer", was.answer, now.answer)
    before = {step.number: step.text for step in was.steps}
    after = {step.number: step.text for step in now.steps}
    for number in sorted({*before, *after}):
        if before.get(number) != after.get(number):
            yield Difference("step", before.get(number, ""), after.get(number, ""))


def _corrects(difference: Difference) -> bool:
    if not difference.was or not difference.now:
        return False
    was, now = _MARK.sub("", difference.was), _MARK.sub("", difference.now)
    return sorted(_FIGURE.findall(was)) != sorted(_FIGURE.findall(now)) or likeness(was, now) < SMALL
