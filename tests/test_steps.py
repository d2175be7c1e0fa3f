"""Steps of published mechanisms keep their numbers, whatever becomes of the others."""

import json

from conftest import Project
from published import LEVEL, note


def steps(project: Project, *texts: str) -> dict[str, int]:
    """Build a mechanism of these steps, and return their numbers by text as the package has them."""
    listed = "".join(f"          - {text}\n" for text in texts)
    project.build(LEVEL + "    mechanisms:\n      - title: From a meal to uptake\n        steps:\n" + listed)
    (package,) = json.loads(project.run("dump", "build/test-deck.apkg", "--format", "json").out)["notes"]
    items = package["fields"]["Text"].split("<li>{{c")[1:]
    assert len(package["cards"]) == len(items)
    assert {card["ord"] for card in package["cards"]} == {int(item.split("::")[0]) - 1 for item in items}
    return {item.split("::")[1].split("}}")[0]: int(item.split("::")[0]) for item in items}


def test_step_numbers_stay_with_their_steps(project: Project) -> None:
    """Inserting, moving, rewording and removing steps changes no number of another; a removed number is never used again."""
    assert steps(project, "Glucose rises", "Insulin is secreted", "Muscle takes up glucose") == {
        "Glucose rises": 1, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "Glucose rises", "ATP closes channels", "Insulin is secreted", "Muscle takes up glucose") == {
        "Glucose rises": 1, "ATP closes channels": 4, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Insulin is secreted", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Insulin is secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Insulin is then secreted", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Insulin is then secreted": 2, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3,
    }  # fmt: skip
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose", "Liver stores glycogen") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3, "Liver stores glycogen": 5,
    }  # fmt: skip
    assert note(project, "from-a-meal-to-uptake").spent == (2,)
    assert "Liver stores glycogen" not in steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose")
    assert steps(project, "ATP closes channels", "Glucose rises", "Muscle takes up glucose", "Kidneys excrete the rest") == {
        "ATP closes channels": 4, "Glucose rises": 1, "Muscle takes up glucose": 3, "Kidneys excrete the rest": 6,
    }  # fmt: skip


def test_a_step_is_known_by_its_id(project: Project) -> None:
    """A step with an id keeps its number whatever becomes of its words."""
    first = steps(project, "Glucose rises", "{id: secrete, text: Insulin is secreted}", "Muscle takes up glucose")
    after = steps(project, "{id: secrete, text: A hormone leaves the beta cell}", "Glucose rises", "Muscle takes up glucose")
    assert (first["Insulin is secreted"], after["A hormone leaves the beta cell"]) == (2, 2)


def test_steps_that_were_reworded_or_removed_are_named(project: Project) -> None:
    """The build says which step it took for which, and which are no more."""
    steps = "    mechanisms:\n      - title: From meal to muscle\n        steps: [{}]\n"
    first = "Glucose rises after a meal, Beta cells release insulin, GLUT4 moves to the surface"
    project.build(LEVEL + steps.format(first))
    outcome = project.build(LEVEL + steps.format("Beta cells release more insulin, GLUT4 moves to the surface"))
    assert (
        'the published step "Beta cells release insulin" is now "Beta cells release more insulin"; its reviews are kept '
        "(id: beta-cells-release-insulin)" in outcome.err
    )
    assert 'the step "Glucose rises after a meal" (id: glucose-rises-after-a-meal) is no longer in the source' in outcome.err
