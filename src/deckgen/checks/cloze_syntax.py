"""`cloze-syntax`: deletions that Anki takes as written, but that cannot be meant so; broken ones the compiler refuses."""

import re
from collections.abc import Iterator

from deckgen.checks.deletions import Deletion
from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Cloze, Sheet

_MAY_REPEAT = frozenset(
    """increase increases increased decrease decreases decreased raises raised lowers lowered rises falls higher lower inhibits
    stimulates activates suppresses promotes reduces enhances positive negative elevated normal absent present before after
    anterior posterior superior inferior medial lateral proximal distal dominant recessive upper""".split()
)
"""Words that tell a direction: two deletions that hide the same one each ask for something of their own."""
_LONG = 5
_SINGLE = re.compile(r"(?<!\{)\{c\d+::[^{}]*\}(?!\})")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find gaps in the numbers of notes that are new, deletions that lie in one of their own number, and answers shown elsewhere."""
    for cloze in sheet.clozes:
        field = cloze.note.fields[1]
        if "{c" in cloze.text and (single := _SINGLE.search(cloze.text)):
            message = f"the card shows {quoted(single[0])}, which hides nothing"
            yield Finding(cloze.note, cloze.place, message, f"two braces: {{{single[0]}}}", words=single[0])
        if field.count("{{c") == 1:
            if "{{c1::" not in field and not cloze.note.published:
                yield _gap(cloze, (cloze.deletions[0].number,))
            continue
        deletions = cloze.deletions
        numbers = sorted({deletion.number for deletion in deletions})
        if numbers[-1] != len(numbers) and not cloze.note.published:
            yield _gap(cloze, numbers)
        yield from _overlapping(cloze, deletions)
        yield from _shown_elsewhere(cloze, deletions)


def _gap(cloze: Cloze, numbers: list[int] | tuple[int, ...]) -> Finding:
    first = next(number for number in range(1, max(numbers) + 1) if number not in numbers)
    after = next(number for number in numbers if number > first)
    message = f"the deletions jump over c{first}"
    return Finding(
        cloze.note, cloze.place, message, f"number them without a gap: c{after} becomes c{first}", words=f"{{{{c{after}::"
    )


def _overlapping(cloze: Cloze, deletions: tuple[Deletion, ...]) -> Iterator[Finding]:
    """Find deletions within one of the same number, which hides them anyway."""
    field, stack = cloze.note.fields[1], list[str]()
    for part in field.replace("}}", "\x00}\x00").replace("{{c", "\x00{").split("\x00"):
        if part.startswith("{"):
            number = part[1:].partition("::")[0]
            if number in stack:
                hint = f"one deletion c{number} hides both; leave the inner marks out"
                yield Finding(cloze.note, cloze.place, f"a deletion c{number} lies within another c{number}", hint)
                return
            stack.append(number)
        elif part.startswith("}") and stack:
            stack.pop()


def _shown_elsewhere(cloze: Cloze, deletions: tuple[Deletion, ...]) -> Iterator[Finding]:
    """Find words that are hidden under two numbers: the card of each shows them at the place of the other."""
    first: dict[str, Deletion] = {}
    for deletion in deletions:
        words = deletion.text.lower()
        other = first.setdefault(words, deletion)
        if other.number != deletion.number and len(words) >= _LONG and words not in _MAY_REPEAT and not words[0].isdigit():
            message = (
                f"{quoted(deletion.text)} is hidden as c{other.number} and as c{deletion.number}, so each card shows the answer"
            )
            hint = f"give both the number c{other.number}"
            yield Finding(cloze.note, cloze.place, message, hint, words=f"{{{{c{deletion.number}::")
