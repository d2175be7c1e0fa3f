"""`near-duplicate`: it finds what comparing every two questions would find, and does not compare every two."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import HEAD
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.checks.run import run_checks
from deckgen.cli.project import compile_project
from deckgen.types.deck import Deck

SECONDS = 5
"""Of the processor, for ten thousand questions; to compare every two takes several times that."""
WORDS = "kala kele kilo kolu kumi lama leno lipu loto luka mani melo".split()
QUESTION = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9, unique=True)


def compiled(folder: Path, level: str, percent: int = 85) -> Deck:
    """Return the deck of a level's content."""
    check = f"check: {{limits: {{similarity-percent: {percent}}}}}\n"
    (folder / "cards.yaml").write_text(f"{check}{HEAD}levels:\n  one:\n    name: One\n{level}", encoding="utf-8")
    deck = compile_project(folder / "cards.yaml").deck
    assert deck is not None
    return deck


def cards(questions: Sequence[str]) -> str:
    """Return the YAML of cards that all have the same answer; the question of the first is on line 7, and of each next two lines on."""
    entries = (
        f"      - {{id: card-{n}, question: {question}?,\n         answer: Renin}}\n" for n, question in enumerate(questions)
    )
    return "    cards:\n" + "".join(entries)


def repetitions(sets: Sequence[frozenset[str]], percent: int) -> list[tuple[int, int]]:
    """Return each question that is like an earlier one which is no repetition itself, and the first such, by comparing every two."""
    kept: list[int] = []
    found = []
    for number, words in enumerate(sets):
        alike = (other for other in kept if len(words & sets[other]) * 100 >= percent * len(words | sets[other]))
        first = next(alike, None)
        if first is None:
            kept.append(number)
        else:
            found.append((number, first))
    return found


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(QUESTION, min_size=2, max_size=14), st.sampled_from([50, 67, 75, 85, 88, 100]))
def test_no_pair_is_lost(questions: list[list[str]], percent: int) -> None:
    """Each question is reported with the first that it is like, as if every two had been compared."""
    with tempfile.TemporaryDirectory() as name:
        deck = compiled(Path(name), cards([" ".join(words) for words in questions]), percent)
        found = [
            (d.position.line, d.message.split(" already")[0]) for d in run_checks(deck, {}, ["near-duplicate"]) if d.position
        ]
        assert found == [
            (7 + 2 * number, f'"{" ".join(questions[number])}?" is asked at line {7 + 2 * first}')
            for number, first in repetitions([frozenset(words) for words in questions], percent)
        ]


def in_one_number() -> str:
    """Return ten thousand questions that differ in a number, some of them longer by a word."""
    return cards(
        [
            f"Which organ makes the hormone that lowers glucose in patient {n} of the {'large ' * (n % 3 == 0)}trial"
            for n in range(10_000)
        ]
    )


def in_one_word() -> str:
    """Return ten thousand questions that differ in a word, and are just too short to be alike."""
    return cards(
        [
            f"Which organ makes the hormone that lowers glucose in kala{n:x}ne at noon after heavy fatty meals"
            for n in range(10_000)
        ]
    )


def rows_of_one_column() -> str:
    """Return ten thousand rows whose questions are alike, and whose cells say the same."""
    ask = "Which organ makes the hormone that lowers the glucose of {row} at noon after three heavy fatty meals with warm sweet drinks?"
    rows = "".join(f"          row-{n}: {{title: patient {n}, organ: The pancreas}}\n" for n in range(10_000))
    return f"    tables:\n      - id: trial\n        row: Patient\n        columns:\n          organ: {{title: Organ, ask: '{ask}'}}\n        rows:\n{rows}"


@pytest.mark.parametrize("content", [in_one_number, in_one_word, rows_of_one_column])
def test_many_questions_that_are_nearly_the_same(content: Callable[[], str], tmp_path: Path) -> None:
    """Ten thousand questions with one answer, none of which repeats another, are judged about as fast as they compile."""
    deck = compiled(tmp_path, content())
    begin = time.process_time()
    assert run_checks(deck, {}, ["near-duplicate"]) == ()
    assert time.process_time() - begin < SECONDS
