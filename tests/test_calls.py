"""How commands are called: help, usage, and what the machine does not allow."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from calls import BAD, GOOD
from conftest import Project

from deckgen.cli.main import COMMANDS

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


@pytest.mark.skipif(sys.platform == "darwin", reason="every name of a file is text there")
@pytest.mark.parametrize("arguments", [["check", "--format", "github"], ["preview"], ["build"], ["draft"]])
def test_names_of_files_need_not_be_text(arguments: list[str], project: Project) -> None:
    """A byte that is no character, as an old archive may leave it, is in nobody's way."""
    name = os.fsdecode(b"\xff.yaml")
    project.write(GOOD, name)
    outcome = project.run(*arguments, name)
    assert outcome.code == 0, outcome.err
    project.write(BAD, name)
    assert '"uri": "%FF.yaml"' in project.run("check", "--format", "sarif", name).out


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


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="for this user every folder can be written")
def test_a_folder_that_cannot_be_written(project: Project) -> None:
    """Where the ledger cannot be written no package takes its place either, though theirs could be."""
    project.build(GOOD)
    project.write(GOOD.replace("pancreas", "pancreas gland"))
    before = project.files()
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    project.folder.chmod(0o555)
    run = [*powerless, sys.executable, "-m", "deckgen", "build"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    project.folder.chmod(0o755)
    said = "cards.lock: error[environment]: cards.lock cannot be written: Permission denied\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert project.files() == before


def test_output_that_cannot_be_written(project: Project) -> None:
    """A full disk behind stdout is said in a line, with exit code 2."""
    project.write(GOOD)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "deckgen", "build", "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "error[environment]: the output cannot be written: No space left on device\n"


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


AT_A_MOMENT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
MOMENTS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "tempfile.mkdtemp", "tempfile.mkstemp", "sqlite3.connect", "open", "os.chmod")
left = int(sys.argv.pop(1))
parent = os.getpid()
def hook(event, values):
    global left
    if event in MOMENTS and (".deckgen-" in str(values) or event == "sqlite3.connect") and os.getpid() == parent:
        left -= 1
        if left == 0:
            os.kill(parent, signal.SIGINT)
sys.addaudithook(hook)
from deckgen.cli import program
program()
"""
"""Ctrl-C at the moment of so many dealings with files in the making."""


IN_A_CALLBACK = """
import os, signal, sys, weakref
signal.signal(signal.SIGINT, signal.default_int_handler)
class Thing: pass
class Interrupt:
    def find_spec(self, name, *rest):
        if name == "deckgen.compiler.read":
            thing = Thing()
            self.kept = weakref.ref(thing, lambda gone: os.kill(os.getpid(), signal.SIGINT))
            del thing
sys.meta_path.insert(0, Interrupt())
from deckgen.cli import program
program()
"""


def test_ctrl_c_within_a_callback(project: Project) -> None:
    """Python swallows what is raised there and shows it; the build ends in words all the same, and writes nothing."""
    project.write(GOOD)
    before = project.files()
    done = subprocess.run([sys.executable, "-c", IN_A_CALLBACK, "build"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (2, "error[interrupted]: interrupted; every file is as it was")
    assert project.files() == before


def test_ctrl_c_at_any_moment_of_writing(project: Project) -> None:
    """Either every file is as it was, and that is said, or the build ends well with everything new; nothing is left over."""
    project.build(GOOD)
    project.write(GOOD.replace("pancreas", "pancreas gland"))
    arguments = [sys.executable, "-c", AT_A_MOMENT]
    edited = project.files()
    endings = set()
    for moment in range(1, 33):
        done = subprocess.run([*arguments, str(moment), "build"], capture_output=True, text=True, check=False)
        after = project.files()
        if after == edited:
            assert (done.returncode, done.stderr.strip()) == (2, "error[interrupted]: interrupted; every file is as it was")
            endings.add("interrupted")
            continue
        assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "notes: 0 new, 1 updated, 0 unchanged, 0 retired")
        changed = {name for name in after if after[name] != edited.get(name)}
        assert changed == {"build/test-deck.apkg", "build/test-deck-one.apkg", "build/test-deck-update.txt", "cards.lock"}
        assert after.keys() == edited.keys()
        endings.add("done")
        for name, data in edited.items():
            (project.folder / name).write_bytes(data)
    assert endings == {"interrupted", "done"}


def test_the_clock_must_be_a_number(project: Project) -> None:
    """A SOURCE_DATE_EPOCH that is no number is an error of the environment."""
    project.write(GOOD)
    project.patch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    outcome = project.run("build")
    assert (outcome.code, "SOURCE_DATE_EPOCH is not a number of seconds" in outcome.err) == (2, True)
