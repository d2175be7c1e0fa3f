"""The deck itself: what a student may count on in `cards.yaml`."""

import gc
import os
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
import yaml

from deckgen.cli.project import compile_project
from deckgen.types.deck import Deck
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES, Kind

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "cards.yaml"
ARTICLE = Path(os.environ.get("DECKGEN_ARTICLE") or ROOT / "../shared/source/article.txt")

TERMS = (
    "visceral-fat",
    "insulin-resistance",
    "visceral-adipose-tissue",
    "body-composition",
    "hormone-secretagogues",
    "tesamorelin",
    "cjc-1295",
    "ipamorelin",
    "insulin-sensitivity",
    "growth-hormone",
    "adipose-tissue",
    "lipolysis",
    "insulin-signalling",
    "peptide-therapy",
)
CELLS = tuple(
    f"peptide-protocols/{row}/{column}"
    for row in ("tesamorelin-protocol", "cjc-ipamorelin-protocol", "sermorelin-protocol")
    for column in ("mechanism", "benefit", "administration")
)
CAVEATS = (
    "gh-diabetogenic",
    "tesa-hiv-only",
    "tesa-glucose",
    "effect-stops",
    "cjc-unapproved",
    "cjc-dac",
    "ipa-selectivity-animal",
    "ghs-term",
    "sermorelin-status",
    "table2-illustrative",
    "homa-contradicted",
    "vat-causality",
    "tnf-human",
    "irs1-complex",
    "lipid-intermediates",
    "not-starved",
    "post-receptor",
    "gip-main",
    "incretin-safety",
    "tirze-comparator",
)
NEED_NOTE = {"population-limited", "contested", "unsourced", "contradicted"}
RUN = 8

_TAG = re.compile(r"<[^>]*>")
_DELETION = re.compile(r"\{\{c(\d+)::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_LINES = re.compile(r"\bL(\d+)(?:-(\d+))?\b")
_WORD = re.compile(r"[^\W_]+")


class Answer(NamedTuple):
    """What one card asks for."""

    card: str
    text: str


def plain(html: str) -> str:
    """Return what a reader sees of a field."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def field(note: Note, name: str) -> str:
    """Return a field of a note as text, empty where its kind has none."""
    names = [part.name for part in NOTE_TYPES[note.kind].fields]
    return plain(note.fields[names.index(name)]) if name in names else ""


def front(note: Note) -> str:
    """Return the fronts of a note, clozes filled in."""
    text = " ".join(field(note, name) for name in ("Question", "Reverse question", "Text"))
    return _DELETION.sub(lambda m: m[2], text)


def grades(note: Note) -> set[str]:
    """Return the grades of evidence that a note is tagged with."""
    return {tag.removeprefix("ir::evidence::") for tag in note.tags if tag.startswith("ir::evidence::")}


def answers(note: Note) -> Iterator[Answer]:
    """Yield the answer of every card of a note."""
    if note.kind is Kind.QUESTION:
        for ordinal in note.cards:
            yield Answer(f"{note.key}#{ordinal}", field(note, ("Answer", "Reverse answer")[ordinal]))
        return
    hidden = _DELETION.findall(field(note, "Text"))
    for ordinal in note.cards:
        yield Answer(f"{note.key}#{ordinal}", "; ".join(text for number, text in hidden if int(number) == ordinal + 1))


def words(text: str) -> list[str]:
    """Return the words of a text, in British spelling and lower case."""
    return [word.replace("signaling", "signalling") for word in _WORD.findall(text.lower())]


def runs(text: str) -> set[tuple[str, ...]]:
    """Return all runs of eight words."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


@pytest.fixture(scope="module")
def deck() -> Deck:
    """Return the deck, compiled without a finding of any kind."""
    try:
        compilation = compile_project(SOURCE)
    finally:
        gc.enable()
    assert not compilation.diagnostics
    assert compilation.deck
    return compilation.deck


@pytest.fixture(scope="module")
def notes(deck: Deck) -> dict[str, Note]:
    """Return the notes that are taught, by key."""
    return {note.key: note for note in deck.notes if not field(note, "Retired")}


def test_terms_both_ways(notes: dict[str, Note]) -> None:
    """Each of the fourteen glossary terms is asked in both directions."""
    assert {term: notes[term].cards for term in TERMS} == dict.fromkeys(TERMS, (0, 1))


def test_peptide_table_once(notes: dict[str, Note]) -> None:
    """Each cell of the peptide table is asked by one note, and no other cell is."""
    cells = {key: note for key, note in notes.items() if key.startswith("peptide-protocols/")}
    assert sorted(cells) == sorted(CELLS)
    assert all(0 in note.cards for note in cells.values())


def test_peptide_table_identifies(notes: dict[str, Note]) -> None:
    """A column that is asked backwards tells its rows apart."""
    cells = [notes[key] for key in CELLS]
    backwards = [front(note) for note in cells if 1 in note.cards]
    assert backwards
    assert len(set(backwards)) == len(backwards)


def test_caveats_used(notes: dict[str, Note]) -> None:
    """Each of the twenty caveats stands on the back of a note."""
    texts = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["caveats"]
    backs = [field(note, "Exam note") for note in notes.values()]
    assert [slug for slug in CAVEATS if not any(plain(texts[slug]) in back for back in backs)] == []


def test_doubt_has_note(notes: dict[str, Note]) -> None:
    """What is limited, contested, unsourced or contradicted carries an exam note."""
    assert [key for key, note in notes.items() if grades(note) & NEED_NOTE and not field(note, "Exam note")] == []


def test_claims_attributed(notes: dict[str, Note]) -> None:
    """A claim without evidence, or against it, is asked as the article's."""
    claims = [note for note in notes.values() if grades(note) & {"unsourced", "contradicted"}]
    assert [note.key for note in claims if "according to the article" not in front(note).lower()] == []


def test_low_yield_figures(notes: dict[str, Note]) -> None:
    """The values of the article's uncited table are low yield and say so on the back."""
    figures = [note for key, note in notes.items() if key.startswith("biomarkers/") and key.endswith("/figure")]
    assert len(figures) == 4
    assert all("ir::yield::low" in note.tags and "no study behind" in field(note, "Exam note") for note in figures)


def test_sourced(notes: dict[str, Note]) -> None:
    """Every note names its source."""
    assert [key for key, note in notes.items() if not field(note, "Source")] == []


def test_references_say_whether_verified() -> None:
    """Every citation says whether it is verified."""
    sources = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["sources"]
    cited = {key: entry for key, entry in sources.items() if "citation" in entry}
    assert cited
    assert [key for key, entry in cited.items() if not isinstance(entry.get("verified"), bool)] == []


def test_approvals_dated(notes: dict[str, Note]) -> None:
    """A regulatory fact carries the date at which it was true."""
    facts = [note for note in notes.values() if "ir::topic::regulation" in note.tags]
    assert len(facts) >= 6
    assert [note.key for note in facts if "As of 20" not in field(note, "Source")] == []


def test_answers_short(notes: dict[str, Note]) -> None:
    """Answers have 12 words or fewer in the median, and never more than 35."""
    lengths = {answer.card: len(answer.text.split()) for note in notes.values() for answer in answers(note)}
    assert min(lengths.values()) > 0
    assert median(lengths.values()) <= 12
    assert {card: length for card, length in lengths.items() if length > 35} == {}


def test_no_yes_no(notes: dict[str, Note]) -> None:
    """No card is answered by yes or no, true or false."""
    bare = re.compile(r"(yes|no|true|false)\s*([.,;:!(]|$)", re.IGNORECASE)
    assert [answer for note in notes.values() for answer in answers(note) if bare.match(answer.text)] == []


def test_nothing_to_describe(notes: dict[str, Note]) -> None:
    """No front asks to describe, discuss or explain."""
    assert [key for key, note in notes.items() if re.match(r"(describe|discuss|explain)\b", front(note), re.IGNORECASE)] == []


def test_fronts_distinct(notes: dict[str, Note]) -> None:
    """No two cards have the same front."""
    fronts = Counter(
        shown.casefold()
        for note in notes.values()
        for name in ("Question", "Reverse question", "Text")
        if (shown := field(note, name))
    )
    assert [text for text, count in fronts.items() if count > 1] == []


def test_cards_of_each_level(deck: Deck, notes: dict[str, Note]) -> None:
    """The deck has its four levels, in the order of their names, and each has at least 25 cards."""
    names = [level.name for level in deck.levels]
    assert len(names) == 4
    assert all(before < after for before, after in pairwise(names))
    cards = Counter({level.id: sum(len(n.cards) for n in notes.values() if n.level == level.id) for level in deck.levels})
    assert min(cards.values()) >= 25


def test_totals(notes: dict[str, Note]) -> None:
    """The deck has 180 to 230 notes and 230 to 290 cards."""
    assert 180 <= len(notes) <= 230
    assert 230 <= sum(len(note.cards) for note in notes.values()) <= 290


def test_core(notes: dict[str, Note]) -> None:
    """The core that is tagged as high yield has 110 to 120 cards."""
    assert 110 <= sum(len(note.cards) for note in notes.values() if "ir::yield::high" in note.tags) <= 120


@pytest.fixture(scope="module")
def article() -> list[str]:
    """Return the lines of the source article, which is not part of the repository."""
    if not ARTICLE.is_file():
        pytest.skip(f"the article is not there: {ARTICLE} (DECKGEN_ARTICLE names another place)")
    return ARTICLE.read_text(encoding="utf-8").splitlines()


def test_own_words(notes: dict[str, Note], article: list[str]) -> None:
    """No note shares eight words in a row with the article; references and their titles are excepted."""
    body = runs("\n".join(article[: article.index("References")]))
    aside = {"Key", "Source"}
    copied = {
        note.key: sorted(" ".join(run) for run in shared)
        for note in notes.values()
        for part in NOTE_TYPES[note.kind].fields
        if part.name not in aside and (shared := body & runs(_DELETION.sub(lambda m: m[2], field(note, part.name))))
    }
    assert copied == {}


def test_article_covered(notes: dict[str, Note], article: list[str]) -> None:
    """Every line of the article that holds matter is named as the source of a note."""
    cited = {
        line
        for note in notes.values()
        for first, last in _LINES.findall(field(note, "Source"))
        for line in range(int(first), int(last or first) + 1)
    }
    end = article.index("References")
    asides = {10, 40, 41, 70}  # summaries of what stands around them, and a table's heading
    long = {number for number, line in enumerate(article[:end], 1) if len(line.split()) > 12}
    assert sorted(long - cited - asides) == []


def test_sources_in_article(notes: dict[str, Note], article: list[str]) -> None:
    """No note names a line that the article does not have."""
    named = {note.key: int(last or first) for note in notes.values() for first, last in _LINES.findall(field(note, "Source"))}
    assert {key: line for key, line in named.items() if not 1 <= line <= len(article)} == {}
