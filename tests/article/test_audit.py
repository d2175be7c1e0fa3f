"""`deckgen audit`: covered means asked; lines hold what is said of them; words are the author's own; what changed."""

import json
from typing import Any

import pytest
from conftest import Project

ARTICLE = """\
Fundamentals
The kidney makes renin Meaning ∞ Renin is an enzyme that starts the hormonal cascade of blood pressure. when flow falls.
Its output is close to 180 L of filtrate a day, of which most is taken back by the tubules.

Drug | Target | Main Side Effect |
---|---|---|
Furosemide | NKCC2 cotransporter | Low potassium |
Spironolactone | Mineralocorticoid receptor | High potassium |

Academic
- Thirst ∞ Osmoreceptors in the hypothalamus sense a rise in plasma osmolality and make a person drink.
- Natriuresis: the loss of sodium in the urine.
The renal artery divides into branches that supply each lobe of the kidney without any connection between them at all.
"""
HEAD = "deck: {id: kidney, name: Kidney}\nsources: {article: {title: A}, other: {title: B}}\nlevels:\n  one:\n    name: One\n"


def audit(project: Project, level: str, *options: str) -> dict[str, Any]:
    """Audit the content of one level against the article, and return the JSON."""
    project.write(ARTICLE, "kidney.txt")
    project.write(HEAD + "".join(f"    {line}\n" for line in level.strip("\n").splitlines()))
    outcome = project.run("audit", "kidney.txt", "--format", "json", *options)
    result: dict[str, Any] = json.loads(outcome.out)
    assert outcome.err == ""
    assert outcome.code == any(d["severity"] == "error" for d in result.get("diagnostics", ()))
    return result


def asked(result: dict[str, Any]) -> list[str]:
    """Return the names of what is covered."""
    return [item["name"] for kind in ("terms", "cells", "points", "numbers") for item in result[kind] if item["covered"]]


def said(result: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Return line, check and message of each diagnostic."""
    return [(d["line"], d["check"], d["message"]) for d in result.get("diagnostics", ())]


def test_the_form_of_the_report(project: Project) -> None:
    """Exactly the agreed keys; every term, cell, point and number with its line; and the share that is asked."""
    result = audit(project, "glossary:\n  - term: Renin\n    definition: Kidney enzyme\n    source: article L2")
    assert result == {
        "terms": [{"name": "Renin", "line": 2, "covered": True}, {"name": "Natriuresis", "line": 12, "covered": False}],
        "cells": [
            {"name": "Furosemide / Target", "line": 7, "covered": False},
            {"name": "Furosemide / Main Side Effect", "line": 7, "covered": False},
            {"name": "Spironolactone / Target", "line": 8, "covered": False},
            {"name": "Spironolactone / Main Side Effect", "line": 8, "covered": False},
        ],
        "points": [{"name": "Thirst", "line": 11, "covered": False}],
        "numbers": [{"name": "180 L", "line": 3, "covered": False}],
        "copied": [],
        "coverage": 0.125,
    }


@pytest.mark.parametrize(
    ("card", "covered"),
    [
        # A term: a glossary entry's term or other name, or an answer; spelling and number do not matter.
        ("glossary:\n  - {term: Angiotensinogenase, also: [renin], definition: Enzyme}", ["Renin"]),
        ("cards:\n  - {question: Which enzyme starts it?, answer: Renins}", ["Renin"]),
        ("cards:\n  - {question: Which enzyme starts it?, answer: The enzyme (renin)}", ["Renin"]),
        ("cards:\n  - cloze: The kidney makes {{c1::renin}} in need.", ["Renin"]),
        ("cards:\n  - {question: What does renin do?, answer: Many things}", []),
        # A cell: row and column, or most of its telling words with the row or the line.
        ("cards:\n  - {question: What is the target of furosemide?, answer: A transporter}", ["Furosemide / Target"]),
        ("cards:\n  - {question: What does furosemide block?, answer: NKCC2 cotransporters}", ["Furosemide / Target"]),
        (
            "cards:\n  - {question: Which diuretic raises potassium to high levels?, answer: Spironolactone}",
            ["Spironolactone / Main Side Effect"],
        ),
        ("cards:\n  - {question: Which diuretic is older?, answer: Furosemide, source: article L7}", []),
        ("cards:\n  - {question: Which receptor is blocked?, answer: The mineralocorticoid receptor}", []),
        # A point: enough of its telling words, by cards that are about it.
        (
            """cards:
  - {question: Where are the osmoreceptors for thirst?, answer: In the hypothalamus}
  - {question: Which change in plasma makes thirst?, answer: A rise in osmolality}""",
            ["Thirst"],
        ),
        ("cards:\n  - {question: Where is thirst felt?, answer: In the mouth, source: article L11}", []),
        # A number: stated by a card about its sentence.
        (
            "cards:\n  - {question: How much filtrate do the kidneys form a day?, answer: 180 litres, source: article L3}",
            ["180 L"],
        ),
        ("cards:\n  - {question: How much filtrate do the kidneys form a day?, answer: Very much, source: article L3}", []),
        ("cards:\n  - {question: How many cards has a pack?, answer: '180'}", []),
    ],
)
def test_covered_means_asked(card: str, covered: list[str], project: Project) -> None:
    """To cite a line is not enough."""
    assert asked(audit(project, card)) == covered


def test_citing_every_line_covers_nothing(project: Project) -> None:
    """A card that asks something else covers nothing, however much it cites."""
    card = "cards:\n  - {question: Which season is warm?, answer: Summer, source: article L1-13}"
    assert (asked(result := audit(project, card)), result["coverage"]) == ([], 0)


@pytest.mark.parametrize("missing", range(8))
def test_each_part_of_a_deck_counts(missing: int, project: Project) -> None:
    """Take any one thing out of a deck that asks everything, and just that is reported as not asked."""
    parts = [
        ("glossary", "- {term: Renin, definition: Kidney enzyme}", "Renin"),
        ("glossary", "- {term: Natriuresis, definition: Urinary sodium loss}", "Natriuresis"),
        ("cards", "- {question: What is the target of furosemide?, answer: NKCC2}", "Furosemide / Target"),
        (
            "cards",
            "- {question: What is the main side effect of furosemide?, answer: Hypokalaemia}",
            "Furosemide / Main Side Effect",
        ),
        ("cards", "- {question: What is the target of spironolactone?, answer: A steroid receptor}", "Spironolactone / Target"),
        (
            "cards",
            "- {question: Which side effect has spironolactone?, answer: Hyperkalaemia}",
            "Spironolactone / Main Side Effect",
        ),
        (
            "cards",
            "- {question: Which change do hypothalamic osmoreceptors for thirst sense?, answer: A rise in osmolality}",
            "Thirst",
        ),
        ("cards", "- {question: How much filtrate flows a day?, answer: 180 L, source: article L3}", "180 L"),
    ]
    kept = [part for number, part in enumerate(parts) if number != missing]
    level = "".join(f"{name}:\n" + "".join(f"  {card}\n" for n, card, _ in kept if n == name) for name in ("glossary", "cards"))
    everything = [*asked(audit(project, level)), parts[missing][2]]
    assert sorted(everything) == sorted(name for _, _, name in parts)


def test_copied_words(project: Project) -> None:
    """Eight words in a row are a warning, twelve an error, seven nothing; the line is that of the text in the source."""
    result = audit(
        project,
        "cards:\n"
        "  - {id: seven, question: Why?, answer: branches that supply each lobe of the}\n"
        "  - {id: eight, question: How?, answer: branches that supply each lobe of the kidney}\n"
        "  - id: twelve\n    question: Who?\n    answer: So branches that supply each lobe of the **kidney** without any connection between.\n"
        "  - {id: excused, question: Whom?, answer: 'branches that supply each lobe of the kidney, without', ignore: [copied-span]}",
    )
    assert result["copied"] == [
        {"key": "eight", "line": 8, "words": 8, "article_line": 13},
        {"key": "twelve", "line": 11, "words": 12, "article_line": 13},
    ]
    assert [(d["line"], d["severity"], d["check"]) for d in result["diagnostics"]] == [
        (8, "warning", "copied-span"),
        (11, "error", "copied-span"),
    ]


def test_what_may_be_shared(project: Project) -> None:
    """Names, headings and the reference list may be shared at any length."""
    name = "A Very Long Name of a Thing That Has Ten Words"
    project.write(
        f"# {name}\n\nThe {name} is here.\n\n## References\n\n- One two three four five six seven eight nine ten.\n", "a.md"
    )
    project.write(
        f"{HEAD}    glossary:\n      - {{term: {name}, definition: Something}}\n"
        "    cards:\n      - {question: Count, answer: One two three four five six seven eight nine ten}\n"
    )
    assert json.loads(project.run("audit", "a.md", "--format", "json").out)["copied"] == []


def test_lines_that_are_not_there(project: Project) -> None:
    """A card may cite neither lines beyond the end, nor lines without text, nor from a line back to an earlier one."""
    card = (
        "cards:\n"
        "  - {question: Why?, answer: So, source: article L14}\n"
        "  - {question: How?, answer: Thus, source: article L4}\n"
        "  - {question: When?, answer: Then, source: article L9-4}"
    )
    assert said(audit(project, card)) == [
        (7, "cited-line", "kidney.txt has no L14: it ends at line 13"),
        (8, "cited-line", "L4 of kidney.txt holds no text"),
        (9, "cited-line", "L9-4 runs backwards"),
    ]


def test_numbers_and_names_that_lines_do_not_hold(project: Project) -> None:
    """A number that the cited lines do not hold is an error, a name in an answer a warning; another source may hold both."""
    result = audit(
        project,
        "cards:\n"
        "  - {question: How much filtrate?, answer: 170 L, source: article L3}\n"
        "  - {question: What is blocked?, answer: ENaC, source: article L7}\n"
        "  - {question: Which 2 drugs waste sodium?, answer: Two of them, source: article L7-8}\n"
        "  - {question: What is blocked by thiazides?, answer: NCC in 90%, source: article L7, cite: other}\n"
        "  - {question: What side effect shows in the table?, answer: NKCC2, source: article L7}\n"
        "  - {question: Which drug lowers potassium?, answer: Spironolactone, source: article L7}",
    )
    assert said(result) == [
        (7, "cited-number", "the card states 170 L, which L3 of kidney.txt does not hold"),
        (8, "cited-name", 'the card answers "ENaC", which L7 of kidney.txt does not name'),
        (12, "cited-name", 'the card answers "Spironolactone", which L7 of kidney.txt does not name'),
    ]
    assert [d["severity"] for d in result["diagnostics"]] == ["error", "warning", "warning"]


@pytest.mark.parametrize(("least", "code"), [("0.12", 0), ("0.13", 1), ("12", 0), ("13", 1), ("12.5%", 0), ("0", 0), ("1", 1)])
def test_fail_under(least: str, code: int, project: Project) -> None:
    """0.95 and 95 are the same; exit 1 below."""
    audit(project, "glossary:\n  - {term: Renin, definition: Kidney enzyme}")
    assert project.run("audit", "kidney.txt", "--fail-under", least).code == code


def test_the_report_in_words(project: Project) -> None:
    """What is missing, with lines, and the figures of each level, on stderr."""
    audit(project, "glossary:\n  - {term: Renin, definition: Kidney enzyme}")
    outcome = project.run("audit", "kidney.txt")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines() == [
        "asked by no card:",
        "  L3 number: 180 L",
        "  L7 cell: Furosemide / Target",
        "  L7 cell: Furosemide / Main Side Effect",
        "  L8 cell: Spironolactone / Target",
        "  L8 cell: Spironolactone / Main Side Effect",
        "  L11 point: Thirst",
        "  L12 term: Natriuresis",
        "Fundamentals: 16 % asked (1 of 1 terms, 0 of 4 cells, 0 of 1 numbers)",
        "Academic: 0 % asked (0 of 1 terms, 0 of 1 points)",
        "all: 12 % asked (1 of 2 terms, 0 of 4 cells, 0 of 1 points, 0 of 1 numbers)",
    ]


def test_an_article_that_changed(project: Project) -> None:
    """Cards on changed passages are warned of, those whose passage moved are told where it is; the rest are not named."""
    project.write(ARTICLE, "old.txt")
    project.write("New first line.\n\n" + ARTICLE.replace("180 L", "190 L"), "new.txt")
    project.write(
        f"{HEAD}    cards:\n"
        "      - {id: renin, question: Which enzyme?, answer: Renin, source: article L2}\n"
        "      - {id: filtrate, question: How much filtrate flows a day?, answer: 180 L, source: article L3}\n"
        "      - {id: none, question: Who?, answer: You}\n"
    )
    outcome = project.run("audit", "new.txt", "--since", "old.txt", "--format", "json")
    result = json.loads(outcome.out)
    assert outcome.code == 0
    assert result["changed"] == [
        {"key": "renin", "line": 7, "article_line": 2, "article_last": 2, "now": 4},
        {"key": "filtrate", "line": 8, "article_line": 3, "article_last": 3, "now": None},
    ]
    assert [(d["severity"], d["message"]) for d in result["diagnostics"]] == [
        ("info", "L2 is L4 in new.txt now"),
        ("warning", "L3 has changed in new.txt"),
    ]
    same = json.loads(project.run("audit", "old.txt", "--since", "old.txt", "--format", "json").out)
    assert (same["changed"], "diagnostics" in same) == ([], False)


def test_lines_that_moved_together(project: Project) -> None:
    """A range that moved as a whole is one finding, with the range to write; a line of it that changed is another."""
    project.write("One is here.\n\nTwo is there.\nThree are away.\n\nFour is gone.\n", "old.txt")
    project.write("Zero.\n\nOne is here.\n\nTwo is there.\nThree are away.\n\nFour is back.\n", "new.txt")
    project.write(f"{HEAD}    cards:\n      - {{question: How many?, answer: Some, source: article L1-6}}\n")
    found = json.loads(project.run("audit", "new.txt", "--since", "old.txt", "--format", "json").out)["diagnostics"]
    assert [(d["message"], d["hint"]) for d in found] == [
        ("L6 has changed in new.txt", "read it again, and correct card and line"),
        ("L1-4 is L3-6 in new.txt now", "write L3-6"),
    ]


def test_a_copied_caveat_is_shown_where_it_is_written(project: Project) -> None:
    """Words of the article in a text of `caveats:` are pointed at there, once, with the first card that shows them."""
    project.write(ARTICLE, "kidney.txt")
    cards = "    cards:\n" + "".join(f"      - {{id: card-{n}, question: What {n}?, answer: So, caveat: fed}}\n" for n in (1, 2))
    caveats = "caveats:\n  fed: The kidney has branches that supply each lobe of the kidney, without an end.\n"
    project.write(HEAD.replace("levels:", f"{caveats}levels:") + cards)
    result = json.loads(project.run("audit", "kidney.txt", "--format", "json").out)
    assert [(copy["key"], copy["line"]) for copy in result["copied"]] == [("card-1", 4)]


def test_a_copied_step_is_shown_at_its_line(project: Project) -> None:
    """The step that is copied is pointed at, not the title of its mechanism."""
    result = audit(
        project,
        "mechanisms:\n  - title: How the kidney is fed\n    steps:\n      - Blood arrives\n"
        "      - It meets branches that supply each lobe of the kidney\n      - Blood leaves",
    )
    assert result["copied"] == [{"key": "how-the-kidney-is-fed", "line": 10, "words": 8, "article_line": 13}]


def test_years_are_no_numbers_to_ask(project: Project) -> None:
    """Years of events and of citations are passed over; counts that look like years are not."""
    text = "Written in 2024 by two people, seen since 1999. It is soft (Stott 2017), as told (Smith and Stott, 2018; Wu 2019).\n"
    project.write(f"{text}\nIt grew in 2000 patients, and in a cohort of 1950 adults (N 12), or 1900, 2050, 2100.\n", "years.txt")
    project.write(HEAD + "    cards: [{question: Why?, answer: So}]\n")
    result = json.loads(project.run("audit", "years.txt", "--format", "json").out)
    assert [item["name"] for item in result["numbers"]] == ["2000", "1950", "12", "1900", "2050", "2100"]


def test_which_source_is_the_article(project: Project) -> None:
    """--as names the article among the sources; without it that is the one cited with lines."""
    project.write(ARTICLE, "kidney.txt")
    source = HEAD.replace("article: {title: A}, ", "") + "    cards:\n      - {question: Why?, answer: So, source: other L99}\n"
    project.write(source)
    assert project.run("audit", "kidney.txt").code == 1
    assert "has no L99" in project.run("audit", "kidney.txt", "--as", "other").err
    assert project.run("audit", "kidney.txt", "--as", "another").code == 2


def test_what_cannot_be_audited(project: Project) -> None:
    """Errors of the source are reported as ever; a missing article or older article exits 2."""
    project.write(ARTICLE, "kidney.txt")
    project.write("deck: {}")
    assert json.loads(project.run("audit", "kidney.txt", "--format", "json").out)["diagnostics"][0]["check"] == "missing-key"
    for arguments in (
        ["none.txt"],
        ["kidney.txt", "none.yaml"],
        ["kidney.txt", "--since", "none.txt"],
        ["kidney.txt", "--fail-under", "x"],
    ):
        assert project.run("audit", *arguments).code == 2
    assert sorted(project.files()) == ["cards.yaml", "kidney.txt"]
