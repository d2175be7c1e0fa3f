"""A learner's throw-away collection in the real engine, Anki 2.1.66 and 23.10 to 26.9."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ASKED = re.compile(r'<span class="cloze"[^>]*>(.*?)</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Log:
    """What the engine says of an import: guids of notes."""

    new: frozenset[str]
    updated: frozenset[str]
    duplicate: frozenset[str]
    conflicting: frozenset[str]

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many are new, updated, duplicate and conflicting."""
        return len(self.new), len(self.updated), len(self.duplicate), len(self.conflicting)


@dataclass(frozen=True, slots=True)
class LearnedNote:
    """A note in the collection."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whole rows: notes by guid, cards by guid and ordinal, reviews."""

    notes: dict[str, LearnedNote]
    cards: dict[tuple[str, int], tuple[object, ...]]
    reviews: tuple[tuple[object, ...], ...]


class Learner:
    """A collection, and what learners do with it."""

    def __init__(self, folder: Path) -> None:
        """Open a new collection."""
        from anki.collection import Collection

        folder.mkdir()
        self.col = Collection(str(folder / "collection.anki2"))
        if not self.col.v3_scheduler():
            self.col.set_v3_scheduler(True)

    def close(self) -> None:
        """Close the collection."""
        self.col.close()

    def receive(self, package: Path, update_notes: str = "if_newer") -> Log:
        """Import a package with the options that the dialog shows first, or with another choice for Update notes."""
        from anki.buildinfo import version

        if version.startswith("2.1."):
            log = self.col.import_anki_package(str(package)).log
        else:
            from anki import import_export_pb2 as pb

            choice = pb.ImportAnkiPackageUpdateCondition.Value(f"IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_{update_notes.upper()}")
            options = pb.ImportAnkiPackageOptions(update_notes=choice)
            request = pb.ImportAnkiPackageRequest(package_path=str(package), options=options)
            log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()
        kinds = (log.new, log.updated, log.duplicate, log.conflicting)
        counted = Log(*(frozenset(self._guid(entry.id.nid) for entry in kind) for kind in kinds))
        assert counted.counts() == tuple(len(kind) for kind in kinds)
        return counted

    def export(self, package: Path) -> None:
        """Export the whole collection, as File > Export does with "Support older Anki versions"."""
        try:
            from anki.collection import ExportAnkiPackageOptions as Options
        except ImportError:  # before Anki 23.12
            choices = {"with_scheduling": True, "with_media": True, "legacy_support": True}
        else:
            choices = {"options": Options(with_scheduling=True, with_media=True, legacy=True)}
        self.col.export_anki_package(out_path=str(package), limit=None, **choices)

    def receive_text(self, file: Path) -> dict[str, int]:
        """Import a text file with the options that the dialog shows first; return the kinds of rows that there were."""
        from anki import import_export_pb2 as pb

        metadata = self.col.get_csv_metadata(str(file), None)
        log = self.col.import_csv(pb.ImportCsvRequest(path=str(file), metadata=metadata)).log
        kinds = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype", "missing_deck")
        return {kind: len(getattr(log, kind)) for kind in kinds if getattr(log, kind)}

    def _guid(self, nid: int) -> str:
        return self.col.db.scalar("select guid from notes where id = ?", nid)

    def snapshot(self) -> Snapshot:
        """Return all rows as they are now."""
        notes = {
            guid: LearnedNote(tuple(fields.split("\x1f")), tuple(tags.split()), modified)
            for guid, fields, tags, modified in self.col.db.execute("select guid, flds, tags, mod from notes")
        }
        rows = self.col.db.execute("select n.guid, c.ord, c.* from cards c join notes n on n.id = c.nid")
        cards = {(guid, ordinal): tuple(row) for guid, ordinal, *row in rows}
        reviews = tuple(map(tuple, self.col.db.execute("select * from revlog order by id")))
        return Snapshot(notes, cards, reviews)

    def cards(self) -> list[tuple[str, int]]:
        """Return guid and ordinal of every card, in the order in which new cards are taught."""
        rows = self.col.db.execute("select n.guid, c.ord from cards c join notes n on n.id = c.nid order by c.due, c.ord, c.id")
        return [tuple(row) for row in rows]

    def card(self, guid: str, ordinal: int = 0):
        """Return a card as the engine knows it."""
        return self.col.get_card(
            self.col.db.scalar(
                "select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?", guid, ordinal
            )
        )

    def answer(self, guid: str, ordinal: int, ease: int) -> None:
        """Answer a card: 1 again, 2 hard, 3 good, 4 easy."""
        card = self.card(guid, ordinal)
        card.start_timer()
        self.col.sched.answerCard(card, ease)

    def write(self, guid: str, own_words: str, tag: str) -> None:
        """Write into the learner's own field of a note, and tag it."""
        note = self.card_note(guid)
        note["My notes"] = own_words
        note.tags.append(tag)
        self.col.update_note(note)

    def make_note(self, note_type: str, *fields: str) -> None:
        """Add a note of the learner's own."""
        note = self.col.new_note(self.col.models.by_name(note_type))
        note.fields[: len(fields)] = fields
        self.col.add_note(note, self.col.decks.id("Default"))

    def card_note(self, guid: str):
        """Return a note as the engine knows it."""
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))

    def deck_of(self, guid: str, ordinal: int = 0) -> str:
        """Return the name of the deck that a card lies in."""
        return self.col.decks.name(self.card(guid, ordinal).did)

    def front(self, guid: str, ordinal: int = 0) -> str:
        """Return the text that the learner reads on the front of a card."""
        return plain(self.card(guid, ordinal).question())

    def back(self, guid: str, ordinal: int = 0) -> str:
        """Return the text that the learner reads on the back of a card."""
        return plain(self.card(guid, ordinal).answer())

    def asked(self, guid: str, ordinal: int) -> str:
        """Return the deletion that a cloze card asks for."""
        return " ".join(plain(text) for text in _ASKED.findall(self.card(guid, ordinal).answer()))

    def reps(self, guid: str, ordinal: int = 0) -> int:
        """Return how often a card was answered."""
        return self.card(guid, ordinal).reps

    def note_types(self) -> list[str]:
        """Return the names of the note types that Anki does not come with."""
        used = self.col.db.list("select distinct mid from notes")
        names = {
            entry.name for entry in self.col.models.all_names_and_ids() if entry.name.startswith("Deckgen") or entry.id in used
        }
        return sorted(names)

    def faults(self) -> str:
        """Return what Anki's Check Database and Empty Cards find, or nothing."""
        report, sound = self.col.fix_integrity()
        odd = [line for line in report.splitlines() if line and line != "Database rebuilt and optimized."]
        return "\n".join(odd) if odd or not sound else ""

    def empty(self) -> set[tuple[str, int]]:
        """Return guid and ordinal of the cards that Tools > Empty Cards finds."""
        return self._named(card for note in self.col.get_empty_cards().notes for card in note.card_ids)

    def empty_cards(self) -> int:
        """Return how many cards Anki holds for empty."""
        return len(self.empty())

    def remove_empty_cards(self) -> None:
        """Do what Tools > Empty Cards does."""
        self.col.remove_cards_and_orphaned_notes([c for note in self.col.get_empty_cards().notes for c in note.card_ids])

    def found(self, search: str) -> set[tuple[str, int]]:
        """Return guid and ordinal of the cards that a search in the Browser finds."""
        return self._named(self.col.find_cards(search))

    def _named(self, cards: Iterable[int]) -> set[tuple[str, int]]:
        rows = (
            self.col.db.first("select n.guid, c.ord from cards c join notes n on n.id = c.nid where c.id = ?", c) for c in cards
        )
        return {tuple(row) for row in rows}

    def change_deck(self, cards: Iterable[tuple[str, int]], name: str) -> None:
        """Do what Cards > Change Deck does in the Browser."""
        self.col.set_deck([self.card(*card).id for card in cards], self.col.decks.id(name))

    def grow_older(self, seconds: int) -> None:
        """Let the learner's own changes to notes be of an earlier time."""
        self.col.db.execute("update notes set mod = mod - ?", seconds)


def plain(html: str) -> str:
    """Return what a browser shows of HTML, without its line breaks."""
    return unescape(_TAG.sub("", _STYLE.sub("", html)))
