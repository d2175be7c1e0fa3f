"""`deckgen plan`."""

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from deckgen.cli.former import Former, former_version
from deckgen.cli.project import compile_project, format_option, ledger_path, read_ledger, show, source_argument
from deckgen.cli.report import as_json
from deckgen.compiler.pipeline import Compilation, LedgerFile
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity, has_errors
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger
from deckgen.types.plan import Plan

_ASTRAY = ("retired", "step-retired", "id-stability")
"""Warnings of the compiler that history may go astray, of which a plan cannot speak: it takes notes for what they were taken for."""


class _Versions(NamedTuple):
    """The version that learners have, and the one that a build would make."""

    old: Former
    deck: Deck
    ledger: Ledger

    @property
    def worded(self) -> Ledger:
        """Return the new ledger in the words in which the old one stands."""
        if self.old.package is None:
            return self.ledger
        from deckgen.plan.packed import in_field_words

        return in_field_words(self.ledger, self.deck)


@click.command("plan", short_help="Say what this build does to learners of the last one.")
@source_argument
@click.option(
    "--against", metavar="WHAT", help="What learners have: a ledger, a package, or git:REV; by default the ledger of SOURCE."
)
@click.option("--notes", is_flag=True, help="Write release notes for learners, in Markdown.")
@click.option("--no-engine", is_flag=True, help="Predict only, even where the anki package is installed.")
@format_option
def command(source: Path, against: str | None, notes: bool, no_engine: bool, form: str) -> None:
    """Say what importing a build of SOURCE (cards.yaml) does to somebody who studied the last one, and write nothing.

    Where the anki package is installed, both versions are imported into a throw-away collection with reviews in it. Exits
    with 1 if progress would be lost: this must never be.

    \b
    deckgen plan --against git:HEAD
    """
    with ExitStack() as stack:
        old = former_version(against, source, stack) if against else None
        result = _compile(source, old)
        if result.deck is None or result.ledger is None or (old and has_errors(old.found)):
            show([*(old.found if old else ()), *result.diagnostics], form)
            sys.exit(1)
        versions = _Versions(old or Former(result.before), result.deck, result.ledger)
        if against:
            _refuse_another_deck(against, versions)
        plan, doubts = _plan(versions, engine=not (no_engine or notes))
    if notes:
        _show_notes(plan, versions, form)
    elif form == "json":
        click.echo(as_json(_as_data(plan, versions)))
    else:
        from deckgen.plan.words import in_words

        click.echo(in_words(plan, versions.old.ledger, versions.worded, str(ledger_path(source))), nl=False)
        if astray := [found for found in result.diagnostics if found.check in _ASTRAY and found.severity is Severity.WARNING]:
            click.echo(err=True)
            show(astray, form)
    if doubts:
        show(doubts, "text")
    sys.exit(1 if plan.lost or doubts else 0)


def _compile(source: Path, old: Former | None) -> Compilation:
    """Compile the source with the ledger beside it, or, where there is none yet, with the one that it is compared with."""
    if old and old.ledger.deck and read_ledger(source).text is None:
        from deckgen.compiler.ledger_text import format_ledger

        return compile_project(source, ledger=LedgerFile("", format_ledger(old.ledger)))
    return compile_project(source)


def _refuse_another_deck(against: str, versions: _Versions) -> None:
    """Raise DeckgenError where two decks have neither name nor any note in common."""
    old, new = versions.old.ledger, versions.ledger
    guids, keys = {note.guid for note in new.notes.values()}, new.notes.keys()
    strangers = old.notes and not any(note.guid in guids or note.key in keys for note in old.notes.values())
    if old.name and old.name != new.name and strangers:
        message = f'{against} is another deck: "{old.name}" has no note in common with "{new.name}"'
        raise DeckgenError(message, hint="name what was published of this deck", path=against)


def _plan(versions: _Versions, *, engine: bool) -> tuple[Plan, list[Diagnostic]]:
    """Return the plan, as the engine bears it out where it is there; and an error where it differs from the prediction."""
    from deckgen.plan.predict import observed, predict

    old, deck, ledger = versions
    plan = predict(old.ledger, ledger)
    if not engine or not old.ledger.notes:
        return plan, []
    from deckgen.rehearse import engine_name, rehearse

    if not engine_name():
        return plan, []
    with TemporaryDirectory() as folder:
        before, after = Path(folder, "old"), Path(folder, "new")
        new, update = _packed(deck, after)
        seen = observed(rehearse(_old_package(old, deck, before), new, update, deck.tag_root), old.ledger, ledger)
    if replace(seen, engine=plan.engine) == plan:
        return seen, []
    message = f"the engine did not do what the ledger predicts: {_differences(plan, seen)}"
    hint = "do not publish this build; the plan shows what the engine did"
    return seen, [Diagnostic("rehearsal", message, None, hint)]


def _old_package(old: Former, deck: Deck, folder: Path) -> Path:
    """Return the package that learners have, made again where it is not at hand; retired notes are in it."""
    if old.package is not None:
        return old.package
    from deckgen.plan.reconstruct import old_deck

    whole, update = _packed(old.deck or old_deck(old.ledger, deck), folder)
    return update or whole


def _packed(deck: Deck, folder: Path) -> tuple[Path, Path | None]:
    """Write the package of every level, and the one with retired notes where there are any."""
    from deckgen.package.write import package_name, update_name, write_packages

    folder.mkdir()
    write_packages(deck, folder, [None])
    return folder / package_name(deck, None), folder / update_name(deck) if deck.retired else None


def _differences(plan: Plan, seen: Plan) -> str:
    one, other = plan.as_json(), seen.as_json()
    return "; ".join(f"{name} {one[name]} and {other[name]}" for name in one if name != "engine" and one[name] != other[name])


def _as_data(plan: Plan, versions: _Versions) -> dict[str, object]:
    """Return the plan as data; where there are any, `missed` holds the keys of notes that changed and that no import brings."""
    from deckgen.plan.predict import missed

    keys = missed(versions.old.ledger, versions.worded)
    return plan.as_json() | ({"missed": list(keys)} if keys else {})


def _show_notes(plan: Plan, versions: _Versions, form: str) -> None:
    from deckgen.plan.notes import release_notes

    text = release_notes(plan, versions.old.ledger, versions.worded, versions.deck)
    click.echo(as_json({"notes": text}) if form == "json" else text, nl=form == "json")
