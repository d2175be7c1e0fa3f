"""The cards that deckgen makes of clozes are those that the engine would make."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.compiler.cloze import card_ordinals

from .author import Author, deck
from .collection import Learner

CLOZES = {
    "{{c1::GLUT4}} moves": (0,),
    "{{c2::GLUT4}} moves to the {{c1::surface}}": (0, 1),
    "{{c1::GLUT4}} moves to the {{c1::surface}}": (0,),
    "{{c1::insulin moves {{c2::GLUT4}}}}": (0, 1),
    "{{c3::insulin {{c1::moves {{c2::GLUT4::which?}}}}::what?}}": (0, 1, 2),
    "{{c12::late}} and {{c499::last}}": (11, 498),
    "{{c1::GLUT4::transporter}}": (0,),
    r"{{c1::\(x^{y^{2}}\)}} and {{c2::$\frac{1}{2}$}}": (0, 1),
    "{{c1::**bold**}}, {{c2::`code }}`}} and {{c3::<b>}}": (0, 1, 2),
    "{{c1::a {b} c}} and {{c2::{d}}}": (0, 1),
    r"{{c1::\(x\)}} and {{c4::p<0.05}}": (0, 3),
    "{c1::no deletion} but {{c2::one}}": (1,),
    "{{c1::a}}{{c2::b}}{{c3::c}}": (0, 1, 2),
    "{{c1::a&b}} &lt; {{c2::&lt;c}}": (0, 1),
}
REFUSED = [
    "{{ c1::no deletion }} but {{c2::one}}",
    r"\({{c1::x}}\) in maths but {{c4::one}}",
    "$$x^{{c1::2}}$$ in maths but {{c4::one}}",
    "{{c0::nothing}} but {{c1::one}}",
    "{{c500::too far}} but {{c1::one}}",
    "{{c1::}}} but {{c2::one}}",
    "{{c1::never closed, and {{c2::one}}",
    "no deletion",
]


def source(clozes: list[str]) -> str:
    """Return a deck of clozes; quotes of YAML are doubled."""
    cards = "".join(f"  - {{id: card-{n}, cloze: '{cloze.replace(chr(39), chr(39) * 2)}'}}\n" for n, cloze in enumerate(clozes))
    return deck("cards:\n" + cards)


def engine_ordinals(learner: Learner, text: str) -> tuple[int, ...]:
    """Return the cards that the engine makes of a finished cloze field, as if the learner had typed it."""
    col = learner.col
    note = col.new_note(col.models.by_name("Deckgen Cloze"))
    note["Key"], note["Text"] = "typed", text
    col.add_note(note, col.decks.id("Default"))
    return tuple(sorted(card.ord for card in note.cards()))


def test_ordinals_are_those_of_the_engine(author: Author, learner: Learner) -> None:
    """Nested, repeated and far deletions, hints, maths, code and braces: the same cards, none empty."""
    build = author.build(source(list(CLOZES)), int(time.time()))
    learner.receive(build.packages[None])
    for number, cloze in enumerate(CLOZES):
        note = build[f"card-{number}"]
        assert note.cards == CLOZES[cloze] == card_ordinals(note.fields[1]) == engine_ordinals(learner, note.fields[1]), cloze
    assert learner.empty_cards() == 0
    assert learner.faults() == ""


def test_what_would_lose_a_card_is_refused(author: Author) -> None:
    """A deletion that the engine would not make a card of is an error, even where another one is sound."""
    first = len(source([]).rstrip().splitlines()) + 1
    assert author.refusals(source(REFUSED)) == [(first + n, "cloze-syntax") for n in range(len(REFUSED))]


def test_every_step_of_a_mechanism_is_a_card(author: Author, learner: Learner) -> None:
    """Steps with braces, colons and maths are cards that ask for the step as written."""
    steps = ["Na+ :: K+", r"\(x^{y^{2}}\)", "a {{b}} c", "d }} e", "{f}", "<g>"]
    lines = "".join(f"      - '{step}'\n" for step in steps)
    build = author.build(
        deck(f"mechanisms:\n  - id: steps\n    title: 'A {{{{c1::title}}}}'\n    steps:\n{lines}"), int(time.time())
    )
    learner.receive(build.packages[None])
    note = build["steps"]
    assert note.cards == engine_ordinals(learner, note.fields[1]) == tuple(range(len(steps)))
    assert [learner.asked(note.guid, number) for number in note.cards] == steps
    assert all("A {{c1::title}}" in learner.front(note.guid, number) for number in note.cards)
    assert learner.empty_cards() == 0


WORDS = st.sampled_from(["GLUT4", "p<0.05", "a:b", "$x_{1}$", "{d}", "AT&T", "**bold**", "β", "`}}`", "x:", "a}", "{b"])
TEXT = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
DELETION = st.recursive(
    TEXT,
    lambda inner: st.tuples(
        st.integers(1, 20), st.lists(inner, min_size=1, max_size=2).map(" ".join), st.sampled_from(["", "::hint"])
    ).map(lambda t: f"{{{{c{t[0]}::{t[1]}{t[2]}}}}}"),
    max_leaves=6,
)
CLOZE = st.lists(DELETION, min_size=1, max_size=3).map(lambda parts: "{{c7::first}} " + " ".join(parts))


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(clozes=st.lists(CLOZE, min_size=10, max_size=10))
def test_ordinals_of_any_cloze(tmp_path_factory: pytest.TempPathFactory, clozes: list[str]) -> None:
    """Whatever is nested in what, deckgen and the engine agree on the cards, and none of them is empty."""
    folder: Path = tmp_path_factory.mktemp("clozes")
    build = Author(folder / "author").build(source(clozes), int(time.time()))
    learner = Learner(folder / "learner")
    try:
        learner.receive(build.packages[None])
        for number, cloze in enumerate(clozes):
            note = build[f"card-{number}"]
            assert note.cards == engine_ordinals(learner, note.fields[1]), (cloze, note.fields[1])
            assert all(learner.asked(note.guid, ordinal) for ordinal in note.cards), (cloze, note.fields[1])
        assert learner.empty_cards() == 0
    finally:
        learner.close()
