"""`deckgen rename`."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from deckgen.cli.project import compile_project, format_option, ledger_path, read_ledger, show, source_argument
from deckgen.cli.report import as_json, counted
from deckgen.compiler.language import KEY_PATTERN
from deckgen.compiler.ledger_text import ledger_lines, parse_ledger
from deckgen.compiler.suggest import did_you_mean
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger


@click.command("rename", short_help="Carry a note's identity to another key.")
@click.argument("old")
@click.argument("new")
@source_argument
@format_option
def command(old: str, new: str, source: Path, form: str) -> None:
    """Carry the identity of the note OLD to the key NEW, in the ledger of SOURCE; of a table, or a row, that of all its cells.

    Then write NEW as the note's `id:` (or as the ids of its table, row and column): learners keep their reviews.

    \b
    deckgen rename visceral-fat vat
    deckgen rename diuretics/furosemide diuretics/frusemide
    """
    from deckgen.package.places import write_atomically

    file = read_ledger(source)
    if file.text is None and not source.exists():
        hint = "name the source after the two ids, or go to its folder"
        raise DeckgenError(f"there is no file {source}", hint=hint, path=str(source), check="missing-file")
    if file.text is None:
        raise DeckgenError(
            f"there is no ledger {file.path}",
            hint="nothing has been published yet, so any id may be written",
            path=file.path,
            check="missing-file",
        )
    ledger, found = parse_ledger(file.text, file.path, "")
    if found:
        show(found, form)
        sys.exit(1)
    keys = _keys(ledger, old, new)
    write_atomically(ledger_path(source), ledger_lines(_renamed(ledger, keys)))
    if form == "json":
        click.echo(as_json({"old": old, "new": new, "diagnostics": []}))
    else:
        first, key = next(iter(keys.items()))
        cells = "" if old in keys else f" in {counted(len(keys), 'note')}"
        click.echo(
            f"{old} is now {new}{cells}; {_what_to_write(key, ledger.notes[first].guid, source)}commit {file.path}", err=True
        )


def _keys(ledger: Ledger, old: str, new: str) -> dict[str, str]:
    """Return the new key of each note that is renamed, by its old one. Raises DeckgenError where that cannot be.

    A cell may become a card of its own; a row stays a row, and a table a table.
    """
    below = {key: new + key.removeprefix(old) for key in ledger.notes if key.startswith(f"{old}/")}
    keys = {old: new} if old in ledger.notes else below
    if not keys:
        raise DeckgenError(f'no note was published as "{old}"', hint=did_you_mean(old, ledger.notes), check="unknown-key")
    if taken := next((key for key in keys.values() if key in ledger.notes), ""):
        raise DeckgenError(
            f'the key "{taken}" has been published already',
            hint="choose another; a key is never used twice",
            check="id-stability",
        )
    is_level = keys is not below or old.count("/") == new.count("/")
    if not is_level or not all(re.fullmatch(KEY_PATTERN, key) for key in keys.values()):
        raise DeckgenError(
            f'"{new}" cannot be a key' + ("" if is_level else f' in place of "{old}"'),
            hint="use 2 to 64 of the characters a-z, 0-9 and -; the cells of a table are table/row/column",
            check="id-stability",
        )
    return keys


def _renamed(ledger: Ledger, keys: Mapping[str, str]) -> Ledger:
    """Return the ledger with notes under their new keys."""
    notes = (n._replace(key=keys.get(n.key, n.key), after=keys.get(n.after, n.after)) for n in ledger.notes.values())
    return replace(ledger, notes={note.key: note for note in notes})


def _what_to_write(key: str, guid: str, source: Path) -> str:
    """Say where the new id is to be written; nothing where it is there already."""
    if not source.exists():
        return "write that id in the source, and "
    result = compile_project(source)
    deck = result.deck or result.sound
    note = next((note for note in deck.notes if note.guid == guid), None) if deck else None
    if note is None:
        return "write that id in the source, and "
    if note.key == key and not note.entry.derived:
        return ""
    place = note.document.position(note.place)
    if note.entry.form == "cell":
        return f"write that as the ids of the table, the row and the column of the cell at {place}, and "
    return f"write that id at {place}, and "
