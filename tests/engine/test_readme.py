"""README's worked example, in the real engine: what it says of the import is what happens."""

import re
import time

from test_docs import ROOT, readme_edit

from .author import Author
from .collection import Learner

HOUR, DAY = 3600, 86_400


def test_the_import_does_what_readme_says(author: Author, learner: Learner) -> None:
    """Counts, words, dates due, the new card, and the blank one."""
    before, after = readme_edit()
    old = author.build(before, int(time.time()) - 10 * DAY)
    learner.receive(old.packages[None])
    for card in learner.cards():
        learner.answer(*card, 4)
    then = learner.snapshot()
    new = author.build(after, int(time.time()) - HOUR)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    updated, same = map(int, *re.findall(r"Anki reports (\d) notes updated and (\d) that it has already", readme))
    assert new.update is not None
    assert learner.receive(new.update).counts() == (0, updated, same, 0)

    now = learner.snapshot()
    fat, steps, gone = (
        old["visceral-fat"].guid,
        old["from-a-meal-to-glucose-uptake"].guid,
        old["which-organ-produces-insulin"].guid,
    )
    assert (now.reviews, {card: now.cards[card] for card in then.cards}) == (then.reviews, then.cards)
    assert "around the liver, pancreas and intestines" in learner.back(fat)
    assert now.cards.keys() - then.cards.keys() == {(steps, 3)}
    assert learner.asked(steps, 3) == "Insulin binds its receptor"
    assert learner.empty() == {(gone, 0)}
    learner.remove_empty_cards()
    assert gone not in learner.snapshot().notes
    assert learner.faults() == ""
