"""`cloze-collision`: marks of clozes that were meant as text."""

import re
from collections.abc import Iterator

from deckgen.checks.deletions import Deletion
from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Cloze, Sheet
from deckgen.checks.visible import visible
from deckgen.types.diagnostic import Severity

_DELETION_MARK = re.compile(r"\{\{c\d+::|\}\}")
_SET_ASIDE = re.compile(r"<code>.*?</code>|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_SYMBOL = re.compile(r"(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]+|C\d+orf\d+")
_CODE = re.compile(r"[a-z_]\w*(?:\(.*\)|<.*>)|std")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find hints that hold `::`, names of genes that were cut at their `::`, and deletions that ended at a brace of their text."""
    for cloze in sheet.clozes:
        field = cloze.note.fields[1]
        if field.count("::") > field.count("{{c") or "&#58;" in field:
            for deletion in cloze.deletions:
                if deletion.hint:
                    yield from _hint(cloze, deletion)
        if field.count("{") > 2 * field.count("{{c") or "&#125;" in field or "}}}" in field:
            yield from _braces(cloze)


def _hint(cloze: Cloze, deletion: Deletion) -> Iterator[Finding]:
    answer, hint = deletion.text, deletion.hint
    words = f"{answer}::{hint}"
    if "::" in hint:
        message = f'only "{answer[:60]}" is hidden: "{hint[:60]}" after the first :: is shown as the hint'
        better = "write :: once, before the hint; a :: of the answer goes in backticks, such as `A::B`"
        yield Finding(cloze.note, cloze.place, message, better, Severity.ERROR, words)
    elif (_SYMBOL.fullmatch(answer) and _SYMBOL.fullmatch(hint) and hint not in answer) or _CODE.fullmatch(hint) or answer == "std":
        message = f'"{hint[:60]}" is shown as a hint for "{answer[:60]}", not as part of the answer'
        better = f"put the name in backticks, as in `{words[:60]}`, or, if a hint is meant, say it in words"
        yield Finding(cloze.note, cloze.place, message, better, words=words)


def _braces(cloze: Cloze) -> Iterator[Finding]:
    """Find single braces in a deletion, and `}}` outside all of them."""
    field = _SET_ASIDE.sub("", cloze.note.fields[1])
    depth, end = 0, 0
    for mark in _DELETION_MARK.finditer(field):
        part = visible(field[end : mark.start()])
        if depth and mark[0] == "}}" and part.count("{") > part.count("}"):
            message = f'the deletion ends early, at a brace of its own text: "{part[-60:]}"'
            hint = r"write a space between the braces, } }, or the formula as maths: \(x^{2}\)"
            yield Finding(cloze.note, cloze.place, message, hint, Severity.ERROR, part.rpartition("::")[2])
            return
        depth, end = depth + (1 if mark[0] != "}}" else -1), mark.end()
    outside = visible(_DELETION_MARK.sub("", field))
    if "}}" in outside:
        hint = "take it out; what belongs to code or to a formula goes in backticks or in \\(…\\)"
        yield Finding(cloze.note, cloze.place, "the card shows }}, which ends no deletion", hint, Severity.ERROR)
