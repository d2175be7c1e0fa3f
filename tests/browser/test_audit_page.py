"""audit.html in Chromium: readable by day and by night, at 390 pixels and wide; its links lead where they say."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from .sight import faint, overhang

ARTICLES = Path(__file__).parents[1] / "article" / "articles"


@pytest.fixture
def page_path(project: Project) -> Path:
    """Write the audit of a deck that asks most of an article, copies some of it, and leaves the rest out."""
    project.write((ARTICLES / "asthma.txt").read_text(encoding="utf-8"), "asthma.txt")
    assert project.run("draft", "asthma.txt", "-o", "cards.yaml").code == 0
    project.run("audit", "asthma.txt", "--html")
    return project.folder / "build" / "audit.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_readable(width: int, scheme: str, page_path: Path, window: Callable[..., Any]) -> None:
    """Every text has contrast enough, and nothing is wider than the window."""
    page = window(width=width, color_scheme=scheme).open(page_path)
    assert faint(page) == []
    assert overhang(page) == 0
    paper = [int(n) for n in re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))]
    assert (sum(paper) < 384) == (scheme == "dark")


@pytest.mark.parametrize("width", [320, 390])
def test_uncovered_cells_stay_in_their_box(width: int, page_path: Path, project: Project, window: Callable[..., Any]) -> None:
    """A table none of whose cells is asked is no wider than the window: what is said of each cell scrolls with the table."""
    project.write(
        "deck: {id: asthma, name: Asthma}\nlevels:\n  one:\n    name: One\n    cards:\n      - {question: What is it?, answer: Asthma}\n"
    )
    assert project.run("audit", "asthma.txt", "--html").code == 0
    page = window(width=width).open(page_path)
    assert page.locator(".wide td .unseen").count() == 17
    assert overhang(page) == 0


def test_text_is_large_enough(page_path: Path, window: Callable[..., Any]) -> None:
    """At 390 pixels running text is 16 pixels or more, with some 30 to 70 characters a line."""
    page = window(width=390).open(page_path)
    size, width = page.evaluate(
        "(() => { const p = document.querySelector('p.block'); return [parseFloat(getComputedStyle(p).fontSize), p.clientWidth] })()"
    )
    assert size >= 16
    assert 30 <= width / (size * 0.45) <= 70


def test_links(page_path: Path, window: Callable[..., Any]) -> None:
    """A covered passage leads to its card, the card back to the passage, and the list of what is missing to its place."""
    page = window(width=390).open(page_path)
    page.click("a.asked >> nth=0")
    assert page.evaluate("document.querySelector(':target').className") == "card"
    page.click(".card:target .where a")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("asthma Meaning ∞ Asthma is")
    page.click("nav a >> nth=0")
    missing = page.evaluate("document.querySelector(':target').textContent")
    assert missing == "300 (asked by no card)"
    assert page.evaluate(
        "(() => { const r = document.querySelector(':target').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight })()"
    )


def test_wide_tables_scroll_by_themselves(page_path: Path, window: Callable[..., Any]) -> None:
    """A table that is too wide scrolls in its own box, which the keyboard reaches and a screen reader can name."""
    page = window(width=390).open(page_path)
    box = page.locator(".wide").first
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    assert (box.get_attribute("tabindex"), box.get_attribute("aria-label")) == ("0", "Table: Drug")
    assert page.locator(".wide th[scope=col]").first.inner_text() == "Drug"
