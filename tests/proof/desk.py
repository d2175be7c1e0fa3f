"""The author's desk: the manuscript, words, what was cut out; and how entries come and go. Edits put themselves on a list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from random import Random

from .manuscript import Card, Cell, Cloze, Entry, Manuscript, Mechanism, Row, Step, Table, Term
from .words import Words


@dataclass
class Desk:
    """What an edit works with: the manuscript, the words, what was cut out and may come back, and chance."""

    script: Manuscript
    words: Words
    chance: Random
    cut: list[tuple[str, Entry]] = field(default_factory=list)

    def some(self, kind: type) -> Entry | None:
        """Return any entry of a kind, cells among them, or None."""
        entries = self.script.cells() if kind is Cell else self.script.all_of(kind)
        return self.chance.choice(entries) if entries else None

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
    """Put an edit on the list; it says whether it could be made."""
    EDITS[function.__name__] = function
    return function


def edit_of(kind: type, fit: Callable[..., bool] = lambda thing: True) -> Callable[[Callable[..., None]], Edit]:
    """Put an edit of any entry of a kind on the list; it can be made where there is one, and the one that it falls on is fit."""

    def listed(change: Callable[..., None]) -> Edit:
        @wraps(change)
        def on_any(desk: Desk) -> bool:
            entry = desk.some(kind)
            if entry is None or not fit(entry):
                return False
            change(desk, entry)
            return True

        return edit(on_any)

    return listed


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
