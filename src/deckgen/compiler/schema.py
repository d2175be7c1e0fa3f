"""The JSON Schema of the source language (draft 2020-12), made from the table of the language."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from deckgen.compiler.language import ASK, CELL, CHECK_NAMES, DIRECTIONS, ID_PATTERN, IMAGE, PAIR, STEP, TOP, Form, Key, Shape
from deckgen.types.diagnostic import Severity
from deckgen.types.settings import Limits

_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NEEDED = ("question", "answer", "cloze", "name")
"""Keys that are not required by themselves, and yet are never empty."""
_FLAG: dict[str, Any] = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}


def json_schema() -> dict[str, Any]:
    """Return the schema of a source file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "deckgen source, version 1"}
    return schema | _shape(TOP)


def _shape(shape: Shape) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": {key.name: _described(key) for key in shape.keys}}
    required = [key.name for key in shape.keys if key.required]
    if required and shape is not TOP:
        schema["required"] = required
    if shape.name == "card":
        schema["oneOf"] = [{"required": ["question", "answer"]}, {"required": ["cloze"]}]
    if shape.open_to is Form.CELL:
        schema["additionalProperties"] = _cell()
    else:
        schema["additionalProperties"] = False
    return schema


def _described(key: Key) -> dict[str, Any]:
    schema = dict(_FORMS[key.form](key))
    if not key.required and key.name not in _NEEDED:
        schema = _or_nothing(schema)
    schema["description"] = key.says
    schema["examples"] = [_example(key)]
    return schema


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes an empty value, too: it is as if the key were absent."""
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]} if "anyOf" in schema else schema


def _example(key: Key) -> Any:
    """Return the example of a key; that of a shape is made of the examples of its keys: the required ones, or else the first."""
    if key.shape is None:
        return key.example
    parts = key.shape.required or key.shape.keys[:2]
    body = {part.name: _example(part) for part in parts}
    return [body] if key.form is Form.SHAPES else {"a-name": body} if key.form is Form.NAMED else body


def _cell() -> dict[str, Any]:
    body = {
        "type": "object",
        "properties": {key.name: _described(key) for key in CELL.keys},
        "additionalProperties": False,
    }
    return {"anyOf": [{**_SCALAR, "type": [*_SCALAR["type"], "null"]}, body]}


def _named(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _list_of(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": value}


def _closed(names: Iterable[str], value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(names, value), "additionalProperties": False}


def _of(key: Key) -> dict[str, Any]:
    assert key.shape is not None
    return _shape(key.shape)


def _image(key: Key) -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, _shape(IMAGE)]}


def _ask(key: Key) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(DIRECTIONS)}, _list_of({"enum": list(DIRECTIONS)}), _shape(ASK)]}


_FORMS: dict[Form, Callable[[Key], dict[str, Any]]] = {
    Form.TEXT: lambda key: _SCALAR,
    Form.LINE: lambda key: _SCALAR,
    Form.ID: lambda key: {"type": "string", "pattern": f"^{ID_PATTERN}$"},
    Form.FLAG: lambda key: _FLAG,
    Form.DATE: lambda key: {"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}, {"type": "integer"}]},
    Form.CHOICE: lambda key: {"enum": list(key.choices)},
    Form.TEXTS: lambda key: {"anyOf": [_SCALAR, _list_of(_SCALAR)]},
    Form.TAGS: lambda key: {"anyOf": [_SCALAR, _list_of(_SCALAR)]},
    Form.CHECKS: lambda key: {"anyOf": [{"enum": list(CHECK_NAMES)}, _list_of({"enum": list(CHECK_NAMES)})]},
    Form.CAVEAT: lambda key: {"anyOf": [_SCALAR, _list_of(_SCALAR)]},
    Form.IMAGE: _image,
    Form.ASK: _ask,
    Form.REVERSE: lambda key: {"anyOf": [*_FLAG["anyOf"], _shape(PAIR)]},
    Form.STEPS: lambda key: {**_list_of({"anyOf": [_SCALAR, _shape(STEP)]}), "minItems": 2},
    Form.SHAPE: _of,
    Form.SHAPES: lambda key: {"anyOf": [_list_of(_of(key)), {"type": "null"}]},
    Form.NAMED: lambda key: _named(_of(key)),
    Form.NAMED_TEXTS: lambda key: _named(_SCALAR),
    Form.SEVERITIES: lambda key: _closed(CHECK_NAMES, {"enum": [*map(str, Severity), "off", False]}),  # YAML 1.1 reads `off` as false
    Form.LIMITS: lambda key: _closed(
        [limit.name.replace("_", "-") for limit in fields(Limits)], {"type": "integer", "minimum": 0}
    ),
    Form.PAIRS: lambda key: _list_of({**_list_of(_SCALAR), "minItems": 2, "maxItems": 2}),
}
