"""Cards that the author takes out: what DECK-update.apkg does for learners who have them, and for those who do not."""

import time

import pytest

from .author import Author, Build, deck
from .collection import Learner

HOUR, DAY = 3600, 86_400
KEPT = "      - {id: kept, question: Which hormone do alpha cells release?, answer: Glucagon}\n"
GONE = """
      - id: gone
        question: Which organ produces <insulin>?
        answer: The pancreas & its islets
        reverse: {question: What does the pancreas produce?, answer: Insulin}
      - {id: gone-cloze, cloze: "The pancreas releases {{c1::more}} insulin, until its {{c2::beta cells::which cells?}} tire."}
    mechanisms:
      - {id: gone-steps, title: From a meal to uptake, steps: [Glucose rises, Insulin is secreted, Glucose enters muscle]}
"""
FULL = deck("    cards:\n" + KEPT + GONE)
SHORT = deck("    cards:\n" + KEPT, version="1.1.0")
CARDS = {("gone", 0), ("gone", 1), ("gone-cloze", 0), ("gone-cloze", 1), *(("gone-steps", n) for n in range(3))}


class Story:
    """A learner who studied the full deck, and an author who then takes three of its notes out."""

    def __init__(self, author: Author, learner: Learner) -> None:
        """Publish the full deck, let it be studied, and publish the short one."""
        self.author, self.learner = author, learner
        self.full = author.build(FULL, int(time.time()) - 10 * DAY)
        learner.receive(self.full.packages[None])
        for card in learner.cards():
            learner.answer(*card, 4)
        for guid in self.full.notes:
            learner.write(guid, "my own words", "mine")
        learner.faults()
        learner.grow_older(DAY)
        self.short = author.build(SHORT, int(time.time()) - HOUR)

    def update(self, build: Build) -> tuple[int, int, int, int]:
        """Import what learners are told to: the package with retired notes, if there is one."""
        return self.learner.receive(build.update or build.packages[None]).counts()

    def keys(self) -> dict[str, str]:
        """Return guids by key."""
        return {note.key: guid for guid, note in self.full.notes.items()}


@pytest.fixture
def story(author: Author, learner: Learner) -> Story:
    """Give the story up to the build in which notes are retired."""
    return Story(author, learner)


def test_a_retired_note_keeps_its_history_and_goes_blank(story: Story) -> None:
    """Notes are updated, no card and no review changes; Empty Cards finds exactly the cards of retired notes."""
    learner, before = story.learner, story.learner.snapshot()
    assert story.short.tally == {"new": 0, "updated": 0, "unchanged": 1, "retired": 3}
    assert story.update(story.short) == (0, 3, 1, 0)
    after = learner.snapshot()
    assert (after.cards, after.reviews) == (before.cards, before.reviews)
    keys = story.keys()
    assert after.notes[keys["kept"]] == before.notes[keys["kept"]]
    assert {after.notes[keys[key]].tags for key in ("gone", "gone-cloze", "gone-steps")} == {("trial::retired",)}
    assert learner.empty() == {(keys[key], number) for key, number in CARDS}
    assert learner.faults() == ""
    assert learner.found("tag:trial::retired") == {(keys[key], number) for key, number in CARDS}


def test_a_retired_note_shows_in_the_browser_what_it_was(story: Story) -> None:
    """Its words stay, plain and escaped; a cloze has no deletion left."""
    story.update(story.short)
    notes, keys = story.learner.snapshot().notes, story.keys()

    def filled(key: str) -> list[str]:
        return [text for text in notes[keys[key]].fields if text]

    retired = "Retired in version 1.1.0, level one"
    assert filled("gone") == ["gone", "Which organ produces &lt;insulin&gt;?", "The pancreas &amp; its islets", retired]
    assert filled("gone-cloze") == ["gone-cloze", "The pancreas releases more insulin, until its beta cells tire.", retired]
    steps = "<ol><li>Glucose rises</li><li>Insulin is secreted</li><li>Glucose enters muscle</li></ol>"
    assert filled("gone-steps") == ["gone-steps", "From a meal to uptake" + steps, retired]


def test_the_fresh_package_leaves_no_orphans(story: Story, learner: Learner) -> None:
    """The package for new learners holds nothing of retired notes."""
    assert story.short.notes.keys() == {story.keys()["kept"]}
    assert story.learner.receive(story.short.packages[None]).counts() == (0, 0, 1, 0)


def test_a_new_learner_with_the_update_package(story: Story, engine: str, tmp_path) -> None:
    """Is given no card of a retired note: rows without cards, which Check Database makes visible and Empty Cards clears."""
    new = Learner(tmp_path / "new")
    assert story.short.update is not None
    assert new.receive(story.short.update).counts() == (4, 0, 0, 0)
    kept = {(story.keys()["kept"], 0)}
    assert new.snapshot().cards.keys() == kept
    assert new.empty() == set()
    assert new.faults() == ""
    assert new.snapshot().cards.keys() - kept == new.empty()
    assert len(new.empty()) == 3
    new.remove_empty_cards()
    assert (new.snapshot().notes.keys(), new.snapshot().cards.keys()) == ({story.keys()["kept"]}, kept)
    assert new.faults() == ""
    new.close()


def test_put_back_it_is_the_same_card(story: Story) -> None:
    """A retired note that comes back has its words, its tags and its history; the package of retired notes goes."""
    learner = story.learner
    story.update(story.short)
    before = learner.snapshot()
    back = story.author.build(FULL, int(time.time()) + 120)
    assert back.update is None
    assert back.notes == story.full.notes
    assert story.update(back) == (0, 3, 1, 0)
    after = learner.snapshot()
    assert (after.cards, after.reviews) == (before.cards, before.reviews)
    assert {guid: note.fields for guid, note in after.notes.items() if guid != story.keys()["kept"]} == {
        guid: note.fields for guid, note in story.full.notes.items() if guid != story.keys()["kept"]
    }
    assert learner.empty() == set()
    assert learner.faults() == ""


def test_put_back_after_empty_cards_it_is_a_new_card_of_the_same_note(story: Story) -> None:
    """A learner who removed the cards gets them anew; the old reviews stay in the statistics."""
    learner = story.learner
    story.update(story.short)
    reviews = learner.snapshot().reviews
    learner.remove_empty_cards()
    assert learner.snapshot().notes.keys() == {story.keys()["kept"]}
    back = story.author.build(FULL, int(time.time()) + 120)
    assert story.update(back) == (3, 0, 1, 0)
    assert learner.snapshot().cards.keys() == {(story.keys()[key], number) for key, number in {*CARDS, ("kept", 0)}}
    assert learner.snapshot().reviews == reviews
    assert learner.faults() == ""


def test_retired_again_and_again(story: Story) -> None:
    """Taken out, put back, taken out: every step reaches the learner, and the same update twice does nothing."""
    story.update(story.short)
    assert story.update(story.short) == (0, 0, 4, 0)
    story.update(story.author.build(FULL, int(time.time()) + 120))
    again = story.author.build(SHORT, int(time.time()) + 180)
    assert story.update(again) == (0, 3, 1, 0)
    assert story.learner.empty() == {(story.keys()[key], number) for key, number in CARDS}


def test_later_builds_still_retire(story: Story) -> None:
    """A learner who skips the version that retired a note gets it with a later one; its time is set once."""
    later = story.author.build(SHORT.replace("Glucagon", "Glucagon of course"), int(time.time()) + 240)
    assert later.tally == {"new": 0, "updated": 1, "unchanged": 0, "retired": 0}
    assert story.update(later) == (0, 4, 0, 0)
    assert story.update(story.short) == (0, 0, 4, 0)


def test_restamp_reaches_retired_notes_too(story: Story) -> None:
    """A learner whose old Anki missed a tombstone gets it from a restamped build."""
    story.update(story.short)
    again = story.author.build(SHORT, int(time.time()) + 300, "--restamp")
    assert story.update(again) == (0, 4, 0, 0)


def test_what_is_retired_is_said(story: Story) -> None:
    """The build that retires says so, note by note, and asks for nothing."""
    assert story.short.said == ("retired",) * 3
    assert story.author.build(SHORT, int(time.time()) + 60).said == ()
