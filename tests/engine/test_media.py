"""Pictures: they arrive, are shown, and a new one replaces the old one on the card."""

import time
from pathlib import Path

from .author import Author, deck
from .collection import Learner

DAY = 86_400
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SOURCE = deck(
    """
    cards:
      - {id: drawn, question: What is drawn here?, answer: A cell, image: {path: "pics/My cell.png", alt: A "cell" & more}}
      - {id: control, question: Which hormone do alpha cells release?, answer: "Glucagon ![dot](pics/dot.png)"}
    """
)


def shown(learner: Learner, guid: str) -> bytes:
    """Return the content of the file that the back of a card shows."""
    name = learner.card(guid).answer().partition('<img src="')[2].partition('"')[0]
    return (Path(learner.col.media.dir()) / name).read_bytes()


def test_pictures_arrive_and_change(author: Author, learner: Learner) -> None:
    """Both kinds of picture reach the collection; a changed one updates the note that shows it, and no other."""
    now = int(time.time())
    pictures = author.folder / "pics"
    pictures.mkdir()
    (pictures / "My cell.png").write_bytes(PIXEL)
    (pictures / "dot.png").write_bytes(PIXEL + b"dot")
    first = author.build(SOURCE, now - DAY)
    learner.receive(first.packages[None])
    assert shown(learner, first["drawn"].guid) == PIXEL
    assert shown(learner, first["control"].guid) == PIXEL + b"dot"
    (pictures / "My cell.png").write_bytes(PIXEL + b"better")
    second = author.build(SOURCE, now)
    assert learner.receive(second.packages[None]).counts() == (0, 1, 1, 0)
    assert shown(learner, second["drawn"].guid) == PIXEL + b"better"
    assert shown(learner, second["control"].guid) == PIXEL + b"dot"
    check = learner.col.media.check()
    assert list(check.missing) == []
