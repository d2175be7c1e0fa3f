"""The source language, version 1, as a table.

The parser, the JSON Schema and the key tables of the documentation are all made from it.
"""

from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cached_property
from typing import NamedTuple

from deckgen.types.source import EVIDENCE_GRADES

ID_PATTERN = r"[a-z0-9-]{2,64}"
KEY_PATTERN = rf"{ID_PATTERN}(/{ID_PATTERN}){{0,2}}"
CARD_KINDS = ("definition", "contrast", "list", "vignette")
DIRECTIONS = ("define", "name")

CHECK_NAMES = (
    "front-too-long",
    "answer-too-long",
    "multi-fact-answer",
    "list-unnumbered",
    "list-too-long",
    "double-question",
    "yes-no",
    "either-or",
    "answer-leak",
    "vague-stem",
    "dangling-reference",
    "too-little-context",
    "duplicate-front",
    "near-duplicate",
    "confusable-uncontrasted",
    "ambiguous-reverse",
    "cloze-syntax",
    "cloze-collision",
    "cloze-overload",
    "cloze-trivial",
    "sequence-broken",
    "number-no-unit",
    "number-unsourced",
    "source-missing",
    "caveat-required",
    "advice-or-dose",
    "marketing-residue",
    "copied-span",
    "glossary-noise",
    "absolute-term",
    "negative-stem",
    "abbreviation-first-use",
    "html-unsafe",
    "wide-content",
    "tag-syntax",
    "id-stability",
    "unicode-hygiene",
)
"""The checks that an entry may be excused from with `ignore`."""


class Form(IntEnum):
    """The forms that a value can take."""

    TEXT = auto()
    LINE = auto()
    ID = auto()
    FLAG = auto()
    DATE = auto()
    CHOICE = auto()
    TEXTS = auto()
    TAGS = auto()
    CHECKS = auto()
    CAVEAT = auto()
    IMAGE = auto()
    ASK = auto()
    REVERSE = auto()
    STEPS = auto()
    CELL = auto()
    SHAPE = auto()
    SHAPES = auto()
    NAMED = auto()
    NAMED_TEXTS = auto()
    SEVERITIES = auto()
    LIMITS = auto()
    PAIRS = auto()


class Key(NamedTuple):
    """A key of a mapping: its name, the form of its value, what it means, and an example of its value."""

    name: str
    form: Form
    says: str
    example: object = None
    required: bool = False
    choices: tuple[str, ...] = ()
    shape: "Shape | None" = None


@dataclass(frozen=True)
class Shape:
    """A mapping that the language knows: what it is called in messages, and its keys.

    Where `open_to` is set, any further key is taken and holds that form.
    """

    name: str
    keys: tuple[Key, ...]
    open_to: Form | None = None

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """Return the keys by name."""
        return {key.name: key for key in self.keys}

    @cached_property
    def required(self) -> tuple[Key, ...]:
        """Return the keys that must be there."""
        return tuple(key for key in self.keys if key.required)


COMMON = (
    Key(
        "id",
        Form.ID,
        "Permanent name of the entry, unique within the deck; derived from the text where it is missing.",
        "visceral-fat",
    ),
    Key("tags", Form.TAGS, "Tags, hung under the deck's root tag.", ["topic::adipose"]),
    Key("hint", Form.LINE, "One line, hidden until asked for.", "A peptide"),
    Key("extra", Form.TEXT, "Markdown, on the back below the answer.", "Also called **VAT**."),
    Key(
        "caveat",
        Form.CAVEAT,
        "What to be wary of: text, a key of `caveats`, or a list of keys; on the back only.",
        "gh-diabetogenic",
    ),
    Key("evidence", Form.CHOICE, "How well the fact is supported.", "established", choices=EVIDENCE_GRADES),
    Key("source", Form.LINE, "A key of `sources`, and after it a place in it.", "article L9"),
    Key("cite", Form.TEXTS, "A key of `sources`, or a list of keys.", "falutz-2010"),
    Key("as_of", Form.DATE, "Date at which a fact that moves was true: a year, a month or a day.", "2026-11"),
    Key(
        "image",
        Form.IMAGE,
        "Path of a picture, relative to this file; `{path: …, alt: …}` adds its alternative text.",
        "img/vat.png",
    ),
    Key("ignore", Form.CHECKS, "Names of checks that the entry is excused from.", ["yes-no"]),
    Key(
        "changed",
        Form.LINE,
        "What was corrected and why it matters, for the release notes of the version that changes the entry; on no card.",
        "The half-life is given in minutes, not in hours.",
    ),
)
COMMON_NAMES = frozenset(key.name for key in COMMON)

IMAGE = Shape(
    "image",
    (
        Key("path", Form.LINE, "The path of the picture, relative to this file.", "img/vat.png", required=True),
        Key("alt", Form.LINE, "Its alternative text, for those who cannot see it.", "Section of the abdomen"),
    ),
)
ASK = Shape(
    "glossary question",
    (
        Key("define", Form.TEXT, "The question that asks for the definition.", "What is visceral fat?"),
        Key("name", Form.TEXT, "The question that asks for the term.", "What is fat around the organs called?"),
    ),
)
PAIR = Shape(
    "reverse",
    (
        Key("question", Form.TEXT, "The question of the second card.", "What is poor response to insulin called?", required=True),
        Key("answer", Form.TEXT, "The answer of the second card.", "Insulin resistance", required=True),
    ),
)
CARD = Shape(
    "card",
    (
        Key("question", Form.TEXT, "The question.", "Which organ produces insulin?"),
        Key("answer", Form.TEXT, "The answer.", "The pancreas"),
        Key(
            "cloze",
            Form.TEXT,
            "A text with cloze deletions, instead of a question and an answer.",
            "{{c1::GLUT4}} carries glucose.",
        ),
        Key("reverse", Form.REVERSE, "A second card: `{question, answer}`, or `yes` to swap the two as they stand.", True),
        Key("typed", Form.FLAG, "Whether the answer is to be typed.", True),
        Key("kind", Form.CHOICE, "What the card is, where its form does not say it.", "contrast", choices=CARD_KINDS),
        *COMMON,
    ),
)
TERM = Shape(
    "glossary entry",
    (
        Key("term", Form.LINE, "The term.", "Visceral fat", required=True),
        Key("definition", Form.TEXT, "Its definition.", "Fat stored deep in the abdomen.", required=True),
        Key("also", Form.TEXTS, "Other names of the term.", ["VAT"]),
        Key(
            "ask", Form.ASK, "The directions asked, by default both; or the questions in the author's words.", ["define", "name"]
        ),
        *COMMON,
    ),
)
STEP = Shape(
    "step",
    (
        Key("id", Form.ID, "Permanent name of the step within its mechanism.", "secrete"),
        Key("text", Form.TEXT, "The step.", "The pancreas secretes insulin", required=True),
    ),
)
MECHANISM = Shape(
    "mechanism",
    (
        Key("title", Form.LINE, "What the steps lead from and to.", "From a meal to glucose uptake", required=True),
        Key(
            "steps",
            Form.STEPS,
            "Two or more steps in order, each a text or `{id, text}`.",
            ["Glucose rises", "Insulin is secreted"],
            required=True,
        ),
        Key("cyclic", Form.FLAG, "Whether the last step leads back to the first.", True),
        *COMMON,
    ),
)
COLUMN = Shape(
    "column",
    (
        Key("title", Form.LINE, "Heading of the column; its key where it is missing.", "Primary mechanism"),
        Key(
            "ask",
            Form.TEXT,
            "The question for each cell; `{row}` is the title of the row.",
            "What is the primary mechanism of {row}?",
        ),
        Key(
            "identify",
            Form.TEXT,
            "A second question, from the cell to the row; `{cell}` is the text of the cell.",
            "Which peptide is this: {cell}?",
        ),
    ),
)
CELL = Shape("cell", (Key("text", Form.TEXT, "What the cell holds.", "Once weekly"), *COMMON))
ROW = Shape(
    "row",
    (Key("title", Form.LINE, "Title of the row.", "Tesamorelin", required=True), *COMMON),
    open_to=Form.CELL,
)
TABLE = Shape(
    "table",
    (
        Key("row", Form.LINE, "Heading of the key column.", "Peptide protocol"),
        Key("columns", Form.NAMED, "The columns, by id.", required=True, shape=COLUMN),
        Key("rows", Form.NAMED, "The rows, by id; under each the cells, by column id.", required=True, shape=ROW),
        *COMMON,
    ),
)
LEVEL = Shape(
    "level",
    (
        Key("name", Form.LINE, "Name of the level's deck.", "1 Fundamentals"),
        Key("glossary", Form.SHAPES, "Terms and their definitions.", shape=TERM),
        Key("mechanisms", Form.SHAPES, "Steps in order; a cloze deletion each.", shape=MECHANISM),
        Key("tables", Form.SHAPES, "Tables; a card for each cell.", shape=TABLE),
        Key("cards", Form.SHAPES, "Questions with answers, and clozes.", shape=CARD),
    ),
)
SECTIONS = ("glossary", "mechanisms", "tables", "cards")
DECK = Shape(
    "deck",
    (
        Key("id", Form.ID, "Namespace of every identity in the deck; never changes.", "peptides-ir", required=True),
        Key("name", Form.LINE, "Name of the deck in Anki.", "Peptides and Insulin Resistance", required=True),
        Key("version", Form.LINE, "Version, shown in the deck's description.", "1.0.0"),
        Key("description", Form.TEXT, "Markdown, shown in Anki's deck overview.", "What this deck is about."),
        Key("language", Form.LINE, "Language of the cards.", "en"),
        Key("tags", Form.TAGS, "The first is the root of every tag; further ones are given to every note.", ["ir"]),
    ),
)
CITATION = Shape(
    "source",
    (
        Key("title", Form.LINE, "Title of the work.", "Peptides in Metabolism"),
        Key("citation", Form.TEXT, "The full reference.", "Falutz J, et al. J Clin Endocrinol Metab. 2010;95:4291-304."),
        Key("year", Form.LINE, "Year of publication.", "2025"),
        Key("url", Form.LINE, "Where it can be read.", "https://doi.org/10.1210/jc.2010-0490"),
        Key("verified", Form.FLAG, "Whether somebody has looked it up.", True),
    ),
)
CHECK = Shape(
    "check section",
    (
        Key(
            "severity",
            Form.SEVERITIES,
            "How grave the findings of a check are, by its name: `error`, `warning`, `info` or `off`.",
            {"near-duplicate": "info"},
        ),
        Key("limits", Form.LIMITS, "Thresholds of checks, by name.", {"front-words": 30}),
        Key(
            "confusables",
            Form.PAIRS,
            "Pairs that are easily confused, and need a card that tells them apart.",
            [["GIP", "GLP-1"]],
        ),
        Key("long_answers", Form.TEXTS, "Keys of notes whose answers may be long.", ["who-criteria"]),
    ),
)
TOP = Shape(
    "file",
    (
        Key("deck", Form.SHAPE, "The deck itself.", shape=DECK),
        Key("sources", Form.NAMED, "What cards may cite, by key.", shape=CITATION),
        Key("caveats", Form.NAMED_TEXTS, "Exam notes, written once and used by many cards, by key.", {"gh": "Growth hormone raises glucose."}),
        Key("levels", Form.NAMED, "The levels, by id, in the order of teaching.", shape=LEVEL),
        Key("check", Form.SHAPE, "The deck's own choices for `deckgen check`.", shape=CHECK),
        Key("include", Form.TEXTS, "Further files of the same shape; patterns relative to this file.", ["levels/*.yaml"]),
    ),
)
