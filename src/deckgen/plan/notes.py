"""Release notes for learners, in Markdown: what changed and why it matters, what to click, what is kept and what is replaced."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from deckgen.compiler.breaking import breaks
from deckgen.plan.edits import Difference, Edit, edits
from deckgen.plan.predict import forgotten
from deckgen.types.deck import Deck
from deckgen.types.ledger import Ledger, Published
from deckgen.types.plan import Plan, Verdict

_OPENING, _CLOSING = re.compile(r"\{\{c\d+::"), re.compile(r"(?:::[^{}]*)?\}\}")
_WILD = re.compile(r'([\\*_"])')


def release_notes(plan: Plan, old: Ledger, new: Ledger, deck: Deck) -> str:
    """Return the release notes of a plan. `new` is worded as `old` is; `deck` is the one to publish."""
    parts = [f"# {deck.name} {deck.version}"]
    if not old.notes:
        parts.append(f"The first version: {len(plan.new)} notes.\n\nImport `{deck.id}.apkg` (File > Import).")
        return "\n\n".join(parts) + "\n"
    if plan.verdict is Verdict.NONE:
        parts.append("Nothing changes in the cards.")
        return "\n\n".join(parts) + "\n"
    sections = _sections(plan, old, new, deck)
    parts += [f"## {title}\n\n" + "\n".join(lines) for title, lines in sections if lines]
    parts += [_before(old, new)] if any(breaks(old, new)) else []
    parts += [_how(plan, deck, turns_blank=len(plan.retired) > len(forgotten(plan, old, new))), _kept(deck)]
    return "\n\n".join(parts) + "\n"


def _sections(plan: Plan, old: Ledger, new: Ledger, deck: Deck) -> tuple[tuple[str, list[str]], ...]:
    """Return the titles of what may change, each with a line or more for every note concerned."""
    made = edits(plan, old, new)
    reworded = [edit for edit in made if not edit.is_correction and edit.differences and not edit.was.retired]
    by_kind = {kind: list(_only(kind, reworded)) for kind in ("reworded", "added", "removed")}
    around = [edit for edit in made if not edit.is_correction and not edit.differences and not edit.was.retired]
    around = [edit for edit in around if edit.was.level == edit.now.level and not edit.is_restamp]
    fresh = set(plan.new)
    return (
        ("Corrected", [_edit(edit) for edit in made if edit.is_correction and not edit.was.retired]),
        ("Reworded", [_edit(edit) for edit in by_kind["reworded"]]),
        ("New steps", [_edit(edit) for edit in by_kind["added"]]),
        ("Steps that are no more", [_edit(edit) for edit in by_kind["removed"]]),
        ("Better around the answer", [_line(edit.now) for edit in around]),
        ("New", [_placed(note, deck) for note in new.notes.values() if note.key in fresh]),
        ("Back", [_placed(edit.now, deck) for edit in made if edit.was.retired]),
        ("In another level now", [_moved(new.notes[move.key], move.origin, old, new) for move in plan.moved]),
        ("Other tags", _tags(plan, made, deck)),
        ("Sent again", _again(made)),
        ("Retired", [_line(old.notes[key]) for key in plan.retired if key in old.notes]),
    )


def moved_search(deck: Deck, level: str) -> str:
    """Return the Browser search that finds the cards of a level that lie elsewhere in the deck."""
    name = next(known.name for known in deck.levels if known.id == level)
    return f'deck:"{_quoted(deck.name)}" "tag:{_quoted(deck.tag_root)}::level::{level}" -deck:"{_quoted(name)}"'


def retired_search(deck: Deck) -> str:
    """Return the Browser search that finds the cards of retired notes."""
    return f'"tag:{_quoted(deck.tag_root)}::retired"'


def _quoted(text: str) -> str:
    """Return a text as it stands in a search; see https://docs.ankiweb.net/searching.html."""
    return _WILD.sub(r"\\\1", text)


def _only(kind: str, made: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits with what they reword, or with the steps that they add or remove, alone."""
    for edit in made:
        kept = tuple(d for d in edit.differences if kind == (d.step_change or "reworded"))
        if kept:
            yield edit._replace(differences=kept)


def _edit(edit: Edit) -> str:
    lines = [f"{_line(edit.now)}{f' {edit.reason}' if edit.reason else ''}"]
    lines += [_difference(difference) for difference in edit.differences if difference.part != "text"]
    lines += [f"  - was: {_plain(d.was)}" for d in edit.differences if d.part == "text"]
    return "\n".join(lines)


def _difference(difference: Difference) -> str:
    part, was, now = difference.part, _plain(difference.was), _plain(difference.now)
    if not was or not now:
        return f"  - {part} {'added' if now else 'removed'}: {now or was}"
    return f"  - {part}: {was} → {now}"


def _line(note: Published) -> str:
    return f"- **{_plain(note.question)}**"


def _placed(note: Published, deck: Deck) -> str:
    level = next((known.name for known in deck.levels if known.id == note.level), note.level)
    return f"{_line(note)} ({level.removeprefix(f'{deck.name}::')})"


def _moved(note: Published, origin: str, old: Ledger, new: Ledger) -> str:
    return f"{_line(note)}: from {old.levels.get(origin, origin)} to {new.levels.get(note.level, note.level)}"


def _tags(plan: Plan, made: Iterable[Edit], deck: Deck) -> list[str]:
    """Return a line for each level that is called otherwise in tags, and is the deck that it was."""
    moved = {move.key for move in plan.moved}
    changes = Counter(
        (edit.was.level, edit.now.level)
        for edit in made
        if edit.was.level != edit.now.level and edit.now.key not in moved and not edit.was.retired
    )
    root = f"{deck.tag_root}::level::"
    return [
        f"- `{root}{was}` is `{root}{now}` now, on {number} note{'' if number == 1 else 's'}; no card moves."
        for (was, now), number in changes.items()
    ]


def _again(made: Iterable[Edit]) -> list[str]:
    """Return how many notes come as they are, in a line."""
    number = sum(edit.is_restamp for edit in made)
    what = f"{number} note{' is as it was' if number == 1 else 's are as they were'}"
    return [f"- {what}; this version brings an earlier update to those who missed it."] if number else []


def _plain(text: str) -> str:
    """Return a text with what a cloze hides in square brackets."""
    return _CLOSING.sub("]", _OPENING.sub("[", text)) if "{{c" in text else text


def _before(old: Ledger, new: Ledger) -> str:
    lines = ["## Before you import", ""]
    for found in breaks(old, new):
        lines.append(f"- {found.what[:1].upper()}{found.what[1:]}: {found.harm}. {found.advice}")
    return "\n".join(lines)


def _how(plan: Plan, deck: Deck, *, turns_blank: bool) -> str:
    file = f"{deck.id}-update.apkg" if turns_blank else f"{deck.id}.apkg"
    steps = [f"File > Import, choose `{file}`, keep the options as they are (*Update notes: If newer*), and click Import."]
    if turns_blank:
        steps[0] += f" If you do not have the deck yet, choose `{deck.id}.apkg`: the other file brings retired notes, too."
    for level in dict.fromkeys(move.target for move in plan.moved):
        name = next(known.name for known in deck.levels if known.id == level)
        steps.append(
            f"To bring the cards that belong to another level now into its deck: Browse, search `{moved_search(deck, level)}`, "
            f"select all, Cards > Change Deck, choose *{name}*. Their reviews stay with them."
        )
    if turns_blank:
        steps.append(
            f"The retired cards are blank now. Tools > Empty Cards removes them; or look at them first: Browse, search "
            f"`{retired_search(deck)}`. Cards that you leave stay as they are."
        )
    lines = ["## How to update", "", *(f"{number}. {step}" for number, step in enumerate(steps, 1))]
    if plan.updated or plan.retired:
        lines.append(_OLD_CLIENTS)
    return "\n".join(lines)


_OLD_CLIENTS = """
**On Anki 2.1.54 to 24.11**, a note counts as newer than this version if you imported an update of it after this version was
made. If a change is missing, import once more with *Update notes: Always* (since Anki 23.10), and set it back to *If newer*
afterwards. The price: your own tags, My notes and edits are replaced on every note of the deck, not only on those named above."""


def _kept(deck: Deck) -> str:
    return f"""## What is kept and what is replaced

- Kept: every review and interval, flags, suspended cards, the decks that your cards lie in, and all notes that are not named
  above. A note that you edited yourself after this version was made, or that became a leech since, keeps its words.
- Replaced, on the notes that are named above: all fields and tags, your own tags and the field My notes included.
- To keep these: import `{deck.id}.apkg` with *Update notes: Never*, which adds what is new, then `{deck.id}-update.txt`
  (File > Import), which changes the wording alone. Then set the option back to *If newer*."""
