"""Nodes → values of the forms that the language knows (see language.py); each refusal is a diagnostic."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from deckgen.compiler.language import (
    ASK,
    CHECK_NAMES,
    COMMON_NAMES,
    DIRECTIONS,
    ID_PATTERN,
    IMAGE,
    PAIR,
    STEP,
    Form,
    Key,
    Shape,
)
from deckgen.compiler.odd_spaces import first_in
from deckgen.compiler.suggest import did_you_mean, meant
from deckgen.compiler.syntax import hint_at_quotes
from deckgen.compiler.tags import tag_fault
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.node import Document, Mapping, Node, Scalar, Sequence, offset
from deckgen.types.source import Caveats, Common, Image, Pair, Step

_ID = re.compile(ID_PATTERN)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
NOTHING = Common()
_TEXT = Form.TEXT
_COMMON = tuple(zip(Common._fields, NOTHING, strict=True))
_FORMS = {Mapping: "a mapping", Sequence: "a list", Scalar: "text"}


class Values:
    """Takes values out of the nodes of one document and gathers what is wrong with them.

    Every method returns None for a value that is absent, empty or refused.
    """

    def __init__(self, document: Document) -> None:
        """Start on a document."""
        self.document = document
        self.found: list[Diagnostic] = []
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.meant: set[tuple[int, str]] = set()
        self._takers: dict[Form, Callable[[Node, Key], object]] = {
            Form.TEXT: self._text,
            Form.LINE: self._line,
            Form.ID: self._id,
            Form.FLAG: self._flag,
            Form.DATE: self._date,
            Form.CHOICE: self._choice,
            Form.TEXTS: self._texts,
            Form.TAGS: self._tags,
            Form.CHECKS: self._checks,
            Form.CAVEAT: self._caveat,
            Form.IMAGE: self._image,
            Form.ASK: self._ask,
            Form.REVERSE: self._reverse,
            Form.STEPS: self._steps,
        }

    def refuse(self, check: str, message: str, place: int, hint: str = "") -> None:
        """Add an error at a place."""
        self.found.append(Diagnostic(check, message, self.document.position(place), hint))

    def warn(self, check: str, message: str, place: int, hint: str) -> None:
        """Add a warning at a place."""
        self.found.append(Diagnostic(check, message, self.document.position(place), hint, Severity.WARNING))

    def mind_comment(self, text: Scalar) -> None:
        """Warn where a text for learners ends at a `#` that YAML takes for a comment, and that may belong to it."""
        comments = self.document.comments
        if comments and (at := comments.get(offset(text.place))):
            source = self.document.text
            lost = source[at : source.find("\n", at) % (len(source) + 1)].strip()[:60]
            message = f'"{lost}" is a comment to YAML, and no learner sees it'
            hint = f"{hint_at_quotes(self.document, offset(text.place))}; or set a space after the #"
            self.warn("comment", message, at, hint)

    def mapping(self, node: Node, what: str, instead: str = "") -> Mapping | None:
        """Return the node if it is a mapping; `instead` is the hint where it is a text or a list."""
        if isinstance(node, Mapping):
            return node
        if is_empty(node):
            place = node.key_place if node.key_place >= 0 else node.place
            self.refuse("empty-value", f"{what} is empty", place, "its keys are written below it, indented")
        else:
            self.wrong_kind(node, what, "a mapping of keys", instead)
        return None

    def sequence(self, node: Node, what: str) -> Sequence | None:
        """Return the node if it is a list; an empty value is an empty list."""
        if isinstance(node, Sequence):
            return node
        if not (isinstance(node, Scalar) and not node.value):
            self.wrong_kind(node, what, "a list")
        return None

    def wrong_kind(self, node: Node, what: str, expected: str, hint: str = "") -> None:
        """Say that a node is of another kind than what belongs there."""
        first = self.document.text[offset(node.place) :][:1] if expected == "text" else ""
        if expected == "text" and isinstance(node, Mapping) and first != "{":
            hint = "a colon followed by a space makes YAML read a key; put text that holds one in quotes"
        elif first in ("{", "["):
            hint = "text that begins with a bracket or a brace needs quotes"
        elif expected == "text" and isinstance(node, Sequence):
            hint = "write one text; a list in it stands on the lines below a |"
        elif expected == "a list":
            hint = "begin each item with a dash and a space"
        self.refuse("wrong-kind", f"{what} must be {expected}, not {_FORMS[type(node)]}", node.place, hint)

    def fields(self, node: Mapping, shape: Shape) -> dict[str, Any]:
        """Return the plain values of a mapping by key; unknown, missing and empty keys are refused.

        Keys that hold other shapes are left to the caller.
        """
        known = shape.by_name
        values: dict[str, Any] = {}
        for name, child in node.entries.items():
            key = known.get(name)
            if key is None:
                if shape.open_to is None:
                    self.unknown_key(name, node, shape)
                continue
            taker = self._takers.get(key.form)
            if taker is None:
                continue
            if type(child) is Scalar:
                if not child.value or child.value.isspace():
                    if key.required:
                        self.refuse_empty(name, child)
                    continue
                if key.form is _TEXT:
                    values[name] = child
                    continue
            value = taker(child, key)
            if value is not None:
                values[name] = value
        for key in shape.required:
            if key.name not in node.entries and (node.place, key.name) not in self.meant:
                self.refuse("missing-key", f'this {shape.name} has no "{key.name}"', first_place(node), _to_add(key))
        return values

    def refuse_empty(self, name: str, node: Node) -> None:
        """Refuse an empty value, and say what may have emptied it: YAML takes a hash after a space for a comment."""
        text = self.document.text
        line = text[node.key_place : text.find("\n", node.key_place) % (len(text) + 1)]
        hint = "text after a # is a comment; put it in quotes" if "#" in line else ""
        self.refuse("empty-value", f'"{name}" is empty', node.key_place, hint)

    def unknown_key(self, name: str, node: Mapping, shape: Shape, hint: str = "") -> None:
        """Refuse a key, and remember which one was meant, so that the same mistake is not reported as a missing key."""
        article = "an" if shape.name[0] in "aeiou" else "a"
        if not hint:
            hint = did_you_mean(name, shape.by_name)
            self.meant.add((node.place, meant(name, shape.by_name)))
        self.refuse("unknown-key", f'"{name}" is not a key of {article} {shape.name}', node.entries[name].key_place, hint)

    def _text(self, node: Node, key: Key, what: str = "") -> Scalar | None:
        if isinstance(node, Scalar):
            return node
        self.wrong_kind(node, what or f'"{key.name}"', "text")
        return None

    def _line(self, node: Node, key: Key) -> Scalar | None:
        scalar = self._text(node, key)
        if scalar is not None and "\n" in scalar.value.strip():
            self.refuse("bad-value", f'"{key.name}" must be a single line', scalar.place)
            return None
        return scalar

    def _id(self, node: Node, key: Key) -> Scalar | None:
        scalar = self._text(node, key)
        return scalar if scalar is not None and self.is_id(scalar.value, scalar.place) else None

    def is_id(self, value: str, place: int) -> bool:
        """Say whether a text can be an id, and refuse it where not."""
        if _ID.fullmatch(value):
            return True
        if odd := first_in(value):
            at = self.document.text.find(value[odd[0]], offset(place))
            self.refuse("id-stability", f"{odd[1]} stands in this id", max(at, offset(place)), "take it out")
            return False
        self.refuse("id-stability", f'"{value[:70]}" cannot be an id', place, "use 2 to 64 of the characters a-z, 0-9 and -")
        return False

    def _flag(self, node: Node, key: Key) -> bool | None:
        scalar = self._text(node, key)
        if scalar is None:
            return None
        flag = _FLAGS.get(scalar.value.strip().lower())
        if flag is None:
            self.refuse("bad-value", f'"{key.name}" must be yes or no, not "{scalar.value[:40]}"', scalar.place)
        return flag

    def _date(self, node: Node, key: Key) -> str | None:
        scalar = self._text(node, key)
        if scalar is None:
            return None
        if _DATE.fullmatch(scalar.value.strip()):
            return scalar.value.strip()
        self.refuse(
            "bad-value",
            f'"{key.name}" must be a date, not "{scalar.value[:40]}"',
            scalar.place,
            "write 2026, 2026-11 or 2026-11-25",
        )
        return None

    def _choice(self, node: Node, key: Key) -> str | None:
        scalar = self._text(node, key)
        if scalar is None or scalar.value in key.choices:
            return scalar.value if scalar else None
        self.refuse(
            "bad-value",
            f'"{scalar.value[:40]}" is not a value of "{key.name}"',
            scalar.place,
            did_you_mean(scalar.value, key.choices),
        )
        return None

    def _texts(self, node: Node, key: Key) -> tuple[Scalar, ...] | None:
        items: Iterable[Node] = node.items if isinstance(node, Sequence) else (node,)
        texts = []
        for item in items:
            scalar = self._text(item, key, f'an item of "{key.name}"' if item is not node else "")
            if scalar is not None and not scalar.value.strip():
                self.refuse("empty-value", f'an item of "{key.name}" is empty', item.place)
            elif scalar is not None:
                texts.append(scalar)
        return tuple(texts)

    def _tags(self, node: Node, key: Key) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            known = self._same.get(tuple([item.value for item in node.items if isinstance(item, Scalar)]))
            if known is not None and len(known) == len(node.items):
                return known
        tags = []
        for tag in self._texts(node, key) or ():
            if fault := tag_fault(tag.value):
                listed = ", ".join(part.strip() for part in tag.value.split(","))
                as_list = tag is node and "," in tag.value
                self.refuse("tag-syntax", fault[0], tag.place, f"write a list: tags: [{listed}]" if as_list else fault[1])
            else:
                tags.append(tag.value)
        return self._same.setdefault(tuple(tags), tuple(tags))

    def _checks(self, node: Node, key: Key) -> tuple[Scalar, ...]:
        names = self._texts(node, key) or ()
        for name in names:
            if name.value not in CHECK_NAMES:
                self.refuse(
                    "unknown-check", f'there is no check "{name.value}"', name.place, did_you_mean(name.value, CHECK_NAMES)
                )
        return tuple(names)

    def _caveat(self, node: Node, key: Key) -> Caveats | None:
        texts = self._texts(node, key)
        return Caveats(texts, listed=isinstance(node, Sequence)) if texts else None

    def _image(self, node: Node, key: Key) -> Image | None:
        if not isinstance(node, Mapping):
            path = self._line(node, key)
            return Image(path) if path else None
        values = self.fields(node, IMAGE)
        path, alt = values.get("path"), values.get("alt")
        return Image(path, alt.value if isinstance(alt, Scalar) else "") if isinstance(path, Scalar) else None

    def _ask(self, node: Node, key: Key) -> dict[str, str] | None:
        known_faults = len(self.found)
        asked = self._directions(node, key)
        return asked if len(self.found) == known_faults else None

    def _directions(self, node: Node, key: Key) -> dict[str, str]:
        if isinstance(node, Mapping):
            return {d: t.value for d, t in self.fields(node, ASK).items() if isinstance(t, Scalar)}
        asked = {}
        for direction in self._texts(node, key) or ():
            if direction.value in DIRECTIONS:
                asked[direction.value] = ""
            else:
                self.refuse(
                    "bad-value",
                    f'"{direction.value}" is not a direction of "ask"',
                    direction.place,
                    did_you_mean(direction.value, DIRECTIONS),
                )
        return asked

    def _reverse(self, node: Node, key: Key) -> Pair | bool | None:
        if isinstance(node, Scalar):
            return self._flag(node, key)
        mapping = self.mapping(node, '"reverse"')
        values = self.fields(mapping, PAIR) if mapping else {}
        question, answer = values.get("question"), values.get("answer")
        return Pair(question, answer) if isinstance(question, Scalar) and isinstance(answer, Scalar) else None

    def _steps(self, node: Node, key: Key) -> tuple[Step, ...] | None:
        sequence = self.sequence(node, '"steps"')
        steps = []
        for item in sequence.items if sequence else ():
            if isinstance(item, Mapping) and (len(item.entries) != 1 or STEP.by_name.keys() & item.entries):
                values = self.fields(item, STEP)
                text, step_id = values.get("text"), values.get("id")
                if isinstance(text, Scalar):
                    steps.append(Step(text, step_id if isinstance(step_id, Scalar) else None))
            elif scalar := self._text(item, key, "a step"):
                if scalar.value.strip():
                    steps.append(Step(scalar))
                else:
                    self.refuse("empty-value", "this step is empty", item.place)
        if sequence is not None and len(sequence.items) < 2:
            self.refuse("bad-value", "a mechanism has two or more steps", sequence.place, "write a card for a single fact")
        return tuple(steps) or None


def _to_add(key: Key) -> str:
    return f'add "{key.name}:", {key.says[:1].lower()}{key.says[1:].rstrip(".")}'


def first_place(node: Mapping) -> int:
    """Return where a mapping shows: its first key."""
    first = next(iter(node.entries.values()), None)
    return node.place if first is None else max(first.key_place, offset(node.place))


def is_empty(node: Node) -> bool:
    """Say whether a node is an empty value."""
    return isinstance(node, Scalar) and not node.value.strip()


def common_keys(fields: dict[str, Any]) -> Common:
    """Return the keys among the fields that any entry may carry."""
    if COMMON_NAMES.isdisjoint(fields):
        return NOTHING
    return Common._make([fields.get(name, absent) for name, absent in _COMMON])
