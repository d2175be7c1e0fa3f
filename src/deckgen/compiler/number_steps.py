"""The numbers of a mechanism's cloze deletions, which stay with their steps.

A step keeps its number when steps are inserted, removed or moved, since the number is what its review history hangs
on; a number once used is never used for another step.
"""

from collections.abc import Iterable, Mapping, Sequence

from deckgen.compiler.cloze import MAX_NUMBER
from deckgen.compiler.likeness import Traits, match
from deckgen.compiler.replaced import replaced_steps
from deckgen.compiler.slug import slug
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.draft import NumberedStep, Rendered, RenderedStep
from deckgen.types.ledger import Published, PublishedStep


def number_steps(
    note: Rendered, old: Published | None, found: list[Diagnostic]
) -> tuple[tuple[NumberedStep, ...], tuple[int, ...]]:
    """Return the steps with their ids and numbers, and the numbers of steps that are no more."""
    before = old.steps if old else ()
    spent = set(old.spent) if old else set()
    known = _known_again(note, before, found)
    ids = _ids(note, known, found)
    spent |= {step.number for step in before} - {step.number for step in known.values()}
    _say_what_is_gone(note, before, known, found)
    used = spent | {step.number for step in before}
    numbered = []
    for index, step in enumerate(note.steps):
        if index in known:
            number = known[index].number
        else:
            number = max(used, default=0) + 1
            used.add(number)
        numbered.append(NumberedStep(ids[index], number, step.words, step.html))
    if max(used, default=0) > MAX_NUMBER:
        at = note.document.position(note.place)
        found.append(
            Diagnostic(
                "cloze-syntax", f"this mechanism has used up its {MAX_NUMBER} numbers", at, "begin a new mechanism with a new id"
            )
        )
    return tuple(numbered), tuple(sorted(spent))


def telling_last(numbers: Iterable[int], spent: Iterable[int]) -> str:
    """Return the attribute that tells the largest number a mechanism ever used, where none of its steps has it any more.

    Numbers below it show as gaps; so packages tell of every number, and a lost ledger can be made again from them.
    """
    last = max(spent, default=0)
    return f' data-last="{last}"' if last > max(numbers) else ""


def _known_again(note: Rendered, before: Sequence[PublishedStep], found: list[Diagnostic]) -> dict[int, PublishedStep]:
    """Return the published step of each step that has one, by index: by id, by words, by likeness."""
    known: dict[int, PublishedStep] = {}
    by_id = {step.id: step for step in before}
    for index, step in enumerate(note.steps):
        if step.id and step.id in by_id:
            known[index] = by_id.pop(step.id)
    by_text: dict[str, list[PublishedStep]] = {}
    for published in by_id.values():
        by_text.setdefault(published.text, []).append(published)
    for index, step in enumerate(note.steps):
        same = by_text.get(step.words)
        if index not in known and same:
            known[index] = by_id.pop(same.pop(0).id)
    new = [index for index in range(len(note.steps)) if index not in known]
    olds = list(by_id.values())
    if new and olds:
        _match_reworded(note, new, olds, before, known, found)
    return known


def _match_reworded(
    note: Rendered,
    new: list[int],
    olds: list[PublishedStep],
    before: Sequence[PublishedStep],
    known: dict[int, PublishedStep],
    found: list[Diagnostic],
) -> None:
    rank = {step.id: index for index, step in enumerate(before)}

    def place(n: int, o: int, pairs: Mapping[int, int]) -> float:
        index, at = new[n], rank[olds[o].id]
        left, right = known.get(index - 1), known.get(index + 1)
        if (left and rank[left.id] == at - 1) or (right and rank[right.id] == at + 1):
            return 1.0
        return 0.8 if len(before) == len(note.steps) and index == at else 0.3

    matches = match([Traits(s.text) for s in olds], [Traits(note.steps[i].words) for i in new], place)
    for n, o in matches.pairs.items():
        known[new[n]] = olds[o]
        _say_reworded(note, note.steps[new[n]], olds[o], found)
    for n, candidates in matches.doubts.items():
        step = note.steps[new[n]]
        if not step.id:
            old = olds[candidates[0]]
            message = f'the step "{step.words}" may be the rewording of a published one'
            hint = f'if it is "{old.text}", write {{id: {old.id}, text: …}}; if it is new, give it a new id'
            found.append(Diagnostic("ambiguous-rewording", message, note.document.position(step.place), hint))


def _say_reworded(note: Rendered, step: RenderedStep, old: PublishedStep, found: list[Diagnostic]) -> None:
    message = f'the published step "{old.text}" is now "{step.words}"; its reviews are kept (id: {old.id})'
    hint = "if this is another step, put the ledger back (git checkout cards.lock), build once without the step, and then put it in"
    found.append(Diagnostic("reworded", message, note.document.position(step.place), hint, Severity.INFO))


def _say_what_is_gone(
    note: Rendered, before: Sequence[PublishedStep], known: Mapping[int, PublishedStep], found: list[Diagnostic]
) -> None:
    """Say which steps are no more; their cards stay with learners and ask nothing. Where a new one stands there, warn."""
    kept = {step.number for step in known.values()}
    replaced = replaced_steps(note.steps, before, known)
    for old in before:
        if old.number in kept:
            continue
        message = f'the step "{old.text}" (id: {old.id}) is no longer in the source: its card asks nothing now'
        hint = f"if it was reworded, put the ledger back (git checkout cards.lock), and write {{id: {old.id}, text: …}}"
        at, severity = note.locate(), Severity.INFO
        if step := replaced.get(old.id):
            message += f', and "{step.words}" stands in its place as a new step'
            hint += "; if it is new, give it an id of its own"
            at, severity = note.document.position(step.place), Severity.WARNING
        found.append(Diagnostic("step-retired", message, at, hint, severity))


def _ids(note: Rendered, known: Mapping[int, PublishedStep], found: list[Diagnostic]) -> list[str]:
    """Return an id for each step: the author's, the published one, or one derived from its text."""
    given = {step.id for step in note.steps if step.id}
    taken = given | {step.id for step in known.values()}
    seen: set[str] = set()
    ids = []
    for index, step in enumerate(note.steps):
        step_id = step.id or (known[index].id if index in known else "")
        if step.id and step_id in seen:
            at = note.document.position(step.place)
            found.append(
                Diagnostic(
                    "id-stability",
                    f'the step id "{step_id}" is given twice',
                    at,
                    "ids of steps are unique within their mechanism",
                )
            )
        elif not step_id:
            base = step_id = slug(step.words)
            number = 1
            while step_id in taken:
                number += 1
                step_id = f"{base}-{number}"
            taken.add(step_id)
        seen.add(step_id)
        ids.append(step_id)
    return ids
