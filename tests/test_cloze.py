"""Cloze deletions: the short way for simple ones gives what the long way gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compiler.cloze import card_ordinals, is_simple, make_safe, mark_clozes
from deckgen.compiler.markdown import Pieces

PARTS = st.lists(
    st.sampled_from(["{{c1::", "{{c2::", "{{c0::", "{{", "}}", "::", ":", "a", " b", " ", "{", "}", "\u03b2-cell"]), max_size=12
)


def finished(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the field of a text without Markdown, the long way, and what is wrong with it."""
    pieces = Pieces()
    marked, clozes = mark_clozes(text, pieces)
    return pieces.put_back(make_safe(marked), make_safe), clozes.faults


@settings(max_examples=1500, deadline=None)
@given(PARTS)
def test_simple_deletions_are_their_own_field(parts: list[str]) -> None:
    """What is called simple has no fault, at least one card, and needs no protection."""
    text = "".join(parts)
    if is_simple(text):
        assert finished(text) == (text, [])
        assert card_ordinals(text) != ()


def test_what_is_simple() -> None:
    """Hints, nesting, colons and faults take the long way."""
    simple = ["a {{c1::b}} c", "{{c1::a}}{{c12::b}}"]
    other = [
        "a",
        "{{c1::}}",
        "{{c1:: }}",
        "{{c0::a}}",
        "{{c1::a::b}}",
        "{{c1::a {{c2::b}}}}",
        "a: {{c1::b}}",
        "{{c1::a}",
        "}} {{c1::a}}",
    ]
    assert [is_simple(text) for text in (*simple, *other)] == [True] * len(simple) + [False] * len(other)
