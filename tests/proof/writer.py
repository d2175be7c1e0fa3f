"""The author at work: builds the manuscript, heeds what deckgen says, and knows what each build must bring to whom.

What deckgen refuses is put right as its hint says. What it says of a card that the author did not mean so (taken for
another, or retired) is put right before anybody has the build: the ledger is put back, and the card named. What is wrong
and was not said is for the learners to find.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from engine.author import Author, Build, Outcome, PackedNote

from deckgen.compiler.ledger_text import parse_ledger

from .desk import Desk
from .manuscript import Entry, Manuscript, Meant, Mechanism, Page, Step
from .version import NUMBER, Version, as_read, identities, shown, visible
from .words import Words

CANDIDATE = re.compile(r'"([^"]*)" \(id: ([^)]+)\)')
STEP_HINT = re.compile(r'if it is "(.*)", write \{id: ([^,]+), text: …\}')
REWORDED = re.compile(r'the published (?:card|step) "(.*)" is now "(.*)"; its reviews are kept')
RETIRED = re.compile(r'"([^"]+)" \("(.*)"\) is no longer in the source')
STEP_GONE = re.compile(r'the step "(.*)" \(id: (.+)\) is no longer in the source')
MAX_ROUNDS = 40


@dataclass
class Record:
    """What the author knows of a published note: its content and level, the time of its last change, whether it is retired."""

    content: tuple[tuple[object, ...], tuple[str, ...]]
    level: str
    stamp: int
    retired: bool = False


class Stranger(NamedTuple):
    """An entry that deckgen did not take for what it is: for the one with a key, or for something new where there is none."""

    entry: Entry
    key: str


@dataclass
class Writer:
    """An author with a manuscript, a clock that may be behind, and a memory of what was published."""

    folder: Path
    desk: Desk = field(default_factory=lambda: Desk(Manuscript(), Words(), Random(0)))
    tell: Callable[[str], None] = print
    behind: int = 0
    era: int = 0
    versions: list[Version] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Get a folder."""
        self.author = Author(self.folder)
        self.script, self.words = self.desk.script, self.desk.words
        self._records: dict[int, Record] = {}
        self._born: dict[int, str] = {}
        self._owners: dict[str, int] = {}
        self._guids: dict[int, str] = {}
        self._numbers: dict[int, dict[int, int]] = {}
        self._epochs: Counter[int] = Counter()

    def publish(self, now: int, *options: str) -> None:
        """Build until deckgen and the author agree. More than one version may come of it."""
        for _ in range(MAX_ROUNDS):
            self._know_everybody()
            ledger = self._ledger_text()
            page = Page(self.script)
            outcome = self.author.attempt(page.text, now - self.behind, *options)
            for found in outcome.said:
                self.tell(f"  deckgen: {found['severity']} {found['check']}, line {found['line']}: {found['message']}")
            if outcome.build is None:
                self._obey(outcome, page)
            elif stranger := self._stranger(outcome):
                self._put_ledger(ledger)
                self._put_right(stranger, now)
            else:
                self._remember(outcome.build, page, now - self.behind, "--restamp" in options)
                return
        raise AssertionError(f"deckgen and the author do not agree: {outcome.said}\n{page.text}")

    def rename(self) -> bool:
        """Run `deckgen rename` on something that was published, and write its new id."""
        keys = self._keys()
        known = [m for m in self.script.notes() if not self._is_new(m.who) and self._guids[m.who] in keys]
        if not known:
            return False
        entry, new = self.desk.chance.choice(known).entry, self.words.new_id(self.desk.chance)
        self.author.rename(keys[self._guids[entry.who]], new)
        entry.id = new
        return True

    def lose_ledger(self) -> None:
        """Lose cards.lock."""
        self._put_ledger(None)
        self._records.clear()
        self.era += 1

    def recover_ledger(self) -> bool:
        """Lose cards.lock, perhaps amid edits, and make it again from the packages of the last version: nothing may be lost."""
        if not self._records:
            return False
        last = self.versions[-1]
        self._put_ledger(None)
        self.author.recover(Page(self.script).text, *filter(None, (last.build.packages[None], last.build.update)))
        again = parse_ledger(self._ledger_text() or "", "cards.lock", "proof")[0]
        assert identities(again) == identities(last.ledger), "a ledger that is made again tells who everybody is"
        return True

    def _ledger_text(self) -> str | None:
        return self.author.ledger.read_text(encoding="utf-8") if self.author.ledger.exists() else None

    def _put_ledger(self, text: str | None) -> None:
        if text is None:
            self.author.ledger.unlink(missing_ok=True)
        else:
            self.author.ledger.write_text(text, encoding="utf-8")

    def _keys(self) -> dict[str, str]:
        """Look up every published key, by guid, in cards.lock."""
        lines = (line.split("\t") for line in (self._ledger_text() or "").splitlines())
        return {parts[2]: parts[1] for parts in lines if parts[0] == "note"}

    def _is_new(self, who: int) -> bool:
        return who not in self._records

    def _know_everybody(self) -> None:
        """Note down whose every text is.

        What comes back after it was retired comes back in its words or under its id, or is somebody new. So is, after a
        lost ledger, a note whose first key does not follow from what it is now; and a mechanism whose steps were not
        numbered as they stand begins anew. Nor can anything be promised to who bears the id of somebody forgotten: without a
        ledger nobody can say that it was taken.
        """
        keys = self._keys()
        for meant in list(self.script.notes()):
            owner = self._owners.get(meant.key, meant.who)
            if owner != meant.who and self._is_new(owner):
                meant.entry.id = self.words.new_id(self.desk.chance)
        for meant in list(self.script.notes()):
            record = self._records.get(meant.who)
            if record is None:
                another = self._born.get(meant.who, meant.key) != meant.key
            else:
                has_id = bool(meant.entry.id) or "/" in meant.key
                named = has_id and keys.get(self._guids[meant.who]) == meant.key
                another = record.retired and not named and record.content[0][0] != meant.shown
            if another:
                meant.entry.who = self.script.somebody()
                for step in meant.entry.steps if isinstance(meant.entry, Mechanism) else ():
                    step.who = self.script.somebody()
        for mechanism in self.script.all_of(Mechanism):
            numbers = self._numbers.get(mechanism.who)
            anew = {step.who: number for number, step in enumerate(mechanism.steps, 1)}
            if numbers and self._is_new(mechanism.who) and anew != numbers:
                self._epochs[mechanism.who] += 1
                self._numbers[mechanism.who] = anew
        for meant in self.script.notes():
            for text in (text for text in meant.fields if isinstance(text, str)):
                self.words.belongs(text, meant.who)
            for who, text in (step for step in meant.fields if isinstance(step, tuple)):
                self.words.belongs(text, who)

    def _obey(self, outcome: Outcome, page: Page) -> None:
        """Do what the hints of a refused build say."""
        for found in outcome.said:
            if found["severity"] != "error":
                continue
            entry = page.entry_at.get(found["line"] or 0)
            self.doubts[found["check"]] += 1
            if entry is not None and found["check"] == "ambiguous-rewording":
                self._resolve(entry, found["hint"])
            elif entry is not None and found["check"] == "kind-changed":
                entry.id = self.words.new_id(self.desk.chance)
            else:
                raise AssertionError(f"refused: {found}\n{page.text}")

    def _resolve(self, entry: Entry, hint: str) -> None:
        """Say which of the candidates of a hint an entry is, or that it is none: then the next build says what is retired."""
        shown = [(m[1], m[2]) for m in (STEP_HINT if isinstance(entry, Step) else CANDIDATE).finditer(hint)]
        assert shown, hint
        own = [key for text, key in shown if entry.who in self.words.whose[text]]
        if own:
            self._name(entry, own[0])
        else:
            entry.id = self.words.new_id(self.desk.chance)

    def _name(self, entry: Entry, key: str) -> None:
        """Tell deckgen that an entry is the one that was published under a key: by `id:`, or by `deckgen rename`."""
        meant = next((m for m in self.script.notes() if m.entry is entry), None)
        must_rename = entry.id or "/" in key
        if meant is not None and (must_rename or self.desk.chance.random() < 0.5) and meant.key not in self._keys().values():
            self.author.rename(key, meant.key)
        else:
            entry.id = key

    def _stranger(self, outcome: Outcome) -> Stranger | None:
        """Return an entry of which the build says what the author did not mean."""
        notes = list(self.script.notes())
        whose = self.words.whose
        for found in outcome.said:
            if said := REWORDED.match(found["message"]):
                if not whose[said[1]] & whose[said[2]]:
                    return Stranger(next(e for e in self.script.named() if e.who in whose[said[2]]), "")
            elif said := RETIRED.match(found["message"]):
                entry = next((m.entry for m in notes if m.who in whose[said[2]]), None)
                if entry is not None:
                    return Stranger(entry, said[1])
            elif said := STEP_GONE.match(found["message"]):
                step = next((e for e in self.script.named() if isinstance(e, Step) and e.who in whose[said[1]]), None)
                if step is not None:
                    return Stranger(step, said[2])
        return None

    def _put_right(self, stranger: Stranger, now: int) -> None:
        """Name an entry that was taken for new; publish without one that was taken for another, then put it in."""
        entry = stranger.entry
        if stranger.key:
            self.doubts["retired"] += 1
            self._name(entry, stranger.key)
            return
        self.doubts["reworded"] += 1
        put_back = self.script.without(entry)
        self.publish(now)
        put_back()

    def _remember(self, build: Build, page: Page, clock: int, restamp: bool) -> None:
        """Note down what was published. The package must hold what was written, no more and no less."""
        meant = {m.who: m for m in self.script.notes()}
        by_text = {shown(note.fields): note for note in build.notes.values()}
        assert by_text.keys() == {m.shown for m in meant.values()}
        assert len(build.notes) == len(meant)
        for who, m in meant.items():
            note = by_text[m.shown]
            self._guids[who] = note.guid
            assert (visible(note.fields), note.tags) == (as_read(m), m.tags), "the package holds what was written"
            self._record(m, clock, restamp)
            if isinstance(m.entry, Mechanism):
                self._numbers.setdefault(who, {}).update(self._numbers_of(note, m.entry))
        for who, record in self._records.items():
            if who not in meant and (restamp or not record.retired):
                record.stamp, record.retired = max(clock, record.stamp + 1), True
        number = len(self.versions) + 1
        self.tell(f"  version {number} is published, the author's clock at {clock}")
        version = Version(
            number=number,
            build=build,
            meant=meant,
            guids=dict(self._guids),
            stamps={who: record.stamp for who, record in self._records.items()},
            levels={who: record.level for who, record in self._records.items()},
            retired=frozenset(self._records.keys() - meant.keys()),
            epochs={who: self._epochs[who] for who in meant},
            era=self.era,
            folder=self._put_by(page, number),
        )
        self.versions.append(version)

    def _put_by(self, page: Page, number: int) -> Path:
        """Keep source and ledger of a version; return the folder."""
        folder = self.folder / f"version-{number}"
        folder.mkdir()
        (folder / "cards.yaml").write_text(page.text, encoding="utf-8")
        (folder / "cards.lock").write_text(self._ledger_text() or "", encoding="utf-8")
        return folder

    def _record(self, meant: Meant, clock: int, restamp: bool) -> None:
        """Stamp a note as upgrades.md promises: later than its last change, and only where it changed."""
        record = self._records.get(meant.who)
        if record is None:
            self._records[meant.who] = Record(meant.content, meant.level, clock)
            self._born.setdefault(meant.who, meant.key)
            self._owners.setdefault(meant.key, meant.who)
        elif restamp or record.retired or record.content != meant.content:
            self._records[meant.who] = Record(meant.content, meant.level, max(clock, record.stamp + 1))

    def _numbers_of(self, note: PackedNote, mechanism: Mechanism) -> dict[int, int]:
        by_text = {text: int(number) for number, text in NUMBER.findall(note.fields[1])}
        return {step.who: by_text[step.text] for step in mechanism.steps}
