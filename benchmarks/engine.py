"""The same deck through Anki's own library: add_notes and export. Usage: engine.py SOURCE TARGET."""

import sys
import tempfile
from pathlib import Path

import yaml
from anki.collection import AddNoteRequest, Collection, DeckIdLimit, ExportAnkiPackageOptions

source = yaml.load(Path(sys.argv[1]).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
with tempfile.TemporaryDirectory() as folder:
    collection = Collection(str(Path(folder) / "collection.anki2"))
    deck = collection.decks.id(source["deck"]["name"])
    basic, cloze = collection.models.by_name("Basic"), collection.models.by_name("Cloze")
    requests = []
    for level in source["levels"].values():
        for card in level["cards"]:
            note = collection.new_note(cloze if "cloze" in card else basic)
            if "cloze" in card:
                note.fields = [card["cloze"], card.get("extra", "")]
            else:
                note.fields = [card["question"], f"{card['answer']}<br>{card.get('extra', '')}"]
            note.tags = card.get("tags", [])
            requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)
    options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=True)
    collection.export_anki_package(out_path=sys.argv[2], options=options, limit=DeckIdLimit(deck))
    collection.close()
