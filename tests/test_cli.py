"""Every command: its help, its exit codes, its JSON, and what it writes."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import HEAD, Project

from deckgen.cli.main import COMMANDS

GOOD = (
    HEAD
    + "levels:\n  one:\n    name: One\n    cards:\n      - question: Which organ produces insulin?\n        answer: The pancreas\n"
)
BAD = GOOD.replace("answer", "anwser")
DIAGNOSTIC_KEYS = ["path", "line", "column", "severity", "check", "message", "hint"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_holds_an_example(command: str, project: Project) -> None:
    """`--help` and `-h` exit 0 with an example line; stderr stays empty."""
    outcome = project.run(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert re.search(rf"^ +deckgen {command}\b", outcome.out.partition("Options:")[0], re.MULTILINE)
    assert project.run(command, "-h") == outcome


def test_help_lists_the_commands(project: Project) -> None:
    """`deckgen --help` names every command in one line each, and `--version` the version."""
    outcome = project.run("--help")
    assert [line.split()[0] for line in outcome.out.partition("Commands:")[2].strip().splitlines()] == list(COMMANDS)
    assert project.run() == (2, "", outcome.out)
    assert re.fullmatch(r"deckgen \d+\.\d+\.\d+\n", project.run("--version").out)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["biuld"], 'there is no command "biuld"; did you mean "build"?'),
        (["build", "none.yaml"], "there is no file none.yaml"),
        (["build", "--colour"], "No such option"),
        (["build", "--level", "tow"], 'there is no level "tow"; the levels are one'),
        (["build", "folder"], "folder is a folder"),
        (["build", "."], ". is a folder"),
        (["check", ""], ". is a folder"),
        (["draft", "folder"], "folder is a folder"),
        (["draft", "cards.yaml", "-o", "nowhere/x.yaml"], "there is no folder nowhere"),
        (["draft", "cards.yaml", "-o", "/proc/x.yaml"], "/proc/x.yaml cannot be written"),
        (["audit", "."], ". is a folder"),
        (["build", "--out", "/proc/x"], "/proc/x cannot be written"),
        (["dump", "."], ". is a folder"),
        (["build", "cards.lock"], '"cards.lock" is not a source'),
        (["build", "--format", "xml"], "xml"),
        (["check", "none.yaml"], "there is no file none.yaml"),
        (["rename", "which-organ-produces-insulin"], "NEW"),
        (["rename", "which-organ-produces-insulin", "organ"], "there is no ledger cards.lock"),
        (["dump"], "PACKAGE"),
        (["dump", "none.apkg"], "there is no file none.apkg"),
        (["dump", "cards.yaml"], "cards.yaml is not an Anki package"),
        (["init", "."], "cards.yaml is there already"),
        (["init", "cards.yaml"], "cards.yaml"),
    ],
)
def test_usage_and_environment_exit_2(arguments: list[str], fault: str, project: Project) -> None:
    """What is wrong with the call is said on stderr, as JSON where asked for on stdout alone; nothing is written."""
    project.write(GOOD)
    (project.folder / "folder").mkdir()
    before = project.files()
    outcome = project.run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert fault in outcome.err
    assert "Traceback" not in outcome.err
    if "--format" not in arguments:
        outcome = project.run(*arguments, "--format", "json")
        assert (outcome.code, outcome.err) == (2, "")
        (found,) = json.loads(outcome.out)["diagnostics"]
        assert list(found) == DIAGNOSTIC_KEYS
        assert (found["line"], found["column"], found["severity"]) == (None, None, "error")
        assert fault in found["message"]
    assert project.files() == before


def test_a_port_that_is_taken(project: Project) -> None:
    """The port is named, and the way out."""
    project.write(GOOD)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = project.run("preview", "--serve", "--port", str(port))
    said = f"error[environment]: port {port} is in use\n  hint: leave --port out, and a free one is taken\n"
    assert outcome == (2, "", said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_a_full_disk(project: Project) -> None:
    """What cannot be written is named: the output, or the package; never a file in the making."""
    project.build(GOOD)
    run = [sys.executable, "-m", "deckgen"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*run, "dump", "build/test-deck.apkg"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = "error[environment]: the output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)
    limit = "ulimit -f 8; exec " + " ".join([*run, "build", "--restamp"])
    before = project.files()
    done = subprocess.run(["bash", "-c", limit], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert re.fullmatch(r"build: error\[environment\]: build cannot be written: .*\n", done.stderr), done.stderr
    assert project.files() == before


def test_what_is_no_text(project: Project) -> None:
    """A package, a PDF, a document or a picture is told as what it is, in one error; a UTF-16 text is not taken for one."""
    project.build(GOOD)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    kinds = {
        "a.yaml": (project.files()["build/test-deck.apkg"], "an Anki package"),
        "b.yaml": (b"%PDF-1.7\n%", "a PDF"),
        "c.yaml": (b"PK\x03\x04\x14\x00 word/document.xml", "a Word document"),
        "d.yaml": (picture, "a binary file"),
    }
    for name, (data, kind) in kinds.items():
        (project.folder / name).write_bytes(data)
        outcome = project.run("build", name)
        hint = "`deckgen dump` prints a package" if kind == "an Anki package" else "name the YAML file, such as cards.yaml"
        said = f"{name}: error[encoding]: this is {kind}, not a source\n  hint: {hint}\n\n1 error\n"
        assert outcome == (1, "", said)
        said = f"{name}: error[encoding]: this is {kind}, not a text\n  hint: save it as text or HTML first\n\n1 error\n"
        assert project.run("draft", name) == (1, "", said)
    (project.folder / "e.yaml").write_bytes(GOOD.encode("utf-16"))
    assert "the file is UTF-16" in project.run("build", "e.yaml").err


INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background jobs ignore
class Interrupt:
    def find_spec(self, name, *rest):
        if name == MODULE:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
from deckgen.cli import program
program()
"""


@pytest.mark.parametrize(
    "module", ["deckgen.cli.main", "click", "click.core", "deckgen.cli.build", "deckgen.compiler.read", "yaml"]
)
def test_ctrl_c_during_the_first_imports(module: str, project: Project) -> None:
    """From the first moment on Ctrl-C is answered in words, with exit 2; nothing is written."""
    project.write(GOOD)
    before = project.files()
    arguments = [sys.executable, "-c", f"MODULE = {module!r}\n{INTERRUPTED}"]
    done = subprocess.run([*arguments, "build"], capture_output=True, text=True, check=False)
    said = "error[interrupted]: interrupted; every file is as it was"
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", said)
    done = subprocess.run([*arguments, "build", "--format", "json"], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["diagnostics"][0]["check"], done.stderr.strip()) == (2, "interrupted", "")
    assert project.files() == before


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


def test_init_makes_a_project_that_builds(project: Project) -> None:
    """`init` writes a source, its schema and a .gitignore; the source builds without a word."""
    outcome = project.run("init", "my heart")
    assert (outcome.code, outcome.out) == (0, "")
    assert sorted(project.files()) == [f"my heart/{name}" for name in (".gitignore", "cards.schema.json", "cards.yaml")]
    project.patch.chdir(project.folder / "my heart")
    result = json.loads(project.run("build", "--format", "json").out)
    assert (result["deck"], result["diagnostics"], result["notes"]["new"]) == ("my-heart", [], 6)


@pytest.mark.parametrize("name", ["心", 'a"b', "a::b", "-", "x" * 120, "Ünï çödé", "a b: c", "#x", "%y", "{z}"])
def test_init_builds_whatever_the_folder_is_called(name: str, project: Project) -> None:
    """Names that YAML, ids or Anki would trip over make a project that builds all the same."""
    assert project.run("init", f"./{name}").code == 0
    project.patch.chdir(project.folder / name)
    project.build()


def test_schema_accepts_what_the_compiler_accepts(project: Project) -> None:
    """The schema is valid draft 2020-12, and takes the project's own deck and init's, loaded as editors load YAML."""
    schema = json.loads(project.run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    project.run("init", "new")
    root = Path(__file__).parent.parent / "cards.yaml"
    for text in (root.read_text(encoding="utf-8"), project.files()["new/cards.yaml"].decode(), GOOD):
        assert [error.message for error in validator.iter_errors(yaml.safe_load(text))] == []
    assert not validator.is_valid(yaml.safe_load(BAD))
    assert not validator.is_valid(yaml.safe_load(GOOD.replace("deck:", "dekc:")))


def test_rename_carries_an_identity(project: Project) -> None:
    """After `rename` the note under its new id has its old guid, and nothing else changes."""
    project.build(GOOD)
    guid = project.files()["cards.lock"].decode().split("which-organ-produces-insulin\t")[1].split("\t")[0]
    said = "which-organ-produces-insulin is now organ; write that id at cards.yaml:6:9, and commit cards.lock\n"
    assert project.run("rename", "which-organ-produces-insulin", "organ") == (0, "", said)
    before = project.files()["cards.lock"]
    project.write(GOOD.replace("- question", "- id: pancreas\n        question"))
    said = "organ is now pancreas; commit cards.lock\n"
    assert project.run("rename", "organ", "pancreas") == (0, "", said)
    project.write(before.decode(), "cards.lock")
    result = json.loads(project.build(GOOD.replace("- question", "- id: organ\n        question"), "--format", "json").out)
    assert result["notes"] == {"new": 0, "updated": 0, "unchanged": 1, "retired": 0}
    assert f"note\torgan\t{guid}\t" in project.files()["cards.lock"].decode()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("wich-organ", "organ", 'no note was published as "wich-organ"'),
        (
            "which-organ-produces-insulin",
            "which-organ-produces-insulin",
            'the key "which-organ-produces-insulin" has been published already',
        ),
        ("which-organ-produces-insulin", "Organ", '"Organ" cannot be a key'),
    ],
)
def test_rename_refuses(old: str, new: str, fault: str, project: Project) -> None:
    """A key that is unknown, taken or malformed is refused; the ledger stays."""
    project.build(GOOD)
    before = project.files()
    outcome = project.run("rename", old, new, "--format", "json")
    assert (outcome.code, json.loads(outcome.out)["diagnostics"][0]["message"]) == (2, fault)
    assert project.files() == before


def test_rename_keeps_a_damaged_ledger(project: Project) -> None:
    """`rename` reports a damaged ledger and does not write it."""
    project.write("deckgen ledger 1\nnonsense\n", "cards.lock")
    before = project.files()
    outcome = project.run("rename", "old-id", "new-id")
    assert (outcome.code, outcome.err.split("\n")[0]) == (1, "cards.lock:2:1: error[ledger]: this line is damaged")
    assert project.files() == before


def test_the_clock_must_be_a_number(project: Project) -> None:
    """A SOURCE_DATE_EPOCH that is no number is an error of the environment."""
    project.write(GOOD)
    project.patch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    outcome = project.run("build")
    assert (outcome.code, "SOURCE_DATE_EPOCH is not a number of seconds" in outcome.err) == (2, True)


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


def test_a_card_less_deserves_a_minor_version(project: Project) -> None:
    """A reverse that is gone leaves a blank card with learners, which is no patch."""
    card = "      - {question: Which organ makes bile?, answer: The liver, reverse: yes}\n"
    project.build(GOOD + card)
    project.write(GOOD + card.replace(", reverse: yes", ""))
    assert json.loads(project.run("plan", "--no-engine", "--format", "json").out)["verdict"] == "minor"


def test_output_that_cannot_be_written(project: Project) -> None:
    """A full disk behind stdout is said in a line, with exit code 2."""
    project.write(GOOD)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "deckgen", "build", "--format", "json"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "error[environment]: the output cannot be written: No space left on device\n"


def test_schema_takes_empty_optional_values(project: Project) -> None:
    """`hint:` with nothing behind it is as if absent, in editors too; an empty answer is not."""
    validator = jsonschema.Draft202012Validator(json.loads(project.run("schema").out))
    source = {"deck": {"id": "ab", "name": "A"}, "levels": {"one": {"name": "One", "cards": [{"question": "q", "answer": "a"}]}}}
    card = source["levels"]["one"]["cards"][0]
    card |= {"hint": None, "tags": None, "caveat": None, "image": None}
    assert not list(validator.iter_errors(source))
    card["answer"] = None
    assert list(validator.iter_errors(source))
