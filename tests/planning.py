"""A small deck, and what `deckgen plan` says of it as JSON, without the engine."""

import json
from typing import Any

from conftest import HEAD, Project

LEVELS = "levels:\n  one:\n    name: One\n    cards:\n"
ORGAN = "      - {id: organ, question: Which organ produces insulin?, answer: The pancreas}\n"
FUEL = "      - {id: fuel, question: Which fuel does the brain prefer?, answer: Glucose}\n"
BASE = HEAD + LEVELS + ORGAN + FUEL


def plan(project: Project, *options: str, code: int = 0) -> dict[str, Any]:
    """Run `deckgen plan` without the engine and return its JSON; nothing may be written."""
    before = project.files()
    outcome = project.run("plan", "--no-engine", "--format", "json", *options)
    assert outcome.code == code, outcome.out + outcome.err
    assert project.files() == before
    result = json.loads(outcome.out)
    assert isinstance(result, dict)
    return result


def said(**parts: object) -> dict[str, Any]:
    """Return a plan in which nothing happens but what is given."""
    nothing = {"verdict": "none", "new": [], "updated": [], "untouched": 0, "moved": [], "retired": [], "lost": []}
    return nothing | parts | {"engine": "ledger"}
