"""What the author means: entries that stay who they are whatever is done to them, and the source that says so in YAML.

Everything that a card asks for has a number, `who`, which deckgen never sees. The proof compares it with what lands.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from deckgen.checks.run import CAN_FAIL

LEVELS = {"one": "First", "two": "Second", "three": "Third"}
ASK = "Which is the {} of {}?"
IDENTIFY = "Whose {} is this: {}?"


@dataclass(eq=False, kw_only=True)
class Entry:
    """What all entries have: who they are, the author's id or none, and what they carry."""

    who: int
    id: str = ""
    carries: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False, kw_only=True)
class Card(Entry):
    """A question; the reverse is the author's words or none."""

    question: str
    answer: str
    reverse: str = ""


@dataclass(eq=False, kw_only=True)
class Cloze(Entry):
    """A sentence with deletions, which the author numbers."""

    text: str


@dataclass(eq=False, kw_only=True)
class Term(Entry):
    """An entry of the glossary: a note with two cards."""

    term: str
    definition: str


@dataclass(eq=False, kw_only=True)
class Step(Entry):
    """A step of a mechanism, a card of its own."""

    text: str


@dataclass(eq=False, kw_only=True)
class Mechanism(Entry):
    """One note, a card for each step."""

    title: str
    steps: list[Step]


@dataclass(eq=False, kw_only=True)
class Cell(Entry):
    """A cell of a table, a note of its own."""

    text: str


@dataclass(eq=False, kw_only=True)
class Row:
    """A row: its id is the key of a mapping."""

    id: str
    title: str
    cells: dict[str, Cell]


@dataclass(eq=False, kw_only=True)
class Table(Entry):
    """A table: columns by id; its own `who` stands for no note."""

    heading: str
    columns: dict[str, str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Meant:
    """A note as the author means it, and as a learner is to have it.

    `shown` is the text that tells the note from all others. `fields` are those of the note type but for the key; numbers
    of a mechanism's deletions are deckgen's, so its steps stand here as who they are and what they say.
    """

    who: int
    entry: Entry
    level: str
    shown: str
    fields: tuple[object, ...]
    tags: tuple[str, ...]
    key: str

    @property
    def content(self) -> tuple[tuple[object, ...], tuple[str, ...]]:
        """Return all that a learner can see of it: a note whose content stays the same is one that the author left alone."""
        return (self.fields, self.tags)


SECTIONS = {Term: "glossary", Mechanism: "mechanisms", Table: "tables", Card: "cards", Cloze: "cards"}


class Manuscript:
    """The source on the author's desk."""

    def __init__(self) -> None:
        """Start with an empty deck of three levels."""
        self.version = 1
        self.description = "A deck."
        self.caveats = {"shared": "A caveat of many cards"}
        self.sources = {"book": "The book", "review": "The review"}
        self.levels: dict[str, list[Entry]] = {level: [] for level in LEVELS}
        self._people = 0

    def somebody(self) -> int:
        """Return the number of somebody new."""
        self._people += 1
        return self._people

    def entries(self) -> list[tuple[list[Entry], Entry]]:
        """Return every entry with the list that it stands in."""
        return [(entries, entry) for entries in self.levels.values() for entry in entries]

    def all_of(self, kind: type) -> list:
        """Return the entries of a kind."""
        return [entry for _, entry in self.entries() if isinstance(entry, kind)]

    def named(self) -> list[Entry]:
        """Return everything that may bear an id of its own: entries, cells and steps."""
        steps = [step for mechanism in self.all_of(Mechanism) for step in mechanism.steps]
        return [*self.all_of(Entry), *self.cells(), *steps]

    def cells(self) -> list[Cell]:
        """Return the cells of all tables."""
        return [cell for table in self.all_of(Table) for row in table.rows for cell in row.cells.values()]

    def without(self, entry: Entry) -> Callable[[], None]:
        """Take an entry, cell or step out; returns what puts it back."""
        steps = [mechanism.steps for mechanism in self.all_of(Mechanism)]
        for home in (*self.levels.values(), *steps):
            if entry in home:
                at = home.index(entry)
                home.remove(entry)
                return lambda: home.insert(at, entry)
        row, column = next((r, c) for t in self.all_of(Table) for r in t.rows for c, cell in r.cells.items() if cell is entry)
        cells = dict(row.cells)
        del row.cells[column]
        return lambda: row.cells.update(cells)

    def notes(self) -> Iterator[Meant]:
        """Yield the notes that the source asks for, in the order of teaching."""
        for level, entries in self.levels.items():
            for section in ("glossary", "mechanisms", "tables", "cards"):
                for entry in entries:
                    if SECTIONS[type(entry)] == section:
                        yield from self._notes_of(entry, level)

    def _notes_of(self, entry: Entry, level: str) -> Iterator[Meant]:
        match entry:
            case Card():
                sides = (entry.question, entry.answer, entry.reverse, entry.question if entry.reverse else "", "")
                yield self._meant(entry, level, entry.question, sides)
            case Term():
                sides = (entry.term, entry.definition, entry.definition, entry.term, "")
                yield self._meant(entry, level, entry.term, sides)
            case Cloze():
                yield self._meant(entry, level, entry.text, (entry.text,))
            case Mechanism():
                steps = tuple((step.who, step.text) for step in entry.steps)
                yield self._meant(entry, level, entry.title, (entry.title, *steps))
            case Table():
                for row in entry.rows:
                    for column, cell in row.cells.items():
                        yield self._cell(entry, row, column, cell, level)

    def _cell(self, table: Table, row: Row, column: str, cell: Cell, level: str) -> Meant:
        ask = ASK.format(table.columns[column], row.title)
        identify = IDENTIFY.format(table.columns[column], cell.text)
        path = f"{table.id or slugged(table.heading)}/{row.id}/{column}"
        return self._meant(cell, level, ask, (ask, cell.text, identify, row.title, ""), path)

    def _meant(self, entry: Entry, level: str, shown: str, sides: tuple[object, ...], path: str = "") -> Meant:
        carries = entry.carries
        note = self.caveats.get(carries.get("caveat", ""), "")
        source, _, locator = carries.get("source", "").partition(" ")
        cited = ", ".join(part for part in (self.sources.get(source, ""), locator) if part)
        tail = ("", carries.get("hint", ""), carries.get("extra", ""), note, carries.get("evidence", ""), cited, *("",) * 5)
        tags = {f"proof::level::{level}"}
        if carries.get("evidence"):
            tags.add(f"proof::evidence::{carries['evidence']}")
        if carries.get("tag"):
            tags.add(f"proof::{carries['tag']}")
        return Meant(entry.who, entry, level, shown, (*sides, *tail), tuple(sorted(tags)), entry.id or path or slugged(shown))


def slugged(text: str) -> str:
    """Return the key that an entry without an id is first published under."""
    from deckgen.compiler.expand import derived_key

    return derived_key(text)


class Page:
    """The source as text, and which entry each of its lines belongs to."""

    def __init__(self, manuscript: Manuscript) -> None:
        """Write the manuscript down, with no check of how well it reads."""
        self.lines: list[str] = []
        self.entry_at: dict[int, Entry] = {}
        head = {"id": "proof", "name": "Proof", "version": f"1.{manuscript.version}.0", "description": manuscript.description}
        self._put(f"deck: {json.dumps(head)}")
        self._put(f"caveats: {json.dumps(manuscript.caveats)}")
        self._put(f"sources: {json.dumps({key: {'title': title} for key, title in manuscript.sources.items()})}")
        self._put(f"check: {json.dumps({'severity': dict.fromkeys(sorted(CAN_FAIL), 'off')})}")
        self._put("levels:")
        for level, entries in manuscript.levels.items():
            self._put(f"  {level}:")
            self._put(f"    name: {LEVELS[level]}")
            for section in ("glossary", "mechanisms", "tables", "cards"):
                chosen = [entry for entry in entries if SECTIONS[type(entry)] == section]
                if chosen:
                    self._put(f"    {section}:")
                for entry in chosen:
                    self._entry(entry)

    @property
    def text(self) -> str:
        """Return the source."""
        return "\n".join(self.lines) + "\n"

    def _put(self, line: str, entry: Entry | None = None) -> None:
        self.lines.append(line)
        if entry:
            self.entry_at[len(self.lines)] = entry

    def _entry(self, entry: Entry) -> None:
        match entry:
            case Card():
                own = {"question": entry.question, "answer": entry.answer}
                if entry.reverse:
                    own["reverse"] = {"question": entry.reverse, "answer": entry.question}
                self._put(f"      - {_flow(entry, own)}", entry)
            case Cloze():
                self._put(f"      - {_flow(entry, {'cloze': entry.text})}", entry)
            case Term():
                self._put(f"      - {_flow(entry, {'term': entry.term, 'definition': entry.definition})}", entry)
            case Mechanism():
                self._block(entry, {"title": entry.title})
                self._put("        steps:", entry)
                for step in entry.steps:
                    self._put(f"          - {_flow(step, {'text': step.text})}", step)
            case Table():
                self._table(entry)

    def _block(self, entry: Entry, own: dict[str, object]) -> None:
        for number, (key, value) in enumerate((_carried(entry) | own).items()):
            self._put(f"      {'- ' if number == 0 else '  '}{key}: {json.dumps(value)}", entry)

    def _table(self, table: Table) -> None:
        columns = {
            key: {
                "title": title,
                "ask": ASK.format(title, "{row}"),
                "identify": IDENTIFY.format(title, "{cell}"),
            }
            for key, title in table.columns.items()
        }
        self._block(table, {"row": table.heading, "columns": columns})
        self._put("        rows:")
        for row in table.rows:
            self._put(f"          {row.id}:")
            self._put(f"            title: {row.title}")
            for column, cell in row.cells.items():
                self._put(f"            {column}: {_flow(cell, {'text': cell.text})}", cell)


def _carried(entry: Entry) -> dict[str, object]:
    carried: dict[str, object] = {"id": entry.id} if entry.id else {}
    for key, value in entry.carries.items():
        if value:
            carried["tags" if key == "tag" else key] = [value] if key == "tag" else value
    return carried


def _flow(entry: Entry, own: dict[str, object]) -> str:
    return json.dumps(_carried(entry) | own)
