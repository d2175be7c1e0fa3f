"""Stage 1: YAML text → nodes with positions. The only module that imports yaml.

YAML is read event by event, through libyaml where it is there; no value is ever guessed to be a number, a date or a
truth value.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from itertools import islice
from typing import Any

import yaml
from yaml.events import AliasEvent, DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from deckgen.compiler import odd_spaces
from deckgen.compiler.binary import binary_kind
from deckgen.compiler.syntax import ABOUT_INDENTATION, explain_escapes, explain_syntax, hint_at_quotes, places_of, repair
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.node import KEY_SHIFT, Document, Mapping, Node, Scalar, Sequence

ABOUT_EMPTINESS = "`deckgen init` writes a first one"
"""The hint for a source that holds nothing; a file that it includes deserves another."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 40
MAX_ALIASED_NODES = 10_000
MAX_REPAIRS = 25
MAX_SAME_FAULTS = 20

# What YAML calls printable, less the tab: https://yaml.org/spec/1.2.2/#51-character-set
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUSPECTS = bytes({*range(0x20), 0x7F} - {*b"\n\r"})
_BEYOND_ASCII = (re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))
"""Control characters in UTF-8, in the form that is found fastest."""
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029]")
"""What YAML's escapes stand for, and TeX is read as."""
_UNDECODED = re.compile("[\udc80-\udcff]")
_GLUED_COMMENT = re.compile(r"(?<=\S)[ ]+#(?=\w)")
"""A comment that may have been meant as text: its sign stands before the first word, as in `law #1`."""
_INDENTED_BY_TAB = re.compile(r"^ *\t[ \t]*[^\s#]", re.MULTILINE)


class _StopReadingError(Exception):
    """The rest of the file cannot be read with bounded effort; a diagnostic says why."""


def read(path: str, data: bytes) -> tuple[Document, list[Diagnostic]]:
    """Read a file into a document of nodes, with everything that YAML itself has against it."""
    if refused := _other_than_text(path, data):
        return Document(path, ""), [refused]
    data = data.removeprefix(BOM_UTF8)
    text = data.decode(errors="surrogateescape")
    undecoded = list(islice(_UNDECODED.finditer(text), MAX_SAME_FAULTS))
    if undecoded:
        text = _UNDECODED.sub("\ufffd", text)
        data = text.encode()
    document = Document(path, text, data)
    found = [_not_utf8(document, match) for match in undecoded]
    if not _is_clean(data):
        found += _forbidden_characters(document, text)
    if any(d.check == "control-character" for d in found):
        data = _UNPRINTABLE.sub("\ufffd", text).encode()
    hashes = _glued_comments(text)
    del text
    for _ in range(MAX_REPAIRS):
        reader = _Reader(document, data, hashes)
        try:
            document.root = reader.read_top()
        except yaml.MarkedYAMLError as fault:
            mended = _mended(document, data, fault, found)
            if mended is None:
                break
            data = mended
            continue
        except _StopReadingError:
            return document, found + reader.found
        if reader.odd:
            data = _plainly_spaced(document, data, reader.odd, found)
            continue
        if not found:
            reader.refuse_lone_anchors()
        return document, found + reader.found
    return document, found


def _other_than_text(path: str, data: bytes) -> Diagnostic | None:
    """Refuse what is no text in UTF-8 at all."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Diagnostic("encoding", "the file is UTF-16", Document(path, "").position(0), "save the file as UTF-8")
    if kind := binary_kind(data):
        hint = "`deckgen dump` prints a package" if "package" in kind else "name the YAML file, such as cards.yaml"
        return Diagnostic("encoding", f"this is {kind}, not a source", None, hint, path=path)
    return None


def _mended(document: Document, data: bytes, fault: yaml.MarkedYAMLError, found: list[Diagnostic]) -> bytes | None:
    """Explain what YAML could not read, and return the text with which it can be read on; None where that is said already."""
    text = data.decode()
    if odd := odd_spaces.near(text, places_of(text, fault)):
        return _plainly_spaced(document, data, odd, found)
    explained = explain_syntax(document, text, fault)
    if any(d.position == explained.position for d in found) and explained.check != "tab":
        return None
    if explained.hint != ABOUT_INDENTATION or all(d.check != "tab" for d in found):
        found.append(explained)
    return repair(text, fault).encode()


def _glued_comments(text: str) -> dict[int, int]:
    """Return where comments begin that may have been meant as text, by the offset at which the text before each ends."""
    return {match.start(): match.end() - 1 for match in _GLUED_COMMENT.finditer(text)} if " #" in text else {}


def _plainly_spaced(document: Document, data: bytes, odd: list[int], found: list[Diagnostic]) -> bytes:
    """Refuse the odd spaces at some offsets, and return the text with plain ones, with which it can be read on."""
    text = data.decode()
    found += odd_spaces.explain(document, text, odd)
    return odd_spaces.with_plain_spaces(text, odd).encode()


def _is_clean(data: bytes) -> bool:
    """Say whether a text surely holds neither control characters nor tabs; much faster than looking for them one by one."""
    return len(data.translate(None, _SUSPECTS)) == len(data) and not any(form.search(data) for form in _BEYOND_ASCII)


def _not_utf8(document: Document, match: re.Match[str]) -> Diagnostic:
    message = f"this byte (0x{ord(match[0]) - 0xDC00:02x}) is not UTF-8"
    return Diagnostic("encoding", message, document.position(match.start()), "save the file as UTF-8")


def _forbidden_characters(document: Document, text: str) -> list[Diagnostic]:
    """Find control characters, and tabs used as indentation."""
    found = []
    for number, match in enumerate(_UNPRINTABLE.finditer(text)):
        if number == MAX_SAME_FAULTS:
            break
        at = document.position(match.start())
        message = f"control character U+{ord(match[0]):04X} in the text"
        found.append(Diagnostic("control-character", message, at, "delete it; it cannot be shown on a card"))
    for match in _INDENTED_BY_TAB.finditer(text):
        at = document.position(text.index("\t", match.start()))
        found.append(Diagnostic("tab", "a tab is used as indentation", at, "indent with spaces"))
    return found[:MAX_SAME_FAULTS]


class _Reader:
    """Turns the events of one text into nodes, and gathers what it refuses."""

    def __init__(self, document: Document, data: bytes, hashes: dict[int, int]) -> None:
        """Take a document, its text as far as it can be read, and where a comment may have been meant as text: after which offset."""
        self.document = document
        document.comments.clear()
        self._hashes = hashes
        self._text = data.decode
        self.odd: list[int] = []
        self._odd_keys = odd_spaces.anywhere(data)
        self._odd_texts = self._odd_keys and odd_spaces.in_text(data.decode())
        self.found: list[Diagnostic] = []
        self._next: Callable[[], Any] = LOADER(data).get_event
        self._anchors: dict[str, Node | None] = {}
        self._lone: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        self._aliased = 0

    def read_top(self) -> Mapping | None:
        """Return the mapping at the top of the file; None for an empty file and for anything else."""
        self._next()
        event = self._next()
        if not isinstance(event, DocumentStartEvent):
            text = self.document.text
            commented = text.strip() and all(line.lstrip()[:1] in ("#", "") for line in text.splitlines())
            self._refuse("syntax", "the file holds only comments" if commented else "the file is empty", 0, ABOUT_EMPTINESS)
            return None
        top = self._node(self._next(), 0)
        self._next()
        if isinstance(again := self._next(), DocumentStartEvent) and again.start_mark:
            place = again.start_mark.index
            self._refuse(
                "syntax", "a second YAML document begins here", place, "remove the line `---`, or split the file with `include`"
            )
        if isinstance(top, Mapping):
            return top
        what = "a list" if isinstance(top, Sequence) else "text"
        self._refuse(
            "wrong-kind", f"the file holds {what} where keys are expected", top.place, "begin with `deck:` and `levels:`"
        )
        return None

    def refuse_lone_anchors(self) -> None:
        """Refuse anchors to which nothing refers: where text was meant, its first word would be lost."""
        for name, place in self._lone.items():
            message = f'nothing refers to the anchor "&{name}"'
            self._refuse("alias", message, place, hint_at_quotes(self.document, place))

    def _refuse(self, check: str, message: str, place: int, hint: str) -> None:
        self._add(Diagnostic(check, message, self.document.position(place), hint))

    def _add(self, fault: Diagnostic) -> None:
        if sum(d.check == fault.check for d in self.found) < MAX_SAME_FAULTS:
            self.found.append(fault)

    def _node(self, event: Any, depth: int) -> Node:
        """Build the node that begins with the event."""
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            return self._alias(event)
        place = event.start_mark.index
        if depth >= MAX_DEPTH:
            self._refuse("nesting", f"more than {MAX_DEPTH} levels of nesting", place, "nothing in the language nests so deeply")
            raise _StopReadingError
        self._check_tag(event)
        if event.anchor:
            self._anchors[event.anchor] = None
            self._lone.setdefault(event.anchor, place)
        node: Node
        if type(event) is MappingStartEvent:
            node = self._mapping(place, depth + 1)
        else:
            node = Sequence([], place, anchored=bool(event.anchor))
            self._fill(node.items, depth + 1)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: Any) -> Scalar:
        value, place = event.value, event.start_mark.index
        if self._hashes and not event.style and (hash_place := self._hashes.get(event.end_mark.index)):
            self.document.comments[place] = hash_place
        if self._odd_texts and not event.style and odd_spaces.in_text(value):
            self._mind_odd_spaces(place, event.end_mark.index - 1)
        if event.tag is None and event.anchor is None and event.style != '"' and "\t" not in value:
            return Scalar(value, place)
        if event.tag is not None:
            self._check_tag(event)
            value = value or event.tag
        if (
            event.style == '"'
            and _ESCAPED.search(value)
            and (fault := explain_escapes(self.document, place, event.end_mark.index))
        ):
            self._add(fault)
            value = _ESCAPED.sub(" ", value)
        if event.style == '"' and (bad := _UNPRINTABLE.search(value)):
            self._refuse(
                "control-character",
                f"control character U+{ord(bad[0]):04X} in the text",
                place,
                "write what is to be shown instead of the escape",
            )
            value = _UNPRINTABLE.sub("\ufffd", value)
        if "\t" in value:
            tab = self.document.text.find("\t", place, event.end_mark.index)
            self._refuse("tab", "a tab stands in the text", max(tab, place), "use spaces")
        node = Scalar(value, place)
        if event.anchor:
            self._anchors[event.anchor] = node
            self._lone.setdefault(event.anchor, place)
        return node

    def _mind_odd_spaces(self, begin: int, end: int) -> None:
        """Refuse the odd spaces in a text that keep YAML from seeing a key in it."""
        text = self._text()
        for fault in odd_spaces.explain(self.document, text, odd_spaces.in_lines(text, begin, end, keys_only=True)):
            self._add(fault)

    def _fill(self, items: list[Node], depth: int) -> None:
        """Add the items of a list; words that recur, such as tags, are held once."""
        next_event, words = self._next, self._keys
        while (kind := type(event := next_event())) is not SequenceEndEvent:
            if kind is ScalarEvent:
                scalar = self._scalar(event)
                scalar.value = words.setdefault(scalar.value, scalar.value)
                items.append(scalar)
            else:
                items.append(self._node(event, depth))

    def _mapping(self, place: int, depth: int) -> Mapping:
        next_event, words = self._next, self._keys
        entries: dict[str, Node] = {}
        while (kind := type(event := next_event())) is not MappingEndEvent:
            if kind is not ScalarEvent:
                self._refuse_key(self._node(event, depth), place)
                self._node(next_event(), depth)
                continue
            key, key_place = event.value, event.start_mark.index
            if event.style or event.tag is not None:
                self._scalar(event)
            elif self._odd_keys and odd_spaces.in_key(key):
                self.odd += odd_spaces.in_lines(self._text(), key_place, key_place)
            event = next_event()
            value = self._scalar(event) if type(event) is ScalarEvent else self._node(event, depth)
            if key == "<<":
                self._refuse("merge-key", "merge keys (`<<`) are not part of the language", key_place, "write the keys out")
            elif key in entries:
                first = self.document.position(entries[key].key_place).line
                self._refuse("duplicate-key", f'"{key}" is given twice', key_place, f"the first is on line {first}; keep one")
            else:
                value.place |= (key_place + 1) << KEY_SHIFT
                entries[words.setdefault(key, key)] = value
        return Mapping(entries, place)

    def _refuse_key(self, key: Node, place: int) -> None:
        """Refuse a list or a mapping that stands as a key in the mapping at a place."""
        if self.document.text[place : place + 1] == "{":
            message = "the text begins with a brace, which YAML takes for a mapping"
            self._refuse("syntax", message, place, "put the whole text in quotes")
        else:
            hint = "if this is text that begins with `{` or `[`, put it in quotes"
            self._refuse("wrong-kind", "a key must be a word", key.place, hint)

    def _alias(self, event: Any) -> Node:
        """Return a node of its own for an alias; its content is shared with the anchor's."""
        place = event.start_mark.index
        known = event.anchor in self._anchors
        self._lone.pop(event.anchor, None)
        node = self._anchors.get(event.anchor)
        if node is None:
            message = f'"*{event.anchor}" lies within its own anchor' if known else f'there is no anchor "&{event.anchor}"'
            self._refuse("alias", message, place, "text that begins with `*` needs quotes")
            return Scalar("*" + event.anchor, place)
        self._aliased += _size(node, MAX_ALIASED_NODES)
        if self._aliased > MAX_ALIASED_NODES:
            self._refuse("alias", "the aliases of this file expand without bound", place, "write the values out")
            raise _StopReadingError
        if isinstance(node, Mapping):
            return Mapping(node.entries, place)
        if isinstance(node, Sequence):
            return Sequence(node.items, place, anchored=True)
        assert isinstance(node, Scalar)
        return Scalar(node.value, place)

    def _check_tag(self, event: Any) -> None:
        if event.tag is None:
            return
        shown = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._refuse(
            "yaml-tag",
            f'the YAML tag "{shown}" is not part of the language',
            event.start_mark.index,
            "remove it; if it is text, put it in quotes",
        )


def _size(node: Node, limit: int) -> int:
    """Count the nodes under a node, up to a limit."""
    count, stack = 0, [node]
    while stack and count <= limit:
        item = stack.pop()
        count += 1
        if isinstance(item, Mapping):
            stack.extend(item.entries.values())
        elif isinstance(item, Sequence):
            stack.extend(item.items)
    return count
