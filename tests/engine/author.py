"""An author who writes a source and runs `deckgen` on it."""

import gc
import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from click.testing import CliRunner

from deckgen.cli.main import group
from deckgen.package.read import read_package

LEVELS = ("one", "two", "three")


def deck(*levels: str, version: str = "1.0.0") -> str:
    """Return a source: the sections of each level, under levels named one, two, three."""
    head = f"deck:\n  id: trial\n  name: Trial\n  version: {version}\n  description: A deck for trials.\nlevels:\n"
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
    """What a build gave: the packages by level (the whole under None), the tally, the checks that spoke, and the notes."""

    packages: dict[str | None, Path]
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
        said = self._run(*arguments, now=now, codes=(0, 1))
        if "files" not in said:
            return Outcome(None, said["diagnostics"])
        packages = {file["level"]: out / Path(file["path"]).name for file in said["files"]}
        checks = tuple(found["check"] for found in said["diagnostics"])
        return Outcome(Build(packages, said["notes"], checks, _notes(packages[None])), said["diagnostics"])

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

    def _run(self, *arguments: str, now: int, codes: tuple[int, ...] = (0,)) -> dict:
        result = CliRunner().invoke(group, arguments, env={"SOURCE_DATE_EPOCH": str(now)})
        gc.enable()  # the command line goes without; tests run on
        assert result.exit_code in codes, (result.output, result.exception)
        return json.loads(result.stdout)


def _notes(package: Path) -> dict[str, PackedNote]:
    notes = {}
    for note in read_package(package)["notes"]:
        cards = tuple(card["ord"] for card in note["cards"])
        fields = tuple(note["fields"].values())
        notes[note["guid"]] = PackedNote(note["guid"], note["fields"]["Key"], fields, tuple(note["tags"]), cards)
    return notes
