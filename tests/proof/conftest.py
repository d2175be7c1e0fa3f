"""The engine of the proof, and its figures at the end of the run."""

import pytest
from engine.conftest import engine, engine_version

from .machine import Story

__all__ = ["engine"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, however quiet the run is."""
    if Story.counts["sequences"]:
        terminalreporter.write_line(f"proof on anki {engine_version()}: {dict(Story.counts)}")
