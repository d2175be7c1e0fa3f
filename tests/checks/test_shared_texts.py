"""What is found in the texts of `caveats:`, which many notes share, stands where they are written."""

import json

import pytest
from conftest import HEAD, Project

CAVEATS = """\
caveats:
  plain: The trials were short.
  raw: |
    The trials were short.

    They held <br> for a line.
  marked: "Two\u00a0weeks, and 5&nbsp;mg."
  spare: "Ten\u00a0weeks, and 5&nbsp;mg."
"""
LEVELS = """\
levels:
  one:
    name: One
    cards:
      - {question: Which hormone lowers glucose?, answer: Insulin, caveat: [plain, raw]}
      - {question: Which hormone raises glucose?, answer: Glucagon, caveat: [raw, marked]}
      - {question: Which cells release insulin?, answer: β cells, caveat: marked}
      - {question: Which cells release glucagon?, answer: α cells, caveat: "An <hr> of one's own."}
"""


def found(project: Project, *options: str) -> list[str]:
    """Return what is found, each with its file where that is not cards.yaml."""
    report = json.loads(
        project.run("check", "--format", "json", "--select", "html-unsafe,unicode-hygiene,unused-ignore", *options).out
    )
    return [
        f"{'' if d['path'] == 'cards.yaml' else d['path'] + ':'}{d['line']}:{d['column']} {d['check']}"
        for d in report["diagnostics"]
    ]


def test_findings_stand_in_the_caveats(project: Project) -> None:
    """Each once, at its words, however many notes show it; a caveat of a note's own is found there, and one that none shows nowhere."""
    project.write(HEAD + CAVEATS + LEVELS)
    assert found(project) == ["7:15 html-unsafe", "8:15 unicode-hygiene", "8:28 html-unsafe", "17:80 html-unsafe"]


def test_caveats_of_another_file(project: Project) -> None:
    """What is found in them names that file; --fix mends it there, and nothing else of it."""
    project.write(f"{HEAD}include: [notes.yaml]\n{LEVELS}")
    project.write(CAVEATS, "notes.yaml")
    in_caveats = ["notes.yaml:6:15 html-unsafe", "notes.yaml:7:15 unicode-hygiene", "notes.yaml:7:28 html-unsafe"]
    assert found(project) == ["10:80 html-unsafe", *in_caveats]
    assert "unicode-hygiene" not in " ".join(found(project, "--fix"))
    assert (project.folder / "notes.yaml").read_text(encoding="utf-8") == CAVEATS.replace("Two\u00a0", "Two ")
    assert (project.folder / "cards.yaml").read_text(encoding="utf-8") == f"{HEAD}include: [notes.yaml]\n{LEVELS}"


def test_words_that_are_nowhere_in_a_caveat_are_not_sought_in_the_next(project: Project) -> None:
    """Where quotes hide the words, the finding stands at the beginning of its caveat."""
    caveats = 'caveats:\n  one: "a \\x3Cbr> in it"\n  two: a <br> too\n'
    project.write(
        HEAD + caveats + LEVELS.replace("[plain, raw]", "one").replace("[raw, marked]", "one").replace(": marked", ": one")
    )
    assert found(project) == ["3:8 html-unsafe", "12:80 html-unsafe"]


@pytest.mark.parametrize(("first", "second", "expected"), [
    ("", "", ["3:14 html-unsafe"]),
    (", ignore: html-unsafe", "", []),
    ("", ", ignore: html-unsafe", []),
    ("", ", ignore: yes-no", ["3:14 html-unsafe", "9:90 unused-ignore"]),
])  # fmt: skip
def test_any_note_that_shares_a_caveat_may_excuse_it(first: str, second: str, expected: list[str], project: Project) -> None:
    """`ignore` on one of them is enough, whichever it is, and does not count as unused."""
    project.write(
        f"{HEAD}caveats:\n  raw: Weeks <br> only.\nlevels:\n  one:\n    name: One\n    cards:\n"
        f"      - {{question: Which hormone lowers glucose?, answer: Insulin, caveat: raw{first}}}\n"
        f"      - {{question: Which hormone raises glucose?, answer: Glucagon, caveat: raw{second}}}\n"
    )
    report = json.loads(project.run("check", "--format", "json").out)["diagnostics"]
    assert [f"{d['line']}:{d['column']} {d['check']}" for d in report] == expected


def test_faults_of_texts_outside_the_entries_stand_where_they_are_written(project: Project) -> None:
    """A formula in a caveat, in a source or in the description is refused there, once; pictures lie beside that file."""
    project.write(
        """\
deck:
  id: test-deck
  name: Test
  description: |
    Of $a}$.
sources:
  book: {title: "On $b{$", year: 2020}
include: [more/notes.yaml]
levels:
  one:
    name: One
    cards:
      - {question: Q?, answer: A, caveat: [raw, seen], source: book p. 1}
      - {question: R?, answer: B, caveat: raw, source: book p. 2}
"""
    )
    project.write("caveats:\n  seen: '![x](gone.png)'\n  raw: Weeks,\n    $c{$.\n", "more/notes.yaml")
    assert [
        f"{d.position} {d.check}: {d.message}" for d in project.compile((project.folder / "cards.yaml").read_text()).diagnostics
    ] == [
        'cards.yaml:5:8 maths-syntax: a } closes nothing in "$a}$"',
        'cards.yaml:7:21 maths-syntax: a { is never closed in "$b{$"',
        'more/notes.yaml:2:9 media: there is no picture "gone.png"',
        'more/notes.yaml:4:5 maths-syntax: a { is never closed in "$c{$"',
    ]
