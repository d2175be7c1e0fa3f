"""How stories are told: how many, from which seed, and what becomes of a violation."""

import os

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import Story

SEQUENCES = int(os.environ.get("DECKGEN_PROOF_SEQUENCES", "6"))
SEED = int(os.environ.get("DECKGEN_PROOF_SEED", "1"))
STEPS = 40


def tell(story: type[Story], sequences: int, start: int = SEED) -> None:
    """Tell so many stories, the same ones for the same seed. Raises what the first violation raised.

    With DECKGEN_PROOF_SHRINK=1 hypothesis looks for a shorter story that fails too, which takes some minutes.
    """
    shrink = (Phase.shrink,) if os.environ.get("DECKGEN_PROOF_SHRINK") == "1" else ()
    how = settings(
        max_examples=sequences,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, *shrink),
    )
    try:
        run_state_machine_as_test(seed(start)(story), settings=how)
    except BaseException:
        story.counts["violations"] += 1
        raise
