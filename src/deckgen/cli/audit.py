"""`deckgen audit`."""

import sys
from importlib.resources import files
from pathlib import Path

import click

from deckgen.cli.draft import levels_option, open_article
from deckgen.cli.project import compile_project, format_option, show, source_argument, source_lines
from deckgen.cli.report import as_json, as_text, summary
from deckgen.types.article import Article, shortened
from deckgen.types.audit import Audit
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import has_errors


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Return a share that is written as 0.95 or 95, from 0 to 1."""
    if value is None:
        return None
    try:
        share = float(value.rstrip("% "))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:
        raise click.BadParameter(f'"{value}" is not a share; write 0.95 or 95', ctx, param)
    return share / 100 if share > 1 or value.endswith("%") else share


@click.command("audit", short_help="Say what of an article no card asks, and what cards copy or misquote.")
@click.argument("article", type=click.Path(path_type=Path))
@source_argument
@click.option("--html", is_flag=True, help="Write audit.html too: the article with what is asked and what is not.")
@click.option(
    "--out", default="build", type=click.Path(path_type=Path, file_okay=False), help="Folder for audit.html.", show_default=True
)
@click.option("--fail-under", callback=_share, metavar="N", help="Exit 1 where less is asked: 0.95, or 95.")
@click.option(
    "--since", type=click.Path(path_type=Path), metavar="OLD", help="An older state of the article, whose lines the cards cite."
)
@click.option("--as", "key", metavar="KEY", help="Which of `sources` the article is.  [default: article]")
@levels_option
@format_option
def command(
    article: Path, source: Path, html: bool, out: Path, fail_under: float | None, since: Path | None, key: str | None,
    levels: tuple[str, ...], form: str,
) -> None:  # fmt: skip
    """Hold SOURCE (cards.yaml) against the ARTICLE that it was drawn from.

    Says which terms, table cells, list points and numbers no card asks for; which cards cite lines that are not there or do not hold
    what they state; and which copy its sentences. The article is read, and stored nowhere but in audit.html.

    \b
    deckgen audit article.txt cards.yaml --html --fail-under 95
    """
    from deckgen.article.audit import Subject, audit

    read = open_article(article, levels, form)
    old = open_article(since, levels, form) if since else None
    result = compile_project(source)
    if result.deck is None:
        show(result.diagnostics, form)
        sys.exit(1)
    if key and key not in result.deck.sources:
        raise click.UsageError(f'there is no source "{key}"; known are: {", ".join(result.deck.sources)}')
    found = audit(Subject(article.name, read, old), result.deck, key or "")
    if html:
        _write_page(out, found, read, result.deck, (article.name, str(source)))
    if form == "json":
        click.echo(as_json(_as_json(found, since is not None)))
    else:
        _report(found, read, out / "audit.html" if html else None)
    too_little = fail_under is not None and found.coverage() < fail_under - 1e-9
    if too_little and form != "json":
        click.echo(f"less than the {fail_under:.0%} that --fail-under asks for", err=True)
    sys.exit(1 if too_little or has_errors(found.diagnostics) else 0)


def _write_page(out: Path, found: Audit, article: Article, deck: Deck, names: tuple[str, str]) -> None:
    from deckgen.article.page import Names, audit_page
    from deckgen.package.places import write_atomically

    template = (files("deckgen") / "templates" / "audit.html").read_text(encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / "audit.html", [audit_page(template, found, article, deck, Names(*names))])


def _as_json(found: Audit, since: bool) -> dict[str, object]:
    """Return the audit in the form of `--format json`; `changed` where an older article was given, `diagnostics` where there are any."""

    def of(kind: str) -> list[dict[str, object]]:
        return [{"name": i.name, "line": i.line, "covered": i.covered} for i in found.items if i.kind == kind]

    copied = [{"key": c.key, "line": c.position.line, "words": c.words, "article_line": c.article_line} for c in found.copied]
    result: dict[str, object] = {
        "terms": of("term"), "cells": of("cell"), "points": of("point"), "numbers": of("number"),
        "copied": copied, "coverage": round(found.coverage(), 4),
    }  # fmt: skip
    if since:
        result["changed"] = [
            {"key": c.key, "line": c.position.line, "article_line": c.line, "article_last": c.last, "now": c.now}
            for c in found.changed
        ]
    if found.diagnostics:
        result["diagnostics"] = [d.as_json() for d in found.diagnostics]
    return result


def _report(found: Audit, article: Article, page: Path | None) -> None:
    """Say on stderr what is wrong and what is missing, then the figures of each level."""
    from deckgen.article.page import KINDS, counts, levels_of, percent

    if found.diagnostics:
        click.echo(as_text(found.diagnostics, source_lines(found.diagnostics), colour=sys.stderr.isatty()) + "\n", err=True)
    missing = [item for item in found.items if not item.covered]
    if missing:
        click.echo("asked by no card:", err=True)
        for item in missing:
            click.echo(f"  L{item.line} {item.kind}: {shortened(item.name, 100)}", err=True)
    for level in (*levels_of(found, article), None):
        name = "all" if level is None else level or "before the levels"
        parts = [f"{done} of {of} {KINDS[kind]}" for kind, (done, of) in counts(found, level).items() if of]
        click.echo(f"{name}: {percent(found.coverage(level))} asked ({', '.join(parts) or 'nothing to ask'})", err=True)
    if said := summary(found.diagnostics):
        click.echo(said, err=True)
    if page:
        click.echo(f"wrote {page}; it holds the article's text, for your own use", err=True)
