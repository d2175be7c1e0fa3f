"""`deckgen preview --serve --watch`: an open page follows what is saved."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ONE = "deck: {id: test-deck, name: Test}\nlevels: {one: {name: One, cards: [{question: Which organ makes insulin?, answer: The pancreas}]}}\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Start the command on a source of one card, and give its address; Ctrl-C must end it with exit code 0."""
    (tmp_path / "cards.yaml").write_text(ONE, encoding="utf-8")
    command = [sys.executable, "-m", "deckgen", "preview", "--serve", "--watch"]
    running = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )  # fmt: skip
    assert running.stderr
    try:
        said = running.stderr.readline()
        address = re.match(r"http://127\.0\.0\.1:\d+/", said)
        assert address, said
        yield address[0]
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 0
        assert "Traceback" not in running.stderr.read()
    finally:
        running.kill()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Give a page that may reach this machine."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def shown(page: Any, part: str, text: str) -> None:
    """Wait until a part of the page, or of a card in it, shows a text."""
    page.locator(part, has_text=text).wait_for(timeout=30_000)


def test_page_follows_the_source(server: str, page: Any, tmp_path: Path) -> None:
    """A save shows at once; a broken source shows what is wrong, and leaves the file as it was; mended, it shows again."""
    source, file = tmp_path / "cards.yaml", tmp_path / "build" / "preview.html"
    page.goto(server)
    shown(page, ".question", "Which organ makes insulin?")
    source.write_text(ONE.replace("Which organ makes insulin?", "What organ makes insulin?"), encoding="utf-8")
    shown(page, ".question", "What organ makes insulin?")
    before = file.read_text(encoding="utf-8")
    assert "What organ makes insulin?" in before
    source.write_text(ONE.replace("answer", "anwser"), encoding="utf-8")
    shown(page, ".finding.error", "anwser")
    assert page.locator(".finding mark").inner_text() == "anwser:"
    assert file.read_text(encoding="utf-8") == before
    source.write_text(ONE, encoding="utf-8")
    shown(page, ".question", "Which organ makes insulin?")


def test_only_this_machine_is_answered(server: str) -> None:
    """A request under another name, as a site could make one from the author's browser, is refused; so is any other path."""
    for address, name in ((server, "example.org:80"), (server + "cards.yaml", None)):
        with pytest.raises(HTTPError) as refusal:
            urlopen(Request(address, headers={"Host": name} if name else {}))
        assert refusal.value.code == (403 if name else 404)
