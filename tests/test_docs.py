"""Documentation that cannot lie: the reference is made from the code, and the map from the tree."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from deckgen.cli.main import COMMANDS, group
from deckgen.compiler.language import (
    CARD,
    CHECK,
    CITATION,
    COLUMN,
    COMMON,
    DECK,
    LEVEL,
    MECHANISM,
    ROW,
    STEP,
    TABLE,
    TERM,
    TOP,
    Key,
)

ROOT = Path(__file__).parent.parent
SHAPES = (TOP, CHECK, DECK, CITATION, LEVEL, TERM, MECHANISM, STEP, TABLE, COLUMN, ROW, CARD)


def reference() -> str:
    """Return docs/reference.md as it should be."""
    lines = ["# Reference", "", "Made from the code by `tests/test_docs.py`.", "", "## Commands", ""]
    for name in COMMANDS:
        lines += [f"### deckgen {name}", "", "```", _help(name), "```", ""]
    lines += ["## Keys", "", "Keys in **bold** are required.", ""]
    lines += ["### Keys that any entry may carry", "", *_keys(COMMON), ""]
    for shape in SHAPES:
        own = [key for key in shape.keys if key not in COMMON]
        lines += [f"### {shape.name.capitalize()}", "", *_keys(own), ""]
        if own != list(shape.keys):
            lines[-1:] = ["", "And the keys that any entry may carry.", ""]
    return "\n".join(lines)


def _help(name: str) -> str:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    parent = click.Context(group, info_name="deckgen", **group.context_settings)
    context = click.Context(command, parent, name, terminal_width=100, max_content_width=100)
    return command.get_help(context).replace("\b\n", "")


def _keys(keys: Iterable[Key]) -> Iterator[str]:
    yield "| key | value |"
    yield "|---|---|"
    for key in keys:
        name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
        says = key.says.replace("|", "\\|") + (f" One of {', '.join(f'`{c}`' for c in key.choices)}." if key.choices else "")
        yield f"| {name} | {says} |"


def test_reference_is_what_the_code_says() -> None:
    """Every command's help and every key of the language stand in docs/reference.md."""
    path = ROOT / "docs" / "reference.md"
    if os.environ.get("DECKGEN_REWRITE_DOCS"):
        path.write_text(reference(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == reference()


def test_every_command_helps_with_a_working_example() -> None:
    """The help of each command holds a line that begins with `deckgen COMMAND`."""
    for name in COMMANDS:
        assert re.search(rf"^\s+deckgen {name}\b", _help(name).partition("Options:")[0], re.MULTILINE), name


def test_readme_lists_every_command() -> None:
    """README's table of commands is the list of commands, with the same words."""
    rows = re.findall(r"^\| `deckgen (\w+)[^`]*` \| (.*) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == COMMANDS


def test_readme_example_is_a_deck(tmp_path: Path) -> None:
    """The YAML in README compiles as it stands."""
    from deckgen.cli.project import compile_project

    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    source = tmp_path / "cards.yaml"
    source.write_text(example, encoding="utf-8")
    compilation = compile_project(source)
    assert compilation.diagnostics == ()
    assert compilation.deck is not None
    assert [note.key for note in compilation.deck.notes] == [
        "visceral-fat",
        "from-a-meal-to-glucose-uptake",
        "peptide/semaglutide/receptor",
        "which-organ-produces-insulin",
        "insulin-moves-glut4-to-the-surface-of-muscle",
    ]


def test_architecture_names_every_module() -> None:
    """The map in ARCHITECTURE.md and the tree hold the same files."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    the_map = text[text.index("## Map") : text.index("## Invariants")]
    tree = {path.name for path in (ROOT / "src" / "deckgen").rglob("*.py")} - {"__init__.py", "__main__.py"}
    assert set(re.findall(r"\b\w+\.py\b", the_map)) == tree
