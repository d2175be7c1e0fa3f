"""Whole decks and whole reports, as files: golden/good holds sources and packages, golden/bad sources and reports.

`DECKGEN_REWRITE_GOLDEN=1 pytest tests/test_golden.py` writes the expectations anew; read the difference before committing it.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from conftest import Project

GOLDEN = Path(__file__).parent / "golden"
GOOD = sorted(path.name for path in (GOLDEN / "good").iterdir() if path.is_dir())
BAD = sorted(path.name for path in (GOLDEN / "bad").iterdir() if path.is_dir())
EXPECTATIONS = ("package.txt", "report.txt")


def _copy(case: Path, project: Project) -> None:
    shutil.copytree(case, project.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*EXPECTATIONS))


def _compare(path: Path, text: str) -> None:
    if os.environ.get("DECKGEN_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", GOOD)
def test_a_good_source_gives_its_package(case: str, project: Project) -> None:
    """The package of every level, as `deckgen dump` shows it; how the cards look is masked, since it may improve."""
    _copy(GOLDEN / "good" / case, project)
    outcome = project.build()
    package = re.search(r"build/[\w-]+\.apkg", outcome.err)
    assert package
    dump = project.run("dump", package[0]).out
    masked = re.sub(r"^(type .*) modified=\d+ looks=[0-9a-f]+$", r"\1", dump, flags=re.MULTILINE)
    _compare(GOLDEN / "good" / case / "package.txt", masked)


@pytest.mark.parametrize("case", BAD)
def test_a_bad_source_gives_its_report(case: str, project: Project) -> None:
    """The report on the terminal, whole, with caret and hint; and nothing is written."""
    _copy(GOLDEN / "bad" / case, project)
    before = project.files()
    outcome = project.run("build")
    assert (outcome.code, outcome.out) == (1, "")
    assert project.files() == before
    assert not (project.folder / "build").exists()
    _compare(GOLDEN / "bad" / case / "report.txt", outcome.err)


@pytest.mark.parametrize("case", BAD)
def test_every_check_bears_what_compiled_of_a_bad_source(case: str, project: Project) -> None:
    """`deckgen check` looks with all checks at what is sound of the deck, and fails with findings, never with a traceback."""
    _copy(GOLDEN / "bad" / case, project)
    outcome = project.run("check")
    assert outcome.code == 1
    assert re.search(r"^\d+ errors?\b", outcome.out + outcome.err, re.MULTILINE)
