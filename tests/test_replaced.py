"""Steps and cards that vanish while something unlike them stands in their place."""

import json

import pytest
from conftest import HEAD, Project
from published import FUEL, LEVEL, ORGAN, TISSUE, guids, note


def said(project: Project, text: str, command: str = "build") -> list[tuple[str, int | None, str]]:
    """Build or check a text; return severity and line of what is said of steps and notes that are gone, and the hint."""
    project.write(text)
    found = json.loads(project.run(command, "--format", "json").out)["diagnostics"]
    return [(d["severity"], d["line"], d["hint"]) for d in found if d["check"] in ("retired", "step-retired")]


MEAL = "    mechanisms:\n      - title: From meal to muscle\n        steps:\n"
RISES, BETA, GLUT = "          - Glucose rises\n", "          - Beta cells release insulin\n", "          - GLUT4 moves outwards\n"
PANCREAS = "          - The pancreas answers with a hormone\n"


@pytest.mark.parametrize(
    ("steps", "severity", "line"),
    [
        ([RISES, PANCREAS, GLUT], "warning", 9),
        ([PANCREAS, BETA, GLUT], "warning", 8),
        ([RISES, BETA, PANCREAS], "warning", 10),
        ([RISES, GLUT], "info", 6),
        ([RISES, GLUT, PANCREAS], "info", 6),  # in another place
        ([RISES, PANCREAS, "          - It reaches the muscle\n", GLUT], "info", 6),  # two new ones
        ([RISES, "          - {id: answer, text: The pancreas answers with a hormone}\n", GLUT], "info", 6),
    ],
)
def test_a_step_replaced_in_its_place_is_warned_of(steps: list[str], severity: str, line: int, project: Project) -> None:
    """Where a step vanished and an unlike one without id stands, the build warns at it, and `check` does so before it."""
    project.build(LEVEL + MEAL + RISES + BETA + GLUT)
    text = LEVEL + MEAL + "".join(steps)
    checked = said(project, text, "check")
    ((was, at, hint),) = said(project, text)
    assert (was, at) == (severity, line)
    assert checked == ([(was, at, hint)] if severity == "warning" else [])
    assert hint.endswith("; if it is new, give it an id of its own") == (severity == "warning")


def test_the_way_out_for_a_replaced_step(project: Project) -> None:
    """The id in the hint, with the ledger put back, keeps the number."""
    project.build(LEVEL + MEAL + RISES + BETA + GLUT)
    lock = (project.folder / "cards.lock").read_bytes()
    ((*_, hint),) = said(project, LEVEL + MEAL + RISES + PANCREAS + GLUT)
    way = "if it was reworded, put the ledger back (git checkout cards.lock), and write {id: beta-cells-release-insulin, text: …}"
    assert hint.startswith(way)
    (project.folder / "cards.lock").write_bytes(lock)
    named = "          - {id: beta-cells-release-insulin, text: The pancreas answers with a hormone}\n"
    assert said(project, LEVEL + MEAL + RISES + named + GLUT) == []
    assert [step.number for step in note(project, "from-meal-to-muscle").steps] == [1, 2, 3]


CITED = "        source: book p. 7\n"
ATP = "      - question: What is ATP?\n        answer: A molecule that carries energy\n"
BOOK = HEAD + "sources: {book: {title: A book}}\nlevels:\n  one:\n    name: One\n    cards:\n"


@pytest.mark.parametrize(
    ("edited", "severity", "line"),
    [
        (FUEL + ATP + CITED + TISSUE, "warning", 9),
        (ATP + CITED + TISSUE, "info", None),
        (FUEL + TISSUE + ATP + CITED, "info", None),
        (FUEL + ATP + CITED.replace("7", "8") + TISSUE, "info", None),
        (FUEL + ATP.replace("- question", "- id: atp\n        question") + CITED + TISSUE, "info", None),
    ],
)
def test_a_card_replaced_in_its_place_is_warned_of(edited: str, severity: str, line: int | None, project: Project) -> None:
    """Between the same cards, from the same passage, and unlike the card that was there: a warning with both ways out."""
    project.build(BOOK + FUEL + ORGAN + CITED + TISSUE)
    lock, before = (project.folder / "cards.lock").read_bytes(), guids(project)
    found = said(project, BOOK + edited)
    assert (severity, line) in [(was, at) for was, at, _ in found]
    if severity == "warning":
        ((*_, hint),) = found
        assert hint == (
            "if it was reworded, put the ledger back (git checkout cards.lock), and write `id: which-organ-produces-insulin` here, "
            "or run `deckgen rename which-organ-produces-insulin what-is-atp`; if it is new, give it an id of its own"
        )
        (project.folder / "cards.lock").write_bytes(lock)
        assert said(project, BOOK + edited.replace("- question: What is ATP", "- id: which-organ-produces-insulin\n        question: What is ATP")) == []  # fmt: skip
        assert guids(project) == before


def test_a_question_replaced_by_a_cloze_cannot_keep_its_reviews(project: Project) -> None:
    """No way out is offered that leads into an error: a note cannot change its kind."""
    project.build(BOOK + FUEL + ORGAN + CITED + TISSUE)
    cloze = '      - cloze: "The {{c1::pancreas}} makes insulin."\n' + CITED
    ((severity, line, hint),) = said(project, BOOK + FUEL + cloze + TISSUE)
    way = "to keep its reviews, keep it a question; else give the new one an id"
    assert (severity, line, hint) == ("warning", 9, f"a question note cannot become a cloze note: {way}")


def test_a_row_that_is_spelled_otherwise_is_warned_of(project: Project) -> None:
    """Its cells are new, since a row is its id; the way out keeps them. Another row with the same answers is another row."""
    table = LEVEL + "    tables:\n      - id: loop\n        columns: {site: {ask: 'Where does {row} act?'}}\n        rows:\n"
    project.build(table + "          furosemide: {title: Furosemide, site: NKCC2}\n")
    lock, before = (project.folder / "cards.lock").read_bytes(), guids(project)
    renamed = table + "          frusemide: {title: Frusemide, site: NKCC2}\n"
    ((severity, line, hint),) = said(project, renamed)
    way = "run `deckgen rename loop/furosemide/site loop/frusemide/site`"
    assert (severity, line) == ("warning", 9)
    assert hint == f"if it was reworded, put the ledger back (git checkout cards.lock), and {way}; if it is another row, leave it so"
    (project.folder / "cards.lock").write_bytes(lock)
    project.run("rename", "loop/furosemide/site", "loop/frusemide/site")
    assert said(project, renamed) == []
    assert list(guids(project).values()) == list(before.values())
    another = said(project, table + "          bumetanide: {title: Bumetanide, site: NKCC2}\n")
    assert [severity for severity, *_ in another] == ["info"]
