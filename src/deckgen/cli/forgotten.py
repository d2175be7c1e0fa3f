"""What a build without a ledger would forget of what the packages hold that it is to replace."""

from pathlib import Path

from deckgen.cli.project import compile_project, ledger_path
from deckgen.cli.recover import ledger_again
from deckgen.cli.report import counted
from deckgen.compiler.ledger_text import format_ledger
from deckgen.compiler.pipeline import Compilation, LedgerFile
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger, Published


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
    path = str(ledger_path(source))
    try:
        times = _times_of_equals(packages, deck)
        if times is None:
            old = ledger_again(packages, deck, new)
            kept = compile_project(source, ledger=LedgerFile(path, format_ledger(old))).ledger
            if lost := _lost(old, kept, new) if kept else sorted(old.notes):
                return _would_lose(lost, packages, out, path)
            times = {note.guid: note.modified for note in old.notes.values()}
    except DeckgenError:  # what is there is not of this deck, or broken: there is nothing to forget
        return None
    stamped = sum(note.modified > times.get(note.guid, note.modified) for note in deck.notes)
    return _would_stamp(stamped, packages[0], path) if stamped else None


def _would_lose(lost: list[str], packages: list[Path], out: Path, path: str) -> Diagnostic:
    shown = ", ".join(f'"{key}"' for key in lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
    message = f"there is no ledger, and without one this build would not know again what {packages[0]} holds: {shown}"
    again = f"deckgen recover {' '.join(map(str, packages))}"
    hint = f"put it back (git checkout {path}), or run `{again}`; to begin anew, delete the packages in {out}"
    return Diagnostic("lost-ledger", message, None, hint, path=path)


def _would_stamp(stamped: int, package: Path, path: str) -> Diagnostic:
    message = f"there was no ledger, so {counted(stamped, 'note')} of {package} {'is' if stamped == 1 else 'are'} stamped anew"
    hint = (
        "if learners have it, an update now replaces their own tags on all of these: put the ledger back "
        f"(git checkout {path}) and build again, or make it again from the packages that they have (`deckgen recover`)"
    )
    return Diagnostic("lost-ledger", message, None, hint, Severity.WARNING, path)


def _times_of_equals(packages: list[Path], deck: Deck) -> dict[str, int] | None:
    """Return when the notes of packages last changed, by guid, where the deck has each of them as it is, and no older.

    Then nothing can be lost. To see it is quick, and what holds for a deck that has not been edited since; else None.
    """
    from deckgen.package.read import read_notes

    notes = {note.guid: note for note in deck.notes}
    times = {}
    for row in (row for path in packages for row in read_notes(path)):
        note = notes.get(row.guid)
        if note is None or (note.fields[1:], note.tags) != (row.fields[1:], row.tags) or note.modified < row.modified:
            return None
        times[row.guid] = row.modified
    return times


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
        return first is None or first.modified < was.modified or _numbers(first) != _numbers(note)

    now = {note.guid: note for note in kept.notes.values()}
    return sorted(now[was.guid].key for was in old.notes.values() if is_lost(was, now[was.guid]))


def _numbers(note: Published) -> tuple[list[tuple[int, str]], tuple[int, ...]]:
    """Return which number each step has, and which are spent."""
    return [(step.number, step.text) for step in note.steps], note.spent
