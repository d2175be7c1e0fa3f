"""Fixtures: an author with a folder, a learner with a collection, and both over several versions of a deck."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from .author import Author
from .collection import Learner
from .study import Study

REQUIRED = os.environ.get("DECKGEN_REQUIRE_ENGINE") == "1"


def engine_version() -> str:
    """Return the version of the Anki engine, or nothing where it is not installed."""
    if find_spec("anki") is None:
        return ""
    from anki.buildinfo import version

    return version


def pytest_report_header() -> str:
    """Say which engine the tests run on."""
    return f"anki engine: {engine_version() or 'not installed'}"


@pytest.fixture(scope="session", autouse=True)
def engine() -> str:
    """Return the engine's version; without one every test here is skipped, or fails where DECKGEN_REQUIRE_ENGINE=1."""
    version = engine_version()
    if not version and REQUIRED:
        pytest.fail("DECKGEN_REQUIRE_ENGINE=1, but the Anki engine is not installed: pip install anki")
    if not version:
        pytest.skip("the Anki engine is not installed: pip install anki")
    return version


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Give an author with an empty folder."""
    return Author(tmp_path / "author")


@pytest.fixture
def learner(engine: str, tmp_path: Path) -> Iterator[Learner]:
    """Give a learner with an empty collection."""
    learner = Learner(tmp_path / "learner")
    yield learner
    learner.close()


@pytest.fixture
def study(author: Author, learner: Learner) -> Study:
    """Give an author and a learner."""
    return Study(author, learner)
