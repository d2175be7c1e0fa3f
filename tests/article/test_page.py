"""audit.html: one file that needs nothing else, whose links lead somewhere, and which holds the whole article."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

from calls import GOOD
from conftest import Project

from .test_articles import ARTICLES


class Links(HTMLParser):
    """Gathers ids, links, and whatever a page would fetch or run."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag refers to."""
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" else []
        self.foreign += [tag] if tag in ("script", "link", "img", "iframe") or "src" in values else []


def page_of(project: Project, name: str) -> str:
    """Draft a deck from an article, audit it, and return the page."""
    project.write((ARTICLES / name).read_text(encoding="utf-8"), name)
    project.run("draft", name, "-o", "cards.yaml")
    project.run("audit", name, "--html", "--out", "here")
    return Path("here/audit.html").read_text(encoding="utf-8")


def test_links_and_resources(project: Project) -> None:
    """Every id is there once, every link leads to one, and nothing is fetched or run."""
    page = page_of(project, "asthma.txt")
    found = Links(page)
    assert sorted(set(found.ids)) == sorted(found.ids)
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert found.foreign == []
    assert not re.search(r"url\(|@import|https?:", page)
    assert "$" not in page


def test_blocks_on_one_line_share_its_anchor(project: Project) -> None:
    """HTML may stand on a single line: its number leads to the first block of it, and no id is there twice."""
    project.write("<h1>Iron</h1><p>Tea lowers how much is taken up.</p><ul><li>Meat raises it.</li></ul>", "iron.html")
    project.write(GOOD)
    assert project.run("audit", "iron.html", "--html").code == 0
    found = Links((project.folder / "build" / "audit.html").read_text(encoding="utf-8"))
    assert sorted(set(found.ids)) == sorted(found.ids)
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_what_is_asked_and_what_is_not(project: Project) -> None:
    """Asked passages are linked to their cards; the others are marked, in words too; skipped sections are there, unmarked."""
    page = page_of(project, "asthma.txt")
    asked = re.findall(r'<a class="asked" id="item-\d+" href="#card-(.*?)" title', page)
    left_out = re.findall(r'<mark class="open" id="item-\d+">(.*?)<span class="unseen"> \(asked by no card\)</span></mark>', page)
    assert asked[:2] == ["asthma", "bronchoconstriction"]
    assert "drug/salbutamol/class" in asked
    assert left_out[:4] == ["300", "8%", "this point", "this point"]
    assert "Resilience Meaning ∞" in page
    assert "<h2>Intermediate <small>" in page


def test_the_article_is_stored_nowhere_else(project: Project) -> None:
    """An audit without --html writes nothing; with it, audit.html alone."""
    page_of(project, "asthma.txt")
    assert sorted(project.files()) == ["asthma.txt", "cards.yaml", "here/audit.html"]


def test_hostile_text_stays_text(project: Project) -> None:
    """Markup, placeholders and quotation marks in article and source are shown as text."""
    project.write(
        'A <b>bold</b> $title "x" Meaning ∞ X is <script>alert(1)</script> & 5 < 6. so $article ${cards} & <img src=x>.', "a.txt"
    )
    project.run("draft", "a.txt", "-o", "cards.yaml")
    project.run("audit", "a.txt", "--html")
    page = Path("build/audit.html").read_text(encoding="utf-8")
    assert Links(page).foreign == []
    assert "$title" in page
    assert "5 &lt; 6" in page


def test_names_of_files_need_not_be_text(project: Project) -> None:
    """A byte that is no character stands in the page as its number."""
    name = os.fsdecode(b"\xff.txt")
    project.write("Iron\n\n- Tea lowers how much of it is taken up by the gut.\n", name)
    project.write(GOOD)
    assert project.run("audit", name, "--html").code == 0
    assert "\\udcff.txt" in (project.folder / "build" / "audit.html").read_text(encoding="utf-8")
