"""Stage 3: entries → drafts of notes. Glossary entries, mechanisms, tables and cards each become what they are asked for."""

import re
from collections.abc import Iterator

from deckgen.compiler.slug import slug
from deckgen.compiler.suggest import did_you_mean
from deckgen.compiler.values import Values
from deckgen.types.draft import Draft
from deckgen.types.node import Scalar
from deckgen.types.note_type import Kind
from deckgen.types.source import Card, Cell, Column, Common, Entry, Mechanism, Row, Table, Term

PLACEHOLDER = re.compile(r"\{(row|cell)\}")
_BRACED_WORD = re.compile(r"\{([a-z]{2,20})\}")
_CLOZE_MARK = re.compile(r"\{\{c\d+::|(::[^{}]*)?\}\}")
_SPACE = re.compile(r"\s+")
MAX_REMEMBERED = 300
MAX_SLUGGED = 2000


def expand(entry: Entry, level: str, values: Values) -> Iterator[Draft]:
    """Yield the drafts that an entry asks for, their texts still Markdown."""
    if isinstance(entry, Card):
        yield _card(entry, level, values)
    elif isinstance(entry, Term):
        yield _term(entry, level, values)
    elif isinstance(entry, Mechanism):
        yield _mechanism(entry, level, values)
    else:
        yield from _table(entry, level, values)


def remembered(text: str) -> str:
    """Return a text as the ledger remembers it: on one line, cut where it is very long."""
    return (_SPACE.sub(" ", text).strip() if "\n" in text or "  " in text else text.strip())[:MAX_REMEMBERED]


def derived_key(text: str) -> str:
    """Return the key that an entry without an id proposes for itself."""
    return slug(_CLOZE_MARK.sub("", text[:MAX_SLUGGED]))


def _key(common: Common, text: str) -> tuple[str, bool]:
    """Return the author's id, or a proposal made from a text, and which of the two it is."""
    return (common.id.value, False) if common.id else (derived_key(text), True)


def _card(card: Card, level: str, values: Values) -> Draft:
    front = card.cloze or card.question
    assert front is not None
    key, derived = _key(card.common, front.value)
    kind, form = (Kind.CLOZE, "cloze") if card.cloze else (Kind.QUESTION, "question")
    draft = Draft(key, derived, kind, level, values.document, card.place, card.common, form, front)
    draft.back, draft.typed, draft.meant = card.answer, card.typed, card.kind
    if card.reverse:
        draft.reverse_front, draft.reverse_back = card.reverse.question, card.reverse.answer
    draft.question = remembered(front.value)
    draft.answer = remembered(card.answer.value) if card.answer else ""
    return draft


def _term(entry: Term, level: str, values: Values) -> Draft:
    key, derived = _key(entry.common, entry.term.value)
    draft = Draft(key, derived, Kind.QUESTION, level, values.document, entry.place, entry.common, "term", None)
    draft.names = (entry.term.value.strip(), *(name.value.strip() for name in entry.also))
    names = ", ".join(name.value.strip() for name in entry.also)
    named = Scalar(f"{entry.term.value.strip()} ({names})", entry.term.place) if names else entry.term
    if entry.define is not None:
        draft.front = Scalar(entry.define, entry.term.place) if entry.define else entry.term
        draft.back = entry.definition
    if entry.name is not None:
        draft.reverse_front = Scalar(entry.name, entry.term.place) if entry.name else entry.definition
        draft.reverse_back = named
    draft.question, draft.answer = remembered(entry.term.value), remembered(entry.definition.value)
    return draft


def _mechanism(entry: Mechanism, level: str, values: Values) -> Draft:
    key, derived = _key(entry.common, entry.title.value)
    draft = Draft(key, derived, Kind.CLOZE, level, values.document, entry.place, entry.common, "mechanism", entry.title)
    draft.steps, draft.cyclic = entry.steps, entry.cyclic
    draft.question = remembered(entry.title.value)
    return draft


def _table(table: Table, level: str, values: Values) -> Iterator[Draft]:
    columns = {column.id: column for column in table.columns}
    key, derived = _key(table.common, table.heading or "-".join(columns))
    for column in table.columns:
        for text in (column.ask, column.identify):
            if text is not None:
                _check_placeholders(text, values)
    for row in table.rows:
        for cell in row.cells:
            common = _merged(table.common, row.common, cell.common)
            draft = _cell(row, cell, columns[cell.column], values)
            draft.level, draft.common = level, common
            draft.key, draft.derived = f"{key}/{row.id}/{cell.column}", derived
            if cell.common.id:
                draft.key, draft.derived = cell.common.id.value, False
            yield draft


def _cell(row: Row, cell: Cell, column: Column, values: Values) -> Draft:
    ask = column.ask or Scalar(f"{{row}}: {column.title}?", cell.place)
    fill = {"row": row.title, "cell": cell.text}
    draft = Draft("", True, Kind.QUESTION, "", values.document, cell.place, cell.common, "cell", ask, cell.text, fill=fill)
    if column.identify:
        draft.reverse_front, draft.reverse_back = column.identify, row.title
    draft.question = remembered(PLACEHOLDER.sub(lambda m: fill[m[1]].value, ask.value))
    draft.answer = remembered(cell.text.value)
    return draft


def _check_placeholders(text: Scalar, values: Values) -> None:
    for match in _BRACED_WORD.finditer(text.value):
        hint = did_you_mean(match[1], ("row", "cell"))
        if match[1] not in ("row", "cell") and hint.startswith("did"):
            values.refuse(
                "placeholder",
                f"{{{match[1]}}} is not a placeholder",
                text.place,
                hint.replace('"row"', '"{row}"').replace('"cell"', '"{cell}"'),
            )


def _merged(table: Common, row: Common, cell: Common) -> Common:
    """Return what a cell carries: its own keys first, then those of its row, then those of its table; tags add up."""
    if table == row == cell == Common():
        return cell
    nearest = Common._make(own or rows or tables for own, rows, tables in zip(cell, row, table, strict=True))
    tags, ignore = (*table.tags, *row.tags, *cell.tags), (*table.ignore, *row.ignore, *cell.ignore)
    return nearest._replace(id=cell.id, tags=tags, ignore=ignore)
