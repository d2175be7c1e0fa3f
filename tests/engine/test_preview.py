"""The preview shows what the engine shows: both sides of every card, character by character but for whitespace."""

import gc
import re
from pathlib import Path

import pytest

from deckgen.cli.project import compile_project
from deckgen.package.write import package_name, write_packages
from deckgen.preview.cards import render_cards

from .collection import Learner

ROOT = Path(__file__).resolve().parents[2]
_STYLE = re.compile(r"\A<style>.*?</style>", re.DOTALL)
_FOR_SCRIPTS = re.compile(r' data-cloze="[^"]*"| draggable=false|(?<=hint)[0-9a-f]{16}(?=[\'"])')


def comparable(html: str) -> str:
    """Return HTML without style sheet, what only scripts read, the numbers of hints, and differences of whitespace."""
    return " ".join(_FOR_SCRIPTS.sub("", _STYLE.sub("", html)).split())


@pytest.mark.parametrize("source", ["cards.yaml", "tests/gallery/cards.yaml", "tests/golden/good/everything/cards.yaml"])
def test_preview_is_what_the_engine_shows(source: str, learner: Learner, tmp_path: Path) -> None:
    """Every card of the deck, of the gallery of all kinds, and of the golden deck with everything in it."""
    deck = compile_project(ROOT / source).deck
    gc.enable()
    assert deck is not None
    write_packages(deck, tmp_path, [None])
    learner.receive(tmp_path / package_name(deck, None))
    compared = 0
    for note in deck.notes:
        for ordinal, sides in zip(note.cards, render_cards(note, deck.looks[note.kind]), strict=True):
            card = learner.card(note.guid, ordinal)
            assert comparable(sides.front) == comparable(card.question())
            assert comparable(sides.back) == comparable(card.answer())
            compared += 1
    assert compared == sum(len(note.cards) for note in deck.notes) > 0
