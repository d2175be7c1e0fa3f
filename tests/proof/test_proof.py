"""The promise holds over stories that nobody thought of."""

import os

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import Story

SEQUENCES = int(os.environ.get("DECKGEN_PROOF_SEQUENCES", "10"))
SEED = int(os.environ.get("DECKGEN_PROOF_SEED", "1"))
SHRINK = (Phase.shrink,) if os.environ.get("DECKGEN_PROOF_SHRINK") == "1" else ()


def test_no_review_is_ever_lost(engine: str) -> None:
    """An author and two learners, in the real engine."""
    Story.engine = engine
    told = settings(
        max_examples=SEQUENCES,
        stateful_step_count=40,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, *SHRINK),
        print_blob=False,
    )
    run_state_machine_as_test(seed(SEED)(Story), settings=told)
