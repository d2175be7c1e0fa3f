"""After stage 6: what is left of a note that is in the source no more.

No import deletes a note. A retired one is shipped to those who have it, its field `Retired` filled: that gate, and the
lack of deletions in a cloze, leave the front of its cards blank, so that Anki's Tools > Empty Cards finds them. It has no
cards of its own, so that nobody is given one; the learner's cards and reviews stay until the learner removes them.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from deckgen.compiler.cloze import make_safe
from deckgen.compiler.expand import without_cloze_marks
from deckgen.compiler.number_steps import telling_last
from deckgen.compiler.slug import slug
from deckgen.types.ledger import Published, PublishedStep
from deckgen.types.note import Note, unwritten
from deckgen.types.note_type import NOTE_TYPES, Kind

_RETIRED = re.compile(r"Retired in version (?P<version>.*?)(?:, level (?P<level>[a-z0-9-]{2,64}))?")
_LIST = re.compile(
    r'<ol(?: data-numbers="(?P<numbers>\d{1,3}(?: \d{1,3})*)")?(?: data-last="(?P<last>\d{1,3})")?>(?P<items>.*)</ol>', re.DOTALL
)


def tombstones(records: Iterable[Published], tag_root: str) -> tuple[Note, ...]:
    """Return the retired notes among the ledger's records, by key, with the words that the ledger knows of them."""
    retired = sorted((record for record in records if record.retired), key=lambda record: record.key)
    return tuple(unwritten(record, _fields(record), (f"{tag_root}::retired",), ()) for record in retired)


def _fields(record: Published) -> tuple[str, ...]:
    known = {"Key": record.key, "Retired": f"Retired in version {escape(record.retired)}, level {record.level}"}
    if record.kind is Kind.CLOZE:
        known["Text"] = _plain(record.question) + (_listed(record) if record.steps else "")
    else:
        known |= {"Question": escape(record.question), "Answer": escape(record.answer)}
    return tuple(known.get(field.name, "") for field in NOTE_TYPES[record.kind].fields)


def _listed(record: Published) -> str:
    """Return the steps of a mechanism; their numbers, which tell nobody but `words_on`, where they are not those of the places."""
    numbers = [step.number for step in record.steps]
    moved = numbers != list(range(1, len(numbers) + 1))
    told = f' data-numbers="{" ".join(map(str, numbers))}"' if moved else ""
    items = "".join(f"<li>{_plain(step.text)}</li>" for step in record.steps)
    return f"<ol{told}{telling_last(numbers, record.spent)}>{items}</ol>"


def retired_in(text: str) -> tuple[str, str]:
    """Return the version and the level that the field `Retired` tells, as plain text; what it does not tell is empty."""
    told = _RETIRED.fullmatch(text)
    return (told["version"], told["level"] or "") if told else (text, "")


def words_on(kind: Kind, fields: Sequence[str]) -> tuple[str, str, tuple[PublishedStep, ...], tuple[int, ...]]:
    """Return the words on a tombstone, which are the ledger's: question, answer, steps, and the numbers that are spent.

    A cloze has lost its deletions, and steps have lost their ids. A learner may have edited the field: numbers that are left
    without a step are spent.
    """
    if kind is Kind.QUESTION:
        return unescape(fields[1]), unescape(fields[2]), (), ()
    listed = _LIST.search(fields[1])
    if listed is None:
        return unescape(fields[1]), "", (), ()
    texts = [unescape(item) for item in listed["items"].removeprefix("<li>").removesuffix("</li>").split("</li><li>")]
    numbers = [int(number) for number in (listed["numbers"] or "").split()] or range(1, len(texts) + 1)
    steps = tuple(PublishedStep(f"{slug(text)}-{number}", number, text) for number, text in zip(numbers, texts, strict=False))
    last = int(listed["last"] or max(numbers))
    return (
        unescape(fields[1][: listed.start()]),
        "",
        steps,
        tuple(sorted({*range(1, last + 1)} - {step.number for step in steps})),
    )


def _plain(text: str) -> str:
    """Return a text without a deletion, and without anything that Anki would take for one."""
    return make_safe(escape(without_cloze_marks(text)))
