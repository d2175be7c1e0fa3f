"""Stage 2: nodes → what the author wrote. Unknown keys, wrong kinds and missing parts are refused here."""

from collections.abc import Iterator
from typing import Any

from deckgen.compiler.language import CARD, CELL, COMMON, COMMON_NAMES, COLUMN, MECHANISM, ROW, TABLE, TERM, Shape
from deckgen.compiler.values import Values
from deckgen.types.node import Mapping, Node, Scalar, Sequence
from deckgen.types.source import Card, Cell, Column, Common, Entry, Mechanism, Pair, Row, Table, Term

_COMMON = tuple(key.name for key in COMMON)
_NOTHING = Common()


def parse_section(section: str, node: Node, values: Values) -> Iterator[Entry]:
    """Yield the entries of one section of a level, in the order of the file; broken ones are skipped.

    The nodes are let go one by one as their entries are made, which keeps memory flat in large files.
    """
    parse_entry, what = _ENTRIES[section]
    sequence = values.sequence(node, f'"{section}"')
    for number in range(len(sequence.items) if sequence else 0):
        assert sequence is not None
        item = sequence.items[number]
        if (mapping := values.mapping(item, f"a {what}")) and (entry := parse_entry(mapping, values)):
            yield entry


def _common(fields: dict[str, Any]) -> Common:
    """Return the common keys among the fields."""
    if COMMON_NAMES.isdisjoint(fields):
        return _NOTHING
    return Common(**{name: fields[name] for name in _COMMON if name in fields})


def _has(fields: dict[str, Any], shape: Shape) -> bool:
    """Say whether every required plain value is there; if not, a diagnostic has said so."""
    return all(key.name in fields for key in shape.keys if key.required)


def _card(node: Mapping, values: Values) -> Card | None:
    fields = values.fields(node, CARD)
    place = node.place
    asked = [name for name in ("question", "answer", "cloze") if name in node.entries]
    if "cloze" in asked:
        for name in ("question", "answer", "reverse", "typed"):
            if name in node.entries:
                values.refuse("bad-card", f'a cloze card has no "{name}"', node.entries[name].key_place, "write two cards, or remove one of the two")
    elif asked != ["question", "answer"] and asked != ["answer", "question"]:
        missing = " and ".join(f'"{name}"' for name in ("question", "answer") if name not in asked)
        values.refuse("missing-key", f"this card has no {missing}", _start(node), 'a card is a "question" with an "answer", or a "cloze"')
    for name in asked:
        if name not in fields and isinstance(child := node.entries[name], Scalar):
            values.refuse("empty-value", f'"{name}" is empty', child.key_place, "text after a # is a comment; put it in quotes" if "#" in _line(values, child) else "")
    common = _common(fields)
    if "cloze" in fields:
        return Card(place, common, cloze=fields["cloze"], kind=fields.get("kind", ""))
    if "question" not in fields or "answer" not in fields:
        return None
    reverse = fields.get("reverse")
    if reverse is True:
        reverse = Pair(fields["answer"], fields["question"])
    return Card(place, common, fields["question"], fields["answer"], None, reverse or None, fields.get("typed", False), fields.get("kind", ""))


def _line(values: Values, node: Node) -> str:
    text = values.document.text
    end = text.find("\n", node.key_place)
    return text[node.key_place : end if end >= 0 else len(text)]


def _start(node: Mapping) -> int:
    first = next(iter(node.entries.values()), None)
    return node.place if first is None else max(first.key_place, node.place)


def _term(node: Mapping, values: Values) -> Term | None:
    fields = values.fields(node, TERM)
    if not _has(fields, TERM):
        return None
    ask = fields.get("ask", {"define": "", "name": ""})
    if not ask:
        values.refuse("bad-value", '"ask" names no direction', node.entries["ask"].place, "define, name, or both")
    return Term(node.place, _common(fields), fields["term"], fields["definition"], fields.get("also", ()), ask.get("define"), ask.get("name"))


def _mechanism(node: Mapping, values: Values) -> Mechanism | None:
    fields = values.fields(node, MECHANISM)
    if not _has(fields, MECHANISM):
        return None
    return Mechanism(node.place, _common(fields), fields["title"], fields["steps"], fields.get("cyclic", False))


def _table(node: Mapping, values: Values) -> Table | None:
    fields = values.fields(node, TABLE)
    columns = _columns(node.entries.get("columns"), values)
    rows = _rows(node.entries.get("rows"), columns, values)
    if not columns or not rows:
        for name in ("columns", "rows"):
            child = node.entries.get(name)
            if isinstance(child, Scalar) and not child.value:
                values.refuse("empty-value", f'"{name}" is empty', child.key_place)
        return None
    heading = fields.get("row")
    return Table(node.place, _common(fields), heading.value if heading else "", tuple(columns.values()), rows)


def _columns(node: Node | None, values: Values) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    if node is None or _is_empty(node) or (mapping := values.mapping(node, '"columns"')) is None:
        return columns
    for column_id, child in mapping.entries.items():
        if column_id in COMMON_NAMES or column_id in ("title", "text"):
            values.refuse("bad-id", f'a column cannot be called "{column_id}", which is a key of rows', child.key_place, "choose another id for the column")
            continue
        if not values.is_id(column_id, child.key_place):
            continue
        fields: dict[str, Any] = {}
        if not _is_empty(child):
            body = values.mapping(child, "a column")
            fields = values.fields(body, COLUMN) if body else {}
        title = fields.get("title")
        columns[column_id] = Column(column_id, title.value if title else column_id, fields.get("ask"), fields.get("identify"))
    return columns


def _rows(node: Node | None, columns: dict[str, Column], values: Values) -> tuple[Row, ...]:
    rows: list[Row] = []
    if node is None or _is_empty(node) or (mapping := values.mapping(node, '"rows"')) is None:
        return ()
    for row_id, child in mapping.entries.items():
        body = values.mapping(child, "a row")
        if not values.is_id(row_id, child.key_place) or body is None:
            continue
        fields = values.fields(body, ROW)
        cells = tuple(_cells(body, columns, values))
        if "title" in fields:
            common = _common(fields)
            rows.append(Row(body.place, common.id.value if common.id else row_id, fields["title"], common, cells))
    return tuple(rows)


def _cells(row: Mapping, columns: dict[str, Column], values: Values) -> Iterator[Cell]:
    for name, child in row.entries.items():
        if name == "title" or name in COMMON_NAMES:
            continue
        if name not in columns:
            values._unknown_key(name, child, Shape("row", (*ROW.keys, *(_as_key(c) for c in columns))))
        elif isinstance(child, Scalar):
            if child.value.strip():
                yield Cell(child.place, name, child, _NOTHING)
        elif isinstance(child, Sequence):
            values.wrong_kind(child, f'the cell "{name}"', "text")
        elif isinstance(child, Mapping):
            fields = values.fields(child, CELL)
            if "text" in fields:
                yield Cell(fields["text"].place, name, fields["text"], _common(fields))


def _as_key(column: str) -> Any:
    from deckgen.compiler.language import Form, Key

    return Key(column, Form.CELL, "A column.")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value


_ENTRIES: dict[str, tuple[Any, str]] = {
    "glossary": (_term, "glossary entry"),
    "mechanisms": (_mechanism, "mechanism"),
    "tables": (_table, "table"),
    "cards": (_card, "card"),
}
