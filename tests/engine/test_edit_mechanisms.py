"""The cards of a mechanism: the history of each stays with its step, whatever happens around it."""

from .author import deck
from .study import Study

KEY = "from-a-meal-to-glucose-uptake"
STEPS = (
    "Blood glucose rises after a meal",
    "The pancreas secretes insulin",
    "Insulin binds to its receptor",
    "GLUT4 moves to the cell surface",
)
HISTORY = dict(zip(STEPS, (1, 2, 3, 4), strict=True))


def mechanism(*steps: str) -> str:
    """Return a deck with one mechanism and a card beside it."""
    lines = "".join(f"          - {step}\n" for step in steps)
    return deck(
        f"    mechanisms:\n      - title: From a meal to glucose uptake\n        steps:\n{lines}"
        "    cards:\n      - {id: control, question: What do alpha cells release?, answer: Glucagon}\n"
    )


def begin(study: Study) -> None:
    """Study the mechanism: each step is answered once more than the one before it."""
    study.begin(mechanism(*STEPS))
    assert study.steps(KEY) == HISTORY


def test_inserted_step(study: Study) -> None:
    """A step in the middle is a new card; all others keep their history and their words."""
    begin(study)
    study.go_on(mechanism(STEPS[0], "Glucose enters the beta cell", *STEPS[1:]))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == HISTORY | {"Glucose enters the beta cell": 0}


def test_removed_step(study: Study) -> None:
    """The others keep their history; the removed step's card stays with its own and asks nothing."""
    begin(study)
    assert study.build is not None
    guid = study.build[KEY].guid
    study.go_on(mechanism(STEPS[0], *STEPS[2:]))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == {step: reps for step, reps in HISTORY.items() if step != STEPS[1]}
    assert (study.learner.reps(guid, 1), study.learner.asked(guid, 1)) == (2, "")


def test_moved_step(study: Study) -> None:
    """Steps in another order keep their history."""
    begin(study)
    study.go_on(mechanism(STEPS[2], STEPS[0], STEPS[3], STEPS[1]))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == HISTORY


def test_reworded_step(study: Study) -> None:
    """A reworded step without an id keeps its history."""
    begin(study)
    study.go_on(mechanism(STEPS[0], "The pancreas secretes more insulin", *STEPS[2:]))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == {STEPS[0]: 1, "The pancreas secretes more insulin": 2, STEPS[2]: 3, STEPS[3]: 4}


def test_named_steps(study: Study) -> None:
    """Giving steps ids touches nobody, and lets them be written anew later."""
    begin(study)
    study.go_on(mechanism(STEPS[0], f"{{id: secrete, text: {STEPS[1]}}}", *STEPS[2:]))
    assert study.counts() == (0, 0, 2)
    study.go_on(mechanism(STEPS[0], "{id: secrete, text: Beta cells let go of their granules}", *STEPS[2:]))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == {STEPS[0]: 1, "Beta cells let go of their granules": 2, STEPS[2]: 3, STEPS[3]: 4}


def test_number_of_a_removed_step_is_never_used_again(study: Study) -> None:
    """A step that comes after a removed one is a new card, not the removed one's."""
    begin(study)
    study.go_on(mechanism(*STEPS[:3]))
    study.go_on(mechanism(*STEPS[:3], "Glycogen synthase is switched on"))
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == {STEPS[0]: 1, STEPS[1]: 2, STEPS[2]: 3, "Glycogen synthase is switched on": 0}


def test_reviews_of_an_emptied_card_are_not_inherited(study: Study) -> None:
    """Where the learner removes the empty card of a removed step, its reviews do not become those of a new step's card."""
    begin(study)
    study.go_on(mechanism(*STEPS[:3]))
    assert study.build is not None
    col, guid = study.learner.col, study.build[KEY].guid
    col.remove_cards_and_orphaned_notes([study.learner.card(guid, 3).id])
    study.go_on(mechanism(*STEPS[:3], "Glycogen synthase is switched on"))
    assert study.steps(KEY)["Glycogen synthase is switched on"] == 0
    assert col.db.scalar("select count() from revlog where cid = ?", study.learner.card(guid, 4).id) == 0


def test_reworded_title(study: Study) -> None:
    """A reworded title of a mechanism without an id keeps the history of every step."""
    begin(study)
    build = study.go_on(mechanism(*STEPS).replace("From a meal to glucose uptake", "From a meal to the uptake of glucose"))
    assert study.counts() == (0, 1, 1)
    assert build.said == ("reworded",)
    assert study.steps(KEY) == HISTORY


def test_everything_at_once(study: Study) -> None:
    """One step inserted, one removed, one reworded, one moved, and a named one."""
    begin(study)
    study.go_on(
        mechanism(STEPS[3], "Insulin binds to its own receptor", "AKT is phosphorylated", f"{{id: rise, text: {STEPS[0]}}}")
    )
    assert study.counts() == (0, 1, 1)
    assert study.steps(KEY) == {STEPS[3]: 4, "Insulin binds to its own receptor": 3, "AKT is phosphorylated": 0, STEPS[0]: 1}
