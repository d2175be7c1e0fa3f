"""The script that people write first: PyYAML's C loader and genanki. Usage: naive.py SOURCE TARGET."""

import sys
from html import escape
from pathlib import Path

import genanki
import yaml

FIELDS = [{"name": name} for name in ("Question", "Answer", "Extra")]
SIDES = [{"name": "Card 1", "qfmt": "{{Question}}", "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Extra}}'}]
GAPS = [{"name": "Cloze", "qfmt": "{{cloze:Question}}", "afmt": "{{cloze:Question}}<br>{{Extra}}"}]
BASIC = genanki.Model(1607392319, "Naive", fields=FIELDS, templates=SIDES)
CLOZE = genanki.Model(1607392320, "Naive cloze", fields=FIELDS, templates=GAPS, model_type=genanki.Model.CLOZE)

source = yaml.load(Path(sys.argv[1]).read_bytes(), Loader=yaml.CSafeLoader)
deck = genanki.Deck(2059400110, source["deck"]["name"])
for level in source["levels"].values():
    for card in level["cards"]:
        texts = [card.get("question") or card["cloze"], str(card.get("answer", "")), card.get("extra", "")]
        fields = [escape(text, quote=False).replace("\n", "<br>") for text in texts]
        guid = genanki.guid_for(source["deck"]["id"], card["id"])
        deck.add_note(genanki.Note(CLOZE if "cloze" in card else BASIC, fields, guid=guid, tags=card.get("tags", [])))
genanki.Package(deck).write_to_file(sys.argv[2])
