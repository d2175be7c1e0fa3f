"""Findings → the text of a first cards.yaml, in the article's words, for its author to complete and reword."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from deckgen.article.quote import literal, one_line, quoted
from deckgen.article.words import name_key
from deckgen.compiler.language import COMMON_NAMES
from deckgen.compiler.slug import slug
from deckgen.types.article import Article, Block, BlockKind, Findings, Term, lines_shown, shortened
from deckgen.types.article import Sequence as Steps

REWORD = "  # reword"
MAX_STUB = 420
_DIGEST = re.compile(r"n-[0-9a-f]{12}")
_RESERVED = frozenset({*COMMON_NAMES, "title", "text"})
_PLURAL = re.compile(r"[^\W\d_]{2,}[^sui\W\d_]s$")
_HEAD = re.compile(r" (?:of|for|in|on|to|at|by|with|after|before|during)\b| \(|, ")
_TITLE_CASE = re.compile(r"(?<![^\W_])[A-Z][a-z]*(?![^\W_])(?!-\d)")
_QUESTION = re.compile(r"(?:what|which|how|why|when|where|who)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Names:
    """Gives out ids, each once."""

    used: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def new(self, text: str) -> str:
        """Return an id for a text that no other has."""
        base = name = slug(text)
        while name in self.used:
            self.last[base] = self.last.get(base, 1) + 1
            name = f"{base}-{self.last[base]}"
        self.used.add(name)
        return name


def draft(article: Article, findings: Findings, file_name: str, lenient: Sequence[str] = ()) -> str:
    """Return the source of a deck drawn from an article. Its id comes from the name of the article's file.

    `lenient` are checks that are only to warn for as long as the words are the article's.
    """
    stem = file_name.rpartition(".")[0] or file_name
    title = _deck_name(article.title or " ".join(re.sub(r"[\W_]+", " ", stem).split()).capitalize())
    lines = [
        f"# Drafted from {one_line(file_name)} by `deckgen draft`. The words are still the article's: reword each line that says so,",
        "# answer each `TODO question` or delete it, then see `deckgen audit` for what is left. Ids are permanent once published.",
        "",
        "deck:",
        f"  id: {_deck_id(stem, title)}  # names the deck for ever: choose it before you publish",
        f"  name: {quoted(title)}",
        "",
        "sources:",
        "  article:",
        f"    title: {quoted(literal(article.title or title))}",
        "",
        *_check_section(lenient),
        "levels:",
    ]
    names = _Names()
    level_ids = _Names()
    for number, level in enumerate(_levels(article), 1):
        name = quoted(f"{number} {_deck_name(level or 'Article')}")
        lines += [f"  {level_ids.new(level or 'article')}:", f"    name: {name}", *_level(article, findings, level, names), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _deck_id(*texts: str) -> str:
    """Return the id of the first text that has words for one; the first one's digest where none has."""
    ids = [slug(text) for text in texts]
    return next((each for each in ids if not _DIGEST.fullmatch(each)), ids[0])


def _check_section(lenient: Sequence[str]) -> Iterator[str]:
    if lenient:
        yield "# The article's words would not pass these checks. Take each off the list once its cards are reworded."
        yield "check:"
        yield "  severity:"
        yield from (f"    {name}: warning" for name in sorted(lenient))
        yield ""


def _levels(article: Article) -> tuple[str, ...]:
    return article.levels or ("",)


def _of_level(article: Article, level: str) -> set[str]:
    """Return the names that blocks of a level bear: what stands before the first level belongs to that."""
    return {level, ""} if level == _levels(article)[0] else {level}


def _deck_name(text: str) -> str:
    """Return a name that Anki keeps as it is."""
    return " ".join(one_line(text).replace('"', "”").replace("::", ":").split())[:100].strip(" :") or "Article"


def _level(article: Article, findings: Findings, level: str, names: _Names) -> Iterator[str]:
    own = _of_level(article, level)
    yield from _section("glossary", (line for t in findings.terms if t.level in own for line in _term(t, article, names)))
    yield from _section("mechanisms", (line for s in findings.sequences if s.level in own for line in _mechanism(s, names)))
    yield from _section("tables", _tables(article, findings, own, names))
    yield from _section("cards", _stubs(findings, own))


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a section, where there is anything in it."""
    for number, line in enumerate(lines):
        if not number:
            yield ""
            yield f"    {name}:"
        yield f"      {line}" if line else ""


def _term(term: Term, article: Article, names: _Names) -> Iterator[str]:
    yield f"- term: {quoted(literal(term.name))}"
    yield f"  id: {names.new(term.name)}"
    if term.also:
        yield f"  also: [{', '.join(quoted(literal(name), in_braces=True) for name in term.also)}]"
    yield f"  definition: {quoted(literal(term.definition.rstrip('.')))}{REWORD}"
    if f" {name_key(term.name)} " in f" {name_key(term.definition)} ":
        yield "  ask: [define]  # the definition names its term, so it cannot be asked the other way round"
    yield f"  source: article {lines_shown(term.line, article.blocks[term.span.block].line_at(term.span.end - 1))}"


def _mechanism(sequence: Steps, names: _Names) -> Iterator[str]:
    yield f"- title: {quoted(literal(sequence.title))}{REWORD}"
    yield f"  id: {names.new(sequence.title)}"
    yield "  steps:"
    steps = _Names()
    for step in sequence.steps:
        yield f"    - {{id: {steps.new(step)}, text: {quoted(literal(step), in_braces=True)}}}{REWORD}"
    yield f"  source: article {lines_shown(sequence.lines[0], sequence.lines[-1])}"


def _tables(article: Article, findings: Findings, own: set[str], names: _Names) -> Iterator[str]:
    short = [a for a in findings.abbreviations if a.level in own]
    if short:
        yield f"- id: {names.new('abbreviations')}"
        yield "  row: Abbreviation"
        yield "  columns:"
        yield '    expansion: {title: Full name, ask: "What does the abbreviation {row} stand for?"}'
        yield "  rows:"
        rows = _Names()
        for a in short:
            yield f"    {rows.new(a.short)}:"
            yield f"      title: {quoted(literal(a.short))}"
            yield f"      expansion: {quoted(literal(a.long[:1].upper() + a.long[1:]))}"
            yield f"      source: article L{a.line}"
    for block in article.blocks:
        if block.kind is BlockKind.TABLE and not block.skipped and block.level in own:
            yield from _table(block, names)


def _table(block: Block, names: _Names) -> Iterator[str]:
    head, *body = block.rows
    used = _Names(set(_RESERVED))
    columns = [used.new(cell.text or f"column {number}") for number, cell in enumerate(head[1:], 1)]
    yield f"- id: {names.new(head[0].text or 'table')}"
    if head[0].text:
        yield f"  row: {quoted(literal(head[0].text))}"
    yield "  columns:"
    for column, cell in zip(columns, head[1:], strict=True):
        title = cell.text or column.replace("-", " ")
        yield f"    {column}:"
        yield f"      title: {quoted(literal(title))}"
        yield f"      ask: {quoted(question(title))}{REWORD}"
    yield "  rows:"
    rows = _Names()
    for row in body:
        title = row[0].text or "(no name)"
        yield f"    {rows.new(title)}:"
        yield f"      title: {quoted(literal(title))}"
        yield f"      source: article L{row[0].line}"
        for column, cell in zip(columns, row[1:], strict=True):
            if cell.text:
                yield f"      {column}: {quoted(literal(cell.text))}{REWORD}"


def question(column: str) -> str:
    """Return the question that a column asks of its rows."""
    shown = literal(column.translate(str.maketrans("{}", "()")))
    if _QUESTION.match(column) or column.endswith("?") or not column[0].isalpha():
        return f"{{row}}: {shown.rstrip('?')}?"
    verb = "are" if _PLURAL.search(_HEAD.split(column, maxsplit=1)[0]) else "is"
    return f"For {{row}}, what {verb} the {_TITLE_CASE.sub(lambda m: m[0].lower(), shown)}?"


def _stubs(findings: Findings, own: set[str]) -> Iterator[str]:
    """Yield what the author may want to ask, as comments with the shape of a card."""
    for fact in findings.facts:
        if fact.level not in own:
            continue
        shown = shortened(one_line(re.sub(r" ?∞ ?", ": ", fact.text)), MAX_STUB)
        first, *rest = wrap(f"TODO question: {shown}", 110, break_on_hyphens=False)
        yield f"# {first}"
        yield from (f"#   {more}" for more in rest)
        yield "# - question:"
        yield "#   answer:"
        yield f"#   source: article {lines_shown(fact.line, fact.last)}"
