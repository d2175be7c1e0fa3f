"""After stage 6: what is left of a note that is in the source no more.

No import deletes a note. A retired one is shipped to those who have it, its field `Retired` filled: that gate, and the
lack of deletions in a cloze, leave the front of its cards blank, so that Anki's Tools > Empty Cards finds them. It has no
cards of its own, so that nobody is given one; the learner's cards and reviews stay until the learner removes them.
"""

from collections.abc import Iterable, Sequence
from html import escape, unescape

from deckgen.compiler.cloze import make_safe
from deckgen.compiler.expand import without_cloze_marks
from deckgen.types.ledger import Published
from deckgen.types.note import Note, unwritten
from deckgen.types.note_type import NOTE_TYPES, Kind

RETIRED = "Retired in version "
"""How the field `Retired` begins; the version follows."""


def tombstones(records: Iterable[Published], tag_root: str) -> tuple[Note, ...]:
    """Return the retired notes among the ledger's records, by key, with the words that the ledger knows of them."""
    retired = sorted((record for record in records if record.retired), key=lambda record: record.key)
    return tuple(unwritten(record, _fields(record), (f"{tag_root}::retired",), ()) for record in retired)


def _fields(record: Published) -> tuple[str, ...]:
    known = {"Key": record.key, "Retired": f"{RETIRED}{escape(record.retired)}"}
    if record.kind is Kind.CLOZE:
        steps = "".join(f"<li>{_plain(step.text)}</li>" for step in record.steps)
        known["Text"] = _plain(record.question) + (f"<ol>{steps}</ol>" if steps else "")
    else:
        known |= {"Question": escape(record.question), "Answer": escape(record.answer)}
    return tuple(known.get(field.name, "") for field in NOTE_TYPES[record.kind].fields)


def words_on(kind: Kind, fields: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return the words on a tombstone, which are the ledger's: question, answer, steps. A cloze has lost its deletions."""
    if kind is Kind.QUESTION:
        return unescape(fields[1]), unescape(fields[2]), ()
    text, _, steps = fields[1].partition("<ol>")
    items = steps.removeprefix("<li>").removesuffix("</li></ol>").split("</li><li>") if steps else ()
    return unescape(text), "", tuple(unescape(item) for item in items)


def _plain(text: str) -> str:
    """Return a text without a deletion, and without anything that Anki would take for one."""
    return make_safe(escape(without_cloze_marks(text)))
