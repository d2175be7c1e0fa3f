"""Stage 2, continued: tables, whose columns and rows are named by the author."""

from collections.abc import Iterator

from deckgen.compiler.language import CELL, COLUMN, COMMON_NAMES, ROW, TABLE, Form, Key, Shape
from deckgen.compiler.values import NOTHING, Values, common_keys, is_empty
from deckgen.types.node import Mapping, Node, Scalar, Sequence
from deckgen.types.source import Cell, Column, Row, Table


def parse_table(node: Mapping, values: Values) -> Table | None:
    """Return a table, or None where it has no columns or no rows."""
    fields = values.fields(node, TABLE)
    columns = _columns(node.entries.get("columns"), values)
    rows = _rows(node.entries.get("rows"), columns, values)
    if not columns or not rows:
        for name in ("columns", "rows"):
            child = node.entries.get(name)
            if child is not None and is_empty(child):
                values.refuse_empty(name, child)
        return None
    heading = fields.get("row")
    return Table(node.place, common_keys(fields), heading.value if heading else "", tuple(columns.values()), rows)


def _columns(node: Node | None, values: Values) -> dict[str, Column] | None:
    """Return the columns by id; None where no cell can tell its column."""
    columns: dict[str, Column] = {}
    if node is None or is_empty(node):
        return columns
    mapping = values.mapping(node, '"columns"', "write the id of each column and a colon, without a dash: dose: {title: Dose}")
    if mapping is None:
        return None
    for column_id, child in mapping.entries.items():
        if column_id in COMMON_NAMES or column_id in ("title", "text"):
            values.refuse(
                "bad-id",
                f'a column cannot be called "{column_id}", which is a key of rows',
                child.key_place,
                "choose another id for the column",
            )
            continue
        values.is_id(column_id, child.key_place)
        fields = {}
        if not is_empty(child):
            body = values.mapping(child, "a column", f'write {column_id}: {{ask: "What is … of {{row}}?"}}')
            fields = values.fields(body, COLUMN) if body else {}
        title = fields.get("title")
        columns[column_id] = Column(column_id, title.value if title else column_id, fields.get("ask"), fields.get("identify"))
    return columns


def _rows(node: Node | None, columns: dict[str, Column] | None, values: Values) -> tuple[Row, ...]:
    rows: list[Row] = []
    if node is None or is_empty(node):
        return ()
    hint = "write the id of each row and a colon, without a dash, and under it a title and the cells: insulin: {title: Insulin}"
    if (mapping := values.mapping(node, '"rows"', hint)) is None:
        return ()
    for row_id, child in mapping.entries.items():
        body = values.mapping(
            child, "a row", f"write {row_id}: {{{', '.join(f'{key}: …' for key in ('title', *(columns or ())))}}}"
        )
        values.is_id(row_id, child.key_place)
        if body is None:
            continue
        fields = values.fields(body, ROW)
        cells = () if columns is None else tuple(_cells(body, columns, values))
        if "title" in fields:
            common = common_keys(fields)
            rows.append(Row(body.place, common.id.value if common.id else row_id, fields["title"], common, cells))
    return tuple(rows)


def _cells(row: Mapping, columns: dict[str, Column], values: Values) -> Iterator[Cell]:
    for name, child in row.entries.items():
        if name == "title" or name in COMMON_NAMES:
            continue
        if name not in columns:
            values.unknown_key(name, row, Shape("row", (*ROW.keys, *(Key(c, Form.CELL, "A column.") for c in columns))))
        elif isinstance(child, Scalar):
            if child.value.strip():
                yield Cell(child.place, name, child, NOTHING)
        elif isinstance(child, Sequence):
            values.wrong_kind(child, f'the cell "{name}"', "text")
        elif isinstance(child, Mapping):
            fields = values.fields(child, CELL)
            if "text" in fields:
                yield Cell(fields["text"].place, name, fields["text"], common_keys(fields))
