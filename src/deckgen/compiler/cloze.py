"""Cloze deletions: find, check and protect them.

Anki's syntax is `{{c1::answer}}` or `{{c1::answer::hint}}`, nested where wanted
(https://docs.ankiweb.net/editing.html#cloze-deletion). Anki looks for it in the finished HTML, and ends a deletion at the
first `}}`; so braces and colons that belong to the text are written as entities, which the card shows as they were.
"""

import re
from dataclasses import dataclass, field

from deckgen.compiler.markdown import Pieces

MAX_NUMBER = 499
"""The largest number of which Anki makes a card."""

_MARK = re.compile(r"\{\{c(?P<number>\d+)::|(?P<close>\}\})|(?P<separator>::)")
_LOOKS_LIKE = re.compile(r"\{\{ ?[cC] ?[\d,]+ ?:?")
_SINGLE = re.compile(r"(?<!\{)\{(c\d+::[^{}]*)\}(?!\})")
_SIMPLE = re.compile(r"[^{}:]*(?:\{\{c[1-9]\d?::(?!\s*\}\})[^{}:]+\}\}[^{}:]*)+")
_FINISHED = re.compile(r"\{\{c(\d+)::")


@dataclass(slots=True)
class _Open:
    number: int
    start: int
    has_hint: bool = False


@dataclass(slots=True)
class Clozes:
    """The deletions of a text: what is wrong with them (sentence and hint), and the numbers used."""

    faults: list[tuple[str, str]] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)


def is_simple(text: str) -> bool:
    """Say whether a plain text holds nothing but sound deletions, without hints or nesting: it is its own field."""
    return _SIMPLE.fullmatch(text) is not None


def holds_deletion(text: str) -> bool:
    """Say whether a deletion begins in a text."""
    return _FINISHED.search(text) is not None


def mark_clozes(text: str, pieces: Pieces) -> tuple[str, Clozes]:
    """Set the marks of all deletions aside, so that neither Markdown nor protection touches them."""
    result, out, stack, end = Clozes(), [], list[_Open](), 0
    if any(map(holds_deletion, pieces.formulas)):
        result.faults.append(("a deletion cannot stand inside maths", r"hide the whole formula: {{c1::\(…\)}}"))
    for match in _MARK.finditer(text):
        mark = match[0]
        if match["number"]:
            number = int(match["number"][:6])
            if not 1 <= number <= MAX_NUMBER:
                result.faults.append((f"c{number} is not the number of a cloze deletion", f"count from c1 to c{MAX_NUMBER}"))
            result.numbers.add(number)
            stack.append(_Open(number, match.end()))
            mark = f"{{{{c{number}::"
        elif not stack or (match["separator"] and stack[-1].has_hint):
            continue
        elif match["separator"]:
            stack[-1].has_hint = True
            if not text[stack[-1].start : match.start()].strip():
                result.faults.append((f"the deletion c{stack[-1].number} is empty", "put the answer before the ::"))
        else:
            deletion = stack.pop()
            if not text[deletion.start : match.start()].strip():
                result.faults.append((f"the deletion c{deletion.number} is empty", f"write {{{{c{deletion.number}::answer}}}}"))
        out.append(text[end : match.start()] + pieces.take(f"\x04{mark}"))
        end = match.end()
    result.faults += [(f"the deletion c{d.number} is never closed", "close it with }}") for d in stack]
    rest = "".join(out) + text[end:]
    if not result.numbers and (single := _SINGLE.search(rest)):
        message = f'"{single[0][:60]}" looks like a cloze deletion but is none'
        result.faults.append((message, f"two braces: {{{{{single[1][:60]}}}}}"))
    elif like := _LOOKS_LIKE.search(rest):
        result.faults.append(
            (f'"{like[0]}" looks like a cloze deletion but is none', "write {{c1::answer}}, with two colons and a small c")
        )
    elif not result.numbers:
        result.faults.append(("this cloze has no deletion", "hide the telling word: {{c1::word}}"))
    return rest, result


def make_safe(html: str) -> str:
    """Write as entities what Anki would take for parts of a deletion; marks of deletions stay."""
    if html.startswith("\x04"):
        return html[1:]
    if "{{" in html:
        html = html.replace("{{", "{&#123;")
    if "}}" in html:
        html = html.replace("}}", "}&#125;")
    if html.endswith("}"):
        html = html[:-1] + "&#125;"
    return html.replace("::", ":&#58;") if "::" in html else html


def card_ordinals(html: str) -> tuple[int, ...]:
    """Return the ordinals of the cards that Anki makes of a finished cloze field, sorted."""
    return tuple(sorted({int(n) - 1 for n in _FINISHED.findall(html)}))
