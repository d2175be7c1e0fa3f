"""The engine of the proof, and its figures at the end of the run."""

import pytest
from engine.conftest import engine, engine_version

from .machine import Story
from .telling import SEED

__all__ = ["engine"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, however quiet the run is; `plans` holds what `deckgen plan` had said of the imports."""
    counts = Story.counts
    if not counts["sequences"]:
        return
    figures = ("sequences", "edits", "builds", "imports", "notes retired", "reviews", "own acts", "ledgers made again", "violations")
    on = f"on anki {engine_version()} (seed {SEED})"
    terminalreporter.write_line(
        f"proof {on}: {', '.join(f'{counts[key]:,} {key}' for key in figures)}"
        f" (the author had to put right: {_listed('doubt: ') or 'nothing'})"
    )
    terminalreporter.write_line(
        f"plans {on}: {counts['plans held']:,} plans held, {counts['fates as said']:,} fates as said;"
        f" not delivered, and said so: {_listed('said: ') or 'nothing'}; not the plan's learner: {_listed('narrowed: ') or 'nobody'}"
    )


def _listed(kind: str) -> str:
    counts = Story.counts
    return ", ".join(f"{counts[key]:,} {key.removeprefix(kind)}" for key in sorted(counts) if key.startswith(kind))
