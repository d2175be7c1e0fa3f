"""Sources made to break a compiler: each ends in diagnostics or a deck, soon, and in little memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project

LENIENT = ("answer-too-long", "front-too-long", "answer-leak", "html-unsafe", "list-too-long", "glossary-noise", "advice-or-dose", "cloze-collision")
"""Checks that rightly object to most of what stands here; it is to be built all the same."""
SECTION = f"check: {{severity: {{{', '.join(f'{name}: info' for name in LENIENT)}}}}}\n"
HEAD = f"{SECTION}deck:\n  id: heart\n  name: Heart\nlevels:\n  one:\n    name: One\n    cards:\n"
SECONDS = 20
"""Of the processor, so that a busy machine fails nothing; what is quadratic takes minutes."""
MEGABYTES = 500
RUN = """
import resource, sys
from deckgen.cli.main import main
try:
    main(sys.argv[1:])
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print("seconds", used.ru_utime + used.ru_stime, "megabytes", used.ru_maxrss // 1024)
"""

BOMB = "x: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def card(answer: str) -> str:
    """Return a source with one card."""
    return f"{HEAD}      - question: What?\n        answer: '{answer}'\n"


def several_lines(answer: str) -> str:
    """Return a source with one card whose answer is block Markdown."""
    return f"{HEAD}      - question: And?\n        answer: |\n          {answer}\n          end\n"


def bounded(folder: Path, source: str | bytes) -> tuple[int, str]:
    """Build in a process of its own; return exit code and stderr."""
    (folder / "cards.yaml").write_bytes(source if isinstance(source, bytes) else source.encode())
    code, report = run(folder, "build")
    assert (code == 0) == (folder / "build").exists()
    return code, report


def run(folder: Path, command: str) -> tuple[int, str]:
    """Run a command in a process of its own, within bounds of time and memory; return exit code and stderr."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, command], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1764028800"},
    )  # fmt: skip
    *_, seconds, _, megabytes = done.stdout.split()
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        pytest.param(BOMB, "error[alias]: the aliases of this file expand without bound", id="alias-bomb"),
        pytest.param("deck: &a [*a]\n", 'error[alias]: "*a" lies within its own anchor', id="alias-within-itself"),
        pytest.param("deck: " + "[" * 10_000, "error[nesting]", id="flow-unclosed"),
        pytest.param("deck: " + "[" * 10_000 + "]" * 10_000, "error[nesting]", id="flow-lists"),
        pytest.param("deck: " + "{a: " * 10_000 + "}" * 10_000, "error[nesting]", id="flow-mappings"),
        pytest.param("- " * 10_000 + "x\n", "error[nesting]", id="block-lists"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(10_000)), "error[nesting]", id="block-mappings"),
        pytest.param("? " * 10_000, "error[nesting]", id="block-keys"),
        pytest.param(
            "deck: !!python/object/apply:os.system [touch owned]\n",
            'error[yaml-tag]: the YAML tag "!!python/object/apply:os.system" is not part of the language',
            id="python-object",
        ),
        pytest.param(card("a\0b"), "cards.yaml:10:19: error[control-character]: control character U+0000", id="nul"),
        pytest.param(HEAD + "\0" * 100_000, "error[encoding]: this is a binary file, not a source", id="only-nul"),
        pytest.param(card("café").encode("latin-1"), "cards.yaml:10:21: error[encoding]: this byte (0xe9)", id="latin-1"),
        pytest.param(card("x").encode("utf-16"), "cards.yaml:1:1: error[encoding]: the file is UTF-16", id="utf-16"),
        pytest.param(
            HEAD + "".join(f"      k{n}: x\n" for n in range(100_000)), '"cards" must be a list, not a mapping', id="many-keys"
        ),
        pytest.param(HEAD + "      - question: Q: x: y\n" * 5_000, "a colon followed by a space", id="many-faults"),
        pytest.param(HEAD + "\t\n" * 50_000 + "\tx\n", "error[tab]: a tab is used as indentation", id="many-tabs"),
        pytest.param("# only a comment " * 200_000, "error[syntax]: the file holds only comments", id="long-comment"),
        pytest.param(
            HEAD + "      - &a {question: Q?, answer: x}\n" + "      - *a\n" * 5_000, "without bound", id="many-aliases"
        ),
        pytest.param(f"include: ['{'**/' * 20}*.yaml']\n", "error[include]: files include each other", id="deep-glob"),
        pytest.param(f"include: ['{'*a' * 500}.yaml']\n", "error[include]", id="long-glob"),
    ],
)
def test_hostile_yaml_ends_in_a_diagnostic(source: str | bytes, fault: str, tmp_path: Path) -> None:
    """A bomb, a pit or rubbish is named, and nothing is run or written."""
    code, report = bounded(tmp_path, source)
    assert code == 1
    assert fault in report
    assert [path.name for path in tmp_path.iterdir()] == ["cards.yaml"]


@pytest.mark.parametrize("text", [card("x" * 5_000_000), card("word " * 1_000_000)], ids=["word", "words"])
def test_a_huge_line_builds(text: str, tmp_path: Path) -> None:
    """A line of 5 MB is a long answer."""
    assert bounded(tmp_path, text)[0] == 0


MARKS = ["<", "*", "[", "$", "`", "``` ", "_", "&", "![", "](", r"\(", r"\(a ", r"\[", "{{", "}}", "{{c1::", "::", "> ", "**a ", "a*_",
         "<!--", "[a](", "$a ", "$$", "` ", "x$y", "| a ", "{row}", "‖"]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_no_mark_takes_quadratic_time(mark: str, tmp_path: Path) -> None:
    """Twenty thousand of a mark, on one line, on one of several, and in a cloze, all within the time of one build."""
    many = mark * 20_000
    text = card(many) + several_lines(many).removeprefix(HEAD) + f"      - cloze: '{{{{c1::a}}}} {many.strip()}'\n"
    code, report = bounded(tmp_path, text)
    assert code == 0 or "error[cloze-syntax]" in report


def test_runs_of_backticks_of_every_length(tmp_path: Path) -> None:
    """Code spans that are opened and never closed do not each search the rest of the text."""
    assert bounded(tmp_path, card(" ".join("`" * n for n in range(1, 500))))[0] == 0


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("../other.yaml", '"../other.yaml" lies outside the folder of the source'),
        ("/etc/*.conf", '"/etc/*.conf" lies outside the folder of the source'),
        ("link.yaml", '"link.yaml" lies outside the folder of the source'),
        ("out/*.yaml", '"out/other.yaml" lies outside the folder of the source'),
        ("nothing/*.yaml", '"nothing/*.yaml" matches no file'),
        ("cards.yaml", "files include each other: cards.yaml → cards.yaml"),
        ("**/loop.yaml", "files include each other: sub/loop.yaml → sub/loop.yaml"),
    ],
)
def test_include_stays_in_the_folder(pattern: str, message: str, project: Project) -> None:
    """No pattern leads out of the folder: not up, not by an absolute path, not through a link."""
    outside = project.folder / "outside"
    inside = project.folder / "inside"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    for folder in (outside, project.folder, inside.parent):
        (folder / "other.yaml").write_text("levels: {}\n")
    (inside / "sub" / "loop.yaml").write_text("include: loop.yaml\n")
    (inside / "link.yaml").symlink_to(outside / "other.yaml")
    (inside / "out").symlink_to(outside)
    project.patch.chdir(inside)
    (inside / "cards.yaml").write_text(f"include: ['{pattern}']\n{card('x')}")
    outcome = project.run("build")
    assert outcome.code == 1
    assert f"error[include]: {message}\n" in outcome.err


@pytest.mark.parametrize("path", ["../up.png", "/etc/up.png", "link.png", "out/up.png", "sub/../../up.png"])
@pytest.mark.parametrize("where", ["image: {path}", "extra: See ![a]({path})"], ids=["key", "text"])
def test_pictures_stay_in_the_folder(path: str, where: str, project: Project) -> None:
    """No picture comes from outside the folder, whether from `image` or from a text."""
    inside = project.folder / "inside"
    (inside / "sub").mkdir(parents=True)
    (project.folder / "up.png").write_bytes(b"png")
    (inside / "link.png").symlink_to(project.folder / "up.png")
    (inside / "out").symlink_to(project.folder)
    project.patch.chdir(inside)
    (inside / "cards.yaml").write_text(card("x") + f"        {where.format(path=path)}\n")
    outcome = project.run("build")
    assert outcome.code == 1
    assert f'error[media]: "{path}" lies outside the folder of the source\n' in outcome.err


@pytest.mark.parametrize("mark", ["<", "*", "$", "{{c1::", "::", "a ", "word, ", "GLP-1 ", "12 ", "no ", "Is it? ", "which and ", "12 mg ", "(a) "])
def test_no_check_takes_quadratic_time(mark: str, tmp_path: Path) -> None:
    """The checks read a text of a hundred thousand characters, and as many small cards, within the time of one run."""
    many = mark * (100_000 // len(mark))
    cards = "".join(f"      - question: '{mark.strip()} {number}'\n        answer: '{mark.strip()}'\n" for number in range(2000))
    (tmp_path / "cards.yaml").write_text(card(many) + f"      - cloze: '{{{{c1::a}}}} {many.strip()}'\n" + cards)
    run(tmp_path, "check")


def test_a_deck_that_is_written_anew_is_compared_soon(tmp_path: Path) -> None:
    """Two hundred cards without ids, each in other words than before: every pair of them is weighed."""
    words = "insulin raises glucose uptake in muscle while cortisol slows bone growth and ferritin tells how much iron a liver has kept".split()

    def said(number: int, length: int) -> str:
        return " ".join(words[number * number * (place + 1) % 19 + place % 3] for place in range(length))

    for first in (0, 200):
        cards = "".join(
            f"      - question: Which {said(n, 38)} {n}?\n        answer: The {said(n + 7, 26)}\n" for n in range(first, first + 200)
        )
        (tmp_path / "cards.yaml").write_text(HEAD + cards)
        run(tmp_path, "build")
