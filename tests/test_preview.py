"""`deckgen preview` as a command, and the page as a file; how it looks and behaves is in tests/browser."""

import gc
import json
import re
import shutil
import socket
import struct
import time
from pathlib import Path

import pytest
from conftest import Project

from deckgen.cli.project import compile_project
from deckgen.compiler.markdown import without_line_breaks
from deckgen.preview.cards import render_cards
from deckgen.preview.contents import deck_contents
from deckgen.preview.maths import with_maths
from deckgen.preview.serve import LivePage, served
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.note_type import Kind, Looks
from deckgen.types.position import Position

ROOT = Path(__file__).parents[1]
ONE = "deck: {id: test-deck, name: Test}\nlevels: {one: {name: One, cards: [{question: Which organ makes insulin?, answer: The pancreas}]}}\n"


def contents_of(page: str) -> dict:
    """Return what a page holds for its script."""
    found = re.search(r'<script type="application/json" id="_deck">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_is_written(project: Project) -> None:
    """One file, and nothing else: the ledger is the build's affair."""
    project.write(ONE)
    outcome = project.run("preview")
    assert outcome == (0, "", "build/preview.html: 1 cards of 1 notes\n")
    assert sorted(project.files()) == ["build/preview.html", "cards.yaml"]


def test_json(project: Project) -> None:
    """`--format json` says where the page is, what it holds and what was found."""
    project.write(ONE)
    outcome = project.run("preview", "--out", "site", "--format", "json")
    assert json.loads(outcome.out) == {"path": "site/preview.html", "notes": 1, "cards": 1, "diagnostics": []}


def test_errors_write_nothing(project: Project) -> None:
    """A source with errors gives exit code 1 and its diagnostics, and leaves the last page alone."""
    project.write(ONE)
    project.run("preview")
    page = project.files()["build/preview.html"]
    project.write(ONE.replace("answer", "anwser"))
    outcome = project.run("preview", "--format", "json")
    assert outcome.code == 1
    assert [found["check"] for found in json.loads(outcome.out)["diagnostics"]] == ["unknown-key"]
    assert project.files()["build/preview.html"] == page


def test_errors_of_checks_write_nothing(project: Project) -> None:
    """What `deckgen check` holds for an error keeps the page from being written too, as it does packages."""
    project.write(ONE.replace("}]}}", ", evidence: contested}]}}"))
    outcome = project.run("preview")
    assert (outcome.code, sorted(project.files())) == (1, ["cards.yaml"])
    assert "error[caveat-required]" in outcome.err


def test_warnings_stand_in_the_page(project: Project) -> None:
    """What is weak is said, and stands beside its card."""
    project.write(ONE.replace("Which organ makes insulin?", "Explain the making of insulin."))
    outcome = project.run("preview")
    assert outcome.code == 0
    assert outcome.err.startswith("cards.yaml:2:46: warning[vague-stem]")
    contents = contents_of(project.files()["build/preview.html"].decode())
    assert [found["check"] for found in contents["findings"]] == ["vague-stem"]
    assert contents["notes"][0]["findings"] == [0]


def test_a_missing_source(project: Project) -> None:
    """Without a source there is nothing to show: exit code 2."""
    assert project.run("preview").code == 2


def test_same_deck_same_bytes(project: Project) -> None:
    """The page holds no time and no path of the machine: another day and another run give the same bytes."""
    shutil.copytree(ROOT / "tests" / "gallery", project.folder, dirs_exist_ok=True)
    project.run("preview", "--out", "first")
    project.at(99_999)
    project.run("preview", "--out", "second")
    files = project.files()
    assert files["first/preview.html"] == files["second/preview.html"]
    assert str(project.folder).encode() not in files["first/preview.html"]


def test_the_deck_is_quick_and_small(project: Project) -> None:
    """The page of our own deck takes less than two seconds and three megabytes."""
    start = time.perf_counter()
    outcome = project.run("preview", str(ROOT / "cards.yaml"))
    assert outcome.code == 0
    assert time.perf_counter() - start < 2
    assert len(project.files()["build/preview.html"]) < 3_000_000


def test_findings_in_a_shared_text_stand_with_all_its_notes(project: Project) -> None:
    """A finding in a caveat, at its beginning or at words within it, is shown beside each note that has the caveat."""
    project.write(
        "deck: {id: test-deck, name: Test}\ncaveats:\n  other: None.\n  raw: Weeks <br> only.\nlevels:\n  one:\n    name: One\n    cards:\n"
        "      - {question: Q?, answer: A, caveat: raw}\n      - {question: R?, answer: B}\n      - {question: S?, answer: C, caveat: [other, raw]}\n"
    )
    deck = compile_project(Path("cards.yaml")).deck
    gc.enable()
    assert deck is not None
    places = [("wide-content", 4, 8), ("html-unsafe", 4, 14), ("renamed-level", 6, 3)]
    found = [Diagnostic(check, "", Position("cards.yaml", line, column)) for check, line, column in places]
    contents = deck_contents(deck, found, {})
    assert [note.get("findings") for note in contents["notes"]] == [[0, 1], None, [0, 1]]
    assert contents["general"] == [2]


def test_the_root_of_tags_is_the_decks(project: Project) -> None:
    """Whatever the author calls a tag, what is common to all is left out of those that the page shows."""
    project.write(
        "deck: {id: heart, name: Heart, tags: [cardio]}\nlevels:\n  one:\n    name: One\n    cards:\n"
        "      - {question: Which valve?, answer: The mitral, tags: [at::level::knee]}\n"
    )
    result = compile_project(Path("cards.yaml"))
    assert result.deck is not None
    assert deck_contents(result.deck, (), {})["root"] == "cardio::"


def test_nothing_ends_the_contents(project: Project) -> None:
    """What would end the element that holds the cards, or comment it out, is there in another spelling."""
    hostile = "</script><script>alert(1)</script><!-- </SCRIPT> ]]> <!-- script -->"
    project.write(ONE.replace("Which organ makes insulin?", f"'{hostile}'").replace("name: Test", f"name: '{hostile}'"))
    project.run("preview")
    page = project.files()["build/preview.html"].decode()
    assert contents_of(page)["name"] == hostile
    assert page.lower().count("<script") == page.lower().count("</script") == 2
    assert page.count("<!--") == 0
    assert "<title>&lt;/script&gt;" in page


def test_a_page_that_is_closed_while_it_is_read_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    """A browser may hang up at any time; nothing is said of it on the terminal."""
    with served(LivePage("x" * 50_000_000), 0) as url:
        port = int(url.rstrip("/").rpartition(":")[2])
        browser = socket.create_connection(("127.0.0.1", port))
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        browser.sendall(b"GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
        assert browser.recv(10) == b"HTTP/1.0 2"
        browser.close()
        time.sleep(0.5)
    assert capfd.readouterr().err == ""


def test_pictures_are_in_the_page(project: Project) -> None:
    """A picture is held once, as a data URI, under the name by which cards show it."""
    shutil.copytree(ROOT / "tests" / "gallery", project.folder, dirs_exist_ok=True)
    project.run("preview")
    page = project.files()["build/preview.html"].decode()
    (picture,) = contents_of(page)["pictures"].items()
    assert picture[0].startswith("signal-")
    assert picture[1].startswith("data:image/svg+xml;base64,")
    assert page.count(picture[1]) == 1


def test_findings_stand_with_their_notes(project: Project) -> None:
    """A finding belongs to every note with a part at its place, else to those whose part is the last before it, else to no note."""
    shutil.copytree(ROOT / "tests" / "gallery", project.folder, dirs_exist_ok=True)
    deck = compile_project(Path("cards.yaml")).deck
    gc.enable()
    assert deck is not None
    notes = {note.key: note for note in deck.notes}
    answer = notes["answer"].document.position(notes["answer"].entry.places.answer)
    found = [
        Diagnostic("at-a-part", "", answer, severity=Severity.WARNING),
        Diagnostic("below-it", "", answer._replace(line=answer.line + 1), severity=Severity.WARNING),
        Diagnostic("at-the-column", "", notes["protocols/semaglutide/receptor"].document.position(
            notes["protocols/semaglutide/receptor"].entry.places.question)),
        Diagnostic("above-all", "", answer._replace(line=1)),
        Diagnostic("elsewhere", "", answer._replace(path="other.yaml")),
        Diagnostic("nowhere", "", None),
    ]  # fmt: skip
    contents = deck_contents(deck, found, {"cards.yaml": Path("cards.yaml").read_text(encoding="utf-8").split("\n")})
    owned = {note["key"]: note["findings"] for note in contents["notes"] if "findings" in note}
    assert owned["answer"][0] == 0
    assert owned["protocols/semaglutide/receptor"] == [2]
    assert sorted(number for numbers in owned.values() for number in numbers) == [0, 1, 2]
    assert contents["general"] == [3, 4, 5]
    assert contents["findings"][0]["line"] == "        answer: The pancreas"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (r"pH \(&lt;\) 7", "pH <math"),
        (r"\[\frac{a}{b}\]", "<mfrac>"),
        (r"\(\unknown{x}\)", r'<code class="tex">\unknown{x}</code>'),
        (r"\(x^{\)", r'<code class="tex">x^{</code>'),
        (r"<code>\(x\)</code>", r"<code>\(x\)</code>"),
        (r"\(\text{&lt;img/src=x&gt;}\)", "&lt;img/src=x&gt;"),
        (r"\(\href{javascript:alert(1)}{x}\)", "<mi>x</mi>"),
    ],
)
def test_maths(html: str, shown: str) -> None:
    """TeX becomes MathML; what cannot be read stays TeX; code stays code; text in formulas is text."""
    result = with_maths(html)
    assert shown in result
    assert "javascript" not in result
    assert "<img" not in result


def test_templates_are_rendered_as_anki_does(project: Project) -> None:
    """Sections, inverted sections, filters and the front on the back; a field of nothing but breaks counts as empty."""
    (note,) = project.notes("cards: [{question: Which?, answer: This, hint: of two}]")
    looks = Looks(
        (("{{Question}}{{#Extra}}!{{/Extra}}{{^Extra}}?{{#Hint}} {{Hint}}{{/Hint}}{{/Extra}}", "{{FrontSide}} {{Answer}}"),) * 2,
        "",
    )
    (sides,) = render_cards(note._replace(fields=(*note.fields[:8], "<br> <div></div>", *note.fields[9:])), looks)
    assert note.kind is Kind.QUESTION
    assert sides == ("Which?? of two", "Which?? of two This")


def test_description_has_no_line_breaks() -> None:
    """Anki's overview shows line breaks as they stand, so that those of Markdown would part paragraphs and lines."""
    html = (
        "<p>one\ntwo <b>three</b>\nfour<br />\nfive</p>\n<ul>\n<li>six</li>\n</ul>\n<pre><code>a\nb\n</code></pre>\n<p>seven</p>"
    )
    assert without_line_breaks(html) == (
        "<p>one two <b>three</b> four<br />five</p><ul><li>six</li></ul><pre><code>a\nb\n</code></pre><p>seven</p>"
    )
