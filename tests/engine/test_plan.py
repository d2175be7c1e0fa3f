"""`deckgen plan` with the real engine: prediction and rehearsal agree, and say what happens to a learner."""

import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deckgen.rehearse import rehearse

from .author import Author, deck
from .collection import Learner

OLDER = ("2.1.", "23.", "24.", "25.")
EPOCH = 1_764_028_800
WORDS = ("insulin", "glucagon", "cortisol", "leptin", "ghrelin", "renin", "thyroxine", "adrenaline", "oxytocin", "melatonin")
FORMS = ("card", "without-id", "term", "cloze", "mechanism")


class Entry(NamedTuple):
    """An entry of the source: which, in which level, in which wording, and whether it has a second card."""

    number: int
    level: int = 0
    wording: int = 0
    more: bool = False
    tagged: bool = False

    def yaml(self) -> tuple[str, str]:
        """Return the section that the entry stands in, and its YAML."""
        word, form = WORDS[self.number], FORMS[self.number % len(FORMS)]
        common = f"id: about-{word}" if form != "without-id" else 'hint: ""'
        common += ", tags: [topic]" if self.tagged else ""
        if form == "term":
            ask = "" if self.more else ", ask: [define]"
            return "glossary", f"{{{common}, term: {word}, definition: Definition {self.wording}{ask}}}"
        if form == "cloze":
            second = "{{c2::second}}" if self.more else "second"
            return "cards", f'{{{common}, cloze: "{word} is the {{{{c1::first}}}} and the {second}, {self.wording}."}}'
        if form == "mechanism":
            steps = [f"{word} rises", *([f"{word} binds its receptor"] if self.more else []), f"Effect {self.wording} follows"]
            return "mechanisms", f"{{{common}, title: What {word} does, steps: [{', '.join(steps)}]}}"
        reverse = f", reverse: {{question: Which is number {self.number}?, answer: {word}}}" if self.more else ""
        return "cards", f"{{{common}, question: What does {word} do?, answer: Answer {self.wording}{reverse}}}"


Version = tuple[Entry, ...]


def source(version: Version) -> str:
    """Return the source of a version."""
    levels = []
    for level in (0, 1):
        sections: dict[str, list[str]] = {"cards": ["{id: always-there, question: Is it?, answer: It is}"] if not level else []}
        for entry in version:
            if entry.level == level:
                section, yaml = entry.yaml()
                sections.setdefault(section, []).append(yaml)
        body = "".join(f"{name}:\n" + "".join(f"  - {y}\n" for y in entries) for name, entries in sections.items() if entries)
        levels.append(body)
    return deck(*levels)


@st.composite
def edited(draw: st.DrawFn, version: Version) -> Version:
    """Return a version after one to four random edits."""
    entries = {entry.number: entry for entry in version}
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(WORDS) - 1))
        entry = entries.get(number)
        if entry is None:
            entries[number] = Entry(number, wording=draw(st.integers(0, 9)))
            continue
        kind = draw(st.sampled_from(("reword", "move", "more", "tag", "remove")))
        if kind == "remove":
            del entries[number]
        else:
            changes = {
                "reword": {"wording": (entry.wording + 1) % 10},
                "move": {"level": 1 - entry.level},
                "more": {"more": not entry.more},
                "tag": {"tagged": not entry.tagged},
            }
            entries[number] = entry._replace(**changes[kind])
    order = draw(st.permutations(sorted(entries)))
    return tuple(entries[number] for number in order)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Return two to four versions of a deck, each edited from the last."""
    versions = [tuple(Entry(number, number % 2) for number in range(len(WORDS) - 2))]
    for _ in range(draw(st.integers(1, 3))):
        versions.append(draw(edited(versions[-1])))
    return versions


def test_prediction_and_rehearsal_agree(engine: str) -> None:
    """Over random histories, against ledgers and packages of the last version and of older ones: the same plan."""
    examples = 20 if engine.startswith(OLDER) else 200
    plans = []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(histories(), st.integers(0, 2), st.booleans())
    def agree(versions: list[Version], skipped: int, from_package: bool) -> None:
        with TemporaryDirectory() as name:
            author = Author(Path(name) / "author")
            builds, ledgers = [], []
            for number, version in enumerate(versions[:-1]):
                builds.append(author.build(source(version), EPOCH + number * 60))
                ledgers.append(Path(name) / f"{number}.lock")
                ledgers[-1].write_bytes((author.folder / "cards.lock").read_bytes())
            author.source.write_text(source(versions[-1]), encoding="utf-8")
            which = max(0, len(builds) - 1 - skipped)
            against = builds[which].packages[None] if from_package else ledgers[which]
            plans.append(_agreed(author, str(against), EPOCH + 6000))

    agree()
    assert len(plans) >= examples
    for kind in ("new", "updated", "moved", "retired"):
        assert sum(bool(plan[kind]) for plan in plans) > examples / 10, kind


def _agreed(author: Author, against: str, now: int) -> dict:
    predicted = author.plan(now, "--against", against, "--no-engine")
    tried = author.plan(now, "--against", against)
    assert tried.pop("engine").startswith("anki ")
    assert predicted.pop("engine") == "ledger"
    assert tried == predicted
    assert tried["lost"] == []
    return tried


CARDS = """
    cards:
      - {id: organ, question: Which organ produces insulin?, answer: The pancreas}
      - {id: fuel, question: Which fuel does the brain prefer?, answer: Glucose}
      - {id: control, question: Which hormone do alpha cells release?, answer: Glucagon}
"""
EDITED = CARDS.replace("The pancreas", "The islets").replace(
    "{id: fuel, question: Which fuel does the brain prefer?, answer: Glucose}",
    "{id: food, question: What is ATP?, answer: Energy}",
)


def test_a_rehearsal_says_what_the_engine_did(author: Author, engine: str) -> None:
    """By guid: one updated, one added, one gone, one left alone; nothing lost."""
    old = author.build(deck(CARDS), EPOCH)
    new = author.build(deck(EDITED), EPOCH + 60)
    seen = rehearse(old.packages[None], new.packages[None], new.update, "trial")
    assert seen.engine.startswith("anki ")
    assert seen.updated == {old["organ"].guid}
    assert seen.new == {new["food"].guid}
    assert seen.retired == {old["fuel"].guid}
    assert seen.untouched == {old["control"].guid}
    assert (seen.moved, seen.lost) == ({}, frozenset())


def test_a_level_under_another_id_moves_nothing(author: Author, engine: str) -> None:
    """Prediction and engine agree that the tag changes, and that it is no move."""
    text = deck(CARDS, CARDS.replace("{id: ", "{id: next-").replace("?", " now?"))
    author.build(text, EPOCH)
    author.source.write_text(text.replace("  two:\n", "  advanced:\n"), encoding="utf-8")
    plan = _agreed(author, str(author.ledger), EPOCH + 60)
    assert (len(plan["updated"]), plan["moved"], plan["untouched"], plan["verdict"]) == (3, [], 3, "patch")


def test_what_is_back_in_another_level_stays_in_its_deck(author: Author, learner: Learner) -> None:
    """For those who kept the cards of a retired note; prediction and rehearsal say so, and the learner's deck bears it out."""
    fuel = "      - {id: fuel, question: Which fuel does the brain prefer?, answer: Glucose}\n"
    other = "    cards:\n      - {id: other, question: What is ATP?, answer: Energy}\n"
    first = author.build(deck(CARDS, other), EPOCH)
    learner.receive(first.packages[None])
    author.build(deck(CARDS.replace(fuel, ""), other), EPOCH + 60)
    back = deck(CARDS.replace(fuel, ""), other + fuel)
    author.source.write_text(back, encoding="utf-8")
    plan = _agreed(author, str(author.ledger), EPOCH + 120)
    assert (plan["updated"], plan["moved"]) == (["fuel"], [{"key": "fuel", "from": "one", "to": "two"}])
    learner.receive(author.build(back, EPOCH + 120).packages[None])
    assert learner.deck_of(first["fuel"].guid) == "Trial::1 One"


def test_a_rehearsal_sees_progress_that_would_be_lost(author: Author, engine: str) -> None:
    """Notes under other guids come a second time: the plan fails, and prediction and engine agree on which."""
    old = author.build(deck(CARDS), EPOCH)
    (author.folder / "cards.lock").unlink()
    author.source.write_text(deck(CARDS).replace("id: trial", "id: other"), encoding="utf-8")
    for options in ((), ("--no-engine",)):
        code, plan = author.run("plan", str(author.source), "--format", "json", "--against", str(old.packages[None]), *options)
        assert (code, plan["lost"], plan["verdict"]) == (1, ["control", "fuel", "organ"], "major")


def test_a_rehearsal_that_differs_from_the_prediction_fails(author: Author, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    """Where the prediction is wrong the plan says what the engine did, and exits 1."""
    from dataclasses import replace

    from deckgen.plan import predict as prediction

    author.build(deck(CARDS), EPOCH)
    author.source.write_text(deck(EDITED), encoding="utf-8")
    right = prediction.predict
    monkeypatch.setattr(prediction, "predict", lambda old, new: replace(right(old, new), updated=()))
    code, plan = author.run("plan", str(author.source), "--format", "json")
    assert (code, plan["updated"]) == (1, ["organ"])


def test_a_revision_is_built_as_it_was(author: Author, engine: str) -> None:
    """Against a revision of git the old package is the real one, pictures included; the plan is the same without it."""
    (author.folder / "heart.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    text = deck(CARDS.replace("answer: Glucose", "answer: Glucose, image: heart.svg"))
    author.build(text, EPOCH)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "cards.yaml", "cards.lock", "heart.svg"), ("commit", "-q", "-m", "one")):
        subprocess.run([*git, *arguments], cwd=author.folder, check=True, capture_output=True)
    (author.folder / "heart.svg").unlink()
    author.build(deck(EDITED), EPOCH + 60)
    plan = _agreed(author, "git:HEAD", EPOCH + 120)
    assert (plan["new"], plan["updated"], plan["retired"], plan["untouched"]) == (["food"], ["organ"], ["fuel"], 1)


def test_plans_are_quick(author: Author, engine: str) -> None:
    """300 notes take less than 5 seconds of work with the engine, and less than 1 without."""
    cards = "".join(f"      - {{question: What is number {n} about?, answer: Answer {n}}}\n" for n in range(300))
    author.build(deck("    cards:\n" + cards), EPOCH)
    author.source.write_text(deck("    cards:\n" + cards.replace("Answer 7", "Reply 7")), encoding="utf-8")
    for options, limit in (((), 5), (("--no-engine",), 1)):
        start = time.process_time()
        assert len(author.plan(EPOCH + 60, *options)["updated"]) == 11
        assert time.process_time() - start < limit
