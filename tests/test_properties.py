"""What holds for every source, however broken, and for every edit."""

import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.cli.main import main
from deckgen.cli.project import compile_project
from deckgen.compiler.ledger_text import format_ledger
from deckgen.compiler.likeness import likeness, telling_words
from deckgen.compiler.pipeline import Compilation
from deckgen.compiler.read import read
from deckgen.package.interrupts import release
from deckgen.package.read import read_package
from deckgen.package.write import package_name, write_packages

settings.register_profile("bounded", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
settings.load_profile("bounded")

VALID = (Path(__file__).parent / "golden" / "good" / "everything" / "cards.yaml").read_text(encoding="utf-8")
SNIPPETS = [
    ":", ": ", "- ", "  ", "\n", "\n  ", "\t", "\r\n", '"', "'", "{", "}", "[", "]", "&a ", "*a", "!x ", "!!str ", "|\n", ">\n", "#",
    " # ", "%", "@", "`", "---\n", "...\n", "? ", "<<: ", "\0", "\ufeff", "\x85", "\u2028", "😀", "{{c1::", "}}", "::", "{row}", "$", "\\(", "<b>",
    "&lt;", "![a](b.png)", "id: ", "question: ", "cloze: ", "levels:\n", "include: '*.yaml'\n", "~", "null", "../", "‖\x02", "%E2%80%96",
]  # fmt: skip
TEXT = st.text(st.sampled_from("aB1 -:#'\"{}[]|>*&!%@`\n\t$\\<&_~^.é心\u0301😀\0\ufeff\u2028"), max_size=60) | st.sampled_from(
    SNIPPETS
)


@pytest.fixture(scope="module", autouse=True)
def stopped_clock() -> Iterator[None]:
    """Stop the clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1764028800")
        yield


def compiled(text: str | bytes, folder: Path) -> Compilation:
    """Compile a source in a folder."""
    source = folder / "cards.yaml"
    source.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return compile_project(source)


def pack_or_refuse(text: str | bytes) -> None:
    """Compile: without errors the deck can be packed and read back whole; with errors there is neither deck nor ledger."""
    with tempfile.TemporaryDirectory() as name:
        result = compiled(text, Path(name))
        errors = [d for d in result.diagnostics if d.severity == "error"]
        assert (result.deck is None, result.ledger is None) == (bool(errors), bool(errors))
        if result.deck:
            write_packages(result.deck, Path(name), [None])
            notes = read_package(Path(name) / package_name(result.deck, None))["notes"]
            assert {n["guid"]: list(n["fields"].values()) for n in notes} == {n.guid: list(n.fields) for n in result.deck.notes}
            assert {n["guid"]: [c["ord"] for c in n["cards"]] for n in notes} == {
                n.guid: list(n.cards) for n in result.deck.notes
            }
            assert all(n.cards for n in result.deck.notes)


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_reading_never_raises(data: bytes) -> None:
    """Whatever bytes are read, a document or a diagnostic with a real place comes of it."""
    document, found = read("cards.yaml", data)
    assert document.root is not None or found
    assert all(d.position is None or (d.position.line >= 1 and d.position.column >= 1) for d in found)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return the valid source with a few pieces cut out, doubled, or put in."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 30))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            text = text[:at] + text[at + length :]
        elif kind == 1:
            text = text[:at] + text[at : at + length] + text[at:]
        else:
            text = text[:at] + draw(TEXT) + text[at + (length if kind == 3 else 0) :]
    return text


@settings(max_examples=250)
@given(mutated())
def test_a_mutated_source_packs_or_is_refused(text: str) -> None:
    """No mutation raises; what has no error makes a package, and each of its notes has a card."""
    pack_or_refuse(text)


@settings(max_examples=150)
@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_any_text_packs_or_is_refused(question: str, answer: str, cloze: str, steps: list[str]) -> None:
    """Any text whatever in quotes reaches the package or is refused."""

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''").replace("\n", "\n\n          ") + "'"

    pack_or_refuse(
        "deck: {id: test-deck, name: Test}\nlevels:\n  one:\n    name: One\n    cards:\n"
        f"      - question: {quoted('q' + question)}\n        answer: {quoted('a' + answer)}\n        reverse: yes\n        typed: yes\n"
        f"      - cloze: {quoted('{{c1::a}} ' + cloze)}\n"
        "    mechanisms:\n      - title: Title\n        steps:\n          - first\n          - second\n"
        + "".join(f"          - {quoted('s' + step)}\n" for step in steps)
    )


def guids(result: Compilation) -> set[str]:
    """Return the guids of a deck."""
    assert result.deck is not None, result.diagnostics
    return {note.guid for note in result.deck.notes}


WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "glucose", "insulin", "liver", "raises", "lowers"]),
    min_size=1,
    max_size=5,
)
QUESTIONS = [
    f"What about {name} here?" for name in ("insulin", "glucagon", "cortisol", "thyroxine", "renin", "leptin", "ghrelin")
]


@settings(max_examples=60)
@given(
    st.permutations(range(len(QUESTIONS))),
    st.dictionaries(st.integers(0, len(QUESTIONS) - 1), st.tuples(WORDS, st.booleans(), WORDS), max_size=len(QUESTIONS)),
)
def test_an_edit_keeps_every_guid(order: list[int], edits: dict[int, tuple[list[str], bool, list[str]]]) -> None:
    """Rewording answers, adding tags and extras, and shuffling cards that have no ids changes no identity."""

    def source(numbers: list[int], edits: dict[int, tuple[list[str], bool, list[str]]]) -> str:
        text = "deck: {id: test-deck, name: Test}\nlevels:\n  one:\n    name: One\n    cards:\n"
        for number in numbers:
            words, tagged, extra = edits.get(number, (["plain"], False, []))
            text += f"      - question: {QUESTIONS[number]}\n        answer: {' '.join(words)}\n"
            text += "        tags: [topic::one]\n" * tagged + f"        extra: {' '.join(extra)}\n" * bool(extra)
        return text

    with tempfile.TemporaryDirectory() as name:
        before = compiled(source(list(range(len(QUESTIONS))), {}), Path(name))
        assert before.ledger is not None
        (Path(name) / "cards.lock").write_text(format_ledger(before.ledger), encoding="utf-8")
        after = compiled(source(order, edits), Path(name))
        assert guids(after) == guids(before)
        assert (after.tally.new, after.tally.retired) == ([], [])


@settings(max_examples=40)
@given(TEXT, TEXT, st.integers(0, 60))
def test_likeness_is_the_share_of_letters_or_of_words(one: str, other: str, cut: int) -> None:
    """The letters that two texts share count where they are more than three quarters, however that is found."""
    for a, b in ((one, other), (one, one[:cut] + other), (one + other, other + one)):
        letters = SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).ratio()
        shared = telling_words(a) & telling_words(b)
        words = 2 * len(shared) / max(1, len(telling_words(a)) + len(telling_words(b)))
        assert likeness(a, b) == (1.0 if a == b else max(words, letters if letters > 0.75 else 0.0))


@given(mutated())
def test_the_command_line_writes_all_or_nothing(text: str) -> None:
    """`build` on a mutated source exits 0 with packages and ledger, or 1 with every file as it was; never otherwise."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)
        source = Path(name) / "cards.yaml"
        source.write_text("deck: {id: hormones, name: Hormones}\nlevels: {one: {name: One, cards: []}}\n", encoding="utf-8")
        with pytest.raises(SystemExit):
            main(["build"])
        source.write_text(text, encoding="utf-8")
        before = {path: path.read_bytes() for path in Path(name).rglob("*") if path.is_file()}
        with pytest.raises(SystemExit) as stop:
            main(["build"])
        release()
        after = {path: path.read_bytes() for path in Path(name).rglob("*") if path.is_file()}
        assert stop.value.code in (0, 1)
        assert (before == after) == (stop.value.code == 1)
