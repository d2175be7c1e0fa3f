"""A ledger that was lost and made again from packages: learners notice nothing, then or later."""

import time
from pathlib import Path

import pytest

from deckgen.cli.main import group
from deckgen.types.error import DeckgenError

from .author import Author, deck
from .collection import Learner
from .study import MINUTE, Study
from .test_edit_mechanisms import KEY, STEPS

EPOCH = 1_764_028_800

CARDS = """
cards:
  - {question: Which fuel does the brain prefer?, answer: Glucose}
  - {question: What do alpha cells release?, answer: Glucagon}
  - cloze: "The liver stores {{c1::glycogen}} and the muscle {{c2::uses}} it."
"""


def source(*steps: str, cards: str = CARDS) -> str:
    """Return a deck with a mechanism of these steps, and cards."""
    lines = "".join(f"      - {step}\n" for step in steps)
    return deck(f"mechanisms:\n  - title: From a meal to glucose uptake\n    steps:\n{lines}{cards}")


def recover(author: Author, *packages: Path) -> None:
    """Lose the ledger, and make it again from packages."""
    author.ledger.unlink()
    code, said = author.run("recover", *map(str, packages), "--source", str(author.source), "--format", "json")
    assert (code, said["next"]["new"], said["next"]["retired"]) == (0, 0, 0)


REWORDED = CARDS.replace("Which fuel does the brain", "Which fuel does a brain").replace("{{c2::uses}}", "{{c2::consumes}}")
RETIRED = "  - {question: What do alpha cells release?, answer: Glucagon}\n"
SECOND = source(STEPS[3], STEPS[0], "The liver joins in", STEPS[2], cards=REWORDED.replace(RETIRED, ""))


def test_learners_notice_nothing(author: Author, learner: Learner) -> None:
    """After moved, inserted and removed steps, rewordings and a retired card: nothing is new and nothing is updated."""
    author.build(source(*STEPS), EPOCH)
    build = author.build(SECOND, EPOCH + MINUTE)
    assert build.update is not None
    assert learner.receive(build.update).counts() == (4, 0, 0, 0)
    recover(author, build.packages[None])
    again = author.build(SECOND, EPOCH + 2 * MINUTE)
    assert again.update is not None
    assert learner.receive(again.packages[None]).counts() == (0, 0, 3, 0)
    assert learner.receive(again.update).counts() == (0, 0, 4, 0)


def test_edits_are_followed_afterwards(study: Study) -> None:
    """Reworded, moved, new and removed steps, and reworded cards: each card keeps its history."""
    study.begin(source(*STEPS))
    build = study.go_on(source(STEPS[3], STEPS[0], "The liver joins in", STEPS[2]))
    history = study.steps(KEY)
    recover(study.author, build.packages[None])
    study.go_on(source("Blood glucose rises after a large meal", STEPS[2], STEPS[3], "Muscle stores it", cards=REWORDED))
    assert study.counts() == (0, 3, 1)
    assert study.steps(KEY) == {
        "Blood glucose rises after a large meal": history[STEPS[0]],
        STEPS[2]: history[STEPS[2]],
        STEPS[3]: history[STEPS[3]],
        "Muscle stores it": 0,
    }


def test_the_last_step_was_removed_before(study: Study) -> None:
    """The card of a removed step is never given to another, although no package tells that it was there."""
    study.begin(source(*STEPS))
    build = study.go_on(source(*STEPS[:3]))
    recover(study.author, build.packages[None])
    study.go_on(source(*STEPS[:3], "Muscle stores it"))
    assert study.steps(KEY)["Muscle stores it"] == 0
    assert study.learner.asked(build[KEY].guid, 3) == ""


def test_a_learners_own_package_is_all_that_is_left(study: Study, tmp_path: Path) -> None:
    """What a learner exports, with own words and tags, makes a ledger too: the same cards with their history."""
    study.begin(source(*STEPS))
    build = study.go_on(source(STEPS[1], STEPS[0], *STEPS[2:]))
    history, package = study.steps(KEY), tmp_path / "export.apkg"
    study.learner.make_note("Deckgen Question", "My own note, which has no key", "and no card of the deck")
    study.learner.export(package)
    recover(study.author, package)
    text = source("The liver joins in", *STEPS)
    new = study.author.build(text, int(time.time()) + 3 * MINUTE)
    log = study.learner.receive(new.packages[None])
    assert log.new == frozenset()
    assert {guid: note.key for guid, note in new.notes.items()} == {guid: note.key for guid, note in build.notes.items()}
    study.build = new
    assert study.steps(KEY) == history | {"The liver joins in": 0}


def test_a_collection_of_two_decks(author: Author, learner: Learner, tmp_path: Path) -> None:
    """Notes of another deck must not get into a ledger, which would retire them: an export of both is refused."""
    other = Author(tmp_path / "other")
    learner.receive(author.build(source(*STEPS), EPOCH).packages[None])
    learner.receive(other.build(source(*STEPS).replace("id: trial", "id: other").replace("Trial", "Other"), EPOCH).packages[None])
    learner.export(tmp_path / "export.apkg")
    author.ledger.unlink()
    with pytest.raises(DeckgenError, match=r'export\.apkg is not a package of the deck "trial"'):
        group(["recover", str(tmp_path / "export.apkg"), "--source", str(author.source)], standalone_mode=False)
    assert not author.ledger.exists()
