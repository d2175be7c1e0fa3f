"""Pages to look at: the gallery of all kinds of card, with findings; our own deck; a large deck."""

import gc
from pathlib import Path

from deckgen.cli.project import compile_project, source_lines
from deckgen.preview.contents import broken_contents, deck_contents
from deckgen.preview.page import build_page
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity

ROOT = Path(__file__).resolve().parents[2]


def compiled(source: Path) -> Deck:
    """Compile a source that has nothing wrong."""
    compilation = compile_project(source)
    gc.enable()  # the command line goes without; tests run on
    assert compilation.deck is not None
    return compilation.deck


def gallery(folder: Path) -> Path:
    """Write the page of the gallery, with a warning and a remark about the card `answer`, and one about no card."""
    deck = compiled(ROOT / "tests" / "gallery" / "cards.yaml")
    note = next(note for note in deck.notes if note.key == "answer")
    found = [
        Diagnostic("answer-leak", "a weak place", note.document.position(note.entry.places.answer), "mend it", Severity.WARNING),
        Diagnostic("yes-no", "a remark", note.document.position(note.entry.places.question), severity=Severity.INFO),
        Diagnostic("clock", "the clock is behind", None, severity=Severity.WARNING, path="cards.lock"),
    ]
    path = folder / "preview.html"
    path.write_text(build_page(deck_contents(deck, found, source_lines(found)), deck), encoding="utf-8")
    return path


def page_of(source: Path, folder: Path) -> Path:
    """Write the page of a deck."""
    deck = compiled(source)
    path = folder / "preview.html"
    path.write_text(build_page(deck_contents(deck, [], {}), deck), encoding="utf-8")
    return path


def broken(folder: Path) -> Path:
    """Write the page of a source with two errors."""
    source = folder / "cards.yaml"
    source.write_text(
        "deck: {id: test-deck, nmae: Test}\nlevels:\n  one: {name: One, cards: [{question: Which?}]}\n", encoding="utf-8"
    )
    compilation = compile_project(source)
    gc.enable()
    assert compilation.deck is None
    path = folder / "preview.html"
    contents = broken_contents("cards.yaml", compilation.diagnostics, source_lines(compilation.diagnostics))
    path.write_text(build_page(contents, None), encoding="utf-8")
    return path


def large_source(folder: Path, cards: int) -> Path:
    """Write a source of as many cards as asked for, in three levels: questions with all that a back may show, and clozes."""
    lines = ["deck: {id: large, name: Large}", "levels:"]
    for number, level in enumerate(("one", "two", "three")):
        lines += [f"  {level}:", f"    name: {number + 1} {level.capitalize()}", "    cards:"]
        for n in range(number * cards // 3, (number + 1) * cards // 3):
            lines += [
                f"      - id: card-{n}",
                f"        cloze: 'The number {n} of the cards hides {{{{c1::word{n}}}}} in a sentence of some length.'"
                if n % 3 == 0
                else f"        question: What is the question of card {n}, which is about as long as questions are?",
                *([] if n % 3 == 0 else [f"        answer: The answer number {n}"]),
                f"        extra: A remark about {n} with **some** words of Markdown in it, on what stands behind the answer.",
                "        caveat: It was shown in one small trial only, and nobody has repeated it since then.",
                f"        tags: [topic::topic-{n % 40}]",
                "        evidence: contested",
            ]
    source = folder / "cards.yaml"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return source
