"""Documentation that cannot lie: the reference is made from the code, and the map from the tree."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import yaml
from conftest import Project
from jsonschema import Draft202012Validator

from deckgen.checks.run import CHECKS
from deckgen.cli.check import about
from deckgen.cli.main import COMMANDS, group
from deckgen.compiler.language import (
    ASK,
    CARD,
    CHECK,
    CITATION,
    COLUMN,
    COMMON,
    DECK,
    IMAGE,
    LEVEL,
    MECHANISM,
    PAIR,
    ROW,
    STEP,
    TABLE,
    TERM,
    TOP,
    Key,
)
from deckgen.compiler.schema import json_schema
from deckgen.types.faults import ARTICLE_FAULTS, FAULTS, OBSTACLES

ROOT = Path(__file__).parent.parent
SHAPES = (TOP, DECK, CITATION, LEVEL, TERM, ASK, MECHANISM, STEP, TABLE, COLUMN, ROW, CARD, PAIR, IMAGE, CHECK)


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
    lines += ["## Checks", "", "Each has a page in [checks/](checks/), with its reasons, its limits and examples.", ""]
    lines += ["| check | finds |", "|---|---|", *(f"| [`{name}`](checks/{name}.md) | {about(name)} |" for name in CHECKS), ""]
    lines += ["## Faults", "", "What the compiler reports by itself, before any check.", "", "| name | is |", "|---|---|"]
    lines += [*(f"| `{name}` | {says} |" for name, says in FAULTS.items()), ""]
    lines += [
        "## Of an article",
        "",
        "What `deckgen draft` and `deckgen audit` report. [copied-span](checks/copied-span.md) has a page.",
    ]
    lines += ["", "| name | is |", "|---|---|", *(f"| `{name}` | {says} |" for name, says in ARTICLE_FAULTS.items()), ""]
    lines += ["## Obstacles", "", "What stands in the way of a command; exit code 2.", "", "| name | is |", "|---|---|"]
    lines += [*(f"| `{name}` | {says} |" for name, says in OBSTACLES.items()), ""]
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


def readme_edit() -> tuple[str, str]:
    """Return README's deck as it is published, and as it is after README's edit."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (before,) = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (diff,) = re.findall(r"```diff\n(.*?)```", readme, re.DOTALL)
    after = before
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        gone = "".join(line[1:] for line in lines if line[0] in " -")
        come = "".join(line[1:] for line in lines if line[0] in " +")
        assert after.count(gone) == 1, gone
        after = after.replace(gone, come)
    return before, after


def test_readme_shows_what_plan_prints(project: Project) -> None:
    """The plan in README is what the command prints of README's edit, but for the engine's version."""
    before, after = readme_edit()
    project.build(before)
    project.at(60)
    project.write(after)
    printed = project.run("plan", "--no-engine").out
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    block = re.search(r"```text\n\$ deckgen plan\n(.*?)```", text, re.DOTALL)
    assert block
    said, engine = printed.removesuffix("\n").rpartition("\n")[0], "Tried in anki 26.9.3: "
    tried = "the old version imported and studied, this one imported over it, every card compared."
    expected = f"{said}\n{engine}{tried}\n"
    if os.environ.get("DECKGEN_REWRITE_DOCS"):
        path.write_text(text.replace(block[0], f"```text\n$ deckgen plan\n{expected}```"), encoding="utf-8")
    assert expected in path.read_text(encoding="utf-8")


def test_readme_shows_what_a_fault_and_a_finding_look_like(project: Project) -> None:
    """The two reports in README are what is printed of README's deck, with a misspelt key, and with a question of yes or no."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    deck, _ = readme_edit()
    question = "      - question: Is insulin a hormone?\n        answer: The pancreas makes it\n"
    expected = []
    for edited in (deck.replace("answer: The pancreas", "anwser: The pancreas"), deck + question):
        project.write(edited)
        expected.append(project.run("check").err.partition("\n\n")[0] + "\n")
    shown = re.findall(r"```\n(cards\.yaml:.*?)```", text, re.DOTALL)
    if os.environ.get("DECKGEN_REWRITE_DOCS"):
        for old, new in zip(shown, expected, strict=True):
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        shown = expected
    assert shown == expected


def test_nobody_is_told_to_install_a_stranger() -> None:
    """The name on PyPI belongs to another project: whatever tells how to install names this repository."""
    told = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "src").rglob("*.py"))]
    commands = [command for path in told for command in re.findall(r"pip install ([^&`\n]*)", path.read_text(encoding="utf-8"))]
    assert [command for command in commands if re.search(r"deckgen(?! @ git\+|@v)", command)] == []
    assert any("deckgen @ git+" in command for command in commands)


def test_architecture_names_every_module() -> None:
    """The map in ARCHITECTURE.md and the tree hold the same files; the checks, a file each, have docs/checks instead."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    the_map = text[text.index("## Map") : text.index("## Invariants")]
    tree = {path.name for path in (ROOT / "src" / "deckgen").rglob("*.py")} - {"__init__.py", "__main__.py"}
    tree -= {f"{name.replace('-', '_')}.py" for name in CHECKS}
    assert set(re.findall(r"\b\w+\.py\b", the_map)) == tree


def test_every_fault_is_described() -> None:
    """types/faults.py names what the compiler reports, and nothing else; an audit is not the compiler."""
    reported = set()
    for path in sorted((ROOT / "src" / "deckgen").rglob("*.py")):
        if path.parent.name not in ("checks", "article") or path.name == "run.py":
            calls = r'(?:refuse|warn|Diagnostic|Break|add|_fault)\(\s*(?:note,\s*)?"([a-z]+(?:-[a-z]+)*)"'
            reported |= set(re.findall(calls, path.read_text(encoding="utf-8")))
    assert reported == set(FAULTS)


def test_every_fault_of_articles_and_calls_is_described() -> None:
    """The same of what an audit reports, and of what stands in the way of a command."""
    package = ROOT / "src" / "deckgen"
    article = "".join(path.read_text(encoding="utf-8") for path in sorted((package / "article").glob("*.py")))
    reported = set(re.findall(r'(?:Diagnostic|_said)\(\s*(?:card, )?"([a-z-]+)"', article))
    assert reported - set(FAULTS) == set(ARTICLE_FAULTS)
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py")))
    raised = {*re.findall(r'\bcheck(?:: str)? ?= ?"([a-z-]+)"', code), *re.findall(r'_fail\(arguments, .*?"([a-z]+)"[,)]', code)}
    assert raised - set(FAULTS) == set(OBSTACLES)


def described(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every property of a JSON Schema with its path."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield f"{path}/{name}", value
        for name, value in schema.items():
            yield from described(value, f"{path}/{name}" if name != "properties" else path)
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value, path)


def test_schema_describes_every_key_with_an_example_that_fits() -> None:
    """Editors show for every key what it means and an example; the names of checks and limits, which docs/checks explains, aside."""
    for path, value in described(json_schema()):
        if "/severity/" not in path and "/limits/" not in path:
            assert value["description"].endswith("."), path
            for example in value["examples"]:
                assert not list(Draft202012Validator(value).iter_errors(example)), (path, example)


def test_schema_of_the_deck_is_the_schema() -> None:
    """docs/cards.schema.json, to which the first line of cards.yaml leads editors, is what `deckgen schema` prints."""
    path = ROOT / "docs" / "cards.schema.json"
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("DECKGEN_REWRITE_DOCS"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    first = (ROOT / "cards.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=docs/cards.schema.json"


def test_the_hook_runs_the_check() -> None:
    """.pre-commit-hooks.yaml names a command that exists."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[:2] == ["deckgen", "check"]
    assert hook["language"] == "python"


def test_examples_for_teams_hold_what_exists() -> None:
    """The YAML in docs/team.md parses; its commands, its hook and its `check:` section are real."""
    text = (ROOT / "docs" / "team.md").read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]
    assert set(re.findall(r"deckgen ([a-z]+)", text)) - {"deckgen"} <= {*COMMANDS}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in blocks[1]["repos"][0]["hooks"]] == [hook["id"] for hook in hooks]
    (section,) = (block["check"] for block in blocks if block and "check" in block)
    assert not list(Draft202012Validator(json_schema()["properties"]["check"]).iter_errors(section))
