"""`deckgen schema`."""

import click

from deckgen.cli.report import as_json


@click.command("schema", short_help="Print the JSON Schema of the source language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="json", help="Always JSON.", hidden=True)
def command(form: str) -> None:
    """Print the JSON Schema of the source language, for completion and checks in editors.

    \b
    deckgen schema > cards.schema.json
    """
    from deckgen.compiler.schema import json_schema

    click.echo(as_json(json_schema()))
