"""Authors' clocks that are behind, learners who import late, and learners whose Anki stamps updates itself."""

import time

import pytest

from .author import Author, deck
from .collection import Learner

DAY = 86_400
QUESTIONS = ("Which organ produces insulin?", "Which hormone do alpha cells release?")


def source(answer: str) -> str:
    """Return a deck of two cards, the first with an answer."""
    return deck(
        f"""
        cards:
          - {{id: edited, question: "{QUESTIONS[0]}", answer: {answer}}}
          - {{id: control, question: "{QUESTIONS[1]}", answer: Glucagon}}
        """
    )


def stamps_updates_itself(engine: str) -> bool:
    """Tell whether this engine gives a note the time of the import when it updates it (Anki 2.1.54 to 24.11)."""
    return engine.startswith(("2.1.", "23.", "24."))


def test_clock_behind_the_ledger(author: Author, learner: Learner) -> None:
    """An edit on a machine whose clock is a year behind still comes after the published version."""
    now = int(time.time())
    learner.receive(author.build(source("Liver"), now - 10 * DAY).packages[None])
    behind = author.build(source("Pancreas"), now - 375 * DAY)
    assert "clock" in behind.said
    assert learner.receive(behind.packages[None]).counts() == (0, 1, 1, 0)
    assert learner.back(behind["edited"].guid).strip().endswith("Pancreas")


def test_two_edits_within_one_second(author: Author, learner: Learner) -> None:
    """Two builds with one time are told apart."""
    now = int(time.time()) - DAY
    author.build(source("Liver"), now)
    learner.receive(author.build(source("Kidney"), now).packages[None])
    last = author.build(source("Pancreas"), now)
    assert learner.receive(last.packages[None]).counts()[1] == 1
    assert learner.snapshot().notes[last["edited"].guid].fields[2] == "Pancreas"


def test_learner_skips_versions(author: Author, learner: Learner) -> None:
    """A learner of the first version who imports the third has all edits."""
    now = int(time.time())
    learner.receive(author.build(source("Liver"), now - 10 * DAY).packages[None])
    author.build(source("Kidney"), now - 5 * DAY)
    third = author.build(source("Pancreas"), now - 4 * DAY)
    assert learner.receive(third.packages[None]).counts() == (0, 1, 1, 0)
    assert learner.snapshot().notes[third["edited"].guid].fields[2] == "Pancreas"


@pytest.mark.parametrize("option", ["--restamp", ""])
def test_late_learner_of_an_old_anki(author: Author, learner: Learner, engine: str, option: str) -> None:
    """What Anki up to 24.11 misses, since it was stamped before the learner's last import, comes with `--restamp`."""
    now = int(time.time())
    learner.receive(author.build(source("Liver"), now - 10 * DAY).packages[None])
    learner.receive(author.build(source("Kidney"), now - 5 * DAY).packages[None])
    third = author.build(source("Pancreas"), now - 4 * DAY)
    guid = third["edited"].guid
    missed = learner.receive(third.packages[None]).counts()[1] == 0
    assert missed == stamps_updates_itself(engine)
    rebuilt = author.build(source("Pancreas"), now + 60, *filter(None, [option]))
    assert learner.receive(rebuilt.packages[None]).counts() == ((0, 2, 0, 0) if option else (0, 0, 2, 0))
    came = bool(option) or not missed
    assert learner.snapshot().notes[guid].fields[2] == ("Pancreas" if came else "Kidney")
