"""What may befall a manuscript. Each edit changes it at random and says whether it could; the author knows who is who."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from .manuscript import Card, Cell, Cloze, Entry, Manuscript, Mechanism, Row, Step, Table, Term
from .words import LIKE, WHEN, WHO, Words

MAX_WORDS = 24
DELETION = re.compile(r"\{\{c(\d+)::(.*?)\}\}")


@dataclass
class Desk:
    """What an edit works with: the manuscript, the words, what was cut out and may come back, and chance."""

    script: Manuscript
    words: Words
    chance: Random
    cut: list[tuple[str, Entry]] = field(default_factory=list)

    def some(self, kind: type) -> Entry | None:
        """Return any entry of a kind, or None."""
        return self._any(self.script.all_of(kind))

    def _any(self, things: list):
        return self.chance.choice(things) if things else None

    def text(self, shape: str) -> str:
        """Return a fresh text."""
        return self.words.fresh(shape, self.chance)

    def near(self, text: str, shape: str) -> str:
        """Return a text near to a given one."""
        return self.words.near(text, shape, self.chance)

    def perhaps_id(self) -> str:
        """Return an id, or none."""
        return self.words.new_id(self.chance) if self.chance.random() < 0.3 else ""


Edit = Callable[[Desk], bool]
EDITS: dict[str, Edit] = {}


def edit(function: Edit) -> Edit:
    """Put an edit on the list."""
    EDITS[function.__name__] = function
    return function


def new_entry(desk: Desk, kind: type | None = None) -> Entry:
    """Return a new entry of a kind, or of any."""
    who, somebody = desk.script.somebody(), desk.script.somebody
    match kind or desk.chance.choice((Card, Card, Card, Card, Cloze, Term, Term, Mechanism, Table)):
        case kind if kind is Card:
            reverse = desk.text("reverse") if desk.chance.random() < 0.3 else ""
            return Card(
                who=who, id=desk.perhaps_id(), question=desk.text("question"), answer=desk.text("answer"), reverse=reverse
            )
        case kind if kind is Cloze:
            return Cloze(who=who, id=desk.perhaps_id(), text=desk.text("cloze"))
        case kind if kind is Term:
            return Term(who=who, id=desk.perhaps_id(), term=desk.text("term"), definition=desk.text("definition"))
        case kind if kind is Mechanism:
            steps = [new_step(desk) for _ in range(desk.chance.randint(3, 5))]
            return Mechanism(who=who, id=desk.perhaps_id(), title=desk.text("title"), steps=steps)
    columns = {desk.words.new_id(desk.chance): desk.text("column") for _ in range(desk.chance.randint(1, 2))}
    table = Table(who=who, id=desk.perhaps_id(), heading=desk.text("heading"), columns=columns, rows=[])
    for _ in range(desk.chance.randint(1, 2)):
        cells = {column: Cell(who=somebody(), text=desk.text("cell")) for column in columns}
        table.rows.append(Row(id=desk.words.new_id(desk.chance), title=desk.text("row"), cells=cells))
    return table


def new_step(desk: Desk) -> Step:
    """Return a new step."""
    return Step(who=desk.script.somebody(), id=desk.perhaps_id(), text=desk.text("step"))


def put_in(desk: Desk, entry: Entry, level: str = "", at: int | None = None) -> None:
    """Put an entry somewhere."""
    entries = desk.script.levels[level or desk.chance.choice(list(desk.script.levels))]
    entries.insert(desk.chance.randint(0, len(entries)) if at is None else at, entry)


def take_out(desk: Desk, spare: int = 4) -> tuple[str, int, Entry] | None:
    """Take an entry out, unless few are left; it may come back."""
    if len(desk.script.entries()) <= spare:
        return None
    level = desk.chance.choice([level for level, entries in desk.script.levels.items() if entries])
    at = desk.chance.randrange(len(desk.script.levels[level]))
    entry = desk.script.levels[level].pop(at)
    desk.cut.append((level, entry))
    return level, at, entry


@edit
def insert(desk: Desk) -> bool:
    """Write something new, anywhere."""
    if len(desk.script.entries()) >= 14:
        return False
    put_in(desk, new_entry(desk))
    return True


@edit
def remove(desk: Desk) -> bool:
    """Strike an entry."""
    return take_out(desk) is not None


@edit
def put_back(desk: Desk) -> bool:
    """Put back what was struck, at its level or at another."""
    if not desk.cut:
        return False
    level, entry = desk.cut.pop(desk.chance.randrange(len(desk.cut)))
    put_in(desk, entry, level if desk.chance.random() < 0.7 else "")
    return True


@edit
def replace_by_another(desk: Desk) -> bool:
    """Strike an entry and write another of its kind in its place, which may read much like it."""
    taken = take_out(desk)
    if taken is None:
        return False
    level, at, old = taken
    new = new_entry(desk, type(old))
    if desk.chance.random() < 0.5:
        match old, new:
            case Card(), Card():
                new.question = desk.near(old.question, "question")
            case Term(), Term():
                new.term = desk.near(old.term, "term")
            case Cloze(), Cloze():
                new.text = desk.near(old.text, "cloze") if old.text in desk.words else new.text
    put_in(desk, new, level, at)
    return True


@edit
def move(desk: Desk) -> bool:
    """Move an entry within its level."""
    entries, entry = desk.chance.choice(desk.script.entries())
    entries.remove(entry)
    entries.insert(desk.chance.randint(0, len(entries)), entry)
    return True


@edit
def move_to_another_level(desk: Desk) -> bool:
    """Move an entry to another level, or leave it where it is."""
    entries, entry = desk.chance.choice(desk.script.entries())
    entries.remove(entry)
    put_in(desk, entry)
    return True


@edit
def reorder_levels(desk: Desk) -> bool:
    """Teach the levels in another order."""
    levels = list(desk.script.levels.items())
    desk.chance.shuffle(levels)
    desk.script.levels = dict(levels)
    return True


@edit
def swap(desk: Desk) -> bool:
    """Let two questions change their places."""
    places = [(entries, at) for entries in desk.script.levels.values() for at, e in enumerate(entries) if isinstance(e, Card)]
    if len(places) < 2:
        return False
    (one, i), (other, j) = desk.chance.sample(places, 2)
    one[i], other[j] = other[j], one[i]
    return True


@edit
def reword_question(desk: Desk) -> bool:
    """Change a word of a question, term, title or heading."""
    entry = desk.some(Entry)
    match entry:
        case Card():
            entry.question = desk.near(entry.question, "question")
        case Term():
            entry.term = desk.near(entry.term, "term")
        case Mechanism():
            entry.title = desk.near(entry.title, "title")
        case Table():
            entry.heading = desk.near(entry.heading, "heading")
        case Cloze():
            return reword_cloze(desk)
    return True


@edit
def rewrite_question(desk: Desk) -> bool:
    """Put a question altogether differently."""
    card = desk.some(Card)
    if card is None:
        return False
    card.question = desk.text("question")
    return True


@edit
def reword_answer(desk: Desk) -> bool:
    """Change an answer or a definition."""
    match entry := desk.some(Entry):
        case Card():
            entry.answer = desk.text("answer")
        case Term():
            entry.definition = desk.near(entry.definition, "definition")
        case _:
            return reword_cell(desk)
    return True


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
def turn_reverse(desk: Desk) -> bool:
    """Ask a question in reverse too, or no longer."""
    card = desk.some(Card)
    if card is None:
        return False
    card.reverse = "" if card.reverse else desk.text("reverse")
    return True


@edit
def change_kind(desk: Desk) -> bool:
    """Turn a question into a cloze under the same id: another note."""
    cards = [(entries, card) for entries, card in desk.script.entries() if isinstance(card, Card)]
    if not cards:
        return False
    entries, card = desk.chance.choice(cards)
    entries[entries.index(card)] = Cloze(who=desk.script.somebody(), id=card.id, text=desk.text("cloze"))
    return True


@edit
def change_carried(desk: Desk) -> bool:
    """Change tags, extra, caveat, evidence, source or hint of an entry."""
    entry = desk.chance.choice([entry for entry in desk.script.named() if not isinstance(entry, (Step, Table))])
    choices = {
        "tag": ("gut", "liver", "muscle"),
        "extra": (desk.text("remark"),),
        "caveat": ("shared",),
        "evidence": ("established", "simplified", "contested"),
        "source": ("book", "book L4", "review L9"),
        "hint": (desk.text("remark"),),
    }
    key = desk.chance.choice(list(choices))
    old = entry.carries.get(key, "")
    entry.carries[key] = desk.chance.choice([value for value in (*choices[key], "") if value != old])
    return True


@edit
def give_id(desk: Desk) -> bool:
    """Name something that had no id."""
    nameless = [entry for entry in desk.script.named() if not entry.id]
    if not nameless:
        return False
    desk.chance.choice(nameless).id = desk.words.new_id(desk.chance)
    return True


@edit
def change_id(desk: Desk) -> bool:
    """Give something another id."""
    return _with_named(desk, lambda entry: desk.words.new_id(desk.chance))


@edit
def drop_id(desk: Desk) -> bool:
    """Take an id away."""
    return _with_named(desk, lambda entry: "")


def _with_named(desk: Desk, new: Callable[[Entry], str]) -> bool:
    named = [entry for entry in desk.script.named() if entry.id]
    if not named:
        return False
    entry = desk.chance.choice(named)
    entry.id = new(entry)
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


@edit
def new_version(desk: Desk) -> bool:
    """Count the version up."""
    desk.script.version += 1
    return True


@edit
def describe(desk: Desk) -> bool:
    """Describe the deck differently."""
    desk.script.description = desk.text("remark")
    return True


@edit
def reword_shared(desk: Desk) -> bool:
    """Change a caveat or the title of a source, which many cards carry."""
    shared = desk.script.caveats if desk.chance.random() < 0.5 else desk.script.sources
    shared[desk.chance.choice(list(shared))] = desk.text("remark")
    return True
