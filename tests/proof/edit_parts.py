"""Edits within an entry: deletions of a cloze, steps of a mechanism, rows, columns and cells of a table."""

import re

from .desk import Desk, edit, new_step
from .manuscript import Cell, Cloze, Mechanism, Row, Table
from .words import LIKE, WHEN, WHO

MAX_WORDS = 24
DELETION = re.compile(r"\{\{c(\d+)::(.*?)\}\}")


@edit
def reword_cloze(desk: Desk) -> bool:
    """Change what stands around or inside the deletions of a cloze."""
    cloze = desk.some(Cloze)
    if cloze is None:
        return False
    if desk.chance.random() < 0.5:
        return _add_aside(desk, cloze)
    number, inside = desk.chance.choice(DELETION.findall(cloze.text))
    new = f"{desk.chance.choice(LIKE)} {desk.chance.choice(WHO)}"
    cloze.text = cloze.text.replace(f"{{{{c{number}::{inside}}}}}", f"{{{{c{number}::{new}}}}}", 1)
    return _once(desk, cloze)


def _add_aside(desk: Desk, cloze: Cloze) -> bool:
    cloze.text = f"{cloze.text.removesuffix('.')} and {desk.chance.choice(WHEN)}."
    return _once(desk, cloze)


@edit
def add_deletion(desk: Desk) -> bool:
    """Hide something more in a cloze, under the next number."""
    cloze = desk.some(Cloze)
    if cloze is None:
        return False
    number = max(int(n) for n, _ in DELETION.findall(cloze.text)) + 1
    if number > 6:
        return False
    hidden = f"{desk.chance.choice(LIKE)} {desk.chance.choice(WHO)}"
    cloze.text = f"{cloze.text.removesuffix('.')} with {{{{c{number}::{hidden}}}}}."
    return _once(desk, cloze)


@edit
def remove_deletion(desk: Desk) -> bool:
    """Show what a cloze hid; its number may be used for it again, which is the author's own numbering."""
    cloze = desk.some(Cloze)
    found = DELETION.findall(cloze.text) if cloze else []
    if len(found) < 2:
        return False
    number, inside = desk.chance.choice(found)
    cloze.text = cloze.text.replace(f"{{{{c{number}::{inside}}}}}", inside)
    return _once(desk, cloze)


def _once(desk: Desk, cloze: Cloze) -> bool:
    """See to it that a cloze is no longer than a card may be, and reads like none that was written before."""
    while len(cloze.text.split()) > MAX_WORDS or cloze.text in desk.words.whose:
        cloze.text = desk.text("cloze")
    return True


@edit
def insert_step(desk: Desk) -> bool:
    """Write a new step."""
    mechanism = desk.some(Mechanism)
    if mechanism is None or len(mechanism.steps) > 6:
        return False
    mechanism.steps.insert(desk.chance.randint(0, len(mechanism.steps)), new_step(desk))
    return True


@edit
def remove_step(desk: Desk) -> bool:
    """Strike a step."""
    mechanism = desk.some(Mechanism)
    if mechanism is None or len(mechanism.steps) < 4:
        return False
    mechanism.steps.pop(desk.chance.randrange(len(mechanism.steps)))
    return True


@edit
def replace_step(desk: Desk) -> bool:
    """Strike a step and write another in its place."""
    mechanism = desk.some(Mechanism)
    if mechanism is None:
        return False
    mechanism.steps[desk.chance.randrange(len(mechanism.steps))] = new_step(desk)
    return True


@edit
def reorder_steps(desk: Desk) -> bool:
    """Put steps in another order."""
    mechanism = desk.some(Mechanism)
    if mechanism is None:
        return False
    desk.chance.shuffle(mechanism.steps)
    return True


@edit
def reword_step(desk: Desk) -> bool:
    """Change a word of a step, or all of it."""
    mechanism = desk.some(Mechanism)
    if mechanism is None:
        return False
    step = desk.chance.choice(mechanism.steps)
    step.text = desk.text("step") if desk.chance.random() < 0.3 else desk.near(step.text, "step")
    return True


@edit
def add_row(desk: Desk) -> bool:
    """Add a row to a table."""
    table = desk.some(Table)
    if table is None or len(table.rows) > 2:
        return False
    cells = {column: Cell(who=desk.script.somebody(), text=desk.text("cell")) for column in table.columns}
    row = Row(id=desk.words.new_id(desk.chance), title=desk.text("row"), cells=cells)
    table.rows.insert(desk.chance.randint(0, len(table.rows)), row)
    return True


@edit
def remove_row(desk: Desk) -> bool:
    """Strike a row."""
    table = desk.some(Table)
    if table is None or len(table.rows) < 2:
        return False
    table.rows.pop(desk.chance.randrange(len(table.rows)))
    return True


@edit
def reorder_table(desk: Desk) -> bool:
    """Put rows and columns in another order."""
    table = desk.some(Table)
    if table is None:
        return False
    desk.chance.shuffle(table.rows)
    table.columns = dict(desk.chance.sample(list(table.columns.items()), len(table.columns)))
    for row in table.rows:
        row.cells = {column: row.cells[column] for column in table.columns if column in row.cells}
    return True


@edit
def add_column(desk: Desk) -> bool:
    """Add a column to a table."""
    table = desk.some(Table)
    if table is None or len(table.columns) > 2:
        return False
    column = desk.words.new_id(desk.chance)
    table.columns[column] = desk.text("column")
    for row in table.rows:
        row.cells[column] = Cell(who=desk.script.somebody(), text=desk.text("cell"))
    return True


@edit
def remove_column(desk: Desk) -> bool:
    """Strike a column."""
    table = desk.some(Table)
    if table is None or len(table.columns) < 2:
        return False
    column = desk.chance.choice(list(table.columns))
    del table.columns[column]
    for row in table.rows:
        row.cells.pop(column, None)
    return True


@edit
def reword_cell(desk: Desk) -> bool:
    """Change a cell."""
    cells = desk.script.cells()
    if not cells:
        return False
    cell = desk.chance.choice(cells)
    cell.text = desk.near(cell.text, "cell")
    return True


@edit
def reword_row_or_column(desk: Desk) -> bool:
    """Change the title of a row or of a column, which is part of what its cells are asked for."""
    table = desk.some(Table)
    if table is None:
        return False
    if desk.chance.random() < 0.5:
        row = desk.chance.choice(table.rows)
        row.title = desk.near(row.title, "row")
    else:
        column = desk.chance.choice(list(table.columns))
        table.columns[column] = desk.near(table.columns[column], "column")
    return True
