"""What `deckgen plan` said of an import, held against what came of it: whatever does not arrive must have been said.

The plan speaks of a learner who has a version, and what was retired before, and made nothing of their own. Learners of the
story skip versions, import a level alone, or an old build after a newer one: so each note is held against the plan from
the very version that the learner has it of, which is where the plan's learner and this one are alike in that note. What
is left of the difference is named where it is held, and counted.
"""

from collections import Counter
from dataclasses import dataclass, field

from .imports import DECK, OWN_DECK, RETIRED, UPDATE, Import, asking
from .manuscript import LEVELS
from .plan import Plan
from .version import Version, words

LEVEL = "proof::level::"
OWN_WORDS = "edited yourself after this version was made, or that became a leech since, keeps its words"
OLD_CLIENTS = "**On Anki 2.1.54 to 24.11**, a note counts as newer than this version if you imported an update of it"
FORGOTTEN = "this ledger does not know it, so it is not in the update package"


@dataclass
class Foretold:
    """The plans that a learner is held against. `counts` are the figures of the proof."""

    counts: Counter[str]
    stamps_updates_itself: bool
    moved: set[str] = field(default_factory=set)
    """The notes of which a plan has said that their cards do not follow."""
    _plans: dict[tuple[Version, Version], Plan] = field(default_factory=dict)

    def hold(self, came: Import, decks: dict[int, str]) -> None:
        """Hold an import against the plans; `decks` are the names of the learner's decks."""
        here = came.had.keys() if came.whole else ()
        for who in {*came.coming, *here}:
            for old in came.learned_from(who):
                self._hold_note(came, who, self._plan(old, came.version))
        for have in came.had.values():  # what is blank here may have moved in a version that this learner skipped
            self.moved |= self._plan(have.version, came.version).moves.keys() & {have.guid}
        self._hold_decks(came, decks)
        self.counts["plans held"] += came.last is not None

    def _plan(self, old: Version, new: Version) -> Plan:
        if (old, new) not in self._plans:
            self._plans[old, new] = Plan(old, new)
            self._plans[old, new].hold_lost()
        return self._plans[old, new]

    def _hold_note(self, came: Import, who: int, plan: Plan) -> None:
        """Hold what came of a note against a plan, both ways: nothing happens unsaid, and nothing is said that does not happen."""
        old, new, guid = plan.old, plan.new, came.guid(who)
        fate, said = came.fate(who), plan.fates.get(guid)
        if fate == "new" and said != "new":
            self.counts["narrowed: the learner had no more, or never"] += 1
            assert who not in came.had and (who in old.meant or who in old.retired), "the plan says what is new"
            return
        if fate == "retired":
            self._hold_retired(came, who, plan)
        elif fate == "untouched" and said == "updated":
            self._hold_learners_own(came, who, plan)
        elif fate == "updated" and said == "untouched":
            self._hold_older_than_theirs(came, who, plan)
        else:
            assert said == fate, f'the plan says that "{new.meant[who].shown}" is {said}, and it is {fate}'
            self.counts["fates as said"] += 1
        if fate != "new":
            self._hold_words(came, who, plan)
            self._hold_level(came, who, plan)
        if fate == said == "updated" and who in old.meant:
            self._hold_gains(came, who, plan)

    def _hold_retired(self, came: Import, who: int, plan: Plan) -> None:
        """Hold that a note which is in the source no more, and stays, is said to; and turns blank where that is said."""
        guid = came.guid(who)
        said = plan.fates.get(guid)
        assert said == ("retired" if who in plan.old.meant else None), f"the plan says what stays, and it says {said}"
        self.counts["said: retired notes stay"] += said == "retired"
        if came.level != UPDATE or said is None:
            return
        remark = plan.remarks["Retired"][guid]
        assert (FORGOTTEN in remark) == (who not in plan.new.retired), "the plan says which notes no update package turns blank"
        blank = bool(came.after.notes[guid].fields[RETIRED])
        if not blank and FORGOTTEN not in remark and not plan.missed(guid):
            self._hold_learners_own(came, who, plan)

    def _hold_learners_own(self, came: Import, who: int, plan: Plan) -> None:
        """Hold that an edit stays away only before what is later on the learner's side, and that the release notes say so."""
        assert came.had[who].modified >= plan.new.stamps[who], "every edit arrives that is newer"
        if who in came.own:
            assert OWN_WORDS in plan.notes, "release notes say that own edits stand"
            self.counts["said: own edits stand"] += 1
        else:
            assert self.stamps_updates_itself and OLD_CLIENTS in plan.notes, "release notes say what old clients miss"
            self.counts["said: old clients miss updates"] += 1

    def _hold_older_than_theirs(self, came: Import, who: int, plan: Plan) -> None:
        """Hold that more arrives than is said only where the learner's note is older than that of the plan's learner."""
        assert came.had[who].modified < plan.old.stamps[who], "the plan says what comes"
        if who in plan.old.retired:
            assert plan.missed(came.guid(who)), "the plan says what is not newer"
            self.counts["narrowed: what retired a note was never imported"] += 1
        else:
            assert self.stamps_updates_itself, "the plan says what comes"
            self.counts["narrowed: an old client stamped a note before the author did"] += 1

    def _hold_words(self, came: Import, who: int, plan: Plan) -> None:
        """Hold that the plan names exactly the notes that read otherwise in the new version and are not newer."""
        guid, new = came.guid(who), plan.new
        if who in new.meant:
            changed = who not in plan.old.meant or words(plan.old.packed(who)) != words(new.packed(who))
        elif who in new.retired:
            changed = who in plan.old.meant
        else:
            return
        missed = changed and new.stamps[who] <= plan.old.stamps[who]
        assert plan.missed(guid) == missed, f"the plan says what changed and is not newer: {plan.missed(guid)} and {missed}"
        self.counts["said: not newer"] += missed

    def _hold_level(self, came: Import, who: int, plan: Plan) -> None:
        """Hold that the plan names the notes whose tag goes to another level, and whose cards do not."""
        guid, new = came.guid(who), plan.new
        if plan.fates.get(guid) != "updated":
            assert guid not in plan.moves, "what does not arrive moves nowhere"
            if plan.missed(guid) and plan.old.levels[who] != new.levels[who]:
                self.moved.add(guid)
            return
        levels = plan.old.levels[who], new.meant[who].level
        assert plan.moves.get(guid) == (levels if levels[0] != levels[1] else None), "the plan says which cards do not follow"
        if guid in plan.moves:
            self.moved.add(guid)
            self.counts["said: cards do not follow"] += 1

    def _hold_gains(self, came: Import, who: int, plan: Plan) -> None:
        """Hold how many cards begin to ask, and how many cease to, and stay blank since no import deletes them."""
        guid = came.guid(who)
        before, after = asking(came.before, guid), asking(came.after, guid)
        assert plan.cards(guid) == (len(after - before), len(before - after)), "the plan counts new cards and blank ones"
        self.counts["said: blank cards stay"] += len(before - after)

    def _hold_decks(self, came: Import, decks: dict[int, str]) -> None:
        """Hold that a card which is not in the deck of its level, and was not put elsewhere, is one of which that was said."""
        names = {level: f"{DECK}::{name}" for level, name in LEVELS.items()}
        for (guid, _), row in came.after.cards.items():
            level = next((tag.removeprefix(LEVEL) for tag in came.after.notes[guid].tags if tag.startswith(LEVEL)), None)
            if level and decks[row[2]] not in (names[level], OWN_DECK):
                assert guid in self.moved, "no card stays in a deck unsaid"
