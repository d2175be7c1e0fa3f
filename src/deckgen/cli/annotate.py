"""Diagnostics in the forms of other programs: SARIF, and the annotations of GitHub's workflows."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from deckgen.types.diagnostic import Diagnostic, Fix, Severity

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_sarif(diagnostics: Iterable[Diagnostic], rules: Mapping[str, str], version: str) -> dict[str, object]:
    """Return diagnostics as a SARIF log, version 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

    `rules` says in a line what each check finds; those that are not used are left out.
    """
    found = list(diagnostics)
    names = sorted({d.check for d in found})
    driver = {
        "name": "deckgen",
        "version": version,
        "rules": [{"id": name, "shortDescription": {"text": rules.get(name, name)}} for name in names],
    }
    results = [_result(d, names.index(d.check)) for d in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(d: Diagnostic, rule: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": d.check,
        "ruleIndex": rule,
        "level": _LEVELS[d.severity],
        "message": {"text": _sentence(d)},
    }
    if artifact := _artifact(d):
        place: dict[str, object] = {"artifactLocation": artifact}
        if d.position:
            place["region"] = {"startLine": d.position.line, "startColumn": d.position.column}
        result["locations"] = [{"physicalLocation": place}]
        if d.fix and d.position:
            result["fixes"] = [_fix(d.fix, d.position.line, d.position.column, artifact)]
    return result


def _artifact(d: Diagnostic) -> dict[str, object]:
    """Return the file of a diagnostic as a relative or absolute URI."""
    path = d.position.path if d.position else d.path
    return {"uri": quote(path.replace("\\", "/"), safe="/._-~", errors="surrogateescape")} if path else {}


def _fix(fix: Fix, line: int, column: int, artifact: dict[str, object]) -> dict[str, object]:
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + len(fix.words)}
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.replacement}}
    return {"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as workflow commands, a line each, which GitHub shows beside the lines of a change.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    return "\n".join(_command(d) for d in diagnostics)


def _command(d: Diagnostic) -> str:
    properties = {"file": d.position.path if d.position else d.path}
    if d.position:
        properties |= {"line": str(d.position.line), "col": str(d.position.column)}
    properties["title"] = d.check
    listed = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items() if value
    )
    return f"::{_COMMANDS[d.severity]} {listed}::{_escaped(_sentence(d))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _sentence(d: Diagnostic) -> str:
    return f"{d.message} ({d.hint})" if d.hint else d.message
