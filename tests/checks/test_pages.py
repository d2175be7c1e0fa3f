"""The page of each check is its test: every example under "Bad" is found, at the marked lines, and none under "Good"."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HEAD, Project, indented

from deckgen.checks.run import CHECKS, run_checks
from deckgen.cli.project import compile_project
from deckgen.compiler.language import CHECK_NAMES

PAGES = Path(__file__).parents[2] / "docs" / "checks"
MARK = "# here"


def examples(name: str, part: str) -> Iterator[str]:
    """Yield the YAML examples of a part of a check's page."""
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    for section in re.findall(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)


def source(example: str) -> str:
    """Return an example as a whole source: what is no deck of its own is the content of a level."""
    return example if example.startswith("deck:") else f"{HEAD}levels:\n  one:\n    name: One\n{indented(example)}"


def found(text: str, project: Project) -> list[tuple[int, str, str]]:
    """Return line, check and message of everything that is found in a source."""
    project.write(text)
    result = compile_project(Path("cards.yaml"))
    checked = run_checks(result.deck, {"cards.yaml": text}) if result.deck else ()
    return [(d.position.line, d.check, d.message) for d in (*result.diagnostics, *checked) if d.position]


def test_every_check_has_a_page_with_examples() -> None:
    """docs/checks holds a page for each check, that of articles included, and each of a deck's has bad and good examples."""
    assert sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "README") == sorted(CHECK_NAMES)
    for name in CHECKS:
        assert list(examples(name, "Bad")), name
        assert list(examples(name, "Good")), name


@pytest.mark.parametrize("name", CHECKS)
def test_bad_examples_are_found_at_their_lines(name: str, project: Project) -> None:
    """The check speaks at each marked line of its bad examples, and nowhere else in them."""
    for example in examples(name, "Bad"):
        text = source(example)
        marked = [number for number, line in enumerate(text.split("\n"), 1) if line.rstrip().endswith(MARK)]
        assert marked, example
        assert [line for line, check, _ in found(text, project) if check == name] == marked, example


@pytest.mark.parametrize("name", CHECKS)
def test_good_examples_pass(name: str, project: Project) -> None:
    """Nothing at all is said of a good example, by this check or any other."""
    for example in examples(name, "Good"):
        assert found(source(example), project) == [], example
