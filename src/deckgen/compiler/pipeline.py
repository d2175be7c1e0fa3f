"""The compiler, as a story: read, parse, expand, render, identify, stamp."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from deckgen.compiler.breaking import breaks
from deckgen.compiler.expand import expand
from deckgen.compiler.identify import Identities, identify, way_to_keep
from deckgen.compiler.ledger_text import parse_ledger
from deckgen.compiler.markdown import pictures, without_line_breaks
from deckgen.compiler.outline import Outline, about_emptiness, outline
from deckgen.compiler.parse import parse_section
from deckgen.compiler.render import Renderer, finished_cards, finished_fields
from deckgen.compiler.replaced import replaced_notes
from deckgen.compiler.stamp import Clock, Tally, content_of, count, retire, stamp, stamp_looks
from deckgen.compiler.tombstone import tombstones
from deckgen.compiler.values import Values
from deckgen.types.deck import Deck, LevelDeck
from deckgen.types.diagnostic import Diagnostic, Severity, has_errors, in_reading_order
from deckgen.types.draft import Rendered
from deckgen.types.files import Files
from deckgen.types.ledger import Ledger, Published, PublishedLooks
from deckgen.types.node import Scalar
from deckgen.types.note import Note
from deckgen.types.note_type import Kind, Looks
from deckgen.types.position import Position
from deckgen.types.source import Term

DAY = 86_400
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What compiling gives: the deck and the new ledger, both None on errors, and all diagnostics in reading order.

    `before` is the ledger as it was, empty where there is none. On errors, `sound` is the part of the deck that compiled, in
    which the checks can find more, and `certain` holds the places of its notes that no error can have made other than they were meant.
    """

    deck: Deck | None
    ledger: Ledger | None
    diagnostics: tuple[Diagnostic, ...]
    tally: Tally = field(default_factory=Tally)
    before: Ledger = field(default_factory=Ledger)
    sound: Deck | None = None
    certain: frozenset[Position] = frozenset()


class LedgerFile(NamedTuple):
    """The ledger as it lies beside the source: its path as the user knows it, and its text, None where there is none."""

    path: str
    text: str | None


def compile_deck(
    source: str,
    files: Files,
    ledger_file: LedgerFile,
    looks: Mapping[Kind, Looks],
    clock: Clock,
    progress: Progress = lambda stage: None,
) -> Compilation:
    """Compile the source at a path, and all that it includes, into a deck.

    Nothing is written, and no mistake of the author's raises.
    """
    progress("reading")
    plan = outline(source, files)
    before, found = Ledger(), list[Diagnostic]()
    if ledger_file.text is not None:
        before, found = parse_ledger(ledger_file.text, ledger_file.path, plan.header.id)
    progress("compiling")
    uncertain = set[Position]()
    is_outline_sound = not has_errors(plan.diagnostics())
    renderer = Renderer(plan.header, files, plan.values)
    description = _description(plan, renderer)
    rendered = list(_rendered(plan, renderer, uncertain))
    progress("identifying")
    identities = identify(rendered, plan.header.id, before if not found else Ledger())
    rendered.clear()
    replaced = {key: note.rendered for key, note in replaced_notes(identities.notes, identities.vanished).items()}
    tally = Tally()
    stamped = list(_stamped(identities, plan.header.version, clock, tally))
    retired = retire(identities.vanished, plan.header.version, clock, tally)
    named = (replace(d, hint=d.hint.replace("cards.lock", ledger_file.path)) for d in identities.found)
    found += [*plan.diagnostics(), *named, *_about_clock(before, clock, ledger_file.path)]
    found += [_about_retired(before.notes[key], replaced.get(key), ledger_file.path) for key in tally.retired]
    diagnostics = in_reading_order(_without_echoes(found))
    records = {record.key: record for record in (*(record for _, record in stamped), *retired)}
    ledger = _ledger(plan, records, stamp_looks(looks, before, clock))
    deck = _deck(plan, description, tuple(note for note, _ in stamped), looks, ledger, renderer)
    if has_errors(diagnostics):
        sound = _sound(deck, found)
        certain = frozenset(note.position for note in sound.notes) - uncertain if is_outline_sound else frozenset()
        return Compilation(None, None, tuple(d for d in diagnostics if d.check != "retired"), sound=sound, certain=certain)
    about = (*_about_breaks(before, ledger, plan), *about_emptiness(plan.header, {note.level for note in deck.notes}))
    return Compilation(deck, ledger, in_reading_order((*diagnostics, *about)), tally, before)


def _sound(deck: Deck, diagnostics: Iterable[Diagnostic]) -> Deck:
    """Return the part of a deck with errors in which the checks can look for more: all but what is no sound cloze.

    Takes all that was found, echoes included: where YAML could not read a cloze, that it has no deletion is one.
    """
    broken = {d.position for d in diagnostics if d.check == "cloze-syntax"}
    sound = (note for note in deck.notes if note.document.position(note.entry.places.question) not in broken)
    return replace(deck, notes=tuple(sound))


def _ledger(plan: Outline, records: Mapping[str, Published], looks: Mapping[Kind, PublishedLooks]) -> Ledger:
    """Put the new ledger together."""
    header = plan.header
    levels = {level.id: level.name for level in header.levels.values()}
    return Ledger(header.id, header.name, header.version, levels, records, looks)


def _about_breaks(before: Ledger, after: Ledger, plan: Outline) -> Iterator[Diagnostic]:
    """Warn of what no import can follow, where it is written."""
    for found in breaks(before, after):
        level = plan.header.levels.get(found.level)
        at = level.document.position(level.place) if level else plan.header.at
        yield Diagnostic(found.check, f"{found.what}: {found.harm}", at, found.remedy, Severity.WARNING)


def _deck(
    plan: Outline, description: str, notes: tuple[Note, ...], looks: Mapping[Kind, Looks], ledger: Ledger, renderer: Renderer
) -> Deck:
    """Put the finished deck together."""
    header = plan.header
    levels = tuple(LevelDeck(level.id, f"{header.name}::{level.name}") for level in header.levels.values())
    modified = {kind: look.modified for kind, look in ledger.looks.items()}
    media = dict(sorted(renderer.media.items()))
    return Deck(
        header.id, header.name, header.version, description, header.language, levels, notes, looks, modified, media,
        header.tag_root, tuple(header.sources), header.settings, tombstones(ledger.notes.values(), header.tag_root),
        tuple(header.caveats.values()),
    )  # fmt: skip


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Drop what was found in a line that YAML could not read, or below tabs that hide the structure."""
    unread = {d.position[:2] for d in found if d.check == "syntax" and d.position}
    kept = ("syntax", "tab", "encoding", "control-character", "unknown-key", "duplicate-key")
    tabs: dict[str, int] = {}
    for at in (d.position for d in found if d.check == "tab" and d.position):
        tabs[at.path] = min(at.line, tabs.get(at.path, at.line))

    def is_echo(d: Diagnostic) -> bool:
        if d.position is None or d.check in kept:
            return False
        misread = d.check in ("wrong-kind", "missing-key") and d.position.line >= tabs.get(d.position.path, d.position.line + 1)
        return misread or d.position[:2] in unread

    return [d for d in found if not is_echo(d)]


def _rendered(plan: Outline, renderer: Renderer, uncertain: set[Position]) -> Iterator[Rendered]:
    """Parse, expand and render entry by entry, level by level in the order of teaching, then let nodes and text go.

    The places of what comes of entries with errors are added to `uncertain`.
    """
    order = {level: number for number, level in enumerate(plan.header.levels)}
    terms: dict[str, str] = {}
    for section in sorted(plan.sections, key=lambda s: order[s.level]):
        values, known = section.values, len(section.values.found)
        for entry in parse_section(section.name, section.node, values):
            if isinstance(entry, Term):
                _check_term(entry, terms, values)
            places = []
            for draft in expand(entry, section.level, values):
                new = renderer.render(draft, values)
                places.append(new.place)
                yield new
            if known < len(values.found):
                begin = values.document.position(entry.place)
                if any(d.position and d.position >= begin for d in values.found[known:]):
                    uncertain.update(map(values.document.position, places))
                known = len(values.found)
    for values in plan.values:
        values.document.let_go()


def _check_term(entry: Term, terms: dict[str, str], values: Values) -> None:
    at = values.document.position(entry.term.place)
    first = terms.setdefault(" ".join(entry.term.value.casefold().split()), str(at))
    if first != str(at):
        values.refuse(
            "duplicate-term",
            f'the term "{entry.term.value}" is in the glossary already',
            entry.term.place,
            f"the first is at {first}; keep one",
        )


def _stamped(identities: Identities, version: str, clock: Clock, tally: Tally) -> Iterator[tuple[Note, Published]]:
    """Stamp the notes one by one, letting what each was made from go."""
    identities.notes.reverse()
    order = 0
    while identities.notes:
        known = identities.notes.pop()
        order += 1
        new, fields = known.rendered, finished_fields(known)
        content = content_of(fields, new.tags)
        cards = finished_cards(new.kind, fields)
        record = stamp(known, content, cards, version, clock)
        count(record, known.before, tally)
        yield Note(
            known.key, known.guid, new.kind, new.level, fields, new.tags, cards,
            record.modified, order, new.document, new.place, new.entry, pictures(content),
            known.before is not None,
        ), record  # fmt: skip


def _description(plan: Outline, renderer: Renderer) -> str:
    """Return the description that every deck carries, with name and version, so that learners know what they have."""
    header = plan.header
    name = renderer.text(Scalar(header.name, 0), plan.values[0])
    body = renderer.written(header.description) if header.description else ""
    if body and not body.startswith("<"):
        body = f"<p>{body}</p>"
    return without_line_breaks(f"{body}\n<p><small>{name}, version {header.version}</small></p>".strip())


def _about_clock(before: Ledger, clock: Clock, path: str) -> Iterator[Diagnostic]:
    latest = max((note.modified for note in before.notes.values()), default=0)
    if latest > clock.now + DAY:
        days = (latest - clock.now) // DAY
        yield Diagnostic(
            "clock",
            f"this clock is {days} days behind the ledger",
            None,
            "set the clock; new changes are stamped after the last ones",
            Severity.WARNING,
            path,
        )


def _about_retired(old: Published, new: Rendered | None, path: str) -> Diagnostic:
    """Say that a note is retired; where a new one stands in its place, warn and show both ways out."""
    message = f'"{old.key}" ("{old.question}") is no longer in the source: it is retired, and kept in the ledger'
    if new is None:
        hint = f"put it back at any time; its history is kept. If nobody has imported a build yet, delete {path} and the packages, and build again"
        return Diagnostic("retired", message, None, hint, Severity.INFO, path)
    message += f', and "{new.question}" stands in its place as a new card'
    if old.kind is not new.kind:
        hint = f"a {old.kind} note cannot become a {new.kind} note: to keep its reviews, keep it a {old.kind}; else give the new one an id"
    else:
        way = way_to_keep(old.key, new.key)
        new_one = "if it is another row, leave it so" if "/" in new.key else "if it is new, give it an id of its own"
        hint = f"if it was reworded, put the ledger back (git checkout {path}), and {way}; {new_one}"
    return Diagnostic("retired", message, new.locate(), hint, Severity.WARNING)
