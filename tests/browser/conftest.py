"""Fixtures: Chromium, and pages in it that may neither reach a network nor complain."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

REQUIRED = os.environ.get("DECKGEN_REQUIRE_BROWSER") == "1"
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Window:
    """A page of the browser, and all that it said and asked for; `page` is Playwright's."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    home: str = ""

    def open(self, path: Path, fragment: str = "") -> Any:
        """Open a file and return the page."""
        self.home = path.resolve().as_uri()
        self.page.goto(self.home + fragment)
        return self.page

    def listen(self) -> None:
        """Write down every warning, error and request, but for the file itself."""
        self.page.on("console", lambda line: self.said.append(line.text) if line.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url) if self._is_foreign(request.url) else None)

    def _is_foreign(self, url: str) -> bool:
        return not url.startswith("data:") and url.partition("#")[0] != self.home


def chromium() -> str:
    """Return the path of Chromium, or an empty text: the one that DECKGEN_CHROMIUM names, or the first of the usual names."""
    named = os.environ.get("DECKGEN_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), "")


def missing() -> str:
    """Return what these tests lack, or an empty text."""
    if find_spec("playwright") is None:
        return "Playwright is not installed: pip install playwright"
    return "" if chromium() else "Chromium is not installed: apt-get install chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium; where it or its driver is missing, tests are skipped, or fail where DECKGEN_REQUIRE_BROWSER=1."""
    if (lack := missing()) and REQUIRED:
        pytest.fail(f"DECKGEN_REQUIRE_BROWSER=1, but {lack}")
    if lack:
        pytest.skip(lack)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Any) -> Iterator[Callable[..., Window]]:
    """Give a function that opens a window of a width and a height; at the end none may have complained or asked for anything."""
    opened = []

    def open_window(width: int = 900, height: int = 800, **options: Any) -> Window:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        window = Window(context.new_page())
        window.listen()
        opened.append((context, window))
        return window

    yield open_window
    for context, _ in opened:
        context.close()
    assert [line for _, window in opened for line in window.said] == [], "nothing is said on the console"
    assert [url for _, window in opened for url in window.asked] == [], "nothing is asked of any network"
