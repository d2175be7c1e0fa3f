"""`deckgen check`."""

import sys
from pathlib import Path

import click

from deckgen.cli.project import compile_project, format_option, show, source_argument
from deckgen.types.diagnostic import has_errors


@click.command("check", short_help="Say what is wrong with a source, and write nothing.")
@source_argument
@click.option("--select", multiple=True, metavar="NAME", help="Show the findings of this check alone; may be repeated.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Leave the warnings of this check out; may be repeated.")
@format_option
def command(source: Path, select: tuple[str, ...], ignore: tuple[str, ...], form: str) -> None:
    """Say everything that is wrong with SOURCE (cards.yaml), and write nothing.

    \b
    deckgen check cards.yaml --format json
    """
    found = [d for d in compile_project(source).diagnostics if d.check not in ("retired", "reworded")]
    shown = [d for d in found if (not select or d.check in select) and (d.check not in ignore or has_errors([d]))]
    show(shown, form)
    if form == "text" and not shown:
        click.echo("nothing to mend", err=True)
    sys.exit(1 if has_errors(shown) else 0)
