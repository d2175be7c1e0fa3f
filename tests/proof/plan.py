"""What `deckgen plan` says of a version to somebody who has another."""

import gc
import json
import re
from dataclasses import dataclass
from functools import cached_property

from click.testing import CliRunner

from deckgen.cli.main import group
from deckgen.plan import predict as prediction
from deckgen.plan.words import in_words

from .version import Version

CARDS = re.compile(r"(\d+) (?:(new cards?)|cards? with nothing to ask any more)")


@dataclass
class Plan:
    """All that `deckgen plan` says of one version to somebody who has another: as data, as text, and as release notes."""

    old: Version
    new: Version

    def __post_init__(self) -> None:
        """Let the plan be the one of the command, which is run for neighbours, in each of its forms in turn."""
        self._plan = prediction.predict(self.old.ledger, self.new.ledger)
        self._data = self._plan.as_json()
        if self.new.number == self.old.number + 1:
            if self.new.number % 2:
                said = json.loads(self._run("--no-engine", "--format", "json"))
                assert {self.new.keys[key] for key in said.pop("missed", ())} == self.remarks.get("Missed", {}).keys()
                assert said == self._data, "the command says the same"
            else:
                assert self._read(self._run("--no-engine")) == self.remarks, "the command says the same"

    def hold_lost(self) -> None:
        """Hold that the plan names as lost what comes under another guid with the key that it has, as only a lost ledger lets it."""
        guids = [self.old.keys[key] for key in self._data["lost"]]
        had = {key: guid for key, guid in self.old.keys.items() if guid in {self.old.guids[who] for who in self.old.meant}}
        live = {self.new.guids[who] for who in self.new.meant}
        again = {guid for key, guid in had.items() if self.new.keys.get(key, guid) != guid and self.new.keys[key] in live}
        assert set(guids) == again and (not again or self.old.era != self.new.era), "the plan says what comes a second time"

    @cached_property
    def fates(self) -> dict[str, str]:
        """Return what becomes of each note, by guid: new, updated, untouched or retired."""
        fates = {self.old.keys[key]: "retired" for key in self._data["retired"]}
        fates |= {self.new.keys[key]: kind for kind in ("new", "updated") for key in self._data[kind]}
        known = set(self.old.keys.values())
        untouched = {guid for who in self.new.meant if (guid := self.new.guids[who]) in known and guid not in fates}
        assert len(untouched) == self._data["untouched"], "the plan counts what stays untouched"
        return fates | dict.fromkeys(untouched, "untouched")

    @cached_property
    def moves(self) -> dict[str, tuple[str, str]]:
        """Return from where to where notes move, by guid."""
        return {self.new.keys[move["key"]]: (move["from"], move["to"]) for move in self._data["moved"]}

    @cached_property
    def remarks(self) -> dict[str, dict[str, str]]:
        """Return what the text says of each note, by the title of the section and by guid."""
        return self._read(in_words(self._plan, self.old.ledger, self.new.ledger, "cards.lock"))

    def _read(self, text: str) -> dict[str, dict[str, str]]:
        said: dict[str, dict[str, str]] = {}
        section, keys, guid = dict[str, str](), dict[str, str](), ""
        for line in text.splitlines():
            if line.startswith("    "):
                section[guid] += line[4:] + "\n"
            elif line.startswith("  "):
                guid = keys[line.split()[0].rstrip(":")]
                section[guid] = ""
            elif line:
                title = line.partition(":")[0]
                section = said.setdefault(title, {})
                keys = self.new.keys | self.old.keys if title in ("Retired", "Lost") else self.old.keys | self.new.keys
        return said

    @cached_property
    def notes(self) -> str:
        """Return the release notes."""
        return " ".join(self._run("--notes").split())

    def missed(self, guid: str) -> bool:
        """Say whether a note is said to have changed and not to be newer."""
        return guid in self.remarks.get("Missed", {})

    def cards(self, guid: str) -> tuple[int, int]:
        """Return how many cards of an updated note are said to be new, and how many to be blank from now on."""
        found = CARDS.findall(self.remarks["Updated"][guid])
        return sum(int(n) for n, new in found if new), sum(int(n) for n, new in found if not new)

    def _run(self, *options: str) -> str:
        against = str(self.old.folder / "cards.lock")
        result = CliRunner().invoke(group, ("plan", str(self.new.folder / "cards.yaml"), "--against", against, *options))
        gc.enable()  # the command line goes without; tests run on
        assert result.exit_code == bool(self._data["lost"]), (result.output, result.exception)
        return result.stdout
