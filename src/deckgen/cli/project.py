"""A deck project as commands see it: the source, its ledger beside it, the clock; and how findings are shown."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import click

from deckgen.cli.report import as_json, as_text, summary
from deckgen.compiler.pipeline import Compilation, LedgerFile, compile_deck
from deckgen.compiler.stamp import Clock
from deckgen.folder import Folder
from deckgen.looks import load_looks
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity, in_reading_order
from deckgen.types.error import DeckgenError

ABOUT_THE_BUILD = ("retired", "reworded", "step-retired")
"""What is said of a build, and is nothing to mend but where it is a warning."""

BUILD_FOLDER = Path("build")
"""Where packages are written and looked for, unless another folder is named."""

source_argument = click.argument("source", default="cards.yaml", type=click.Path(path_type=Path))
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")


def ledger_path(source: Path) -> Path:
    """Return where the ledger of a source lies. Raises DeckgenError for what cannot be a source."""
    if source.is_dir():
        raise DeckgenError(
            f"{source} is a folder", hint=f"name the YAML file in it, such as {source / 'cards.yaml'}", path=str(source)
        )
    if not source.name or source.suffix == ".lock":
        raise DeckgenError(f'"{source}" is not a source', hint="name the YAML file, such as cards.yaml", path=str(source))
    return source.with_suffix(".lock")


def read_ledger(source: Path) -> LedgerFile:
    """Return the ledger of a source as text, with the line ends that deckgen writes: git may have given it others."""
    path = ledger_path(source)
    if not path.exists():
        return LedgerFile(str(path), None)
    try:
        return LedgerFile(str(path), path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n"))
    except OSError as fault:
        raise DeckgenError(f"{path} cannot be read: {fault.strerror}", path=str(path)) from None


def clock(*, restamp: bool = False) -> Clock:
    """Return the time of this build: SOURCE_DATE_EPOCH where it is set, else now.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed and not (fixed.isascii() and fixed.isdigit() and len(fixed) < 12):
        raise DeckgenError("SOURCE_DATE_EPOCH is not a number of seconds", hint="unset it, or write a number such as 1764028800")
    return Clock(int(fixed) if fixed else int(time.time()), restamp)


def compile_project(
    source: Path,
    *,
    ledger: LedgerFile | None = None,
    restamp: bool = False,
    progress: Callable[[str], None] = lambda stage: None,
    instead: Mapping[str, str] | None = None,
) -> Compilation:
    """Compile a source with its ledger, or another one, and the looks of this version.

    `instead` holds texts to read instead of files.
    """
    folder, file = Folder(source, instead), ledger or read_ledger(source)
    return compile_deck(str(source), folder, file, load_looks(), clock(restamp=restamp), progress)


def texts_of(deck: Deck) -> dict[str, str]:
    """Return the text of every file that the notes and caveats of a deck stand in, by its path."""
    documents = (*(note.document for note in deck.notes), *(caveat.document for caveat in deck.caveats))
    paths = dict.fromkeys(document.path for document in documents)
    return {path: Path(path).read_bytes().decode("utf-8-sig", "replace") for path in paths}


def is_sound(deck: Deck) -> bool:
    """Say whether no check finds an error, which would stop a build."""
    from deckgen.checks.run import failing, run_checks

    return not run_checks(deck, {}, failing(deck), errors_only=True)


def failures(result: Compilation) -> tuple[Diagnostic, ...]:
    """Return what stops a build: the findings of the compiler, and the errors of checks beside them."""
    from deckgen.checks.run import failing, run_checks

    deck = result.deck or result.sound
    errors = run_checks(deck, texts_of(deck), failing(deck), errors_only=True) if deck else ()
    of_checks = errors if result.deck else _beside(result.diagnostics, errors)
    return in_reading_order((*result.diagnostics, *of_checks))


def findings(result: Compilation, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Diagnostic, ...]:
    """Return what the compiler and the checks find; an error of the compiler's cannot be left out.

    Where the compiler finds errors, the checks look at what compiled, so that one run reports everything.
    """
    from deckgen.checks.run import CHECKS, run_checks

    deck = result.deck or result.sound
    of_compiler = [d for d in result.diagnostics if d.check not in ABOUT_THE_BUILD or d.severity is not Severity.INFO]
    names = [name for name in CHECKS if (not select or name in select) and name not in ignore]
    certain = result.certain if result.deck is None else None
    of_checks = run_checks(deck, texts_of(deck), names, certain=certain) if deck else ()
    if result.deck is None:
        return in_reading_order((*of_compiler, *(d for d in _beside(of_compiler, of_checks) if d.check not in ignore)))
    shown = [d for d in (*of_compiler, *of_checks) if (not select or d.check in select) and d.check not in ignore]
    return in_reading_order(shown)


def _beside(faults: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings in lines that the compiler does not object to."""
    lines = {d.position[:2] for d in faults if d.position}
    return (d for d in found if d.position and d.position[:2] not in lines)


def show(diagnostics: Iterable[Diagnostic], form: str) -> None:
    """Show findings: as JSON on stdout, as text on stderr."""
    diagnostics = list(diagnostics)
    if form == "json":
        click.echo(as_json({"diagnostics": [d.as_json() for d in diagnostics]}))
        return
    if diagnostics:
        click.echo(as_text(diagnostics, source_lines(diagnostics), colour=sys.stderr.isatty()), err=True)
    if counts := summary(diagnostics):
        click.echo(f"\n{counts}", err=True)


def source_lines(diagnostics: Iterable[Diagnostic]) -> dict[str, list[str]]:
    """Return the lines of every file that findings point into."""
    from deckgen.types.node import line_starts

    lines = {}
    for path in sorted({d.position.path for d in diagnostics if d.position}):
        try:
            text = Path(path).read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            continue
        starts = [*line_starts(text), len(text)]
        lines[path] = [text[a:b].rstrip("\r\n") for a, b in pairwise(starts)]
    return lines
