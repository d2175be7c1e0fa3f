"""The `check:` section of a source → settings of the checks."""

from dataclasses import fields, replace

from deckgen.compiler.language import CHECK, CHECK_NAMES
from deckgen.compiler.suggest import did_you_mean
from deckgen.compiler.values import Values
from deckgen.types.diagnostic import Severity
from deckgen.types.node import Mapping, Node, Scalar, Sequence
from deckgen.types.settings import Limits, Settings

_SEVERITIES: dict[str, Severity | None] = {**{str(s): s for s in Severity}, "off": None}
_MAX_LIMIT = 100_000


def add_check_section(node: Node, values: Values, settings: Settings) -> Settings:
    """Return the settings with what the section says added to them; each refusal is a diagnostic."""
    mapping = values.mapping(node, '"check"')
    if mapping is None:
        return settings
    plain = values.fields(mapping, CHECK)
    return Settings(
        {**settings.severity, **_severities(mapping.entries.get("severity"), values)},
        replace(settings.limits, **_limits(mapping.entries.get("limits"), values)),
        (*settings.confusables, *_pairs(mapping.entries.get("confusables"), values)),
        (*settings.long_answers, *plain.get("long_answers", ())),
        values.document,
    )


def _severities(node: Node | None, values: Values) -> dict[str, Severity | None]:
    severities = {}
    for name, child in _entries(node, '"severity"', values):
        if name not in CHECK_NAMES:
            values.refuse("unknown-check", f'there is no check "{name}"', child.key_place, did_you_mean(name, CHECK_NAMES))
        elif not isinstance(child, Scalar) or child.value not in _SEVERITIES:
            shown = child.value[:40] if isinstance(child, Scalar) else "this"
            values.refuse("bad-value", f'"{shown}" is not a severity', child.place, f"write one of {', '.join(_SEVERITIES)}")
        else:
            severities[name] = _SEVERITIES[child.value]
    return severities


def _limits(node: Node | None, values: Values) -> dict[str, int]:
    known = [field.name.replace("_", "-") for field in fields(Limits)]
    limits = {}
    for name, child in _entries(node, '"limits"', values):
        text = child.value.strip() if isinstance(child, Scalar) else ""
        if name not in known:
            values.refuse("unknown-key", f'there is no limit "{name}"', child.key_place, did_you_mean(name, known))
        elif not (text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_LIMIT)) and int(text) <= _MAX_LIMIT):
            values.refuse("bad-value", f'"{name}" must be a whole number', child.place, f"write one up to {_MAX_LIMIT}")
        else:
            limits[name.replace("-", "_")] = int(text)
    return limits


def _pairs(node: Node | None, values: Values) -> list[tuple[str, str]]:
    sequence = values.sequence(node, '"confusables"') if node is not None else None
    pairs = []
    for item in sequence.items if sequence else ():
        names = [name.value.strip() for name in item.items if isinstance(name, Scalar)] if isinstance(item, Sequence) else []
        if len(names) == 2 and all(names):
            pairs.append((names[0], names[1]))
        else:
            values.refuse("bad-value", "a pair that is easily confused has two names", item.place, "write it as [GIP, GLP-1]")
    return pairs


def _entries(node: Node | None, what: str, values: Values) -> list[tuple[str, Node]]:
    if node is None or (isinstance(node, Scalar) and not node.value):
        return []
    mapping: Mapping | None = values.mapping(node, what)
    return list(mapping.entries.items()) if mapping else []
