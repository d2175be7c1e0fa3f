"""Edits within an entry: deletions of a cloze, steps of a mechanism, rows, columns and cells of a table."""

import re

from .desk import Desk, edit_of, new_step
from .manuscript import Cell, Cloze, Mechanism, Row, Table
from .words import LIKE, WHEN, WHO

MAX_WORDS = 24
DELETION = re.compile(r"\{\{c(\d+)::(.*?)\}\}")


@edit_of(Cloze)
def reword_cloze(desk: Desk, cloze: Cloze) -> None:
    """Change what stands around or inside the deletions of a cloze."""
    if desk.chance.random() < 0.5:
        cloze.text = f"{cloze.text.removesuffix('.')} and {desk.chance.choice(WHEN)}."
    else:
        number, inside = desk.chance.choice(DELETION.findall(cloze.text))
        new = f"{desk.chance.choice(LIKE)} {desk.chance.choice(WHO)}"
        cloze.text = cloze.text.replace(f"{{{{c{number}::{inside}}}}}", f"{{{{c{number}::{new}}}}}", 1)
    _once(desk, cloze)


@edit_of(Cloze, lambda cloze: highest(cloze) < 6)
def add_deletion(desk: Desk, cloze: Cloze) -> None:
    """Hide something more in a cloze, under the next number."""
    number = highest(cloze) + 1
    hidden = f"{desk.chance.choice(LIKE)} {desk.chance.choice(WHO)}"
    cloze.text = f"{cloze.text.removesuffix('.')} with {{{{c{number}::{hidden}}}}}."
    _once(desk, cloze)


@edit_of(Cloze, lambda cloze: len(DELETION.findall(cloze.text)) > 1)
def remove_deletion(desk: Desk, cloze: Cloze) -> None:
    """Show what a cloze hid; its number may be used for it again, which is the author's own numbering."""
    number, inside = desk.chance.choice(DELETION.findall(cloze.text))
    cloze.text = cloze.text.replace(f"{{{{c{number}::{inside}}}}}", inside)
    _once(desk, cloze)


def highest(cloze: Cloze) -> int:
    """Return the highest number of a cloze's deletions."""
    return max(int(number) for number, _ in DELETION.findall(cloze.text))


def _once(desk: Desk, cloze: Cloze) -> None:
    """See to it that a cloze is no longer than a card may be, and reads like none that was written before."""
    while len(cloze.text.split()) > MAX_WORDS or cloze.text in desk.words.whose:
        cloze.text = desk.text("cloze")


@edit_of(Mechanism, lambda mechanism: len(mechanism.steps) < 7)
def insert_step(desk: Desk, mechanism: Mechanism) -> None:
    """Write a new step."""
    mechanism.steps.insert(desk.chance.randint(0, len(mechanism.steps)), new_step(desk))


@edit_of(Mechanism, lambda mechanism: len(mechanism.steps) > 3)
def remove_step(desk: Desk, mechanism: Mechanism) -> None:
    """Strike a step."""
    mechanism.steps.pop(desk.chance.randrange(len(mechanism.steps)))


@edit_of(Mechanism)
def replace_step(desk: Desk, mechanism: Mechanism) -> None:
    """Strike a step and write another in its place."""
    mechanism.steps[desk.chance.randrange(len(mechanism.steps))] = new_step(desk)


@edit_of(Mechanism)
def reorder_steps(desk: Desk, mechanism: Mechanism) -> None:
    """Put steps in another order."""
    desk.chance.shuffle(mechanism.steps)


@edit_of(Mechanism)
def reword_step(desk: Desk, mechanism: Mechanism) -> None:
    """Change a word of a step, or all of it."""
    step = desk.chance.choice(mechanism.steps)
    step.text = desk.text("step") if desk.chance.random() < 0.3 else desk.near(step.text, "step")


@edit_of(Table, lambda table: len(table.rows) < 3)
def add_row(desk: Desk, table: Table) -> None:
    """Add a row to a table."""
    cells = {column: Cell(who=desk.script.somebody(), text=desk.text("cell")) for column in table.columns}
    row = Row(id=desk.words.new_id(desk.chance), title=desk.text("row"), cells=cells)
    table.rows.insert(desk.chance.randint(0, len(table.rows)), row)


@edit_of(Table, lambda table: len(table.rows) > 1)
def remove_row(desk: Desk, table: Table) -> None:
    """Strike a row."""
    table.rows.pop(desk.chance.randrange(len(table.rows)))


@edit_of(Table)
def reorder_table(desk: Desk, table: Table) -> None:
    """Put rows and columns in another order."""
    desk.chance.shuffle(table.rows)
    table.columns = dict(desk.chance.sample(list(table.columns.items()), len(table.columns)))
    for row in table.rows:
        row.cells = {column: row.cells[column] for column in table.columns if column in row.cells}


@edit_of(Table, lambda table: len(table.columns) < 3)
def add_column(desk: Desk, table: Table) -> None:
    """Add a column to a table."""
    column = desk.words.new_id(desk.chance)
    table.columns[column] = desk.text("column")
    for row in table.rows:
        row.cells[column] = Cell(who=desk.script.somebody(), text=desk.text("cell"))


@edit_of(Table, lambda table: len(table.columns) > 1)
def remove_column(desk: Desk, table: Table) -> None:
    """Strike a column."""
    column = desk.chance.choice(list(table.columns))
    del table.columns[column]
    for row in table.rows:
        row.cells.pop(column, None)


@edit_of(Cell)
def reword_cell(desk: Desk, cell: Cell) -> None:
    """Change a cell."""
    cell.text = desk.near(cell.text, "cell")


@edit_of(Table)
def reword_row_or_column(desk: Desk, table: Table) -> None:
    """Change the title of a row or of a column, which is part of what its cells are asked for."""
    if desk.chance.random() < 0.5:
        row = desk.chance.choice(table.rows)
        row.title = desk.near(row.title, "row")
    else:
        column = desk.chance.choice(list(table.columns))
        table.columns[column] = desk.near(table.columns[column], "column")
