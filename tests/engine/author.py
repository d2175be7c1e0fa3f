"""An author who writes a source and runs `deckgen` on it."""

import gc
import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from click.testing import CliRunner

from deckgen.checks.run import CAN_FAIL
from deckgen.cli.main import group
from deckgen.package.read import read_package

LEVELS = ("one", "two", "three")


def deck(*levels: str, version: str = "1.0.0") -> str:
    """Return a source: the sections of each level, under levels named one, two, three; how its cards are worded is no matter."""
    head = f"check: {{severity: {{{', '.join(f'{name}: off' for name in sorted(CAN_FAIL))}}}}}\ndeck:\n  id: trial\n  name: Trial\n  version: {version}\n  description: A deck for trials.\nlevels:\n"
    parts = (
        f"  {name}:\n    name: {number} {name.capitalize()}\n{indent(dedent(body), '    ')}\n"
        for number, (name, body) in enumerate(zip(LEVELS, levels, strict=False), 1)
    )
    return head + "".join(parts)


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note as a package holds it."""

    guid: str
    key: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build gave: the packages by level (the whole under None), the tally, the checks that spoke, and the notes.

    `update` is the package that brings retired notes too, if there is one; `wording` the text file.
    """

    packages: dict[str | None, Path]
    update: Path | None
    wording: Path
    tally: dict[str, int]
    said: tuple[str, ...]
    notes: dict[str, PackedNote]

    def __getitem__(self, key: str) -> PackedNote:
        """Return a note by its key."""
        return next(note for note in self.notes.values() if note.key == key)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of trying to build: the build, or None where it was refused, and all that was said."""

    build: Build | None
    said: list[dict]


class Author:
    """A folder with cards.yaml; every build has a folder of its own, so that old packages stay."""

    def __init__(self, folder: Path) -> None:
        """Make the folder."""
        folder.mkdir()
        self.folder = folder
        self.source = folder / "cards.yaml"
        self.ledger = folder / "cards.lock"
        self._builds = 0

    def build(self, text: str, now: int, *options: str) -> Build:
        """Save the source, and build it at a time."""
        outcome = self.attempt(text, now, *options)
        assert outcome.build is not None, outcome.said
        return outcome.build

    def attempt(self, text: str, now: int, *options: str) -> Outcome:
        """Save the source, and try to build it at a time."""
        self.source.write_text(text, encoding="utf-8")
        self._builds += 1
        out = self.folder / f"build-{self._builds}"
        arguments = ("build", str(self.source), "--out", str(out), "--format", "json", *options)
        code, said = self.run(*arguments, now=now)
        if "files" not in said:
            assert code == 1, said
            return Outcome(None, said["diagnostics"])
        assert code == 0, said
        paths = {out / Path(file["path"]).name: file["level"] for file in said["files"]}
        updates = {path.suffix: path for path in paths if path.stem.endswith("-update")}
        packages = {level: path for path, level in paths.items() if path not in updates.values()}
        checks = tuple(found["check"] for found in said["diagnostics"])
        build = Build(packages, updates.get(".apkg"), updates[".txt"], said["notes"], checks, packed_notes(packages[None]))
        return Outcome(build, said["diagnostics"])

    def refusals(self, text: str) -> list[tuple[int, str]]:
        """Return line and check of what is wrong with a source that cannot be built."""
        self.source.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(group, ("build", str(self.source), "--out", str(self.folder / "refused"), "--format", "json"))
        gc.enable()
        assert result.exit_code == 1, result.output
        return [(found["line"], found["check"]) for found in json.loads(result.stdout)["diagnostics"]]

    def rename(self, old: str, new: str) -> None:
        """Run `deckgen rename`."""
        self._run("rename", old, new, str(self.source), "--format", "json", now=0)

    def recover(self, text: str, *packages: Path) -> None:
        """Save the source, and run `deckgen recover` on packages."""
        self.source.write_text(text, encoding="utf-8")
        self._run("recover", *map(str, packages), "--source", str(self.source), "--format", "json", now=0)

    def plan(self, now: int, *options: str) -> dict:
        """Run `deckgen plan` on the source as it is, at a time."""
        return self._run("plan", str(self.source), "--format", "json", *options, now=now)

    def run(self, *arguments: str, now: int | None = None) -> tuple[int, dict]:
        """Run a command of deckgen with `--format json`, at a time; return its exit code and its JSON."""
        result = CliRunner().invoke(group, arguments, env={"SOURCE_DATE_EPOCH": None if now is None else str(now)})
        gc.enable()  # the command line goes without; tests run on
        assert result.stdout, (result.output, result.exception)
        return result.exit_code, json.loads(result.stdout)

    def notes(self, now: int, *options: str) -> str:
        """Return the release notes of the source as it is."""
        return self._run("plan", str(self.source), "--notes", "--format", "json", *options, now=now)["notes"]

    def _run(self, *arguments: str, now: int) -> dict:
        code, said = self.run(*arguments, now=now)
        assert code == 0, said
        return said


def packed_notes(package: Path) -> dict[str, PackedNote]:
    """Return the notes of a package by guid."""
    notes = {}
    for note in read_package(package)["notes"]:
        cards = tuple(card["ord"] for card in note["cards"])
        fields = tuple(note["fields"].values())
        notes[note["guid"]] = PackedNote(note["guid"], note["fields"]["Key"], fields, tuple(note["tags"]), cards)
    return notes
