"""`deckgen preview`."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click

from deckgen.cli.project import compile_project, findings, format_option, show, source_argument, source_lines
from deckgen.cli.report import as_json, as_text, summary
from deckgen.package.interrupts import release
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, has_errors
from deckgen.types.error import DeckgenError

_WATCHED = (".yaml", ".yml", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


class Shown(NamedTuple):
    """What there is to show of a source: the deck, None where it cannot be compiled, and what was found."""

    source: Path
    deck: Deck | None
    found: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Say whether a build would take the source: there is no error in it, those of checks included."""
        return self.deck is not None and not has_errors(self.found)


@click.command("preview", short_help="Show every card on one page, as learners will see it.")
@source_argument
@click.option(
    "--out", default="build", type=click.Path(path_type=Path, file_okay=False), help="Folder for the page.", show_default=True
)
@click.option("--serve", is_flag=True, help="Show the page at an address of this machine, until Ctrl-C.")
@click.option("--watch", is_flag=True, help="Make the page anew when a file is saved, until Ctrl-C.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port for --serve; 0 takes a free one.", show_default=True)
@format_option
def command(source: Path, out: Path, serve: bool, watch: bool, port: int, form: str) -> None:
    """Show every card of SOURCE (cards.yaml) on one page, as learners will see it in Anki.

    Writes preview.html, one file that works offline, with the findings of `deckgen check` beside the cards; nothing where
    there is an error. With --serve --watch an open page follows what you save, and shows errors too.

    \b
    deckgen preview cards.yaml --serve --watch
    """
    if watch:
        _require_watchfiles()
    shown = _compiled(source)
    if not shown.is_sound and not (serve or watch):
        show(shown.found, form)
        sys.exit(1)
    path = out / "preview.html"
    _write(shown, path)
    if not serve:
        _report(shown, path, form)
    if not (serve or watch):
        return
    with suppress(KeyboardInterrupt):
        release()
        if serve:
            _serve(shown, path, port, watch=watch, form=form)
        else:
            for changed in _changes(source):
                _write(changed, path)
                release()
                _report(changed, path, form)


def _compiled(source: Path) -> Shown:
    """Compile the source. Raises DeckgenError where it cannot be read."""
    result = compile_project(source)
    return Shown(source, result.deck, findings(result))


def _page(shown: Shown, *, live: bool = False) -> str:
    from deckgen.preview.contents import broken_contents, deck_contents
    from deckgen.preview.page import build_page

    lines = source_lines(shown.found)
    if shown.deck is None:
        contents = broken_contents(f"{shown.source.name} cannot be compiled", shown.found, lines)
    else:
        contents = deck_contents(shown.deck, shown.found, lines)
    return build_page(contents, shown.deck, live=live)


def _write(shown: Shown, path: Path) -> None:
    """Write the page; while there is an error in the source, the last one stays."""
    from deckgen.package.places import write_atomically

    if shown.is_sound:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, [_page(shown)])


def _report(shown: Shown, path: Path, form: str, url: str = "") -> None:
    """Say what was made, and what was found."""
    cards = sum(len(note.cards) for note in shown.deck.notes) if shown.deck else 0
    notes = len(shown.deck.notes) if shown.deck else 0
    if form == "json":
        made = {"path": str(path), "notes": notes, "cards": cards, "diagnostics": [d.as_json() for d in shown.found]}
        click.echo(as_json({"url": url, **made} if url else made))
        return
    if shown.found:
        click.echo(as_text(shown.found, source_lines(shown.found), colour=sys.stderr.isatty()) + "\n", err=True)
    if url:
        click.echo(f"{url} shows {shown.source}; Ctrl-C ends", err=True)
    elif shown.is_sound:
        click.echo(f"{path}: {cards} cards of {notes} notes", err=True)
    if counts := summary(shown.found):
        click.echo(counts, err=True)


def _serve(shown: Shown, path: Path, port: int, *, watch: bool, form: str) -> None:
    """Serve the page until Ctrl-C."""
    from deckgen.preview.serve import LivePage, served

    page = LivePage(_page(shown, live=watch))
    with served(page, port) as url:
        _report(shown, path, form, url)
        if not watch:
            threading.Event().wait()
        for changed in _changes(shown.source):
            _write(changed, path)
            release()
            page.replace(_page(changed, live=True))
            if form == "text":
                _report(changed, path, form)


def _changes(source: Path) -> Iterator[Shown]:
    """Yield what there is to show after every save in the source's folder; a file that is missing is a finding."""
    from watchfiles import DefaultFilter, watch

    gc.enable()  # this may run all day
    is_work = DefaultFilter()
    for _ in watch(source.parent, watch_filter=lambda change, path: path.lower().endswith(_WATCHED) and is_work(change, path)):
        try:
            yield _compiled(source)
        except DeckgenError as fault:
            yield Shown(source, None, (Diagnostic(fault.check, str(fault), None, fault.hint, path=fault.path),))


def _require_watchfiles() -> None:
    from importlib.util import find_spec

    if find_spec("watchfiles") is None:
        raise DeckgenError("--watch needs watchfiles, which is not installed", hint="pip install watchfiles")
