"""The looks of the note types: templates and style sheet, from the files in templates/."""

from collections.abc import Mapping
from pathlib import Path

from deckgen.types.note_type import Kind, Looks


def load_looks() -> Mapping[Kind, Looks]:
    """Return the looks of each note type."""
    folder = Path(__file__).parent / "templates"

    def text(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8").strip()

    css = text("cards.css")
    back = text("back.html")

    def sides(name: str) -> tuple[str, str]:
        return text(f"{name}-front.html"), text(f"{name}-back.html").replace("<!-- back.html -->", back)

    return {
        Kind.QUESTION: Looks((sides("question"), sides("reverse")), css),
        Kind.CLOZE: Looks((sides("cloze"),), css),
    }
