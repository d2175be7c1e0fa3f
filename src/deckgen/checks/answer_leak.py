"""`answer-leak`: a front that holds its answer asks nothing."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Cloze, Sheet, Side
from deckgen.checks.visible import words_of
from deckgen.checks.words import FUNCTION_WORDS, HEADS, POSITIONS, SHORTEST_STEM, is_derived, stem
from deckgen.types.diagnostic import Severity

_LITTLE = FUNCTION_WORDS | HEADS
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_REMARK = re.compile(
    r"\s*(?:[;:(—–]|\s-\s|, (?:which|that|because|due|from|with|since|as|so|via|by|not|an?|the|in|at|often|usually)\b)"
)
_LEADING_ARTICLE = re.compile(r"^(?:an?|the)\s+")
_HYPHEN = re.compile(r"[-/'’]")
_CHOICE = re.compile(
    r"\bor\b|\bvs\b|\bversus\b|\b(?:of|among) (?:these|those|the following)\b|\bfollowing\b|\bcompared\b|\bunlike\b|\bthan\b|"
    r"\bbesides\b|\bapart from\b|\bin addition to\b|\bwhereas\b|\bboth\b|\b(?:of|between|among)\s[^?]*\sand\s[^?]*\b(?:which|what|who)\b|"
    r"\b(?:which|what)\s[^?]*\b(?:between|of|among)\s[^?]*\sand\b[^?]*\?"
)
_AS_ONE_OF_MANY = r",\s*{0}\s*,|\band\s+{0}\b|\b{0}(?:\s*,|\s+and\b)"
_HINT = "ask for it by what it does or where it is, in words that the answer does not have"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts that hold the whole answer (an error) or every word of it that tells anything."""
    if not sheet.english:
        return
    for side in sheet.sides:
        if side.note.entry.form == "term":
            if side.reverse:
                yield from _of_names(side, sheet.limits.leak_letters)
        elif _may_leak(side.front.lower(), side.back):
            yield from _of_answer(side, sheet)
    for cloze in () if sheet.errors_only else sheet.clozes:
        yield from _of_cloze(cloze, sheet.limits.leak_letters)


def _may_leak(front: str, answer: str) -> bool:
    """Say whether the first word of the answer that tells anything begins as something in the front does; this is cheap."""
    for word in answer.lower().split():
        word = word.strip("(),.;:'\"")
        if word not in _LITTLE:
            return word[:4] in front
    return False


def _of_answer(side: Side, sheet: Sheet) -> Iterator[Finding]:
    answer = _BRACKETS.sub("", side.back)
    answer = _LEADING_ARTICLE.sub("", _REMARK.split(answer, maxsplit=1)[0].strip(" .").lower())
    if sheet.errors_only and not _holds_whole(side.front.lower(), answer):
        return
    leaked = _leaked(answer, side, sheet.limits.leak_letters, derived=side.note.entry.kind != "definition")
    if leaked and not _is_choice(side, answer):
        yield _finding(side, answer, leaked)


def _of_names(side: Side, letters: int) -> Iterator[Finding]:
    """Find a definition that holds the term, or an abbreviation of it; a plain word for the term may define it."""
    term, *others = side.note.entry.names
    leaked = _leaked(term.lower(), side, letters) if _may_leak(side.front.lower(), term) else ""
    if leaked:
        yield _finding(side, term.lower(), leaked)
        return
    for name in others:
        if name.isupper() and name in side.front and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", side.front):
            yield Finding(side.note, side.front_place, f"the front holds a name of its answer, {quoted(name)}", _HINT, words=name)
            return


def _leaked(answer: str, side: Side, letters: int, *, derived: bool = False) -> str:
    """Return the longest telling word of the answer that the front holds, where it holds all of them; else nothing.

    A word that is made from one of the front, as `pancreatitis` from `pancreas`, counts where `derived` says so.
    """
    front, leaked = side.front.lower(), ""
    told = [part for part in _parts(words_of(answer)) if part not in FUNCTION_WORDS and part != "s"]
    if any(part[:SHORTEST_STEM] not in front and part not in HEADS for part in told):
        return ""  # as for most cards, at the least cost
    parts = _parts(side.front_words)
    for part in told:
        kin = [other for other in parts if other[:SHORTEST_STEM] == part[:SHORTEST_STEM]]
        if any(stem(part) == stem(other) or (derived and is_derived(part, other)) for other in kin):
            if part not in HEADS and part not in POSITIONS and len(part) >= max(letters, len(leaked)):
                leaked = part
        elif part not in HEADS:
            return ""
    return leaked


def _parts(words: tuple[str, ...]) -> list[str]:
    """Return words, those with hyphens in parts."""
    return [part for word in words for part in ((word,) if word.isalnum() else _HYPHEN.split(word))]


def _is_choice(side: Side, answer: str) -> bool:
    """Say whether the front names the answer among others to choose from."""
    front = side.front.lower()
    if side.note.entry.kind == "contrast" or _CHOICE.search(front):
        return True
    return bool(re.search(_AS_ONE_OF_MANY.format(re.escape(answer)), front))


def _finding(side: Side, answer: str, leaked: str) -> Finding:
    front = side.front.lower()
    whole = _holds_whole(front, answer)
    severity = Severity.ERROR if whole and side.note.entry.kind != "vignette" else Severity.WARNING
    start = front.find(stem(leaked))
    words = side.front[start : start + len(stem(leaked))] if start >= 0 else ""
    what = "holds its answer" if whole else "gives its answer away"
    return Finding(side.note, side.front_place, f"the front {what}, {quoted(side.back)}", _HINT, severity, words)


def _holds_whole(front: str, answer: str) -> bool:
    """Say whether the answer stands in the front, be it that only its last word stands elsewhere in it (`hormone-sensitive`)."""
    begin, _, end = answer.rpartition(" ")
    compound = "-" in begin or " " in begin
    return _holds(front, answer) or (compound and _holds(front, begin) and _holds(front, end))


def _holds(front: str, words: str) -> bool:
    return words in front and re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", front) is not None


def _of_cloze(cloze: Cloze, letters: int) -> Iterator[Finding]:
    """Find a deletion whose words stand in sight elsewhere."""
    outside = ""
    for deletion in cloze.deletions:
        hidden = deletion.text.lower()
        if len(hidden) < letters or hidden in _LITTLE or hidden in POSITIONS:
            continue
        outside = outside or cloze.outside.lower()
        if _holds(outside, hidden):
            message = f"{quoted(deletion.text)} is hidden, and stands in sight elsewhere"
            yield Finding(cloze.note, cloze.place, message, "hide it there too, under the same number", words=deletion.text)
            return
