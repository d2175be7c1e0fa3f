"""A deck project in a folder of its own, and the command line on it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from deckgen.cli.main import main
from deckgen.cli.project import compile_project
from deckgen.compiler.pipeline import Compilation
from deckgen.package.interrupts import release
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.note import Note
from deckgen.types.note_type import NOTE_TYPES

EPOCH = 1764028800
HEAD = "deck: {id: test-deck, name: Test}\n"


class Outcome(NamedTuple):
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


@dataclass
class Project:
    """A folder with a source, which is also the working folder."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def write(self, text: str, name: str = "cards.yaml") -> Path:
        """Write a file of the project, whole as it is given."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def at(self, seconds: int) -> None:
        """Set the clock to seconds after the first build."""
        self.patch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + seconds))

    def run(self, *arguments: str) -> Outcome:
        """Run a command of deckgen in the folder."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(list(arguments))
        release()
        return Outcome(int(stop.value.code or 0), *self.capsys.readouterr())

    def build(self, text: str | None = None, *options: str) -> Outcome:
        """Build, from a new text where one is given; it must succeed."""
        if text is not None:
            self.write(text)
        outcome = self.run("build", *options)
        assert outcome.code == 0, outcome.err
        return outcome

    def compile(self, text: str) -> Compilation:
        """Compile a text as the source."""
        self.write(text)
        return compile_project(Path("cards.yaml"))

    def notes(self, level: str) -> list[Note]:
        """Compile the YAML of one level's content, and return its notes; there must be nothing to say about it."""
        result = self.compile(f"{HEAD}levels:\n  one:\n    name: One\n{indented(level)}")
        assert result.diagnostics == ()
        assert result.deck is not None
        return list(result.deck.notes)

    def faults(self, text: str) -> list[str]:
        """Compile a text, and return what is wrong as `line:column check: message`."""
        result = self.compile(text)
        assert (result.deck is None) == any(d.severity == "error" for d in result.diagnostics)
        return [f"{at(d)} {d.check}: {d.message}" for d in result.diagnostics]

    def level_faults(self, level: str) -> list[str]:
        """Compile the YAML of one level's content, and return what is wrong; its first line is line 5."""
        return self.faults(f"{HEAD}levels:\n  one:\n    name: One\n{indented(level)}")

    def files(self) -> dict[str, bytes]:
        """Return every file of the folder by its name."""
        paths = (p for p in sorted(self.folder.rglob("*")) if p.is_file())
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in paths}


def at(diagnostic: Diagnostic) -> str:
    """Return the line and column of a diagnostic, or a dash."""
    place = diagnostic.position
    return f"{place.line}:{place.column}" if place else "-"


def shown(note: Note) -> dict[str, str]:
    """Return what a note holds: its filled fields by name (without the key, unless it is asked for by `note.key`)."""
    names = [field.name for field in NOTE_TYPES[note.kind].fields]
    return {name: html for name, html in zip(names, note.fields, strict=True) if html and name != "Key"}


def indented(level: str) -> str:
    """Return the YAML of a level's content, set below `levels: one:`."""
    lines = level.strip("\n").split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip(" "))
    return "".join(f"    {line[margin:]}\n" if line.strip() else "\n" for line in lines)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Project]:
    """Give an empty project, its clock stopped at EPOCH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    project = Project(tmp_path, capsys, monkeypatch)
    project.at(0)
    yield project
    os.chdir("/")
