"""Stage 2: nodes → what the author wrote. Unknown keys, wrong kinds and missing parts are refused here."""

from collections.abc import Iterator
from typing import Any

from deckgen.compiler.language import CARD, MECHANISM, TERM, Shape
from deckgen.compiler.parse_table import parse_table
from deckgen.compiler.suggest import meant
from deckgen.compiler.values import Values, common_keys, first_place, is_empty
from deckgen.types.node import Mapping, Node, Scalar, Sequence
from deckgen.types.source import Card, Entry, Mechanism, Pair, Term


def parse_section(section: str, node: Node, values: Values) -> Iterator[Entry]:
    """Yield the entries of one section of a level, in the order of the file; broken ones are skipped.

    The nodes are let go one by one as their entries are made, which keeps memory flat in large files.
    """
    parse_entry, what = _ENTRIES[section]
    sequence = values.sequence(node, f'"{section}"')
    for item in _consumed(sequence) if sequence else ():
        if (mapping := values.mapping(item, f"a {what}")) and (entry := parse_entry(mapping, values)):
            yield entry


def _consumed(sequence: Sequence) -> Iterator[Node]:
    """Yield the items of a list in order, each no longer held by the list; one that has an alias stays whole."""
    if sequence.anchored:
        yield from sequence.items
        return
    sequence.items.reverse()
    while sequence.items:
        yield sequence.items.pop()


def _has(fields: dict[str, Any], shape: Shape) -> bool:
    """Say whether every required plain value is there; if not, a diagnostic has said so."""
    return all(key.name in fields for key in shape.required)


def _card(node: Mapping, values: Values) -> Card | None:
    fields = values.fields(node, CARD)
    _check_form(node, fields, values)
    common = common_keys(fields)
    kind = fields.get("kind", "")
    if "cloze" in fields:
        return Card(node.place, common, cloze=fields["cloze"], kind=kind)
    if "question" not in fields or "answer" not in fields:
        return None
    question, answer, reverse = fields["question"], fields["answer"], fields.get("reverse")
    if reverse is True:
        reverse = Pair(answer, question)
    return Card(node.place, common, question, answer, None, reverse or None, fields.get("typed", False), kind)


def _check_form(node: Mapping, fields: dict[str, Any], values: Values) -> None:
    """Refuse a card that is neither a question with its answer nor a cloze, and whose parts are empty."""
    if "question" in fields and "answer" in fields and "cloze" not in node.entries:
        return
    if "cloze" in node.entries:
        for name in ("question", "answer", "reverse", "typed"):
            if name in node.entries:
                hint = "write two cards, or remove one of the two"
                values.refuse("bad-card", f'a cloze card has no "{name}"', node.entries[name].key_place, hint)
    else:
        missing = [name for name in ("question", "answer") if name not in node.entries and (node.place, name) not in values.meant]
        if missing:
            message = "this card has no " + " and no ".join(f'"{name}"' for name in missing)
            values.refuse("missing-key", message, first_place(node), 'a card is a "question" with an "answer", or a "cloze"')
    for name in ("question", "answer", "cloze"):
        if name in node.entries and name not in fields and is_empty(node.entries[name]):
            values.refuse_empty(name, node.entries[name])


def _term(node: Mapping, values: Values) -> Term | None:
    if len(node.entries) == 1 and (hint := _as_entry(node)):
        values.unknown_key(next(iter(node.entries)), node, TERM, hint)
        return None
    fields = values.fields(node, TERM)
    if not _has(fields, TERM):
        return None
    ask = fields.get("ask", {"define": "", "name": ""})
    if not ask:
        values.refuse("bad-value", '"ask" names no direction', node.entries["ask"].place, "define, name, or both")
    return Term(
        node.place,
        common_keys(fields),
        fields["term"],
        fields["definition"],
        fields.get("also", ()),
        ask.get("define"),
        ask.get("name"),
    )


def _as_entry(node: Mapping) -> str:
    """Return how `- Preload: stretch of the muscle` is written as a glossary entry; an empty text for any other mapping."""
    ((name, value),) = node.entries.items()
    if name in TERM.by_name or meant(name, TERM.by_name) or not isinstance(value, Scalar):
        return ""
    return f"write `- term: {name[:60]}`, and below it `definition: {value.value[:60]}{'…' if len(value.value) > 60 else ''}`"


def _mechanism(node: Mapping, values: Values) -> Mechanism | None:
    fields = values.fields(node, MECHANISM)
    if not _has(fields, MECHANISM):
        return None
    return Mechanism(node.place, common_keys(fields), fields["title"], fields["steps"], fields.get("cyclic", False))


_ENTRIES: dict[str, tuple[Any, str]] = {
    "glossary": (_term, "glossary entry"),
    "mechanisms": (_mechanism, "mechanism"),
    "tables": (parse_table, "table"),
    "cards": (_card, "card"),
}
