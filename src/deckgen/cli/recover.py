"""`deckgen recover`."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from deckgen.cli.project import compile_project, failures, format_option, ledger_path, show
from deckgen.cli.report import as_json, counted
from deckgen.compiler.ledger_text import ledger_lines
from deckgen.compiler.pipeline import Compilation
from deckgen.types.deck import Deck
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger


@click.command("recover", short_help="Make a lost ledger again from published packages.")
@click.argument("packages", nargs=-1, required=True, metavar="PACKAGE...", type=click.Path(path_type=Path))
@click.option("--source", default="cards.yaml", type=click.Path(path_type=Path), help="The source.", show_default=True)
@format_option
def command(packages: tuple[Path, ...], source: Path, form: str) -> None:
    """Make the ledger of the source again, from the packages that learners have.

    Where the ledger is in version control, take it from there: it knows more. Name the last packages, and older ones where
    you have them; DECK-update.apkg beside a DECK.apkg is read with it. Best is the source as it was published: edit it when
    the ledger is there again. A ledger that exists is never replaced.

    \b
    deckgen recover build/peptides-ir.apkg
    """
    from deckgen.package.places import write_atomically

    path = ledger_path(source)
    if path.exists():
        hint = "take it from the last good commit if it is damaged; to make it again from packages, move it away first"
        raise DeckgenError(f"there is a ledger {path}, and it is left as it is", hint=hint, path=str(path))
    result = compile_project(source)
    if result.deck is None or result.ledger is None:
        show(failures(result), form)
        sys.exit(1)
    read = _with_update(packages, result.deck)
    ledger = ledger_again(read, result.deck, result.ledger)
    write_atomically(path, ledger_lines(ledger))
    _report(ledger, result.deck, compile_project(source), read, path, form)


def _with_update(packages: Iterable[Path], deck: Deck) -> list[Path]:
    """Return the packages, each once, and with that of the whole deck the one beside it that holds the retired notes."""
    from deckgen.package.write import package_name, update_name

    beside = [path.with_name(update_name(deck)) for path in packages if path.name == package_name(deck, None)]
    return list(dict.fromkeys([*packages, *(path for path in beside if path.exists())]))


def ledger_again(packages: Iterable[Path], deck: Deck, ledger: Ledger) -> Ledger:
    """Return the ledger of packages; `deck` and `ledger` are their source, compiled without one.

    Raises DeckgenError for what is no package of the deck.
    """
    from deckgen.package.read import read_package
    from deckgen.plan.recover import recovered

    return recovered(((str(path), read_package(path)) for path in packages), deck, ledger)


def _report(ledger: Ledger, before: Deck, after: Compilation, packages: list[Path], path: Path, form: str) -> None:
    """Say what the ledger holds, of which levels it holds nothing, and what the next build does with it.

    `before` is the source, compiled without a ledger; `after` with it.
    """
    retired = sum(1 for note in ledger.notes.values() if note.retired)
    held_levels = {note.level for note in ledger.notes.values()}
    absent = [level for level in dict.fromkeys(note.level for note in before.notes) if level not in held_levels]
    tally = after.tally
    counts = {"new": len(tally.new), "updated": len(tally.updated), "unchanged": tally.unchanged, "retired": len(tally.retired)}
    if form == "json":
        held = {"ledger": str(path), "packages": [str(package) for package in packages], "notes": len(ledger.notes)}
        found = [d.as_json() for d in after.diagnostics]
        more = {"absent": absent} if absent else {}
        click.echo(as_json({**held, "retired": retired, **more, "next": counts, "diagnostics": found}))
        return
    names = " and ".join(map(str, packages))
    click.echo(f"{path} holds {counted(len(ledger.notes), 'note')} again, {retired} of them retired, from {names}", err=True)
    if absent:
        hint = f"if there were any, move {path} away and name their packages too"
        click.echo(f"no package holds notes of: {', '.join(absent)}; {hint}", err=True)
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    click.echo(f"the next build: {said}" if after.deck else "the next build has something to ask", err=True)
    click.echo(f"see `deckgen plan`, and commit {path}", err=True)
