"""The promise holds over stories that nobody thought of."""

from .machine import Story
from .telling import SEQUENCES, tell


def test_no_review_is_ever_lost(engine: str) -> None:
    """An author and two learners in the real engine: what lands is what was meant, and nothing else is touched."""
    Story.engine = engine
    tell(Story, SEQUENCES)
