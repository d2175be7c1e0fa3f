"""Between reading and parsing: what a deck's files hold together.

Follows `include`, gathers deck, sources, caveats and levels from every file, and lists the sections in the order of
teaching: a file's own content first, then what it includes.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from deckgen.compiler.check_section import add_check_section
from deckgen.compiler.language import CITATION, DECK, ID_PATTERN, LEVEL, SECTIONS, TOP
from deckgen.compiler.read import ABOUT_EMPTINESS, read
from deckgen.compiler.suggest import meant
from deckgen.compiler.values import Values
from deckgen.types.diagnostic import Diagnostic, Severity
from deckgen.types.files import Files
from deckgen.types.media import Refusal
from deckgen.types.node import Document, Mapping, Node, Scalar, Sequence
from deckgen.types.source import Citation, Header, Level, Written

_NAME = re.compile(r"\S{1,100}")
_DECK_NAME = re.compile(r'[^"\x00-\x1f]+')


@dataclass(slots=True)
class Section:
    """One section of a level in one file, not yet parsed."""

    level: str
    name: str
    node: Node
    values: Values


@dataclass(slots=True)
class Outline:
    """The deck without its entries, where the entries are, and what is wrong so far."""

    header: Header = field(default_factory=Header)
    sections: list[Section] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield everything found, the entries parsed since included."""
        yield from self.found
        for values in self.values:
            yield from values.found


def outline(source: str, files: Files) -> Outline:
    """Read a source and all that it includes."""
    result = Outline()
    top = _add_file(source, files, result, ())
    _require_deck(result, top)
    return result


def _add_file(path: str, files: Files, result: Outline, chain: tuple[str, ...]) -> Document:
    document, found = read(path, files.read(path))
    if chain:
        hint = f"write levels into it, or take it out of the `include` of {chain[-1]}"
        found = [replace(d, hint=hint) if d.hint == ABOUT_EMPTINESS else d for d in found]
    result.found += found
    values = Values(document)
    result.values.append(values)
    root = document.root
    if root is not None:
        root, misplaced = _as_meant(root, values)
        fields = values.fields(root, TOP)
        if (deck := root.entries.get("deck")) is not None:
            _add_deck(deck, values, result.header)
        _add_sources(root.entries.get("sources"), values, result.header)
        _add_caveats(root.entries.get("caveats"), values, result.header)
        if (section := root.entries.get("check")) is not None:
            result.header.settings = add_check_section(section, values, result.header.settings)
        _add_levels(root.entries.get("levels"), values, result)
        _add_levels(misplaced, values, result)
        for pattern in fields.get("include", ()):
            _include(pattern, values, files, result, (*chain, path))
    return document


def _as_meant(root: Mapping, values: Values) -> tuple[Mapping, Mapping]:
    """Refuse the keys of a file that are misspelt, or belong under "levels", and return what was meant, to be read on.

    Returns the file with its keys put right, and the levels that stand beside "levels" instead of under it.
    """
    entries, levels = dict[str, Node](), dict[str, Node]()
    for name, child in root.entries.items():
        right = name if name in TOP.by_name else meant(name, TOP.by_name)
        is_level = isinstance(child, Mapping) and not child.entries.keys().isdisjoint(SECTIONS)
        if name in TOP.by_name:
            entries[name] = child
        elif name in SECTIONS or is_level:
            under = "a level of `levels:`" if name in SECTIONS else "`levels:`"
            values.unknown_key(name, root, TOP, f"indent it under {under}")
            values.meant.add((root.place, "levels"))
            levels |= {name: child} if is_level else {}
        elif right and right not in root.entries:
            values.unknown_key(name, root, TOP)
            entries.setdefault(right, child)
        else:
            entries[name] = child
    return Mapping(entries, root.place), Mapping(levels, root.place)


def _include(pattern: Scalar, values: Values, files: Files, result: Outline, chain: tuple[str, ...]) -> None:
    matched = files.match(pattern.value, chain[-1])
    if isinstance(matched, Refusal):
        values.refuse("include", matched.message, pattern.place, matched.hint)
        return
    read_before = {v.document.path for v in result.values}
    for path in matched:
        if path in chain:
            shown = " → ".join((*chain[chain.index(path) :], path))
            values.refuse("include", f"files include each other: {shown}", pattern.place, "remove one of the includes")
        elif path not in read_before:
            _add_file(path, files, result, chain)


def _add_deck(node: Node, values: Values, header: Header) -> None:
    if (mapping := values.mapping(node, '"deck"')) is None:
        return
    if header.id:
        values.refuse("duplicate-key", "the deck is described in two files", node.key_place, "keep one of the two")
        return
    fields = values.fields(mapping, DECK)
    header.at = values.document.position(fields["name"].place if "name" in fields else node.key_place)
    for name in ("id", "name", "version", "language"):
        if name in fields:
            setattr(header, name, fields[name].value.strip())
    if "description" in fields:
        header.description = Written(Scalar(fields["description"].value.strip(), fields["description"].place), values.document)
    if "version" in fields and not _NAME.fullmatch(header.version):
        values.refuse("bad-value", "a version is one word", fields["version"].place, "write it like 1.2.0")
    if "name" in fields:
        _check_deck_name(fields["name"], values)
    header.tags = fields.get("tags", ())


def _check_deck_name(name: Scalar, values: Values) -> None:
    values.mind_comment(name)
    parts = name.value.split("::")
    if any(part != part.strip() or not part for part in parts) or not _DECK_NAME.fullmatch(name.value):
        message = "Anki would change this deck name: a part of it is empty, or has spaces around it, or holds a quotation mark"
        values.refuse("bad-value", message, name.place, "names are for ever, so choose one that Anki keeps as it is")


def _add_sources(node: Node | None, values: Values, header: Header) -> None:
    for key, child in _named(node, '"sources"', values):
        if isinstance(child, Scalar) and child.value.strip():
            hint = f"write {key}: {{title: {_quoted(child.value)}}}"
            values.refuse("wrong-kind", "a source must be a mapping of keys, not text", child.place, hint)
            header.sources[key] = Citation(child.place, values.document, child.value.strip())
            continue
        if (mapping := values.mapping(child, "a source")) is None:
            continue
        fields = values.fields(mapping, CITATION)
        for text in fields.values():
            if isinstance(text, Scalar):
                values.mind_comment(text)
        texts = {name: fields[name].value.strip() for name in ("title", "citation", "year", "url") if name in fields}
        if not texts.get("title") and not texts.get("citation"):
            values.refuse("missing-key", "this source has neither a title nor a citation", child.key_place)
        if key in header.sources:
            values.refuse("duplicate-key", f'the source "{key}" is given twice', child.key_place, "keep one")
        header.sources[key] = Citation(child.place, values.document, **texts, verified=fields.get("verified"))


def _quoted(text: str) -> str:
    """Return a text as a value within braces."""
    text = text.strip()
    return text if text.isalnum() else '"' + text.replace('"', "'") + '"'


def _add_caveats(node: Node | None, values: Values, header: Header) -> None:
    for key, child in _named(node, '"caveats"', values):
        if not isinstance(child, Scalar):
            values.wrong_kind(child, "a caveat", "text")
            continue
        if not child.value.strip():
            values.refuse("empty-value", f'"{key}" is empty', child.key_place)
        if key in header.caveats:
            values.refuse("duplicate-key", f'the caveat "{key}" is given twice', child.key_place, "keep one")
        header.caveats[key] = Written(child, values.document)


def _named(node: Node | None, what: str, values: Values) -> Iterator[tuple[str, Node]]:
    """Yield the entries of a mapping whose keys are names."""
    if node is None or (isinstance(node, Scalar) and not node.value):
        return
    mapping = values.mapping(node, what)
    for key, child in mapping.entries.items() if mapping else ():
        if _NAME.fullmatch(key):
            yield key, child
        else:
            values.refuse("bad-id", f'"{key[:60]}" cannot be a name here', child.key_place, "use one word")


def _add_levels(node: Node | None, values: Values, result: Outline) -> None:
    if node is None or (isinstance(node, Scalar) and not node.value):
        return
    mapping = values.mapping(node, '"levels"', 'write the id of each level and a colon, without a dash, and under it "name:"')
    for level_id, child in mapping.entries.items() if mapping else ():
        named = _quoted(child.value) if isinstance(child, Scalar) else "…"
        body = values.mapping(child, "a level", f"write {level_id}: {{name: {named}}}")
        values.is_id(level_id, child.key_place)
        if level_id == "update":
            message = 'a level cannot have the id "update": its package would have the name of the one that brings retired notes'
            values.refuse("bad-id", message, child.key_place, "choose another id")
        if body is None:
            continue
        fields = values.fields(body, LEVEL)
        name = fields.get("name")
        level = result.header.levels.setdefault(level_id, Level(level_id, "", child.key_place, values.document))
        if name is not None:
            _check_deck_name(name, values)
            if level.name not in ("", name.value.strip()):
                values.refuse(
                    "duplicate-key",
                    f'the level "{level_id}" has two names',
                    name.key_place,
                    f'the other is "{level.name}"; keep one',
                )
            level.name = name.value.strip()
        elif "name" in body.entries and not isinstance(body.entries["name"], Mapping | Sequence):
            values.refuse("empty-value", '"name" is empty', body.entries["name"].key_place)
            level.name = level_id
        elif (body.place, "name") in values.meant:
            level.name = level_id
        for section, part in body.entries.items():
            if section in SECTIONS:
                result.sections.append(Section(level_id, section, part, values))


def about_emptiness(header: Header, filled: Collection[str]) -> Iterator[Diagnostic]:
    """Tell of the levels without entries, `filled` being those that have some; where none has, warn of the deck."""
    hint = 'write "cards:", "glossary:", "mechanisms:" or "tables:" below the name of a level'
    if not filled:
        yield Diagnostic("empty-deck", "this deck has no entry, so its packages are empty", header.at, hint, Severity.WARNING)
        return
    for level in header.levels.values():
        if level.id not in filled:
            at = level.document.position(level.place)
            message = f'the level "{level.id}" has no entry, so its package is empty'
            yield Diagnostic("empty-level", message, at, hint, Severity.INFO)


def _require_deck(result: Outline, top: Document) -> None:
    """Refuse a source that lacks what every deck has."""
    header, start = result.header, top.position(0)
    if top.root is None:
        return
    described = any(d.check in ("missing-key", "id-stability", "empty-value", "wrong-kind", "syntax") for d in result.diagnostics())
    if not header.id and not described:
        result.found.append(
            Diagnostic(
                "missing-key",
                'the source has no "deck"',
                start,
                f'begin with "deck:", under it an "id" ({ID_PATTERN}) and a "name"',
            )
        )
    if not header.levels and not described and not any(name == "levels" for v in result.values for _, name in v.meant):
        result.found.append(
            Diagnostic(
                "missing-key", 'the source has no "levels"', start, 'add "levels:", under it a level with a "name" and "cards"'
            )
        )
    for level in header.levels.values():
        if not level.name:
            at = level.document.position(level.place)
            hint = 'add "name:", the name of the level\'s deck'
            if near := meant(level.id, (other.id for other in header.levels.values() if other.name)):
                hint = f'did you mean "{near}"? otherwise {hint}'
            result.found.append(Diagnostic("missing-key", f'the level "{level.id}" has no "name"', at, hint))
    names: dict[str, str] = {}
    for level in header.levels.values():
        other = names.setdefault(level.name.casefold(), level.id)
        if level.name and other != level.id:
            at = level.document.position(level.place)
            result.found.append(
                Diagnostic(
                    "duplicate-key",
                    f'the levels "{other}" and "{level.id}" have the same name',
                    at,
                    "Anki tells decks apart by their names",
                )
            )
