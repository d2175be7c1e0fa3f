"""`deckgen build`."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import click

from deckgen.cli.beside import beside
from deckgen.cli.project import (
    BUILD_FOLDER,
    compile_project,
    failures,
    format_option,
    is_sound,
    ledger_path,
    read_ledger,
    show,
    source_argument,
    source_lines,
)
from deckgen.cli.report import as_json, as_text, in_short, summary
from deckgen.compiler.ledger_text import format_ledger, ledger_lines
from deckgen.compiler.pipeline import Compilation
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity, has_errors
from deckgen.types.error import DeckgenError


@click.command("build", short_help="Compile a source into Anki packages.")
@source_argument
@click.option(
    "--out",
    default=BUILD_FOLDER,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the packages.",
    show_default=True,
)
@click.option("--level", "only", multiple=True, metavar="ID", help="Write the package of this level alone; may be repeated.")
@click.option("--locked", is_flag=True, help="Refuse if the ledger would change; for CI.")
@click.option("--restamp", is_flag=True, help="Mark every note as changed now: for learners whose old Anki missed an update.")
@format_option
def command(source: Path, out: Path, only: tuple[str, ...], locked: bool, restamp: bool, form: str) -> None:
    """Compile SOURCE (cards.yaml) into Anki packages.

    Writes DECK.apkg with every level, DECK-LEVEL.apkg for each level, and the ledger beside SOURCE, which is to be
    committed with it. For learners who have the deck: DECK-update.txt with the wording alone, and, when notes are retired,
    DECK-update.apkg, which brings these too. Nothing is written where there is an error.

    \b
    deckgen build cards.yaml --out build
    """
    with progress_bar(form) as progress:
        result = compile_project(source, restamp=restamp, progress=progress)
        deck = result.deck
        if deck is None:
            show(failures(result), form)
            sys.exit(1)
        chosen = _choose(deck, only)
        if locked and (refusal := _ledger_change(source, result)):
            show([*result.diagnostics, refusal], form)
            sys.exit(1)
        first = not ledger_path(source).exists()
        found = _forgotten(source, out, result) if first else []
        if has_errors(found):
            show([*result.diagnostics, *found], form)
            sys.exit(1)
        sound = beside(lambda: is_sound(deck))
        try:
            files = _write(out, None if locked else ledger_path(source), result, chosen, progress, sound)
        except _UnsoundError:
            show(failures(result), form)
            sys.exit(1)
    result = replace(result, diagnostics=(*result.diagnostics, *found, *_left_over(out, result)))
    if form == "json":
        click.echo(as_json(_as_json(result, files)))
    else:
        _report(result, files)
        if first and not found:
            name = click.format_filename(ledger_path(source))
            click.echo(f"{name} is new: commit it; if this deck was published before, put its ledger back first", err=True)


def _forgotten(source: Path, out: Path, result: Compilation) -> list[Diagnostic]:
    """Return what is to be said where the ledger is missing, and packages of the deck may be there."""
    from deckgen.cli.forgotten import forgotten

    said = forgotten(source, out, result)
    return [said] if said else []


def _left_over(out: Path, result: Compilation) -> Iterator[Diagnostic]:
    """Name the packages of levels that are no more; they are the author's to delete."""
    assert result.deck is not None
    for level in sorted(result.before.levels.keys() - {level.id for level in result.deck.levels}):
        path = out / f"{result.deck.id}-{level}.apkg"
        if path.exists():
            message = f'{path} is of the level "{level}", which is no more'
            yield Diagnostic("stale-package", message, None, "delete it", Severity.INFO, str(path))


def _choose(deck: Deck, only: tuple[str, ...]) -> list[str]:
    """Return the ids of the levels asked for; all of them where none is named."""
    known = [level.id for level in deck.levels]
    for level in only:
        if level not in known:
            raise click.UsageError(f'there is no level "{level}"; the levels are {", ".join(known)}')
    return list(dict.fromkeys(only)) or known


def _ledger_change(source: Path, result: Compilation) -> Diagnostic | None:
    """Say how the ledger would change; one of an older format is compared in that format."""
    assert result.ledger is not None
    before = read_ledger(source)
    if before.text == format_ledger(result.ledger, before.text or ""):
        return None
    tally = result.tally
    changes = f"{len(tally.new)} new, {len(tally.updated)} updated, {len(tally.retired)} retired"
    message = "the ledger does not match the source" if before.text is not None else "there is no ledger"
    return Diagnostic(
        "locked", f"{message} ({changes})", None, "run `deckgen build` without --locked and commit the ledger", path=before.path
    )


class _UnsoundError(Exception):
    """A check has found an error."""


class _File(NamedTuple):
    """A file of a build: its path, its level (None for all), what it holds in words, and how many notes and cards."""

    path: Path
    level: str | None
    holds: str
    notes: int
    cards: int
    sha256: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the file in the form of `--format json`."""
        path = os.path.relpath(self.path)
        return {"path": path, "level": self.level, "notes": self.notes, "cards": self.cards, "sha256": self.sha256}


def _files(deck: Deck, out: Path, levels: list[str]) -> list[_File]:
    """Return the files that are to be written: those of single levels alone, or every one."""
    from deckgen.package.update_text import text_name
    from deckgen.package.write import package_name, update_name

    def package(level: str | None, holds: str) -> _File:
        cards = [len(note.cards) for note in deck.notes_of(level)]
        return _File(out / package_name(deck, level), level, holds, len(cards), sum(cards))

    parts = [package(level.id, level.name.rpartition("::")[2]) for level in deck.levels if level.id in levels]
    if len(parts) < len(deck.levels):
        return parts
    whole = package(None, "every level")
    files = [whole, *parts, _File(out / text_name(deck), None, "wording alone", whole.notes, 0)]
    if deck.retired:
        notes = whole.notes + len(deck.retired)
        files.append(_File(out / update_name(deck), None, f"every level, {len(deck.retired)} retired", notes, whole.cards))
    return files


def _write(
    out: Path,
    ledger_file: Path | None,
    result: Compilation,
    levels: list[str],
    progress: Callable[[str], None],
    sound: Callable[[], bool],
) -> list[_File]:
    """Write packages and then the ledger, where it is to be written; each takes its place whole. Returns what was written.

    Nothing takes its place where the deck turns out not to be sound: raises _UnsoundError.
    A package of retired notes that an earlier build left goes when none is retired any more: it would retire live ones.
    """
    from deckgen.package.places import staged
    from deckgen.package.update_text import text_name, write_update_text
    from deckgen.package.write import update_name, write_packages

    deck, ledger = result.deck, result.ledger
    assert deck is not None and ledger is not None
    files = _files(deck, out, levels)
    whole = files[0].level is None
    outdated = [update_name(deck)] if whole and not deck.retired else []
    try:
        with staged(out, ledger_file, ledger_lines(ledger), without=outdated) as making:
            progress("packaging")
            write_packages(deck, making, [None, *levels] if whole else levels)
            if whole:
                write_update_text(deck, making / text_name(deck))
            files = [file._replace(sha256=_digest(making / file.path.name)) for file in files]
            if not sound():
                raise _UnsoundError
    except OSError as fault:
        raise DeckgenError(
            f"{fault.filename or out} cannot be written: {fault.strerror}", path=str(fault.filename or out)
        ) from None
    return files


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _as_json(result: Compilation, files: list[_File]) -> dict[str, object]:
    deck, tally = result.deck, result.tally
    assert deck is not None
    counts = {"new": len(tally.new), "updated": len(tally.updated), "unchanged": tally.unchanged, "retired": len(tally.retired)}
    found = [d.as_json() for d in result.diagnostics]
    return {
        "deck": deck.id,
        "version": deck.version,
        "files": [file.as_json() for file in files],
        "notes": counts,
        "diagnostics": found,
    }


def _report(result: Compilation, files: list[_File]) -> None:
    """Say what was built: findings first, then a short table."""
    deck, tally = result.deck, result.tally
    assert deck is not None
    if found := in_short(result.diagnostics):
        click.echo(as_text(found, source_lines(found), colour=sys.stderr.isatty()) + "\n", err=True)
    rows = [(os.path.relpath(file.path), file.holds, str(file.notes), str(file.cards)) for file in files]
    _table(f"{deck.name} {deck.version}", ("file", "holds", "notes", "cards"), rows)
    click.echo(
        f"notes: {len(tally.new)} new, {len(tally.updated)} updated, {tally.unchanged} unchanged, {len(tally.retired)} retired",
        err=True,
    )
    if counts := summary(result.diagnostics):
        click.echo(counts, err=True)


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table(title=title, title_justify="left")
        for head in heads:
            table.add_column(head, justify="right" if head in ("notes", "cards") else "left")
        for row in rows:
            table.add_row(*row)
        Console(stderr=True).print(table)
        return
    widths = [max(len(line[i]) for line in (heads, *rows)) for i in range(len(heads))]
    click.echo(title, err=True)
    for line in (heads, *rows):
        cells = [cell.rjust(w) if i > 1 else cell.ljust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))]
        click.echo("  " + "  ".join(cells).rstrip(), err=True)


@contextmanager
def progress_bar(form: str) -> Iterator[Callable[[str], None]]:
    """Give a function that shows which stage is under way, on terminals alone."""
    if form == "json" or not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage: bar.update(task, description=stage)
