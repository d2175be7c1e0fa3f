"""`deckgen check`."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

import click

from deckgen.cli.project import BUILD_FOLDER, compile_project, findings, ledger_path, show, source_argument, texts_of
from deckgen.cli.report import as_json, counted
from deckgen.compiler.language import CHECK_NAMES
from deckgen.compiler.pipeline import Compilation
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity, has_errors
from deckgen.types.error import DeckgenError
from deckgen.types.faults import FAULTS


def _known(ctx: click.Context, parameter: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names one by one where commas part them, and refuse the name of a check that does not exist."""
    from deckgen.compiler.suggest import did_you_mean

    names = tuple(name.strip() for several in names for name in several.strip(", ").split(","))
    for name in names:
        if name not in FAULTS and name not in CHECK_NAMES:
            raise click.BadParameter(f'there is no check "{name}"; {did_you_mean(name, (*CHECK_NAMES, *FAULTS))}'.rstrip("; "))
    return names


@click.command("check", short_help="Say what is wrong or weak in a source.")
@source_argument
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    callback=_known,
    help="Show the findings of this check alone; may be repeated, or hold several with commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="NAME",
    callback=_known,
    help="Leave the findings of this check out; may be repeated, or hold several with commas.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended with certainty, in place.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How to report.",
    show_default=True,
)
def command(source: Path, select: tuple[str, ...], ignore: tuple[str, ...], fix: bool, form: str) -> None:
    """Say everything that is wrong or weak in SOURCE (cards.yaml): faults that stop a build, and cards that will fail their students.

    Errors end with exit code 1; warnings and infos do not. Nothing is written but with --fix.

    \b
    deckgen check cards.yaml --ignore near-duplicate
    """
    result = compile_project(source)
    found = findings(result, select, ignore)
    if fix and result.deck is not None:
        _mend(source, result, found)
        result = compile_project(source)
        found = findings(result, select, ignore)
    found = (*_lost_ledger(source, result, select, ignore), *found)
    _report(found, form, result.deck)
    if fix and result.deck is None:  # whether the notes would stay the same cannot be seen
        click.echo("nothing was mended: --fix works where the source compiles", err=True)
    sys.exit(1 if has_errors(found) else 0)


def _lost_ledger(source: Path, result: Compilation, select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Diagnostic]:
    """Return what would stop a build into the usual folder, where the ledger is missing and packages are there."""
    if result.deck is None or "lost-ledger" in ignore or (select and "lost-ledger" not in select) or ledger_path(source).exists():
        return []
    from deckgen.cli.forgotten import forgotten

    said = forgotten(source, BUILD_FOLDER, result)
    return [said] if said and said.severity is Severity.ERROR else []


def _mend(source: Path, result: Compilation, found: Iterable[Diagnostic]) -> None:
    """Write the files in which something can be mended, once it is sure that they compile as before."""
    from deckgen.checks.fix import mended
    from deckgen.package.places import write_atomically

    assert result.deck is not None
    files = mended(found, texts_of(result.deck))
    after = compile_project(source, instead={path: file.text for path, file in files.items()})
    if after.deck is None or [n.guid for n in after.deck.notes] != [n.guid for n in result.deck.notes]:
        raise DeckgenError("what --fix would write does not compile to the same notes; nothing was written")
    for path, (text, places) in files.items():
        mark = "\ufeff" if Path(path).read_bytes().startswith(b"\xef\xbb\xbf") else ""
        write_atomically(Path(path), [mark + text])
        click.echo(f"mended {path}: {counted(places, 'place')}", err=True)


def _report(found: tuple[Diagnostic, ...], form: str, deck: Deck | None) -> None:
    if form == "sarif":
        from deckgen import __version__
        from deckgen.cli.annotate import as_sarif

        click.echo(as_json(as_sarif(found, _rules(found), __version__)))
    elif form == "github":
        from deckgen.cli.annotate import as_github

        if found:
            click.echo(as_github(found))
    else:
        show(found, form)
        if form == "text":
            click.echo(_counts(found) or f"{_size(deck)}nothing to mend", err=True)


def _size(deck: Deck | None) -> str:
    """Return how much was checked."""
    if deck is None:
        return ""
    return f"{counted(len(deck.notes), 'note')}, {counted(sum(len(note.cards) for note in deck.notes), 'card')}: "


def _counts(found: Iterable[Diagnostic]) -> str:
    """Return how often each check speaks, the most frequent first."""
    counts = Counter(d.check for d in found)
    width = len(str(max(counts.values(), default=0)))
    return "\n".join(f"  {count:{width}} {name}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rules(found: Iterable[Diagnostic]) -> Mapping[str, str]:
    """Return what the checks that speak are about, a line each."""
    return {name: FAULTS.get(name) or about(name) for name in sorted({d.check for d in found})}


def about(name: str) -> str:
    """Return what a check is about: the first line of its module."""
    text = import_module(f"deckgen.checks.{name.replace('-', '_')}").__doc__ or ""
    return text.partition("\n")[0].partition(": ")[2].rstrip(".")
