"""What a check minds beside the words of a card: the deck's language, its limits and sources, and what was published."""

from pathlib import Path

import pytest
from conftest import HEAD, Project, indented

from deckgen.checks.run import run_checks
from deckgen.cli.project import compile_project

from .test_pages import examples

ENGLISH_ALONE = ("number-no-unit", "advice-or-dose", "marketing-residue", "abbreviation-first-use")
SOURCES = "sources:\n  book: {title: A textbook}\n"


def found(text: str, project: Project, *names: str) -> list[tuple[int, str, str]]:
    """Return line, severity and check of what the named checks say."""
    project.write(text)
    result = compile_project(Path("cards.yaml"))
    assert result.deck is not None, result.diagnostics
    said = run_checks(result.deck, {"cards.yaml": text}, names)
    return [(d.position.line, str(d.severity), d.check) for d in said if d.position]


def level(content: str, top: str = "") -> str:
    """Return a source with the content of a level, and further sections above it."""
    return f"{HEAD}{top}levels:\n  one:\n    name: One\n{indented(content)}"


@pytest.mark.parametrize("name", ENGLISH_ALONE)
def test_english_words_are_looked_for_in_english_decks_alone(name: str, project: Project) -> None:
    """The bad examples of the page say nothing in a German deck."""
    for example in examples(name, "Bad"):
        text = example if example.startswith("deck:") else level(example)
        assert found(text, project, name) != []
        text = text.replace("name: Test}", "name: Test, language: de}").replace("name: Units}", "name: Units, language: de}")
        text = text.replace("name: Doses}", "name: Doses, language: de}").replace("name: Levels}", "name: Levels, language: de}")
        assert "language: de" in text
        assert found(text, project, name) == []


@pytest.mark.parametrize(
    ("name", "limit", "content"),
    [
        ("cloze-overload", "cloze-numbers: 4", 'cards:\n  - cloze: "{{c1::A}} b {{c2::C}} d {{c3::E}} f {{c4::G}} h i j k."'),
        ("cloze-overload", "cloze-words: 7", 'cards:\n  - cloze: "a b c d e f g h i j k l {{c1::m n o p q r s}} t u v w x y z."'),
        ("cloze-overload", "cloze-hidden-percent: 60", 'cards:\n  - cloze: "a b {{c1::d e f}}"'),
        ("sequence-broken", "steps-min: 2", "mechanisms:\n  - {title: T, steps: [A falls, B rises]}"),
        ("sequence-broken", "steps-max: 7", "mechanisms:\n  - {title: T, steps: [A a, B b, C c, D d, E e, F f, G g]}"),
        ("number-no-unit", "number-digits: 3", "cards:\n  - {question: What is normal plasma albumin?, answer: Above 35}"),
        ("caveat-required", "caveat-chars: 300", f"cards:\n  - {{question: Why?, answer: So, caveat: {'x ' * 130}}}"),
        ("wide-content", "token-chars: 40", f"cards:\n  - {{question: Why?, answer: {'x' * 35}}}"),
        ("wide-content", "table-columns: 4", "cards:\n  - question: Why?\n    answer: |\n      |a|b|c|d|\n      |-|-|-|-|\n"),
        ("tag-syntax", "tag-levels: 5", 'cards:\n  - {question: Why?, answer: So, tags: ["a::b::c::d::e"]}'),
    ],
)
def test_limits_are_the_decks(name: str, limit: str, content: str, project: Project) -> None:
    """What is found by the usual limit is not found by a wider one."""
    assert len(found(level(content), project, name)) == 1
    assert found(level(content, f"check:\n  limits: {{{limit}}}\n"), project, name) == []


def test_a_deck_without_sources_hears_of_them_once(project: Project) -> None:
    """A cloze and two questions with figures: one information, at the first; with sources declared, an error for each."""
    cards = 'cards:\n  - cloze: "A normal cornea is {{c1::550 µm}} thick at its centre."\n'
    cards += "".join(f"  - {{question: What is normal plasma {s}?, answer: 35–50 g/L}}\n" for s in ("albumin", "globulin"))
    names = ("number-unsourced", "source-missing")
    assert found(level(cards), project, *names) == [(6, "info", "number-unsourced")]
    errors = [(line, grade) for line, grade, name in found(level(cards, SOURCES), project, *names) if name == "number-unsourced"]
    assert errors == [(8, "error"), (9, "error"), (10, "error")]


def test_a_dose_is_as_grave_as_its_support_is_weak(project: Project) -> None:
    """A source or established evidence vouches for it; doubt does not, and an exam note softens that."""

    def severity(keys: str, top: str = SOURCES) -> list[str]:
        card = f"cards:\n  - {{question: How much aspirin prevents strokes?, answer: 75 mg daily{keys}}}\n"
        return [grade for _, grade, _ in found(level(card, top), project, "advice-or-dose")]

    assert severity(", source: book p. 1") == severity(", evidence: established") == []
    assert severity("") == severity(", source: book p. 1, evidence: contested") == ["error"]
    assert severity(", source: book p. 1, evidence: contested, caveat: Two trials disagree.") == ["warning"]
    assert severity("", top="") == ["info"]


def test_numbers_of_published_clozes_are_left_alone(project: Project) -> None:
    """A gap is spoken of while the note is new; afterwards its numbers belong to the reviews."""
    text = level('cards:\n  - cloze: "The {{c1::kidney}} makes renin, and the {{c3::liver}} angiotensinogen."\n')
    assert found(text, project, "cloze-syntax") == [(6, "warning", "cloze-syntax")]
    project.build(text)
    assert found(text, project, "cloze-syntax") == []


def test_ids_that_count_are_the_authors(project: Project) -> None:
    """Derived keys may look so; numbers that do not follow each other are names; rows of tables have ids too."""
    cards = "cards:\n  - {question: Card 1?, answer: So}\n  - {question: Card 2?, answer: So}\n"
    assert found(level(cards), project, "id-stability") == []
    names = "cards:\n  - {id: q12, question: Why?, answer: So}\n  - {id: q18, question: How?, answer: So}\n"
    assert found(level(names), project, "id-stability") == []
    rows = "tables:\n  - columns: {is: {ask: 'What is {row}?'}}\n    rows:\n      row-1: {title: A, is: b}\n      row-2: {title: C, is: d}\n"
    assert [line for line, *_ in found(level(rows), project, "id-stability")] == [8]


def test_a_published_id_is_renamed_with_the_command(project: Project) -> None:
    """The hint of a published note keeps its reviews."""
    text = level("cards:\n  - {id: todo, question: Why?, answer: So}\n")
    project.build(text)
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    (said,) = run_checks(deck, {"cards.yaml": text}, ["id-stability"])
    assert said.hint == "`deckgen rename todo NAME` gives it a telling name and keeps its reviews"


def test_words_are_looked_for_within_their_own_entry(project: Project) -> None:
    """What a table spreads over its cells, or what is written in quotation marks, is not pointed at in the next entry."""
    content = (
        "tables:\n  - columns: {is: {ask: 'What is {row}?'}}\n    evidence: contested\n    rows:\n"
        "      iron: {title: A, is: b}\n      zinc: {title: C, is: {text: d, evidence: contested}}\n"
        "cards:\n  - question: Why?\n    evidence: 'contested'\n    answer: So\n"
        "  - question: How?\n    answer: So\n    caveat: Two trials disagree.\n    evidence: contested\n"
        "  - question: When?\n    answer: Now\n    evidence: contested\n"
    )
    project.write(level(content))
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    said = run_checks(deck, {"cards.yaml": level(content)}, ["caveat-required"])
    assert [(d.position.line, d.position.column) for d in said if d.position] == [(9, 32), (10, 42), (12, 9), (21, 9)]
