"""Steps whose order an article makes explicit: numbered lists, arrows, and chains of "X leads to Y"."""

import re
from collections.abc import Sequence as Items

from deckgen.article.words import WORD, capitalised, telling
from deckgen.types.article import Block, BlockKind, Sequence

_ARROW = re.compile(r"\s*(?:→|⟶|⇒|-->|->|=>)\s*")
JOINT = re.compile(
    r",? (?:(?:which|this|that|and this) )?(?:(?:then|in turn|thereby|thus) )?"
    r"(?:leads? to|leading to|results? in|resulting in|gives? rise to|brings? about) ",
)
_KINDS = re.compile(
    r"\b(?:causes|kinds|types|factors|reasons|criteria|examples|options|symptoms|signs|classes|groups|features|benefits|drugs|advantages|"
    r"questions|tips|points|findings|complications|treatments|functions|roles|forms|categories|goals|principles)\b",
    re.IGNORECASE,
)
MAX_STEPS = 12
MAX_WORDS = 30
MAX_LABEL = 8


def find_sequences(blocks: Items[Block], taken: set[int]) -> tuple[list[Sequence], list[tuple[int, str]]]:
    """Return the sequences among the blocks, and why numbered lists are none. `taken` are points that define terms."""
    found: list[Sequence] = []
    said: list[tuple[int, str]] = []
    at = 0
    while at < len(blocks):
        end = _list_end(blocks, at)
        if end == at:
            at += 1
            continue
        group = [blocks[n] for n in range(at, end) if n not in taken]
        lead = _lead(blocks, at)
        if blocks[at].is_numbered and len(group) == end - at > 1:
            _numbered(group, lead, found, said)
        elif chains := [(block, steps) for block in group if (steps := chain(block.text))]:
            found += [sequence("", steps, [block.line] * len(steps), block.level) for block, steps in chains]
        elif len(steps := _linked([block.text for block in group])) > 2:
            found.append(sequence(lead, steps, [group[0].line, *(block.line for block in group)], group[0].level))
        at = end
    return found, said


def _list_end(blocks: Items[Block], at: int) -> int:
    """Return the number of the block after the list that begins at a block; the same number where none does."""
    end = at
    while end < len(blocks) and blocks[end].kind is BlockKind.POINT and not blocks[end].skipped:
        if end > at and not _same_list(blocks[at], blocks[end - 1], blocks[end]):
            break
        end += 1
    return end


def _same_list(first: Block, before: Block, block: Block) -> bool:
    """Say whether a point goes on the list of the points before it; a list in which every point is 1 is numbered by its reader."""
    if block.is_numbered != first.is_numbered or block.level != first.level:
        return False
    begins_anew = block.marker in ("1.", "1)") and block.marker == first.marker and block.marker != before.marker
    return not begins_anew


def lead_in(blocks: Items[Block], at: int) -> str:
    """Return what a list point at a place goes on from: the line with a colon before its list, or a heading that names a kind."""
    while at and blocks[at - 1].kind is BlockKind.POINT and blocks[at - 1].level == blocks[at].level:
        at -= 1
    lead = _lead(blocks, at)
    is_line = bool(lead) and blocks[at - 1].kind is not BlockKind.HEADING
    return lead if is_line or _KINDS.search(lead) else ""


def _lead(blocks: Items[Block], at: int) -> str:
    """Return the line that introduces a list: a paragraph that ends with a colon, else the heading."""
    if at == 0 or blocks[at - 1].level != blocks[at].level:
        return ""
    before = blocks[at - 1]
    if before.kind is BlockKind.HEADING:
        return before.text.rstrip(":")
    if before.kind is BlockKind.PARAGRAPH and before.text.endswith(":"):
        return re.split(r"(?<=[.!?]) ", before.text.rstrip(":"))[-1]
    return ""


def _numbered(blocks: Items[Block], lead: str, found: list[Sequence], said: list[tuple[int, str]]) -> None:
    line = blocks[0].line
    if not lead:
        said.append((line, "the numbered list has no line that introduces it, so its points are left to you"))
    elif _KINDS.search(lead):
        said.append(
            (line, f'the numbered list under "{lead[:60]}" counts kinds rather than steps, so its points are left to you')
        )
    elif len(blocks) > MAX_STEPS or any(len(WORD.findall(b.text)) > MAX_WORDS for b in blocks):
        said.append((line, "the numbered list is too long for a mechanism, so its points are left to you"))
    else:
        found.append(sequence(lead, [b.text for b in blocks], [b.line for b in blocks], blocks[0].level))


def chain(text: str) -> list[str]:
    """Return the steps of a text with two or more arrows or "leads to"; none where it has fewer."""
    for joint in (_ARROW, JOINT):
        steps = [capitalised(step.strip(" .;,")) for step in joint.split(text)]
        if 2 < len(steps) <= MAX_STEPS and all(0 < len(WORD.findall(step)) <= MAX_WORDS for step in steps):
            return steps
    return []


def _linked(texts: list[str]) -> list[str]:
    """Return the steps of points "X leads to Y", "Y leads to Z", each of which goes on where the one before ends."""
    steps: list[str] = []
    for text in texts:
        parts = [capitalised(part.strip(" .;,")) for part in JOINT.split(text)]
        if len(parts) != 2 or (steps and not telling(steps[-1]) & telling(parts[0])):
            return []
        steps += parts if not steps else parts[1:]
    return steps


def sequence(title: str, steps: list[str], lines: list[int], level: str) -> Sequence:
    """Return a sequence; without a title it is called after a label before its first step, or after its first and last step."""
    label, colon, first = steps[0].partition(": ")
    if not title and colon and 0 < len(WORD.findall(label)) <= MAX_LABEL:
        title, steps = label, [capitalised(first), *steps[1:]]
    title = title or f"From {_inner(steps[0])} to {_inner(steps[-1])}"
    return Sequence(title, tuple(step.rstrip(".") for step in steps), tuple(lines), level)


def _inner(text: str) -> str:
    """Return a step as it stands within a sentence."""
    first = text.split(" ", 1)[0]
    return text if sum(c.isupper() or c.isdigit() for c in first) > 1 else text[:1].lower() + text[1:]
