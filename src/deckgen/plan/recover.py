"""A lost ledger, made again from the packages that were published.

Who each note is stands in them: key, guid, time, the numbers of its steps, what is retired. The author's words do not, for
packages hold HTML. So the words come from the source as it stands, wherever it renders to what was published, and elsewhere
from what a reader sees; by these a card that has been reworded since is known again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from deckgen.compiler.expand import derived_key, remembered, without_cloze_marks
from deckgen.compiler.identify import guid_for
from deckgen.compiler.language import KEY_PATTERN
from deckgen.compiler.slug import slug
from deckgen.compiler.stamp import content_of, digest_of
from deckgen.compiler.tombstone import words_on
from deckgen.plan.packed import ledger_of_package, plain, shipped_fields
from deckgen.types.deck import Deck
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger, Published, PublishedStep
from deckgen.types.note_type import TAIL, Kind

_MECHANISM = re.compile(r'<div class="title">(.*?)</div><ol class="steps(?: cyclic)?"(?: data-last="(\d{1,3})")?>', re.DOTALL)
_STEP = re.compile(r"<li>\{\{c(\d{1,3})::(.*?)\}\}</li>", re.DOTALL)
_SOURCE = TAIL.index("Source") - len(TAIL)
_SALTS = range(3)
"""A key that another note had before has a guid with a salt: so many are tried."""

Packages = Iterable[tuple[str, Mapping[str, Any]]]
"""Paths, and what `package.read` gives for them."""


def recovered(packages: Packages, deck: Deck, ledger: Ledger) -> Ledger:
    """Return the ledger of the packages. `deck` and `ledger` are the source as it stands, compiled without a ledger.

    Of a note that several packages hold, the latest is taken. Raises DeckgenError where a package is not of this deck.
    """
    source = _Source(deck, ledger)
    parts = sorted((_of_package(content, path, source) for path, content in packages), key=_age)
    notes: dict[str, list[Published]] = defaultdict(list)
    for note in (note for part in parts for note in part.notes.values()):
        notes[note.guid].append(note)
    latest = sorted((_latest(versions) for versions in notes.values()), key=lambda note: note.modified)
    looks = {kind: look for part in sorted(parts, key=_looked) for kind, look in part.looks.items()}
    levels = {level: name for part in parts for level, name in part.levels.items() if level}
    return Ledger(deck.id, parts[-1].name, parts[-1].version, levels, {note.key: note for note in latest}, looks)


def _age(part: Ledger) -> tuple[list[int], int]:
    """Return what orders packages: their version, and when their notes last changed."""
    return [int(number) for number in re.findall(r"\d+", part.version)], max((n.modified for n in part.notes.values()), default=0)


def _looked(part: Ledger) -> int:
    return max((looks.modified for looks in part.looks.values()), default=0)


class _Source:
    """What the source says, by the HTML that it renders to: notes, questions, answers, steps, citations; and the ids in it."""

    def __init__(self, deck: Deck, ledger: Ledger) -> None:
        self.deck = deck
        self.ids = {note.key for note in deck.notes if not note.entry.derived}
        self.notes: dict[tuple[str, ...], Published] = {}
        self.questions: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.citations: dict[str, str] = {}
        self.steps: dict[str, list[tuple[str, PublishedStep]]] = defaultdict(list)
        for note in deck.notes:
            record = ledger.notes[note.key]
            self.notes.setdefault(_sides(note.kind, note.fields), record)
            self.questions.setdefault(_asked(note.fields), record.question)
            self.answers.setdefault(_answered(note.kind, note.fields), record.answer)
            self.citations.setdefault(note.fields[_SOURCE], record.source)
            for (_, html), step in zip(_STEP.findall(note.fields[1]), record.steps, strict=False):
                self.steps[html].append((note.key, step))


def _sides(kind: Kind, fields: Sequence[str]) -> tuple[str, ...]:
    """Return what a note asks and answers, whatever the numbers of its steps are."""
    sides = fields[1 : -len(TAIL)]
    return (kind, _STEP.sub(r"<li>\2</li>", sides[0])) if _MECHANISM.match(sides[0]) else (kind, *sides)


def _asked(fields: Sequence[str]) -> str:
    """Return the HTML of a note's question, its cloze, or the title of a mechanism."""
    mechanism = _MECHANISM.match(fields[1])
    return mechanism[1] if mechanism else fields[1] or fields[3]


def _answered(kind: Kind, fields: Sequence[str]) -> str:
    return (fields[2] or fields[4]) if kind is Kind.QUESTION else ""


def _of_package(content: Mapping[str, Any], path: str, source: _Source) -> Ledger:
    part = ledger_of_package(content, path)
    _refuse_another_deck(part, content, path, source.deck)
    after = _neighbours(part, content)
    notes = {}
    for packed in content["notes"]:
        key = next(iter(packed["fields"].values()))
        if not re.fullmatch(KEY_PATTERN, key):
            continue  # a learner made it: no note of ours is without a key
        note = part.notes[key]
        fields = shipped_fields(packed, note.kind)
        digest = digest_of(content_of(fields, packed["tags"]))
        note = note._replace(digest=digest, since=part.version, after=after.get(note.key, ""))
        notes[note.key] = _buried(note, fields) if note.retired else _live(note, fields, source)
    return Ledger(source.deck.id, part.name, part.version, part.levels, notes, part.looks)


def _refuse_another_deck(part: Ledger, content: Mapping[str, Any], path: str, deck: Deck) -> None:
    """Raise DeckgenError where no note of a package has a guid that follows from the deck's id, or other decks are in it."""
    keys = [(note.guid, key) for note in part.notes.values() for key in (note.key, derived_key(note.question))]
    own = any(guid == guid_for(deck.id, key, salt) for guid, key in keys for salt in _SALTS)
    decks = (entry["name"] for entry in content["decks"])
    if not own or not all(name == part.name or name.startswith(f"{part.name}::") for name in decks):
        raise DeckgenError(
            f'{path} is not a package of the deck "{deck.id}"',
            hint="name packages of this deck alone, built from this source; if it has another id than they had, put that id back",
            path=path,
        )


def _neighbours(part: Ledger, content: Mapping[str, Any]) -> dict[str, str]:
    """Return the key of the note before each note in its level, in the order of teaching."""
    due = {note["guid"]: note["cards"][0]["due"] for note in content["notes"] if note["cards"]}
    last: dict[str, str] = {}
    after = {}
    for note in sorted((n for n in part.notes.values() if n.guid in due), key=lambda n: (due[n.guid], n.key)):
        after[note.key] = last.get(note.level, "")
        last[note.level] = note.key
    return after


def _live(note: Published, fields: Sequence[str], source: _Source) -> Published:
    """Return a note in the words of the source, where they are the published ones, else in those that its fields show."""
    if known := source.notes.get(_sides(note.kind, fields)):
        note = note._replace(question=known.question, answer=known.answer, changed=known.changed)
    else:
        asked, answered = _asked(fields), _answered(note.kind, fields)
        question = source.questions.get(asked) or remembered(plain(asked))
        note = note._replace(question=question, answer=source.answers.get(answered) or remembered(plain(answered)))
    note = note._replace(derived=note.key not in source.ids, source=source.citations.get(fields[_SOURCE], ""))
    if mechanism := _MECHANISM.match(fields[1]):
        steps = tuple(_steps(note.key, fields[1], source))
        numbers = {step.number for step in steps}
        spent = {*range(1, int(mechanism[2] or max(numbers, default=0)) + 1)} - numbers
        note = note._replace(steps=steps, spent=tuple(sorted(spent)))
    return note


def _steps(key: str, text: str, source: _Source) -> Iterator[PublishedStep]:
    """Yield the steps of a mechanism with their numbers; ids and words are those of steps that render to the same, first its own."""
    taken: set[str] = set()
    for number, html in _STEP.findall(text):
        same = sorted(source.steps.get(html, ()), key=lambda known: known[0] != key)
        words = same[0][1].text if same else remembered(plain(html))
        own = next((step.id for _, step in same if step.id not in taken), slug(words))
        given, copy = own, 1
        while own in taken:
            copy += 1
            own = f"{given}-{copy}"
        taken.add(own)
        yield PublishedStep(own, int(number), words)


def _buried(note: Published, fields: Sequence[str]) -> Published:
    """Return a retired note in the words on its tombstone."""
    question, answer, steps, spent = words_on(note.kind, fields)
    return note._replace(derived=True, question=question, answer=answer, steps=steps, spent=spent)


def _latest(versions: Sequence[Published]) -> Published:
    """Return the latest of the versions of a note, oldest first, with what older ones tell of a retired one in addition."""
    note = max(reversed(versions), key=lambda version: version.modified)
    note = note._replace(since=versions[0].since)
    if note.retired:
        for alive in (version for version in versions if not version.retired):
            note = _as_it_lived(note, alive)
    return note


def _as_it_lived(buried: Published, alive: Published) -> Published:
    """Return a retired note with what it was while it lived: its level, its deletions, the ids of its steps."""
    buried = buried._replace(
        level=alive.level, digest=alive.digest, source=alive.source, after=alive.after, cards=alive.cards, derived=alive.derived
    )
    if without_cloze_marks(alive.question) == buried.question:
        buried = buried._replace(question=alive.question)
    ids = {step.number: step.id for step in alive.steps}
    return buried._replace(steps=tuple(step._replace(id=ids.get(step.number, step.id)) for step in buried.steps))
