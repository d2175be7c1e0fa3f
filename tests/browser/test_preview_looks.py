"""How the preview and its cards look: contrast, width, text size and direction, on every kind of card."""

from pathlib import Path
from typing import Any

import pytest

from .pages import broken, gallery
from .sight import faint, overhang, scroll_through, texts, wait_until

CUT_OFF = """[...document.querySelectorAll('.frame')].map(frame => frame.shadowRoot.querySelector('.card'))
  .filter(card => card.scrollWidth > card.clientWidth).map(card => card.textContent.trim().slice(0, 40))"""
"""Cards that hold something wider than themselves."""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the gallery."""
    return gallery(tmp_path_factory.mktemp("gallery"))


def settled(page: Any) -> Any:
    """Have every card of the list drawn."""
    scroll_through(page)
    wait_until(page, "document.querySelectorAll('.entry:not([hidden])').length === document.querySelectorAll('.frame').length")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("side", ["question", "answer"])
@pytest.mark.parametrize("width", [320, 1300])
def test_every_text_stands_out(window, page_file: Path, scheme: str, side: str, width: int) -> None:
    """Every visible text of every card and of the page around it has a contrast of 4.5 to 1 or more; none is wider than it may be."""
    page = settled(window(width=width, color_scheme=scheme).open(page_file))
    if side == "answer":
        page.keyboard.press("a")
    else:
        for hint in page.locator("a.hint").all():
            hint.click()
    if width == 320:
        page.locator("#_filter").click()
    assert faint(page) == []
    assert overhang(page) == 0
    assert page.evaluate(CUT_OFF) == []
    seen = " ".join(text.text for text in texts(page))
    for word in ("Exam note", "contradicted", "Tesamorelin") if side == "answer" else ("number is", "[where]", "ما هو"):
        assert word in seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_overview_help_and_faults_stand_out(window, page_file: Path, tmp_path: Path, scheme: str) -> None:
    """So has every text of the overview, of the help, and of the page of a broken source; none is wider than a narrow phone."""
    page = window(width=320, color_scheme=scheme).open(page_file)
    page.keyboard.press("o")
    assert faint(page) == []
    assert overhang(page) == 0
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    assert faint(page) == []
    page = window(width=320, color_scheme=scheme).open(broken(tmp_path))
    assert faint(page) == []
    assert overhang(page) == 0
    assert page.locator(".finding.error").count() == 2


def test_double_text_size(window, page_file: Path) -> None:
    """With letters twice as large, cards grow with them and still fit a window of 640 pixels."""
    page = settled(window(width=640).open(page_file))
    page.keyboard.press("a")
    size = "parseFloat(getComputedStyle(document.querySelector('.frame').shadowRoot.querySelector('.card')).fontSize)"
    before = page.evaluate(size)
    assert 18 <= before <= 22
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(size) >= 36
    assert overhang(page) == 0


def test_text_runs_its_own_way(window, page_file: Path) -> None:
    """Arabic runs from the right, the English source below it from the left."""
    page = settled(window().open(page_file, "#arabic"))
    page.keyboard.press("Space")
    way = "part => getComputedStyle(document.querySelector('.current .frame').shadowRoot.querySelector(part)).direction"
    parts = (".question", ".answer", ".extra", ".exam-note div", ".source")
    assert [page.evaluate(way, part) for part in parts] == ["rtl", "rtl", "rtl", "rtl", "ltr"]


def test_the_question_does_not_move(window, page_file: Path) -> None:
    """On both sides of every card the question begins at the same place, in the same letters."""
    page = settled(window().open(page_file))
    places = """() => [...document.querySelectorAll('.frame')].map(frame => {
      const question = frame.shadowRoot.querySelector('.question'), style = getComputedStyle(question), words = new Range();
      words.selectNodeContents(question);
      const [a, b] = [words.getClientRects()[0], frame.getBoundingClientRect()];
      return [a.x - b.x, a.y - b.y, question.offsetWidth, style.fontSize, style.fontWeight].join(' ');
    })"""
    fronts = page.evaluate(places)
    page.keyboard.press("a")
    assert page.evaluate(places) == fronts
    assert len(fronts) > 30


def test_later_steps_are_hidden_on_the_front(window, page_file: Path) -> None:
    """The front of a mechanism shows the steps before the asked one; those after it keep their places; the back shows all."""
    page = settled(window().open(page_file, "#release@3"))
    steps = """() => [...document.querySelector('.current .frame').shadowRoot.querySelectorAll('ol.steps li')].map(item => {
      const words = item.firstElementChild;
      return [words.checkVisibility({ checkVisibilityCSS: true }) ? words.textContent.slice(0, 12) : '', item.offsetHeight];
    })"""
    front = page.evaluate(steps)
    assert [words for words, _ in front] == ["Blood glucos", "The β cells ", "[...]", "", ""]
    page.keyboard.press("Space")
    back = page.evaluate(steps)
    assert all(words for words, _ in back)
    assert [height for _, height in back[3:]] == [height for _, height in front[3:]]


def test_grades_differ_by_more_than_colour(window, page_file: Path) -> None:
    """Each grade of evidence has its own sign, and the word itself."""
    page = settled(window().open(page_file))
    page.keyboard.press("a")
    badges = """() => [...document.querySelectorAll('.frame')].flatMap(f => [...f.shadowRoot.querySelectorAll('.evidence')]).map(badge =>
      [badge.className.split(' ')[1], getComputedStyle(badge, '::before').content.split('"')[1], badge.textContent])"""
    found = {grade: (sign, words) for grade, sign, words in page.evaluate(badges)}
    assert sorted(found) == ["contested", "contradicted", "established", "population-limited", "simplified", "unsourced"]
    assert len({sign for sign, _ in found.values()}) == 6
    assert all(words.endswith(grade) for grade, (_, words) in found.items())


def test_printing_gives_questions_and_answers(window, page_file: Path) -> None:
    """In print there is one pair for each card (one for a mechanism), in light colours, without the page around them."""
    page = window(width=794, height=1100, color_scheme="dark").open(page_file)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = page.locator("#_sheet")
    assert sheet.locator("h2").all_inner_texts() == ["Gallery: 1 Basics", "Gallery: 2 Advanced"]
    assert sheet.locator(".pair").count() == 35 - 4 - 2
    pair = sheet.locator(".pair", has_text="Which organ releases insulin?")
    question, answer = pair.locator(".card").all()
    assert question.inner_text().strip() == "Which organ releases insulin?"
    assert answer.inner_text().strip().startswith("The pancreas")
    assert not page.locator("header").is_visible()
    assert faint(page) == []
    assert overhang(page) == 0
