"""`deckgen init`: a project that builds, wherever it is made."""

import json

import pytest
from conftest import Project


def test_init_makes_a_project_that_builds(project: Project) -> None:
    """`init` writes a source, its schema and a .gitignore; the source builds without a word."""
    outcome = project.run("init", "my heart")
    assert (outcome.code, outcome.out) == (0, "")
    assert sorted(project.files()) == [f"my heart/{name}" for name in (".gitignore", "cards.schema.json", "cards.yaml")]
    project.patch.chdir(project.folder / "my heart")
    result = json.loads(project.run("build", "--format", "json").out)
    assert (result["deck"], result["diagnostics"], result["notes"]["new"]) == ("my-heart", [], 6)


@pytest.mark.parametrize("name", ["心", 'a"b', "a::b", "-", "x" * 120, "Ünï çödé", "a b: c", "#x", "%y", "{z}"])
def test_init_builds_whatever_the_folder_is_called(name: str, project: Project) -> None:
    """Names that YAML, ids or Anki would trip over make a project that builds all the same."""
    assert project.run("init", f"./{name}").code == 0
    project.patch.chdir(project.folder / name)
    project.build()
