"""`deckgen schema`: editors accept what the compiler accepts."""

import json
from pathlib import Path

import jsonschema
import yaml
from calls import BAD, GOOD
from conftest import Project


def test_schema_accepts_what_the_compiler_accepts(project: Project) -> None:
    """The schema is valid draft 2020-12, and takes the project's own deck and init's, loaded as editors load YAML."""
    schema = json.loads(project.run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    project.run("init", "new")
    root = Path(__file__).parent.parent / "cards.yaml"
    for text in (root.read_text(encoding="utf-8"), project.files()["new/cards.yaml"].decode(), GOOD):
        assert [error.message for error in validator.iter_errors(yaml.safe_load(text))] == []
    assert not validator.is_valid(yaml.safe_load(BAD))
    assert not validator.is_valid(yaml.safe_load(GOOD.replace("deck:", "dekc:")))


def test_schema_takes_empty_optional_values(project: Project) -> None:
    """`hint:` with nothing behind it is as if absent, in editors too; an empty answer is not."""
    validator = jsonschema.Draft202012Validator(json.loads(project.run("schema").out))
    source = {"deck": {"id": "ab", "name": "A"}, "levels": {"one": {"name": "One", "cards": [{"question": "q", "answer": "a"}]}}}
    card = source["levels"]["one"]["cards"][0]
    card |= {"hint": None, "tags": None, "caveat": None, "image": None}
    assert not list(validator.iter_errors(source))
    card["answer"] = None
    assert list(validator.iter_errors(source))
