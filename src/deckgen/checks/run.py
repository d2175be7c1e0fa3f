"""Runs checks over a finished deck, minding what the author excused."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.compiler.language import CHECK_NAMES
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Fix, Severity, in_reading_order
from deckgen.types.node import Document, offset
from deckgen.types.position import Position

OF_THE_ARTICLE = ("copied-span",)
"""Checks that need the article a deck was drawn from: `deckgen audit` runs them."""
CHECKS = tuple(name for name in CHECK_NAMES if name not in OF_THE_ARTICLE)
CAN_FAIL = frozenset(
    {
        "front-too-long",
        "answer-too-long",
        "list-too-long",
        "answer-leak",
        "duplicate-front",
        "ambiguous-reverse",
        "cloze-syntax",
        "cloze-collision",
        "cloze-overload",
        "number-unsourced",
        "caveat-required",
        "advice-or-dose",
        "glossary-noise",
        "html-unsafe",
        "tag-syntax",
        "id-stability",
    }
)
"""Checks that may find errors; these are run before every build."""
_REACH = 4000
"""How far behind its place the words of a finding are looked for, in characters."""


def run_checks(deck: Deck, texts: Mapping[str, str], names: Iterable[str] = CHECKS) -> tuple[Diagnostic, ...]:
    """Return what the named checks find, in reading order.

    `texts` holds the author's files by path, as far as they are at hand: with them, findings point at the very words.
    Excuses that excuse nothing are reported where every check was run.
    """
    sheet, wanted = Sheet(deck), tuple(names)
    excuses = _Excuses(deck)
    found = []
    for name in CHECKS:
        if name not in wanted or (chosen := deck.settings.severity.get(name, Severity.INFO)) is None:
            continue
        for finding in import_module(f"deckgen.checks.{name.replace('-', '_')}").check(sheet):
            if not excuses.excuse(name, finding):
                severity = chosen if name in deck.settings.severity else finding.severity
                found.append(_diagnostic(name, finding, severity, texts))
    if set(wanted) >= set(CHECKS):
        found += excuses.unused()
    return in_reading_order(found)


def failing(deck: Deck) -> frozenset[str]:
    """Return the names of the checks that may find errors in this deck, given the severities that it chose."""
    chosen = deck.settings.severity
    raised = {name for name, severity in chosen.items() if severity is Severity.ERROR}
    lowered = {name for name, severity in chosen.items() if severity is not Severity.ERROR}
    return (CAN_FAIL | raised) - lowered


class _Excuses:
    """The excuses of a deck: `ignore` on entries, and the long answers that the deck allows."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._allowed = {key.value: key for key in deck.settings.long_answers}
        self._used: set[tuple[str, int]] = set()
        self._used_keys: set[str] = set()

    def excuse(self, name: str, finding: Finding) -> bool:
        """Say whether a finding is excused, and remember by what."""
        note, excused = finding.note, False
        for excuse in note.entry.ignore:
            if excuse.value == name:
                self._used.add((note.document.path, excuse.place))
                excused = True
        if name == "answer-too-long" and note.key in self._allowed:
            self._used_keys.add(note.key)
            excused = True
        return excused

    def unused(self) -> Iterator[Diagnostic]:
        """Yield the excuses that excused nothing."""
        for note in self._deck.notes:
            for excuse in note.entry.ignore:
                if excuse.value not in OF_THE_ARTICLE and (note.document.path, excuse.place) not in self._used:
                    yield _unused(f'"{excuse.value}" has nothing to excuse here', note.document, excuse.place)
        document = self._deck.settings.document
        for key, at in self._allowed.items():
            if key not in self._used_keys and document is not None:
                yield _unused(f'"{key}" is no note with a long answer', document, at.place)


def _unused(message: str, document: Document, place: int) -> Diagnostic:
    return Diagnostic("unused-ignore", message, document.position(place), "remove it", Severity.WARNING)


def _diagnostic(name: str, finding: Finding, severity: Severity, texts: Mapping[str, str]) -> Diagnostic:
    document, at, fix = finding.note.document, offset(finding.place), None
    if finding.words:
        start = texts.get(document.path, "").find(finding.words, at, at + _REACH)
        if start >= 0:
            at = start
            if finding.replacement is not None:
                fix = Fix(start, finding.words, finding.replacement)
    position: Position = document.position(at)
    return Diagnostic(name, finding.message, position, finding.hint, severity, fix=fix)
