"""`sequence-broken`: a mechanism that is no chain to be learnt."""

import re
from collections.abc import Iterator

from deckgen.checks.deletions import shown
from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import visible
from deckgen.types.note import Note

_STEP = re.compile(r"<li>(.*?)</li>(?=<li>|</ol>)", re.DOTALL)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find mechanisms of too few or too many steps, and steps that come twice."""
    limits = sheet.limits
    for note in sheet.mechanisms:
        steps = len(note.entry.places.steps)
        if steps < limits.steps_min:
            message = f"{steps} steps are no chain"
            yield Finding(note, note.entry.places.question, message, "ask it as a question: what follows the first step?")
        elif steps > limits.steps_max:
            half = (steps + 2) // 2
            hint = f"make two chains that share a step, 1 to {half} and {half} to {steps}"
            yield Finding(note, note.entry.places.question, f"a chain of {steps} steps is hard to hold", hint)
        yield from _repeated(note)


def _repeated(note: Note) -> Iterator[Finding]:
    first: dict[str, int] = {}
    texts = [visible(shown(html)).strip() for html in _STEP.findall(note.fields[1])]
    for number, (text, place) in enumerate(zip(texts, note.entry.places.steps, strict=False), 1):
        before = first.setdefault(text.lower().rstrip("."), number)
        if before == number:
            continue
        if before == 1 and number == len(texts):
            hint = "the chain is a circle: leave this step out and write `cyclic: yes`"
        else:
            hint = "say how this step differs from the first time, or end the chain before it"
        yield Finding(note, place, f'"{text[:60]}" is step {before} and step {number}', hint)
