"""`deckgen recover`, and what a build without a ledger would forget."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from deckgen.cli.project import compile_project, failures, format_option, ledger_path, show
from deckgen.cli.report import as_json, counted
from deckgen.compiler.ledger_text import format_ledger, ledger_lines
from deckgen.compiler.pipeline import Compilation, LedgerFile
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger, Published


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
    from deckgen.package.write import write_atomically

    path = ledger_path(source)
    if path.exists():
        hint = "take it from the last good commit if it is damaged; to make it again from packages, move it away first"
        raise DeckgenError(f"there is a ledger {path}, and it is left as it is", hint=hint, path=str(path))
    result = compile_project(source)
    if result.deck is None or result.ledger is None:
        show(failures(result), form)
        sys.exit(1)
    read = _with_update(packages, result.deck)
    ledger = _recovered(read, result.deck, result.ledger)
    write_atomically(path, ledger_lines(ledger))
    _report(ledger, compile_project(source), read, path, form)


def _with_update(packages: Iterable[Path], deck: Deck) -> list[Path]:
    """Return the packages, each once, and with that of the whole deck the one beside it that holds the retired notes."""
    from deckgen.package.write import package_name, update_name

    beside = [path.with_name(update_name(deck)) for path in packages if path.name == package_name(deck, None)]
    return list(dict.fromkeys([*packages, *(path for path in beside if path.exists())]))


def _recovered(packages: Iterable[Path], deck: Deck, ledger: Ledger) -> Ledger:
    from deckgen.package.read import read_package
    from deckgen.plan.recover import recovered

    return recovered(((str(path), read_package(path)) for path in packages), deck, ledger)


def _report(ledger: Ledger, after: Compilation, packages: list[Path], path: Path, form: str) -> None:
    """Say what the ledger holds, and what the next build does with it."""
    retired = sum(1 for note in ledger.notes.values() if note.retired)
    tally = after.tally
    counts = {"new": len(tally.new), "updated": len(tally.updated), "unchanged": tally.unchanged, "retired": len(tally.retired)}
    if form == "json":
        held = {"ledger": str(path), "packages": [str(package) for package in packages], "notes": len(ledger.notes)}
        found = [d.as_json() for d in after.diagnostics]
        click.echo(as_json({**held, "retired": retired, "next": counts, "diagnostics": found}))
        return
    names = " and ".join(map(str, packages))
    click.echo(f"{path} holds {counted(len(ledger.notes), 'note')} again, {retired} of them retired, from {names}", err=True)
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    click.echo(f"the next build: {said}" if after.deck else "the next build has something to ask", err=True)
    click.echo(f"see `deckgen plan`, and commit {path}", err=True)


def forgotten(source: Path, out: Path, result: Compilation) -> Diagnostic | None:
    """Say what a build without a ledger would forget of what the packages hold that it would replace.

    An error where notes or steps would come to learners under another identity, or could not reach them; a warning where they
    would merely be stamped anew.
    """
    deck, new = result.deck, result.ledger
    assert deck is not None and new is not None
    packages = _packages_in(out, deck)
    if not packages:
        return None
    try:
        old = _recovered(packages, deck, new)
    except DeckgenError:  # what is there is not of this deck, or broken: there is nothing to forget
        return None
    path = str(ledger_path(source))
    kept = compile_project(source, ledger=LedgerFile(path, format_ledger(old))).ledger
    lost = _lost(old, kept, new) if kept else sorted(old.notes)
    names = " ".join(map(str, packages[:1]))
    if lost:
        shown = ", ".join(f'"{key}"' for key in lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
        message = f"there is no ledger, and without one this build would not know again what {packages[0]} holds: {shown}"
        hint = f"put it back (git checkout {path}), or run `deckgen recover {names}`; to begin anew, delete the packages in {out}"
        return Diagnostic("lost-ledger", message, None, hint, path=path)
    times = {note.guid: note.modified for note in new.notes.values()}
    stamped = sum(1 for note in old.notes.values() if times[note.guid] > note.modified)
    if not stamped:
        return None
    message = (
        f"there was no ledger, so {counted(stamped, 'note')} of {packages[0]} {'is' if stamped == 1 else 'are'} stamped anew"
    )
    hint = (
        "if learners have it, an update now replaces their own tags on all of these: put the ledger back "
        f"(git checkout {path}) and build again, or make it again from the packages that they have (`deckgen recover`)"
    )
    return Diagnostic("lost-ledger", message, None, hint, Severity.WARNING, path)


def _packages_in(out: Path, deck: Deck) -> list[Path]:
    """Return the packages of a deck in a folder: the whole with its update, or else those of levels."""
    from deckgen.package.write import package_name, update_name

    whole = [out / package_name(deck, None), out / update_name(deck)]
    levels = [out / package_name(deck, level.id) for level in deck.levels]
    return [path for path in whole if path.exists()] or [path for path in levels if path.exists()]


def _lost(old: Ledger, kept: Ledger, new: Ledger) -> list[str]:
    """Return the keys of notes that a new ledger does not carry on as one does that knows the old ones."""
    afresh = {note.guid: note for note in new.notes.values()}

    def is_lost(was: Published, note: Published) -> bool:
        first = afresh.get(note.guid)
        return first is None or first.modified < was.modified or any(
            _text(note, step.number) != _text(first, step.number) for step in was.steps
        )  # fmt: skip

    now = {note.guid: note for note in kept.notes.values()}
    return sorted(now[was.guid].key for was in old.notes.values() if is_lost(was, now[was.guid]))


def _text(note: Published, number: int) -> str:
    """Return the text of the step that has a number; nothing where it is no more."""
    return next((step.text for step in note.steps if step.number == number), "")
