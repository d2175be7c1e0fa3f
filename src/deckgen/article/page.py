"""Audit → audit.html: the article with what the cards ask and what they leave out. One file, nothing remote, no script."""

from collections.abc import Iterator, Mapping
from html import escape
from string import Template
from typing import NamedTuple

from deckgen.article.asked import Asked
from deckgen.types.article import Article, Block, BlockKind, shortened
from deckgen.types.audit import Audit, Item
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Severity

KINDS = {"term": "terms", "cell": "cells", "point": "points", "number": "numbers"}
_Ordered = list[tuple[int, Item]]


class Names(NamedTuple):
    """What the page calls the files: the article's and the source's."""

    article: str
    source: str


def audit_page(template: str, audit: Audit, article: Article, deck: Deck, names: Names) -> str:
    """Return the page, from the text of templates/audit.html."""
    placed: dict[int, _Ordered] = {}
    for number, item in enumerate(audit.items):
        placed.setdefault(item.place.block, []).append((number, item))
    page = Template(template).substitute(
        language=escape(deck.language),
        title=escape(article.title or names.article),
        file=escape(names.article),
        summary="\n".join(_summary(audit, article)),
        findings="\n".join(_findings(audit)),
        article="\n".join(_article(audit, article, placed)),
        cards="\n".join(_cards(audit, deck, names)),
    )
    return page.encode(errors="backslashreplace").decode()  # the name of a file may hold what is no character


def percent(share: float) -> str:
    """Return a share as whole per cent, rounded down, so that only all is 100."""
    return f"{int(share * 100 + 1e-9)} %"


def counts(audit: Audit, level: str | None) -> Mapping[str, tuple[int, int]]:
    """Return for each kind of item how many are asked, and how many there are."""
    items = [item for item in audit.items if level is None or item.level == level]
    return {kind: (sum(i.covered for i in items if i.kind == kind), sum(i.kind == kind for i in items)) for kind in KINDS}


def levels_of(audit: Audit, article: Article) -> list[str]:
    """Return the levels to report, that of what stands before the first one included where it holds anything."""
    return [level for level in ("", *article.levels) if level or any(not item.level for item in audit.items)]


def _summary(audit: Audit, article: Article) -> Iterator[str]:
    asked = sum(item.covered for item in audit.items)
    yield f'<p class="figure">{percent(audit.coverage())}</p>'
    yield f'<p class="soft">{asked} of {len(audit.items)} terms, cells, points and numbers are asked by a card.</p>'
    heads = "".join(f'<th scope="col">{kind}</th>' for kind in KINDS.values())
    yield '<div class="scrolls" tabindex="0" role="region" aria-label="What is asked, by level">'
    yield f'<table class="counts"><thead><tr><th scope="col">level</th>{heads}<th scope="col">asked</th></tr></thead><tbody>'
    for level in levels_of(audit, article):
        cells = "".join(f"<td>{done}/{of}</td>" if of else "<td>–</td>" for done, of in counts(audit, level).values())
        yield f'<tr><th scope="row">{escape(level or "before the levels")}</th>{cells}<td>{percent(audit.coverage(level))}</td></tr>'
    yield "</tbody></table></div>"


def _findings(audit: Audit) -> Iterator[str]:
    missing = [(number, item) for number, item in enumerate(audit.items) if not item.covered]
    if missing:
        yield f'<h2 id="missing">Asked by no card ({len(missing)})</h2><nav aria-label="Asked by no card"><ul class="plain">'
        for number, item in missing:
            yield f'<li>L{item.line} {item.kind}: <a href="#item-{number}">{escape(shortened(item.name, 120))}</a></li>'
        yield "</ul></nav>"
    said = [d for d in audit.diagnostics if d.severity is not Severity.INFO]
    if said:
        yield f'<h2 id="findings">To be mended ({len(said)})</h2><ul class="plain">'
        for d in said:
            yield f'<li><span class="where">{escape(str(d.position))} {d.severity}</span><br>{escape(d.message)}</li>'
        yield "</ul>"


def _article(audit: Audit, article: Article, placed: Mapping[int, _Ordered]) -> Iterator[str]:
    level: str | None = None
    anchored = set[int]()
    for number, block in enumerate(article.blocks):
        if block.level != level:
            yield "</section>" if level is not None else ""
            level = block.level
            yield f'<section class="level"><h2>{escape(level or "Before the levels")} <small>{percent(audit.coverage(level))} asked</small></h2>'
            if level and block.kind is BlockKind.HEADING and block.text.casefold() == level.casefold():
                continue
        anchor = "" if block.line in anchored else f' id="L{block.line}"'  # HTML may have many blocks on a line
        anchored.add(block.line)
        yield from (_table if block.rows else _block)(block, placed.get(number, []), anchor)
    yield "</section>" if level is not None else ""


def _number(block: Block) -> str:
    return f'<a class="number" href="#L{block.line}" aria-label="line {block.line}">{block.line}</a>'


def _block(block: Block, items: _Ordered, anchor: str) -> Iterator[str]:
    tag = "h3" if block.kind is BlockKind.HEADING else "p"
    kind = " skipped" if block.skipped else " point" if block.kind is BlockKind.POINT else ""
    label = f"<b>{escape(block.label)}</b>: " if block.label else ""
    yield f'<{tag} class="block{kind}"{anchor}>{_number(block)}{label}{_marked(block.text, items)}</{tag}>'


def _marked(text: str, items: _Ordered) -> str:
    """Return a text with its items marked: spans in place, and what spans a whole point or lies within another at the end."""
    out, end, rest = [], 0, []
    for number, item in sorted(items, key=lambda each: each[1].place[1:]):
        if item.kind == "point" or item.place.start < end:
            rest.append((number, item))
            continue
        out.append(escape(text[end : item.place.start]))
        out.append(_mark(number, item, escape(text[item.place.start : item.place.end])))
        end = item.place.end
    chips = [f'<span class="chip">{_mark(n, i, _chip(i))}</span>' for n, i in rest]
    return "".join((*out, escape(text[end:]), *chips))


def _chip(item: Item) -> str:
    """Return what is shown of an item that has no words of its own to mark."""
    if item.kind == "point":
        return "this point is asked" if item.covered else "this point"
    return f"{item.kind} {escape(shortened(item.name, 40))}"


def _mark(number: int, item: Item, shown: str) -> str:
    if item.covered:
        return (
            f'<a class="asked" id="item-{number}" href="#card-{escape(item.key)}" title="asked by {escape(item.key)}">{shown}</a>'
        )
    return f'<mark class="open" id="item-{number}">{shown}<span class="unseen"> (asked by no card)</span></mark>'


def _table(block: Block, items: _Ordered, anchor: str) -> Iterator[str]:
    cells = {(item.place.start, item.place.end): (number, item) for number, item in items}
    head, *rows = block.rows
    kind = " skipped" if block.skipped else ""
    yield f'<div class="block{kind}"{anchor}>{_number(block)}'
    yield f'<div class="wide scrolls" tabindex="0" role="region" aria-label="Table: {escape(head[0].text)}"><table><thead><tr>'
    yield "".join(f'<th scope="col">{escape(cell.text)}</th>' for cell in head) + "</tr></thead><tbody>"
    for r, row in enumerate(rows, 1):
        yield f'<tr><th scope="row">{escape(row[0].text)}</th>'
        for c, cell in enumerate(row[1:], 1):
            found = cells.get((r, c))
            yield f"<td>{_mark(*found, escape(cell.text)) if found else escape(cell.text)}</td>"
        yield "</tr>"
    yield "</tbody></table></div></div>"


def _cards(audit: Audit, deck: Deck, names: Names) -> Iterator[str]:
    """Yield the cards that ask something of the article, each with links back."""
    asks: dict[str, dict[int, int]] = {}
    for number, item in enumerate(audit.items):
        if item.covered:
            asks.setdefault(item.key, {}).setdefault(item.line, number)
    if not asks:
        yield f'<p class="soft">No card of {escape(names.source)} asks anything of this article yet.</p>'
    for note in deck.notes:
        if note.key not in asks:
            continue
        card = Asked(note, None)
        lines = ", ".join(f'<a href="#item-{number}">L{line}</a>' for line, number in asks[note.key].items())
        yield f'<article class="card" id="card-{escape(note.key)}"><h3>{escape(note.key)}</h3><p>{escape(card.question)}</p>'
        if answer := card.field("Answer"):
            yield f"<p>{escape(answer)}</p>"
        yield f'<p class="where">{escape(str(note.position))}, asks {lines}</p></article>'
