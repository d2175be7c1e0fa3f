"""`deckgen init`."""

import re
from importlib.resources import files
from pathlib import Path

import click

from deckgen.cli.project import format_option
from deckgen.cli.report import as_json
from deckgen.compiler.slug import slug
from deckgen.types.error import DeckgenError


@click.command("init", short_help="Make a new deck project that builds at once.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@format_option
def command(folder: Path, form: str) -> None:
    """Make a new deck project in DIR (here): a source, its JSON Schema for editors, and a .gitignore.

    \b
    deckgen init mydeck && cd mydeck && deckgen build
    """
    from deckgen.compiler.schema import json_schema
    from deckgen.package.places import write_atomically

    name = folder.resolve().name
    source = (files("deckgen") / "templates" / "first.yaml").read_text(encoding="utf-8")
    texts = {
        "cards.yaml": source.replace("my-deck", slug(name)).replace(
            "My Deck", " ".join(re.sub(r"[\W_]+", " ", name).split()).title() or "My Deck"
        ),
        "cards.schema.json": as_json(json_schema()) + "\n",
        ".gitignore": "build/\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    there = [file for file in texts if (folder / file).exists() and file != ".gitignore"]
    if there:
        raise DeckgenError(
            f"{folder / there[0]} is there already",
            hint="choose another folder; nothing was written",
            path=str(folder / there[0]),
        )
    written = [file for file in texts if not (folder / file).exists()]
    for file in written:
        write_atomically(folder / file, [texts[file]])
    if form == "json":
        click.echo(as_json({"files": [str(folder / file) for file in written], "diagnostics": []}))
    else:
        click.echo(f"made {', '.join(str(folder / file) for file in written)}; now run `deckgen build` there", err=True)
