"""`list-unnumbered`: who does not know how many things are wanted cannot know when the answer is whole."""

import re
from collections.abc import Iterator

from deckgen.checks.enumeration import describes, items_of, may_list, says_how_many
from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet, Side
from deckgen.checks.words import alternatives

_PLURAL = r"(?!(?:gas|lens|pancreas|biceps|triceps|herpes|diabetes|rabies|scabies|caries|series|species|ascites|atlas|mumps|measles)\b)[a-z][\w-]*(?:[^sui\W]s|ae|ria|omata|tata)"
_VERB = r"(?:(?:is|does|was|has|causes|makes|happens|follows|links|lowers|raises)\b|[a-z]\w+s\s+(?:an?|the|its|their|this|that|most)\b)"
"""What looks like a plural and is a verb: one of these, or what stands before an article, as in `what supplies the …`."""
_VERBS = alternatives(
    "accounts acts activates allows arises begins binds blocks brings carries changes closes comes connects controls converts defines "
    "determines distinguishes divides drains drives explains forms gives goes helps holds increases inhibits innervates keeps leads "
    "limits marks means occurs opens prevents produces protects reduces regulates releases relieves remains results reverses separates "
    "sets shows starts stimulates stops suggests supplies supports triggers turns worsens"
)
"""Verbs after `what`; after `which`, some of them are plurals."""
_DESCRIBING = r"(?:[\w-]*(?:ic|al|ous|ive|ent|ory|ary|ar|ed|ing|or|less)|other|main|common|early|late|first|risk|side|blood)"
_ASKS_FOR_MANY = re.compile(
    rf"\b(?:which|what(?!\s+(?:{_VERBS})\b))\s+(?:of\s+the\s+)?(?:{_DESCRIBING}\s+){{0,2}}(?!{_VERB}){_PLURAL}\b"
    r"|\bwhat\s+(?:are|were)\b"
    rf"|^\W*(?:name|list|give|state|enumerate|mention|recall)\b.*?\b{_PLURAL}\b"
    rf"|^\W*(?!(?:what|which|who|how|why|where|when)\b)(?:the\s+)?(?:[\w-]+\s+){{0,2}}{_PLURAL}\s+(?:of|in|for|to)\b"
    rf"|:\s*(?:{_DESCRIBING}\s+){{0,2}}{_PLURAL}\s*\?*$"
)
_ASKS_FOR_THINGS = re.compile(r"\bwhich\b|\bwhat\s+(?!is\b|was\b|does\b|did\b|do\b|happens?\b|would\b|will\b|can\b|should\b)")
_PARTS = 2
_LONGEST_PART = 4


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find questions that want several things and do not say how many; cells of a table share their question, and may."""
    for side in sheet.questions:
        entry = side.note.entry
        listed = entry.kind == "list"
        if not (listed or may_list(side.back) or " and " in side.back) or entry.form == "cell" or entry.kind == "definition":
            continue
        if says_how_many(side.front, side.front_words) or not (listed or _wants_many(side)):
            continue
        count = len(items_of(side.back, loosely=listed))
        hint = f'say how many: "which {count} …"' if count >= _PARTS else "say how many things are wanted"
        yield Finding(side.note, side.front_place, f"{quoted(side.front)} does not say how many things it wants", hint)


def _wants_many(side: Side) -> bool:
    """Say whether a question asks for several things, and has them as its answer."""
    items, front = items_of(side.back), side.front.lower()
    if len(items) < _PARTS or (describes(items) and " " in items[-1]):
        return False
    if len(items) > _PARTS:
        return bool(_ASKS_FOR_THINGS.search(front) or _ASKS_FOR_MANY.search(front))
    return _are_two_things(items, side) and bool(_ASKS_FOR_MANY.search(front))


def _are_two_things(items: tuple[str, ...], side: Side) -> bool:
    """Say whether two points are things of their own, not the ends of something, nor halves of what the question names."""
    if any(item.count(" ") >= _LONGEST_PART for item in items) or "between" in side.front_words:
        return False
    named = [word for word in side.back_words[-1:] if word in side.front_words]
    return not named or items[0].lower().endswith(named[0])
