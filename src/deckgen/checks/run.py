"""Runs checks over a finished deck, minding what the author excused."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, start_of
from deckgen.compiler.language import CHECK_NAMES
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Fix, Severity, in_reading_order
from deckgen.types.node import Document, Scalar, offset
from deckgen.types.note import Note
from deckgen.types.position import Position

OF_THE_ARTICLE = ("copied-span",)
"""Checks that need the article a deck was drawn from: `deckgen audit` runs them."""
OF_SEVERAL = (
    "duplicate-front",
    "near-duplicate",
    "confusable-uncontrasted",
    "ambiguous-reverse",
    "tag-syntax",
    "id-stability",
    "unicode-hygiene",
)
"""Checks that compare entries: what they find in one may hang on another."""
CHECKS = tuple(name for name in CHECK_NAMES if name not in OF_THE_ARTICLE)
CAN_FAIL = frozenset(
    {
        "front-too-long",
        "answer-too-long",
        "list-too-long",
        "answer-leak",
        "duplicate-front",
        "ambiguous-reverse",
        "cloze-collision",
        "cloze-overload",
        "number-unsourced",
        "caveat-required",
        "advice-or-dose",
        "glossary-noise",
    }
)
"""Checks that may find errors; these are run before every build."""


def run_checks(
    deck: Deck,
    texts: Mapping[str, str],
    names: Iterable[str] = CHECKS,
    *,
    errors_only: bool = False,
    certain: Collection[Position] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what the named checks find, in reading order; where `errors_only`, only what is an error.

    `texts` holds the author's files by path, as far as they are at hand: with them, findings point at the very words.
    Excuses that excuse nothing are reported where every check was run; of a deck that is only what compiled of one with errors,
    those of the notes at `certain` places, for checks of one entry.
    """
    sheet, wanted = Sheet(deck), tuple(names)
    excuses, sources = _Excuses(deck), _Sources(deck, texts)
    found = []
    for name in CHECKS:
        if name not in wanted or (chosen := deck.settings.severity.get(name, Severity.INFO)) is None:
            continue
        sheet.errors_only = errors_only and chosen is not Severity.ERROR
        for finding in import_module(f"deckgen.checks.{name.replace('-', '_')}").check(sheet):
            if not excuses.excuse(name, finding):
                severity = chosen if name in deck.settings.severity else finding.severity
                if errors_only and severity is not Severity.ERROR:
                    continue
                found.append(_diagnostic(name, finding, severity, sources))
    if set(wanted) >= set(CHECKS):
        found += excuses.unused(certain)
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
        self._used: set[int] = set()
        self._used_keys: set[str] = set()

    def excuse(self, name: str, finding: Finding) -> bool:
        """Say whether a finding is excused, and remember by what."""
        note, excused = finding.note, False
        for excuse in self._excuses_of(note):
            if excuse.value == name:
                self._used.add(id(excuse))
                excused = True
        if name == "answer-too-long" and note.key in self._allowed:
            self._used_keys.add(note.key)
            excused = True
        return excused

    def _excuses_of(self, note: Note) -> Iterable[Scalar]:
        """Return the excuses of a note; where it stands for a text that notes share, those of all of them."""
        if not (standing := [s for s in note.entry.shared if s.place == note.place and s.document is note.document]):
            return note.entry.ignore
        return [excuse for other in self._deck.notes if standing[0] in other.entry.shared for excuse in other.entry.ignore]

    def unused(self, certain: Collection[Position] | None) -> Iterator[Diagnostic]:
        """Yield the excuses that excused nothing; where only what is at some places is certain, those that would not in any deck."""
        unsaid = OF_THE_ARTICLE if certain is None else (*OF_THE_ARTICLE, *OF_SEVERAL)
        for note in self._deck.notes:
            for excuse in note.entry.ignore if certain is None or note.position in certain else ():
                if excuse.value not in unsaid and id(excuse) not in self._used:
                    yield _unused(f'"{excuse.value}" has nothing to excuse here', note.document, excuse.place)
        document = self._deck.settings.document
        for key, at in self._allowed.items():
            if certain is None and key not in self._used_keys and document is not None:
                yield _unused(f'"{key}" is no note with a long answer', document, at.place)


def _unused(message: str, document: Document, place: int) -> Diagnostic:
    return Diagnostic("unused-ignore", message, document.position(place), "remove it", Severity.WARNING)


class _Sources:
    """The author's files, as far as they are at hand, and where entries and caveats begin in them."""

    def __init__(self, deck: Deck, texts: Mapping[str, str]) -> None:
        self._deck = deck
        self._texts = texts

    def find(self, finding: Finding) -> int:
        """Return where the words of a finding stand, within its entry; -1 where they are not to be found."""
        path, at = finding.note.document.path, offset(finding.place)
        text, starts = self._texts.get(path, ""), self._starts.get(path, [])
        follower = bisect_right(starts, max(at, start_of(finding.note)))
        end = starts[follower] if follower < len(starts) else len(text)
        sought, found = finding.before + finding.words + finding.after, at - 1
        for _ in range(finding.skip + 1):
            found = text.find(sought, found + 1, end)
            if found < 0:
                return -1
        return found + len(finding.before)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        starts: dict[str, list[int]] = {}
        for note in self._deck.notes:
            starts.setdefault(note.document.path, []).append(start_of(note))
        for text, document in self._deck.caveats:
            starts.setdefault(document.path, []).append(offset(text.place))
        return {path: sorted(offsets) for path, offsets in starts.items()}


def _diagnostic(name: str, finding: Finding, severity: Severity, sources: _Sources) -> Diagnostic:
    document, at, fix = finding.note.document, offset(finding.place), None
    if finding.words and (start := sources.find(finding)) >= 0:
        at = start
        if finding.replacement is not None:
            fix = Fix(start, finding.words, finding.replacement)
    position: Position = document.position(at)
    return Diagnostic(name, finding.message, position, finding.hint, severity, fix=fix)
