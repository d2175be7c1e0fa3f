"""The engine of the proof, and its figures at the end of the run."""

import pytest
from engine.conftest import engine, engine_version

from .machine import Story
from .telling import SEED

__all__ = ["engine"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, however quiet the run is."""
    counts = Story.counts
    if not counts["sequences"]:
        return
    doubts = ", ".join(f"{counts[key]:,} {key.removeprefix('doubt: ')}" for key in sorted(counts) if key.startswith("doubt: "))
    figures = ", ".join(
        f"{counts[key]:,} {key}" for key in ("sequences", "edits", "builds", "imports", "notes retired", "reviews", "own acts")
    )
    terminalreporter.write_line(
        f"proof on anki {engine_version()} (seed {SEED}): {figures}, {counts['violations']} violations"
        f" (the author had to put right: {doubts or 'nothing'})"
    )
