"""Whole articles of several fields: what is found in each stands beside it in a JSON file, and each becomes a deck that audits."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Project

from deckgen.article.find import find
from deckgen.article.read import read_article
from deckgen.types.article import Article, Findings

ARTICLES = Path(__file__).parent / "articles"
OURS = ("asthma.txt", "heart-failure.md", "iron.html", "kidney.txt")
ROOT = Path(__file__).parents[2]
THE_ARTICLE = Path(os.environ.get("DECKGEN_ARTICLE") or ROOT / ".." / "shared" / "source" / "article.txt")
needs_the_article = pytest.mark.skipif(
    not THE_ARTICLE.exists(), reason=f"the article that the deck was drawn from is not at {THE_ARTICLE} (set DECKGEN_ARTICLE)"
)


def found_in(path: Path) -> tuple[Article, Findings]:
    """Read an article and search it."""
    article = read_article(path.name, path.read_bytes())
    assert isinstance(article, Article)
    return article, find(article)


def as_listed(article: Article, findings: Findings) -> dict[str, Any]:
    """Return what was found in the form of the lists beside the articles."""
    return {
        "levels": list(article.levels),
        "terms": {term.name: term.line for term in findings.terms},
        "points": {point.name: point.line for point in findings.points},
        "abbreviations": {each.short: each.long for each in findings.abbreviations},
        "numbers": [f"{figure.line} {figure.name}" for figure in findings.figures],
        "cells": cells(article),
        "mechanisms": {sequence.title: list(sequence.steps) for sequence in findings.sequences},
    }


def cells(article: Article) -> list[str]:
    """Return every data cell of an article as `row / column: text`."""
    return [
        f"{row[0].text} / {block.rows[0][number].text}: {row[number].text}"
        for block in article.blocks
        for row in block.rows[1:]
        for number in range(1, len(row))
        if row[number].text
    ]


@pytest.mark.parametrize("name", OURS)
def test_what_is_found(name: str) -> None:
    """Terms with their lines, points, abbreviations, numbers, cells and mechanisms are those that a reader listed."""
    listed = json.loads((ARTICLES / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert as_listed(*found_in(ARTICLES / name)) == listed


@pytest.mark.parametrize("name", OURS)
def test_from_article_to_deck_and_back(name: str, project: Project) -> None:
    """The draft builds at once, asks every term and cell, and is reported as copied until it is reworded."""
    shutil.copy(ARTICLES / name, name)
    listed = json.loads((ARTICLES / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert project.run("draft", name, "-o", "cards.yaml").code == 0
    built = json.loads(project.run("build", "--format", "json").out)
    assert built["deck"] == Path(name).stem
    packages = [file for file in built["files"] if file["path"].endswith(".apkg")]
    assert [file["level"] for file in packages] == [None, *(level.lower() for level in listed["levels"])]
    assert not any(d["severity"] == "error" for d in built["diagnostics"])
    audit = project.run("audit", name, "--format", "json", "--html")
    result = json.loads(audit.out)
    assert audit.code == any(each["words"] >= 12 for each in result["copied"])
    assert {each["name"].lower(): each["line"] for each in result["terms"]} == {k.lower(): v for k, v in listed["terms"].items()}
    assert [each["name"] for each in result["terms"] + result["cells"] if not each["covered"]] == []
    assert [d["check"] for d in result["diagnostics"]] == ["copied-span"] * len(result["copied"]) != []
    assert (project.folder / "build" / "audit.html").exists()


@needs_the_article
def test_fourteen_terms_and_none_besides() -> None:
    """The glossary drawn from the article holds its 14 marked terms with the right names, at their levels, and no other."""
    article, findings = found_in(THE_ARTICLE)
    assert article.levels == ("Fundamentals", "Intermediate", "Academic")
    assert [(term.line, term.level, term.name) for term in findings.terms] == [
        (9, "Fundamentals", "Visceral fat"),
        (24, "Intermediate", "Insulin resistance"),
        (28, "Intermediate", "Visceral adipose tissue"),
        (29, "Intermediate", "Body composition"),
        (29, "Intermediate", "Hormone secretagogues"),
        (32, "Intermediate", "Tesamorelin"),
        (36, "Intermediate", "CJC-1295"),
        (36, "Intermediate", "Ipamorelin"),
        (53, "Intermediate", "Insulin sensitivity"),
        (61, "Academic", "Growth hormone"),
        (64, "Academic", "Adipose tissue"),
        (68, "Academic", "Lipolysis"),
        (69, "Academic", "Insulin signaling"),
        (81, "Academic", "Peptide therapy"),
    ]
    assert [term.definition[-1] for term in findings.terms] == ["."] * 14
    assert not any("Meaning" in term.definition or "∞" in term.definition for term in findings.terms)


@needs_the_article
def test_points_and_tables_of_the_article() -> None:
    """List points that say something about a term are points; both tables are read cell by cell, the empty fifth cell left out."""
    article, findings = found_in(THE_ARTICLE)
    assert [(point.line, point.name) for point in findings.points] == [
        (17, "Inflammation"),
        (18, "Oxidative Stress"),
        (19, "Lipotoxicity"),
    ]
    tables = [block for block in article.blocks if block.rows]
    assert [[len(row) for row in table.rows] for table in tables] == [[4] * 4, [4] * 5]
    assert [cell.text for cell in tables[1].rows[1]] == [
        "Visceral Adipose Tissue (cm²)",
        "150 cm²",
        "120 cm² (-20%)",
        "GH-mediated lipolysis preferentially targeting visceral fat stores.",
    ]
    assert len(cells(article)) == 9 + 12


@needs_the_article
def test_the_deck_asks_the_article(project: Project) -> None:
    """Our own deck asks at least 95 parts in 100 of the article, copies nothing of it, and misquotes none of its lines."""
    shutil.copy(ROOT / "cards.yaml", "cards.yaml")
    shutil.copy(THE_ARTICLE, "article.txt")
    outcome = project.run("audit", "article.txt", "--format", "json", "--fail-under", "95")
    result = json.loads(outcome.out)
    assert (outcome.code, result["copied"]) == (0, [])
    assert result["coverage"] >= 0.95
    assert not any(d["severity"] == "error" for d in result.get("diagnostics", ()))


@needs_the_article
def test_the_article_becomes_a_deck(project: Project) -> None:
    """The draft of the article builds, and its glossary is the 14 terms."""
    shutil.copy(THE_ARTICLE, "article.txt")
    outcome = project.run("draft", "article.txt")
    project.build(outcome.out)
    levels = yaml.safe_load(outcome.out)["levels"]
    assert sum(len(level.get("glossary") or ()) for level in levels.values()) == 14
    assert "3 levels, 14 terms, 10 abbreviations, 0 mechanisms, 2 tables" in outcome.err
