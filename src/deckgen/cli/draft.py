"""`deckgen draft`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from deckgen.cli.project import format_option, show
from deckgen.cli.report import as_json, counted
from deckgen.types.article import Article, Findings
from deckgen.types.diagnostic import Diagnostic, has_errors
from deckgen.types.error import DeckgenError
from deckgen.types.media import Refusal

SCHEMA = "cards.schema.json"
"""What `deckgen init` lays beside a source, for completion in editors."""
levels_option = click.option(
    "--levels",
    multiple=True,
    metavar="NAME",
    help="A heading that begins a level; may be repeated, or hold several with commas.  [default: Fundamentals, Intermediate, Academic]",
)


@click.command("draft", short_help="Draw a first source from an article.")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the source to this new file instead of stdout.")
@levels_option
@click.option("--explain", is_flag=True, help="Say every choice and its reason, not only the doubtful ones.")
@format_option
def command(article: Path, output: Path | None, levels: tuple[str, ...], explain: bool, form: str) -> None:
    """Draw a first cards.yaml from ARTICLE: a text, Markdown or HTML file.

    Terms become a glossary, tables tables, explicit steps mechanisms; other points and numbers become commented stubs. The words are the
    article's and marked "reword". What was decided is said on stderr.

    \b
    deckgen draft article.txt -o cards.yaml
    """
    from deckgen.article.draft import draft
    from deckgen.article.find import find
    from deckgen.package.places import write_atomically

    if output and output.exists():
        raise DeckgenError(f"{output} is there already", hint="choose another file; nothing was written", path=str(output))
    read = open_article(article, levels, form)
    findings = find(read)
    text = draft(read, findings, article.name)
    if lenient := _failing(text):
        text = draft(read, findings, article.name, lenient)
    if output:
        schema = (output.parent / SCHEMA).exists()
        text = f"# yaml-language-server: $schema={SCHEMA}\n{text}" if schema else text
        write_atomically(output, [text])
    if form == "json":
        choices = [{"line": c.line, "message": c.says} for c in findings.choices]
        click.echo(as_json({"path": str(output) if output else None, "source": text, "choices": choices, "diagnostics": []}))
        return
    if not output:
        click.echo(text, nl=False)
    _report(article, read, findings, explain)


class _InMemory:
    """A folder that holds one source, which has not been written yet."""

    def __init__(self, text: str) -> None:
        self._data = text.encode()

    def read(self, path: str) -> bytes:
        return self._data

    def match(self, pattern: str, beside: str) -> Refusal:
        return Refusal("a draft includes nothing")

    def media(self, path: str, beside: str) -> Refusal:
        return Refusal("a draft shows no pictures")


def _failing(text: str) -> list[str]:
    """Return the checks that would stop the build of a draft: articles are wordier than cards may be."""
    from deckgen.checks.run import CAN_FAIL, run_checks
    from deckgen.compiler.pipeline import LedgerFile, compile_deck
    from deckgen.compiler.stamp import Clock
    from deckgen.looks import load_looks

    deck = compile_deck("cards.yaml", _InMemory(text), LedgerFile("cards.lock", None), load_looks(), Clock(0)).deck
    found = run_checks(deck, {}, CAN_FAIL) if deck else ()
    return sorted({d.check for d in found if has_errors([d])})


def open_article(path: Path, levels: Sequence[str], form: str) -> Article:
    """Read an article, or show what is wrong with it and exit 1. Raises DeckgenError where there is no such file."""
    from deckgen.article.read import DEFAULT_LEVELS, read_article

    if path.is_dir():
        hint = "name a file in it: a text, Markdown, or HTML saved from a browser"
        raise DeckgenError(f"{path} is a folder", hint=hint, path=str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DeckgenError(f"there is no file {path}", path=str(path), check="missing-file") from None
    except OSError as fault:
        raise DeckgenError(f"{path} cannot be read: {fault.strerror}", path=str(path), check="unreadable-file") from None
    names = [name.strip() for value in levels for name in dict.fromkeys([value, *value.split(",")]) if name.strip()]
    article = read_article(str(path), data, names or DEFAULT_LEVELS)
    if isinstance(article, Diagnostic):
        show([article], form)
        sys.exit(1)
    return article


def _report(path: Path, article: Article, findings: Findings, explain: bool) -> None:
    """Say on stderr what was drawn, and what was decided."""
    for choice in findings.choices:
        if explain or choice.doubtful:
            click.echo(f"{path}:{choice.line}: {choice.says}", err=True)
    tables = sum(bool(b.rows) and not b.skipped for b in article.blocks)
    counts = {
        "level": len(article.levels) or 1,
        "term": len(findings.terms),
        "abbreviation": len(findings.abbreviations),
        "mechanism": len(findings.sequences),
        "table": tables,
        "TODO question": len(findings.facts),
    }
    click.echo(", ".join(counted(n, what) for what, n in counts.items()), err=True)
    if not (findings.terms or findings.abbreviations or findings.sequences or tables):
        wanted = "glossary marks, definition lists, tables or explicit steps"
        click.echo(f"the draft has no entry, since the article has no {wanted}: the questions are left to you", err=True)
    if not article.levels:
        click.echo("no heading bears the name of a level, so there is one; name headings with --levels", err=True)
    if not explain:
        click.echo("every choice and its reason: --explain", err=True)
