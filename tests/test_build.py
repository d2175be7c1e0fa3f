"""`deckgen build`, `check` and `dump`: their JSON, and what they write."""

import json
import os
import re
import stat
import unicodedata
from typing import Any

import pytest
from calls import BAD, GOOD
from conftest import HEAD, Project


def test_build_json(project: Project) -> None:
    """What was built, with exactly the agreed keys, and nothing on stderr."""
    project.write(GOOD)
    outcome = project.run("build", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    result = json.loads(outcome.out)
    digests = [file.pop("sha256") for file in result["files"]]
    assert result == {
        "deck": "test-deck",
        "version": "1.0.0",
        "files": [
            {"path": "build/test-deck.apkg", "level": None, "notes": 1, "cards": 1},
            {"path": "build/test-deck-one.apkg", "level": "one", "notes": 1, "cards": 1},
            {"path": "build/test-deck-update.txt", "level": None, "notes": 1, "cards": 0},
        ],
        "notes": {"new": 1, "updated": 0, "unchanged": 0, "retired": 0},
        "diagnostics": [],
    }
    assert [len(digest) for digest in digests] == [64, 64, 64]


def test_build_json_counts_what_changed(project: Project) -> None:
    """Edited, kept, new and retired notes are counted, and a retired one is named."""
    extra = "      - {{id: {0}, question: Which organ has the code {0}?, answer: Organ of {0}}}\n"
    project.build(GOOD + extra.format("lungs") + extra.format("kidneys"))
    project.write(GOOD + extra.format("lungs").replace("Organ of l", "An organ of l") + extra.format("tongue"))
    result = json.loads(project.run("build", "--format", "json").out)
    assert result["notes"] == {"new": 1, "updated": 1, "unchanged": 1, "retired": 1}
    assert [(d["check"], d["severity"], d["path"], d["line"]) for d in result["diagnostics"]] == [
        ("retired", "info", "cards.lock", None)
    ]


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_of_errors(command: str, project: Project) -> None:
    """Errors of a source, with exactly the agreed keys, and exit 1."""
    project.write(BAD)
    outcome = project.run(command, "--format", "json")
    assert (outcome.code, outcome.err) == (1, "")
    assert json.loads(outcome.out) == {
        "diagnostics": [
            {
                "path": "cards.yaml",
                "line": 7,
                "column": 9,
                "severity": "error",
                "check": "unknown-key",
                "message": '"anwser" is not a key of a card',
                "hint": 'did you mean "answer"?',
            }
        ]
    }


def test_check_writes_nothing(project: Project) -> None:
    """`check` exits 0 on a clean source and 1 on errors, reports to stderr, and writes neither packages nor ledger."""
    project.write(GOOD)
    assert project.run("check").code == 0
    assert json.loads(project.run("check", "--format", "json").out) == {"diagnostics": []}
    project.write(BAD, "bad.yaml")
    outcome = project.run("check", "bad.yaml")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith('bad.yaml:7:9: error[unknown-key]: "anwser" is not a key of a card\n')
    assert sorted(project.files()) == ["bad.yaml", "cards.yaml"]


def test_dump_shows_a_package(project: Project) -> None:
    """`dump` prints the notes; as JSON it holds the same fields."""
    project.build(GOOD)
    text = project.run("dump", "build/test-deck.apkg")
    assert (text.code, text.err) == (0, "")
    assert "  Question:\n    Which organ produces insulin?\n  Answer:\n    The pancreas\n" in text.out
    content: dict[str, Any] = json.loads(project.run("dump", "build/test-deck.apkg", "--format", "json").out)
    assert [note["fields"]["Answer"] for note in content["notes"]] == ["The pancreas"]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 40), (60, 90), (200, 230), (0, -60)])
def test_a_damaged_package_is_said_to_be_one(start: int, end: int, project: Project) -> None:
    """Wherever a download or a disk has spoilt it: exit 2, and a sentence that names the file."""
    project.build(GOOD)
    path = project.folder / "build/test-deck.apkg"
    data = bytearray(path.read_bytes())
    data[start:end] = bytes(len(data[start:end]))
    path.write_bytes(data if end else data[:100])
    outcome = project.run("dump", "build/test-deck.apkg")
    assert (outcome.code, outcome.out) == (2, "")
    assert "build/test-deck.apkg is not an Anki package" in outcome.err


def test_files_can_be_read_by_others(project: Project) -> None:
    """Packages and ledger carry the permissions of ordinary files."""
    old = os.umask(0o022)
    try:
        project.build(GOOD)
    finally:
        os.umask(old)
    modes = {name: oct(stat.S_IMODE((project.folder / name).stat().st_mode)) for name in project.files()}
    assert set(modes.values()) == {"0o644"}, modes


def test_packages_of_levels_that_are_no_more_are_named(project: Project) -> None:
    """They stay, since they are the author's to delete, and the build that drops the level says so."""
    two = GOOD + "  two:\n    name: Two\n    cards:\n      - {question: Which organ makes bile?, answer: The liver}\n"
    project.build(two)
    outcome = project.build(GOOD)
    assert 'build/test-deck-two.apkg: info[stale-package]: build/test-deck-two.apkg is of the level "two", which is no more' in outcome.err


def test_a_changed_id_is_said(project: Project) -> None:
    """Another id on the same words keeps the reviews, and the build says which one it was."""
    card = "      - {id: bile, question: Which organ makes bile?, answer: The liver}\n"
    project.build(GOOD + card)
    outcome = project.build(GOOD + card.replace("id: bile", "id: gall"))
    assert (
        'info[reworded]: the published card "Which organ makes bile?" (id: bile) now has the id gall; its reviews are kept'
    ) in outcome.err


def test_the_summary_of_a_check(project: Project) -> None:
    """Errors, warnings and infos are counted after a blank line, whichever there are; then how often each check speaks."""
    number = "      - question: What is normal plasma albumin?\n        answer: 35–50 g/L\n"
    yes = "      - question: Is the lung an organ?\n        answer: 'Yes'\n"
    broken = "      - question: What?\n"

    def said(*cards: str) -> str:
        project.write(f"{HEAD}levels:\n  one:\n    name: One\n    cards:\n{''.join(cards)}")
        return project.run("check").err.partition("\n\n")[2]

    assert said(number) == "1 info\n  1 number-unsourced\n"
    assert said(number, yes) == "1 warning and 1 info\n  1 number-unsourced\n  1 yes-no\n"
    assert said(number, yes, broken) == "1 error, 1 warning and 1 info\n  1 missing-key\n  1 number-unsourced\n  1 yes-no\n"


def test_a_picture_whose_accents_are_composed_otherwise(project: Project) -> None:
    """A name that differs only in Unicode's composition is found; one that lacks accents is suggested with its folder."""
    card = "      - {question: What is this?, answer: A nephron, image: {path: %s, alt: A nephron}}\n"
    head = f"{HEAD}levels:\n  one:\n    name: One\n    cards:\n"
    folder = project.folder / unicodedata.normalize("NFD", "möbel")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "néphron.png")).write_bytes(b"\x89PNG")
    written = unicodedata.normalize("NFC", "möbel/néphron.png")
    project.build(head + card % written)
    dump = project.run("dump", "build/test-deck.apkg").out
    assert re.search(r"^media nephron-[0-9a-f]{16}\.png ", dump, re.MULTILINE)
    project.write(head + card % "möbel/nephron.png")
    assert f'hint: did you mean "möbel/{unicodedata.normalize("NFD", "néphron.png")}"?' in project.run("build").err
    (folder / unicodedata.normalize("NFC", "néphron.png")).write_bytes(b"another")
    project.build(head + card % written)
    assert project.run("dump", "build/test-deck.apkg").out != dump  # the name as it is written goes first


def test_a_first_build_says_that_the_ledger_is_new(project: Project) -> None:
    """One line on stderr asks to commit it; later builds, and JSON, say nothing of it."""
    said = "cards.lock is new: commit it; if this deck was published before, put its ledger back first\n"
    assert project.build(GOOD).err.endswith(f"\nnotes: 1 new, 0 updated, 0 unchanged, 0 retired\n{said}")
    assert said not in project.build().err
    (project.folder / "cards.lock").unlink()
    assert project.build(None, "--format", "json").err == ""


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_stays_a_link(project: Project) -> None:
    """A ledger, or a source to be mended, that lies elsewhere is written there."""
    (project.folder / "kept").mkdir()
    project.write(GOOD.replace("The pancreas", "The\u00a0pancreas"), "kept/cards.yaml")
    for name in ("cards.yaml", "cards.lock"):
        (project.folder / name).symlink_to(project.folder / "kept" / name)
    project.run("build")
    assert (project.folder / "kept/cards.lock").read_text(encoding="utf-8").startswith("deckgen ledger")
    project.run("check", "--fix")
    assert "The pancreas" in (project.folder / "kept/cards.yaml").read_text(encoding="utf-8")
    assert all((project.folder / name).is_symlink() for name in ("cards.yaml", "cards.lock"))
