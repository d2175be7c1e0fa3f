"""Small sources, and what their ledger holds once they are published."""

from conftest import HEAD, Outcome, Project

from deckgen.compiler.ledger_text import parse_ledger
from deckgen.types.ledger import Ledger, Published

LEVEL = HEAD + "levels:\n  one:\n    name: One\n"
ORGAN = "      - question: Which organ produces insulin?\n        answer: The pancreas\n"
FUEL = "      - question: Which fuel does the brain prefer?\n        answer: Glucose\n"
TISSUE = "      - question: Where is fat stored?\n        answer: In adipose tissue\n"


def cards(*entries: str) -> str:
    """Return a source with these cards."""
    return LEVEL + "    cards:\n" + "".join(entries)


def ledger(project: Project) -> Ledger:
    """Read the ledger, which must be sound."""
    text = (project.folder / "cards.lock").read_text(encoding="utf-8")
    result, found = parse_ledger(text, "cards.lock", "test-deck")
    assert found == []
    return result


def guids(project: Project) -> dict[str, str]:
    """Return the guid of each live note by its key."""
    return {key: note.guid for key, note in ledger(project).notes.items() if not note.retired}


def note(project: Project, key: str) -> Published:
    """Return what the ledger holds under a key."""
    return ledger(project).notes[key]


def tally(outcome: Outcome) -> str:
    """Return the line that counts the notes."""
    return next(line for line in outcome.err.split("\n") if line.startswith("notes: "))
