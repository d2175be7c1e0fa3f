"""Numbers of cloze deletions that an edit gives to another fact."""

import json

import pytest
from conftest import Project
from published import cards

from deckgen.compiler.cloze_numbers import reused_numbers

GAP = "      - {id: gap, cloze: 'The gap is {{c1::sodium}} minus {{c2::chloride}} minus BODY.'}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{c3::bicarbonate}}", "bicarbonate; normal {{c3::8–12 mmol/L}}", [(3, "bicarbonate", "8–12 mmol/L", "a number of its own: c4")]),
        ("{{c3::the bicarbonate}}", "{{c4::the bicarbonate}}, up to {{c3::12::how much?}}", [(3, "the bicarbonate", "12", "c5")]),
        ("{{c3::acid}} and {{c4::base}}", "{{c4::acid}} and {{c3::base}}", [(3, "acid", "base", "c4"), (4, "base", "acid", "c3")]),
        ("{{c3::bicarbonate}}", "{{c3::HCO3}} (bicarbonate)", []),  # other words for the same
        ("{{c3::12}}", "{{c3::15}}, and not 12", []),  # a correction
        ("{{c3::bicarbonate}}", "bicarbonate, that is {{c3::bicarbonate ions}}", []),
        ("{{c3::bicarbonate}}", "bicarbonate; normal {{c4::8–12 mmol/L}}", []),
        ("{{c3::bicarbonate}}", "something; normal {{c3::8–12 mmol/L}}", []),  # what it hid is gone: who knows
        ("{{c3::ions such as {{c4::HCO3}}}}", "{{c3::ions such as {{c4::bicarbonate}}}}", []),
    ],
)  # fmt: skip
def test_a_number_that_goes_to_another_fact_is_warned_of(
    old: str, new: str, said: list[tuple[int, str, str, str]], project: Project
) -> None:
    """Reviews hang on the number; the warning names both facts, and the number that the new one should have."""
    project.build(cards(GAP.replace("BODY", old)))
    project.at(60)
    project.write(cards(GAP.replace("BODY", new)))
    plan = project.run("plan", "--no-engine").out
    build = json.loads(project.build(None, "--format", "json").out)
    found = [d for d in build["diagnostics"] if d["check"] == "cloze-reused"]
    messages = [f'c{n} hid "{was}" and now hides "{now}": its reviews go to another fact' for n, was, now, _ in said]
    assert [(d["severity"], d["line"], d["message"]) for d in found] == [("warning", 6, message) for message in messages]
    assert all(d["hint"].endswith(hint) for d, (*_, hint) in zip(found, said, strict=True))
    assert [line.strip() for line in plan.splitlines() if "reviews go" in line] == [f"warning: {m}" for m in messages]


def test_a_number_of_its_own_is_the_way_out(project: Project) -> None:
    """What the hint says, done, is warned of no more."""
    project.build(cards(GAP.replace("BODY", "{{c3::bicarbonate}}")))
    assert "cloze-reused" not in project.build(cards(GAP.replace("BODY", "bicarbonate; normal {{c4::8–12 mmol/L}}"))).err


def test_nothing_is_said_of_a_text_that_the_ledger_cuts() -> None:
    """What lies beyond the cut might hold the same deletion again."""
    before, after = "Minus {{c1::bicarbonate}}", "Minus bicarbonate; normal {{c1::8–12}}"
    assert len(list(reused_numbers(before, after))) == 1
    assert list(reused_numbers(before, after.ljust(300, "…"))) == []


def test_a_deletion_within_a_hint_hides_nothing() -> None:
    """Its number hid a word that is in sight now, and hides none that could be another fact."""
    assert list(reused_numbers("Alpha {{c1::beta}} and {{c2::gamma}}", "Alpha {{c1::beta::{{c2::x}}}} and gamma")) == []
