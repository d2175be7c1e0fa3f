"""`tag-syntax`: tags that Anki keeps, but that do not sort as they were meant to; broken ones the compiler refuses."""

from collections import Counter
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import Sheet, start_of
from deckgen.types.note import Note


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find tags of too many levels, and tags that differ in capitals alone; each tag once, at the first note that has it."""
    deck = sheet.deck
    first: dict[str, Note] = {}
    uses: Counter[tuple[str, ...]] = Counter()
    for note in deck.notes:
        uses[note.tags] += 1
        if uses[note.tags] == 1:
            for tag in note.tags:
                first.setdefault(tag, note)
    root = f"{deck.tag_root}::"
    for tag, note in first.items():
        own = tag.removeprefix(root)
        levels = own.count("::") + 1
        if levels > sheet.limits.tag_levels:
            hint = f"keep to {sheet.limits.tag_levels}; what crosses the others is a tag of its own"
            yield Finding(note, start_of(note), f"the tag {quoted(own)} has {levels} levels", hint, words=own)
    yield from _clashes(first, _counted(uses), root)


def _counted(uses: Counter[tuple[str, ...]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for tags, times in uses.items():
        for tag in tags:
            counted[tag] += times
    return counted


def _clashes(first: dict[str, Note], uses: Counter[str], root: str) -> Iterator[Finding]:
    """Find tags, or levels above them, that are written with other capitals more often."""
    spellings: dict[str, Counter[str]] = {}
    for tag, times in uses.items():
        for path in _paths(tag):
            spellings.setdefault(path.lower(), Counter())[path] += times
    for tag, note in first.items():
        for path in _paths(tag):
            best = spellings[path.lower()].most_common(1)[0][0]
            if best != path:
                own, better = path.removeprefix(root), best.removeprefix(root)
                message = f"the tag {quoted(own)} is also written {quoted(better)}"
                hint = f"write {better}: Anki takes the two for one, and keeps the spelling that it met first"
                yield Finding(note, start_of(note), message, hint, words=tag.removeprefix(root))
                break


def _paths(tag: str) -> list[str]:
    """Return the levels above a tag, from the root down, and the tag."""
    parts = tag.split("::")
    return ["::".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
