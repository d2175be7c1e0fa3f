"""`deckgen draft`: the whole of what it writes, where it writes, and what it says."""

import json
import re

import yaml
from conftest import Project

from .reading import findings

ARTICLE = """\
Iron in Short

Fundamentals
Cells keep iron in ferritin Meaning ∞ Ferritin is a protein shell: it holds iron. and lose 1 mg a day.
- Hepcidin (HAMP): a hormone that blocks iron export
- Tea: it lowers uptake

How iron comes home:
1. Macrophages digest red cells
2. Ferroportin exports the iron

Test | Normal Values (Adults) | Why does it fall?
---|---|---
Ferritin | 30-300 µg/L | Empty stores
Mean corpuscular volume (MCV) | 80-100 fL |
"""
DRAFT = """\
# Drafted from iron.txt by `deckgen draft`. The words are still the article's: reword each line that says so,
# answer each `TODO question` or delete it, then see `deckgen audit` for what is left. Ids are permanent once published.

deck:
  id: iron  # names the deck for ever: choose it before you publish
  name: Iron in Short

sources:
  article:
    title: Iron in Short

levels:
  fundamentals:
    name: 1 Fundamentals

    glossary:
      - term: Ferritin
        id: ferritin
        definition: 'Protein shell: it holds iron'  # reword
        source: article L4
      - term: Hepcidin
        id: hepcidin
        also: [HAMP]
        definition: Hormone that blocks iron export  # reword
        source: article L5

    mechanisms:
      - title: How iron comes home  # reword
        id: how-iron-comes-home
        steps:
          - {id: macrophages-digest-red-cells, text: Macrophages digest red cells}  # reword
          - {id: ferroportin-exports-the-iron, text: Ferroportin exports the iron}  # reword
        source: article L9-10

    tables:
      - id: test
        row: Test
        columns:
          normal-values-adults:
            title: Normal Values (Adults)
            ask: For {row}, what are the normal values (adults)?  # reword
          why-does-it-fall:
            title: Why does it fall?
            ask: '{row}: Why does it fall?'  # reword
        rows:
          ferritin:
            title: Ferritin
            source: article L14
            normal-values-adults: 30-300 µg/L  # reword
            why-does-it-fall: Empty stores  # reword
          mean-corpuscular-volume-mcv:
            title: Mean corpuscular volume (MCV)
            source: article L15
            normal-values-adults: 80-100 fL  # reword

    cards:
      # TODO question: Cells keep iron in ferritin and lose 1 mg a day.
      # - question:
      #   answer:
      #   source: article L4
      # TODO question: Tea: it lowers uptake
      # - question:
      #   answer:
      #   source: article L6
"""


def test_the_draft_as_a_whole(project: Project) -> None:
    """Terms, steps, tables and stubs of an article, ready to build; what was decided is said on stderr."""
    project.write(ARTICLE, "iron.txt")
    outcome = project.run("draft", "iron.txt")
    assert (outcome.code, outcome.out) == (0, DRAFT)
    assert outcome.err == (
        'iron.txt:6: "Tea" is no term: what follows is no definition; left to you as a question\n'
        "1 level, 2 terms, 0 abbreviations, 1 mechanism, 1 table, 2 TODO questions\n"
        "every choice and its reason: --explain\n"
    )
    assert project.build(outcome.out).code == 0


def test_every_choice_is_explained(project: Project) -> None:
    """With --explain every term, table and mechanism is there with its line and its reason."""
    project.write(ARTICLE, "iron.txt")
    assert project.run("draft", "iron.txt", "--explain").err.splitlines()[:-1] == [
        'iron.txt:3: level "Fundamentals" begins',
        'iron.txt:4: term "Ferritin": an inline mark',
        'iron.txt:5: term "Hepcidin": a list point that defines it',
        'iron.txt:6: "Tea" is no term: what follows is no definition; left to you as a question',
        'iron.txt:9: steps in an explicit order: mechanism "How iron comes home"',
        'iron.txt:12: table "Test": 2 rows, 3 cells with text',
    ]


TOLD = """\
Goiter: any visible enlargement of the thyroid gland.

Causes of hypothyroidism:
- iodine deficiency
- autoimmune thyroiditis

The axis in short: TRH → TSH → thyroxine

Low thyroxine leads to a rise in TSH, which leads to growth of the gland. Stress leads to cortisol and fear leads to adrenaline.

First, iodide enters the cell. Then peroxidase oxidises it, and finally thyroglobulin takes it up. All of this is slow.

First, the gland is large. Second, it is soft. First try rest, then tablets.
"""


def test_what_a_text_tells_in_order(project: Project) -> None:
    """Arrows, chains and "first … then … finally" are mechanisms; what is not sure is a stub, and said; list stubs keep their lead-in."""
    project.write(TOLD, "a.txt")
    outcome = project.run("draft", "a.txt")
    level = yaml.safe_load(outcome.out)["levels"]["article"]
    assert [(m["title"], [step["text"] for step in m["steps"]], m["source"]) for m in level["mechanisms"]] == [
        ("The axis in short", ["TRH", "TSH", "Thyroxine"], "article L7"),
        (
            "From low thyroxine to growth of the gland",
            ["Low thyroxine", "A rise in TSH", "Growth of the gland"],
            "article L9",
        ),
        (
            "From iodide enters the cell to thyroglobulin takes it up",
            ["Iodide enters the cell", "Peroxidase oxidises it", "Thyroglobulin takes it up"],
            "article L11",
        ),
    ]
    assert re.findall(r"TODO question: (.*)", outcome.out) == [
        "Goiter: any visible enlargement of the thyroid gland.",
        "Causes of hypothyroidism: iodine deficiency",
        "Causes of hypothyroidism: autoimmune thyroiditis",
        "Stress leads to cortisol and fear leads to adrenaline.",
        "First, the gland is large. Second, it is soft.",
        "First try rest, then tablets.",
    ]
    assert outcome.err.splitlines()[:-3] == [
        'a.txt:1: "Goiter" is no term: a paragraph, not a list point, defines it; left to you as a question',
        'a.txt:9: "Stress leads to cortisol and fear leads to adrenaline." tells an order that is not sure: left to you as a question',
        'a.txt:13: "First, the gland is large. Second, it is soft." tells an order that is not sure: left to you as a question',
        'a.txt:13: "First try rest, then tablets." tells an order that is not sure: left to you as a question',
    ]
    assert project.build(outcome.out).code == 0


def test_a_draft_without_entries(project: Project) -> None:
    """It says so; its id comes from the title where the name of the file has no words for one."""
    project.write("The Thyroid\n\nThe gland is soft and lies in front.", "a.txt")
    outcome = project.run("draft", "a.txt")
    assert (outcome.code, yaml.safe_load(outcome.out)["deck"]["id"]) == (0, "the-thyroid")
    assert outcome.err.splitlines()[1] == (
        "the draft has no entry, since the article has no glossary marks, definition lists, tables or explicit steps:"
        " the questions are left to you"
    )


def test_a_draft_beside_a_schema(project: Project) -> None:
    """Where `deckgen init` laid a schema, the first line of the draft leads editors to it."""
    project.write(ARTICLE, "iron.txt")
    project.write("{}", "cards.schema.json")
    project.run("draft", "iron.txt", "-o", "cards.yaml")
    assert project.files()["cards.yaml"].decode() == f"# yaml-language-server: $schema=cards.schema.json\n{DRAFT}"


def test_a_file_is_never_overwritten(project: Project) -> None:
    """-o writes a new file, whole; one that is there stays as it is, exit 2."""
    project.write(ARTICLE, "iron.txt")
    outcome = project.run("draft", "iron.txt", "-o", "cards.yaml")
    assert (outcome.code, outcome.out) == (0, "")
    assert project.files()["cards.yaml"] == DRAFT.encode()
    project.write("mine", "cards.yaml")
    outcome = project.run("draft", "iron.txt", "-o", "cards.yaml", "--format", "json")
    assert outcome.code == 2
    assert json.loads(outcome.out)["diagnostics"][0]["message"] == "cards.yaml is there already"
    assert project.files()["cards.yaml"] == b"mine"


def test_draft_json(project: Project) -> None:
    """The source and every choice, as data."""
    project.write(ARTICLE, "iron.txt")
    outcome = project.run("draft", "iron.txt", "--format", "json")
    result = json.loads(outcome.out)
    assert (outcome.err, list(result), result["source"]) == ("", ["path", "source", "choices", "diagnostics"], DRAFT)
    assert result["choices"][0] == {"line": 3, "message": 'level "Fundamentals" begins'}


def test_levels_of_ones_own(project: Project) -> None:
    """--levels takes one name, several, or several with commas; without a level heading there is one level, and that is said."""
    project.write("# Basics\n\n- Cell: the unit of life\n\n# More\n\n- Organ: a group of tissues\n", "a.md")
    for options in (["--levels", "Basics,More"], ["--levels", "Basics", "--levels", "More"]):
        assert "  basics:\n    name: 1 Basics\n" in (text := project.run("draft", "a.md", *options).out)
        assert "  more:\n    name: 2 More\n" in text
    outcome = project.run("draft", "a.md")
    assert "levels:\n  article:\n    name: 1 Article\n" in outcome.out
    assert "no heading bears the name of a level" in outcome.err


def test_text_shows_as_it_stands(project: Project) -> None:
    """Quotation marks, braces, asterisks, dollars and clozes of an article reach the card as written."""
    odd = r"Odd 'b' \"c\" {{c1::d}} {row} *e* $f$ #g [h](i): `j` & < k \l"
    project.write(f"A thing Meaning ∞ Thing is {odd}, that is all. so", "odd.txt")
    project.write(project.run("draft", "odd.txt").out)
    from deckgen.checks.visible import visible
    from deckgen.cli.project import compile_project

    deck = compile_project(project.folder / "cards.yaml").deck
    assert deck is not None
    assert (
        visible(deck.notes[0].fields[2]) == odd.replace("[h](i)", "h").replace("*e*", "e").replace("`j`", "j") + ", that is all"
    )


def test_what_cannot_be_drafted(project: Project) -> None:
    """A missing file exits 2, an article that is not UTF-8 or empty exits 1 with its place; nothing is written."""
    (project.folder / "bad.txt").write_bytes(b"one\ntwo \xff")
    (project.folder / "empty.txt").write_bytes(b"")
    before = project.files()
    outcome = project.run("draft", "bad.txt", "-o", "cards.yaml")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("bad.txt:2:5: error[encoding]: this byte (0xff) is not UTF-8\n")
    assert project.run("draft", "empty.txt").code == 1
    assert project.run("draft", "none.txt").code == 2
    assert project.run("draft", ".").code == 2
    assert project.files() == before


def test_stubs_stand_in_one_order() -> None:
    """Of two doubts that begin at one place, the whole paragraph is first, whatever the words are."""
    for name in (
        "Insulin resistance",
        "Renal failure",
        "Heart block",
        "Iron overload",
        "Bone loss",
        "Salt hunger",
        "Dry mouth",
        "Cold sweat",
    ):
        first = f"{name}: a state of the body that leads to a loss of water and results in thirst."
        whole = f"{first} Most people notice it late."
        assert [fact.text for fact in findings(f"How it begins\n\n{whole}\n").facts] == [whole, first]


def test_what_is_sure_is_not_said_for_its_words(project: Project) -> None:
    """Without --explain only doubts are said; a term may be called like one."""
    project.write("Drugs in Short\n\n- Beat skipped ∞ a contraction that comes too late\n", "heart.txt")
    said = project.run("draft", "heart.txt").err.splitlines()
    assert [line for line in said if line.startswith("heart.txt:")] == []
    assert (
        'heart.txt:3: term "Beat skipped": a list point that defines it'
        in project.run("draft", "heart.txt", "--explain").err.splitlines()
    )
