"""A plan in words, for the author: what a learner of the last version will see, note by note."""

from collections.abc import Iterator

from deckgen.compiler.breaking import breaks
from deckgen.compiler.cloze_numbers import reused_numbers
from deckgen.plan.edits import Edit, edits
from deckgen.plan.predict import blank_cards, deserved_version, forgotten, is_raised, missed, new_cards
from deckgen.types.ledger import Ledger
from deckgen.types.plan import Plan, Verdict

_SHOWN = 60
"""So many notes of each kind are shown; `--format json` holds all of them."""
_INDENT = "  "


def in_words(plan: Plan, old: Ledger, new: Ledger, ledger_path: str) -> str:
    """Return the plan as a text of plain lines; where nothing was published, it says which file is missing if something was."""
    blocks = [_summary(plan, old, new)]
    if not old.notes:
        ways = f"`git checkout {ledger_path}`, or `deckgen recover` it from the packages, before you build"
        blocks.append([f"If this deck was published, its ledger is missing: {ways}."])
    blocks += [_section(title, lines) for title, lines in _sections(plan, old, new) if lines]
    blocks.append(_advice(plan, old, new))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _summary(plan: Plan, old: Ledger, new: Ledger) -> list[str]:
    title = f"{new.name} {new.version}"
    if not old.notes:
        return [f"{title}: nothing has been published yet, so {_count(len(plan.new), 'note')} will be new to everybody."]
    who = f"for somebody who studied {old.version or 'the last version'}"
    if plan.lost:
        return [f"{title}, {who}: PROGRESS WOULD BE LOST on {_count(len(plan.lost), 'note')}. Do not publish this."]
    counts = (
        (len(plan.updated), "is updated", "are updated"),
        (len(plan.new), "is new", "are new"),
        (len(plan.retired), "is retired", "are retired"),
    )
    said = [f"{_count(number, 'note')} {one if number == 1 else many}" for number, one, many in counts if number]
    said.append(f"{plan.untouched} {'stays' if plan.untouched == 1 else 'stay'} untouched")
    return [f"{title}, {who}:", f"no review is lost; {', '.join(said)}."]


def _sections(plan: Plan, old: Ledger, new: Ledger) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield titles, and under each a few lines for every note."""
    made = edits(plan, old, new)
    back = {edit.now.key for edit in made if edit.was.retired}
    yield (
        "Lost: these come a second time under another identity, and their reviews stay with the first:",
        [[k] for k in plan.lost],
    )
    yield "Breaking:", [[found.what, found.harm, f"to do it well: {found.remedy}"] for found in breaks(old, new)]
    yield (
        "Missed: changed, but stamped no later than what learners have, so no import brings it; mend the clock, then --restamp:",
        [[key, new.notes[key].question] for key in missed(old, new)],
    )
    yield (
        "Updated: the same cards with their history; own tags and My notes on these notes are replaced:",
        [
            [*_edit(edit, old, new), *_cards(edit.now.key, new_cards(plan, old, new), blank_cards(plan, old, new))]
            for edit in made
            if edit.now.key not in back
        ],
    )
    yield (
        "Back from retirement: the same cards with their history, for learners who still have them:",
        [[edit.now.key, edit.now.question] for edit in made if edit.now.key in back],
    )
    fresh, unknown = set(plan.new), forgotten(plan, old, new)
    yield (
        "New:",
        [
            [f"{note.key} (in {new.levels.get(note.level, note.level)})", note.question]
            for note in new.notes.values()
            if note.key in fresh and old.notes
        ],
    )
    yield (
        "Moved: the cards stay in the deck where they are, since no import moves a card; the tag of their level follows:",
        [[f"{m.key}: from {_level(m.origin, old, new)} to {_level(m.target, new, old)}"] for m in plan.moved],
    )
    yield (
        "Retired: the cards stay with their history; the update package turns them blank, for Tools > Empty Cards to remove:",
        [_retired(key, old, unknown) for key in plan.retired],
    )


def _retired(key: str, old: Ledger, unknown: frozenset[str]) -> list[str]:
    lines = [key, old.notes[key].question] if key in old.notes else [key]
    return [*lines, "this ledger does not know it, so it is not in the update package"] if key in unknown else lines


def _edit(edit: Edit, old: Ledger, new: Ledger) -> list[str]:
    was, now = edit.was, edit.now
    lines = [now.key if was.key == now.key else f"{now.key} (was {was.key})"]
    if edit.reason:
        lines.append(f"correction: {edit.reason}")
    for part, before, after in edit.differences:
        if before and after:
            lines += [f"{part} was: {before}", f"{' ' * len(part)} now: {after}"]
        else:
            lines.append(f"{part} {'added' if after else 'removed'}: {after or before}")
    if was.level != now.level:
        lines.append(_change_of_level(was.level, now.level, old, new))
    elif edit.is_restamp:
        lines.append("stamped anew, nothing else changed")
    elif not edit.differences:
        lines.append("its words are the same; what stands around them, or its tags, changed")
    if not now.steps:
        lines += [f"warning: {reuse}" for reuse in reused_numbers(was.question, now.question)]
    return lines


def _change_of_level(origin: str, target: str, old: Ledger, new: Ledger) -> str:
    before, after = _level(origin, old, new), _level(target, new, old)
    if before == after:
        return f"tag: level::{origin} → level::{target}; the deck stays {after}"
    return f"level: {before} → {after}"


def _cards(key: str, gains: dict[str, int], blanks: dict[str, int]) -> list[str]:
    lines = [_count(gains[key], "new card")] if key in gains else []
    if key in blanks:
        lines.append(f"{_count(blanks[key], 'card')} with nothing to ask any more: blank, for Tools > Empty Cards to remove")
    return lines


def _section(title: str, entries: list[list[str]]) -> list[str]:
    lines = [title]
    for first, *rest in entries[:_SHOWN]:
        lines += [_INDENT + first, *(2 * _INDENT + line for line in rest if line)]
    if len(entries) > _SHOWN:
        lines.append(f"{_INDENT}… and {len(entries) - _SHOWN} more: --format json names them all")
    return lines


def _advice(plan: Plan, old: Ledger, new: Ledger) -> list[str]:
    lines = []
    if plan.verdict is Verdict.NONE:
        lines.append("Nothing changes for learners. If you have built since the last publication, the ledger holds this state")
        lines.append("already: compare with what was published, such as `deckgen plan --against git:HEAD`.")
    elif old.notes:
        deserved = deserved_version(old.version, plan.verdict)
        lines.append(f"This deserves a {plan.verdict} version" + (f": {deserved}." if deserved else "."))
        if not is_raised(new.version, deserved):
            lines.append(f"deck.version is {new.version}: raise it before you build, so that learners can tell.")
    if plan.engine == "ledger" and old.notes:
        lines.append("Predicted from the ledger; with the anki package, and without --no-engine, the real engine tries it.")
    elif old.notes:
        lines.append(
            f"Tried in {plan.engine}: the old version imported and studied, this one imported over it, every card compared."
        )
    return lines


def _level(level: str, *ledgers: Ledger) -> str:
    return next((ledger.levels[level] for ledger in ledgers if level in ledger.levels), level)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
