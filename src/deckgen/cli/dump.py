"""`deckgen dump`."""

from pathlib import Path

import click

from deckgen.cli.report import as_json


@click.command("dump", short_help="Print a package as canonical text.")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def command(package: Path, form: str) -> None:
    """Print the content of a .apkg file as canonical text that can be compared.

    \b
    deckgen dump build/peptides-ir.apkg > before.txt
    """
    from deckgen.package.read import as_text, read_package

    content = read_package(package)
    click.echo(as_json(content) if form == "json" else as_text(content), nl=form == "json")
