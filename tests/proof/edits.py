"""What may befall a manuscript. Each edit changes it at random and says whether it could; the author knows who is who."""

from collections.abc import Callable

from .desk import EDITS, Desk, edit, edit_of, new_entry, put_in, take_out
from .edit_parts import reword_cell, reword_cloze
from .manuscript import Card, Cloze, Entry, Mechanism, Step, Table, Term

__all__ = ["EDITS"]


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


@edit_of(Card)
def rewrite_question(desk: Desk, card: Card) -> None:
    """Put a question altogether differently."""
    card.question = desk.text("question")


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


@edit_of(Card)
def turn_reverse(desk: Desk, card: Card) -> None:
    """Ask a question in reverse too, or no longer."""
    card.reverse = "" if card.reverse else desk.text("reverse")


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
