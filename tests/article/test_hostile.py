"""Whatever an article holds: no crash, a draft that builds, an audit that ends, in bounded time."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.article.audit import Subject, audit
from deckgen.article.draft import draft
from deckgen.article.find import find
from deckgen.article.page import Names, audit_page
from deckgen.article.quote import literal, quoted
from deckgen.article.read import read_article
from deckgen.checks.visible import visible
from deckgen.cli.project import compile_project
from deckgen.types.article import Article
from deckgen.types.deck import Deck

settings.register_profile("articles", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
settings.load_profile("articles")

SNIPPETS = [
    "Fundamentals\n", "References\n", "# T\n", "- ", "1. ", "2. ", " Meaning ∞ ", ". ", "a term", "The term", " is ", "| ", "|\n", "---|---\n", "∞",
    "{{c1::", "}}", "{row}", "'", '"', ": ", " #", "\t", "\x00", "\x85", "\u2028", "*", "**x**", "`", "$", "\\(", "\\", "\n", "\r\n", "\r", "{", "}", "[", "]",
    " leads to ", "→", " (AB)", "alpha beta", "26 weeks", "[x](y)", "<b>", "&lt;", "title", "- X: the thing that is", "%", "@", "!", "~", "null", "::",
    "éα", "😀", "A", "\ufeff", "<table><tr><th>a<th>b<tr><td>x<td>y</table>", "<li>", "<ol>", "<dl><dt>x<dd>y</dl>", "<sup>2</sup>", "<!--", "</p>",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=4), max_size=40).map("".join)
TEMPLATE = "$language $title $summary $findings $article $file $cards"


def drafted(article: Article, name: str, folder: Path) -> Deck:
    """Draft a deck and compile it; there must be no error."""
    source = folder / "cards.yaml"
    source.write_text(draft(article, find(article), name), encoding="utf-8")
    result = compile_project(source)
    assert result.deck is not None, result.diagnostics
    return result.deck


@settings(max_examples=300)
@given(TEXT, st.sampled_from(["a.txt", "b.html"]))
def test_every_article_becomes_a_deck(text: str, name: str) -> None:
    """The draft of any text compiles, and the audit of that against the same text asks every term."""
    article = read_article(name, text.encode("utf-8", "surrogatepass"))
    if isinstance(article, Article):
        with tempfile.TemporaryDirectory() as folder:
            deck = drafted(article, name, Path(folder))
        result = audit(Subject(name, article, article), deck)
        assert [item.name for item in result.items if item.kind == "term" and not item.covered] == []
        assert not result.changed
        audit_page(TEMPLATE, result, article, deck, Names(name, "cards.yaml"))


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "b.html"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Reading never raises."""
    article = read_article(name, data)
    assert not isinstance(article, Article) or find(article)


@settings(max_examples=400)
@given(
    st.text(
        st.sampled_from("aB1 -:#'\"{}[]()|>*&!%@`$\\<_~^.é\t\n\x00\x85\ufeff,?") | st.characters(codec="utf-8"),
        min_size=1,
        max_size=40,
    )
)
def test_quoting(text: str) -> None:
    """A text in quotes is one scalar that shows on the card as it stands, but for control characters and runs of spaces."""
    expected = " ".join(literal(text).split(" "))
    if not expected.strip():
        return
    source = f"deck: {{id: aa, name: A}}\nlevels:\n  bb:\n    name: B\n    cards:\n      - question: {quoted(literal(text))}\n        answer: x\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cards.yaml").write_text(source, encoding="utf-8")
        result = compile_project(Path(folder) / "cards.yaml")
    assert result.deck is not None, (source, result.diagnostics)
    shown = "".join(visible(result.deck.notes[0].fields[1]).split())
    assert shown == "".join(
        c for c in "".join(text.split()) if c.isprintable() or not (ord(c) < 0xA1 or c in "\ufeff\ufffe\uffff\u2028\u2029")
    )


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    "text", ["a", "word ", "Fat Meaning ∞ Fat is x. ", "(A", "|", "*a ", "[a", "<a", "1,", "- ", "\\", "&", "<td>"]
)
def test_one_long_line(text: str, name: str) -> None:
    """A line of ten megabytes, or of half a million signs that matter, takes seconds."""
    size = 10_000_000 if text in ("a", "word ") else 500_000
    start = time.process_time()
    article = read_article(name, (text * (size // len(text))).encode())
    if isinstance(article, Article):
        draft(article, find(article), name)
    assert time.process_time() - start < 20
