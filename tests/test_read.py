"""Reading YAML: the pure Python parser, which serves where libyaml is missing, reads the same."""

from pathlib import Path

import pytest
import yaml

from deckgen.cli.project import compile_project
from deckgen.compiler import read

SOURCE = Path(__file__).parent.parent / "cards.yaml"


def test_without_libyaml_the_deck_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own deck, fields, places and all, does not depend on libyaml."""
    with_libyaml = compile_project(SOURCE)
    monkeypatch.setattr(read, "LOADER", yaml.SafeLoader)
    without = compile_project(SOURCE)
    assert without.diagnostics == with_libyaml.diagnostics
    assert without.deck is not None and with_libyaml.deck is not None
    assert [(n.key, n.fields, n.tags, n.position) for n in without.deck.notes] == [
        (n.key, n.fields, n.tags, n.position) for n in with_libyaml.deck.notes
    ]


@pytest.mark.parametrize("loader", [read.LOADER, yaml.SafeLoader])
def test_places_are_counted_in_characters(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte order mark is no character, CRLF is one line end, and Greek letters count once."""
    monkeypatch.setattr(read, "LOADER", loader)
    document, found = read.read("x.yaml", "\ufeffa: α\r\nβ: [1, γδ, ε]\r\n".encode())
    assert found == []
    assert document.root is not None
    places = {
        key: (document.position(n.key_place)[1:], document.position(n.place)[1:]) for key, n in document.root.entries.items()
    }
    assert places == {"a": ((1, 1), (1, 4)), "β": ((2, 1), (2, 4))}
