"""Reading: headings, levels, wrapped lines, tables, HTML, and what is not UTF-8."""

import pytest

from deckgen.article.read import read_article
from deckgen.types.article import Article, BlockKind
from deckgen.types.diagnostic import Diagnostic

from .reading import article, findings

WRAPPED = """\
The heart fills in diastole and empties in systole; both take less than a second at
rest. Filling is passive at first, then the atria
add the last fifth.

What the ventricle does
The ventricle ejects about 60% of what it holds. A failing one, which is stretched
thin, ejects less.
"""


def shown(read: Article) -> list[tuple[str, int, str]]:
    """Return the kind, the line and the text of every block."""
    return [(str(block.kind), block.line, block.text) for block in read.blocks]


def test_wrapped_paragraphs_are_joined() -> None:
    """Lines that were broken by hand are one paragraph; a bare heading stays apart, and every offset knows its line."""
    read = article(WRAPPED)
    assert shown(read) == [
        ("paragraph", 1, " ".join(WRAPPED.split("\n\n")[0].split())),
        ("heading", 5, "What the ventricle does"),
        ("paragraph", 6, " ".join(WRAPPED.split("does\n")[1].split())),
    ]
    assert [read.blocks[0].line_at(read.blocks[0].text.index(word)) for word in ("heart", "rest", "fifth")] == [1, 2, 3]


@pytest.mark.parametrize("depth", range(1, 7))
def test_a_heading_ends_the_paragraph_above_it(depth: int) -> None:
    """With or without a blank line between them, whichever of the six depths it has."""
    read = article(f"The heart fills in diastole.\n{'#' * depth} Valves ##\nThey open to one side.\n")
    assert shown(read) == [
        ("paragraph", 1, "The heart fills in diastole."), ("heading", 2, "Valves"), ("paragraph", 3, "They open to one side."),
    ]  # fmt: skip


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    """Paragraphs of one line each are not joined, with or without a blank line between."""
    line = "The quick heart beats on through the night and does not stop. " * 4
    assert [kind for kind, _, _ in shown(article(f"{line}\n{line}\nA pull quote says it again.\n{line}"))] == ["paragraph"] * 4


@pytest.mark.parametrize(
    "heading",
    [
        "Academic", "## Academic", "# 3. Academic:", "Level 3: Academic", "**Academic**", "Academic\n---", "3. Academic", "The Academic",
        "## The Academic", "**3) The Academic**", "Part III — Academic", "Level three: the academic", "# Module C: Academic", "C) Academic",
        "🔴 Academic", "## 3️⃣ Academic 🔬", "— Academic —", "[Academic]", "# Level 3 (Academic)", "# Academic level", "The Academic level", "3. Academic level", "# Academic: the trials",
        "## Level 3 – Academic – what trials say", "### The Academic — for the curious", "# Academic (level 3)", "Academic: for all\n====",
    ],
)  # fmt: skip
def test_levels(heading: str) -> None:
    """A level is a heading of any form that bears its name; it lasts to the next, whatever headings stand between."""
    found = findings(f"Fundamentals\n- A cell: the unit of life\n\n{heading}\n\n## Other things\n\n- Organ: a group of tissues")
    assert [(term.name, term.level) for term in found.terms] == [("A cell", "Fundamentals"), ("Organ", "Academic")][
        -len(found.terms) :
    ]
    assert found.terms[-1].level == "Academic"


@pytest.mark.parametrize(
    "line",
    [
        "Academic: for the curious", "Academic – the trials", "# Academic freedom", "# Academic level of proof", "# Academic medicine: its aims",
        "# Academics", "# Not Academic", "Academic medicine asks more.", "The academic, again", "Academic trials follow\n---", "# Of the academic",
    ],
)  # fmt: skip
def test_lines_that_are_no_levels(line: str) -> None:
    """A name that goes on is a heading of the article, a label or a sentence; a colon or a dash ends it in headings of Markdown alone."""
    found = findings(f"Fundamentals\n- A cell: the unit of life\n\n{line}\n\n- Organ: a group of tissues")
    assert [(term.name, term.level) for term in found.terms] == [("A cell", "Fundamentals"), ("Organ", "Fundamentals")][
        -len(found.terms) :
    ]
    assert found.terms[-1].level == "Fundamentals"


def test_a_heading_that_names_a_level_outright_stands_before_others() -> None:
    """Where one does, a heading that only begins with the name is one of the article."""
    read = article("# Fundamentals\n\nOne.\n\n# Academic\n\nTwo.\n\n## Fundamentals: a look back\n\nThree.")
    assert [block.level for block in read.blocks if block.kind is BlockKind.PARAGRAPH] == ["Fundamentals", "Academic", "Academic"]


def test_other_levels() -> None:
    """Levels may have any names."""
    read = read_article("a.md", b"# Basics\n\nText one.\n\n# Advanced\n\nText two.", ["basics", "Advanced"])
    assert isinstance(read, Article)
    assert [(block.level, block.text) for block in read.blocks if block.kind is BlockKind.PARAGRAPH] == [
        ("basics", "Text one."),
        ("Advanced", "Text two."),
    ]
    table = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    page = f"<h2>1. Basics – how</h2><p>Text.</p>{table}<h2>★</h2><p>End.</p>"
    marked = read_article("a.html", page.encode(), ["★", "basics"])
    assert isinstance(marked, Article)
    assert [block.level for block in marked.blocks] == ["basics", "basics", "basics", "★", "★"]


def test_skipped_sections() -> None:
    """References, further reading and reflections are skipped up to the next heading of their rank, or the next level."""
    read = article(
        "# Fundamentals\n\n## References\n\n### Books\n\nOne.\n\n## Signs\n\nTwo.\n\n## Reflection\n\nThree.\n\n# Academic\n\nFour."
    )
    assert [(block.text, block.skipped) for block in read.blocks if block.kind is BlockKind.PARAGRAPH] == [
        ("One.", True),
        ("Two.", False),
        ("Three.", True),
        ("Four.", False),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Reflection", "A closing reflection", "A Final Reflection", "Your Personal Reflection", "Reflections on Your Health",
        "Conclusion", "Conclusions", "Our conclusions:", "## 7. Conclusion", "Closing thoughts", "In closing", "Further Reading:",
        "**References**", "References and further reading", "Selected References", "Selected literature", "Bibliography:", "Sources",
    ],
)  # fmt: skip
def test_headings_of_skipped_sections(heading: str) -> None:
    """Such a section goes by many names; what follows its heading is skipped up to the next level."""
    found = findings(f"Fundamentals\n\n{heading}\n\n- Cell: the unit of life\n\nAcademic\n\n- Organ: a group of tissues")
    assert [term.name for term in found.terms] == ["Organ"]


@pytest.mark.parametrize("heading", ["Sources:", "Reference values", "Conclusions from 3 trials", "The final common pathway"])
def test_headings_of_subject_matter(heading: str) -> None:
    """A heading that only resembles those is one of the article."""
    found = findings(f"Fundamentals\n\n{heading}\n\n- Cell: the unit of life")
    assert [term.name for term in found.terms] == ["Cell"]


@pytest.mark.parametrize(
    "table",
    [
        "Text before.\nDrug | Route |\n---|---|\nA | oral |\nB | |\n",
        "Text before.\n\n| Drug | Route |\n|:--|--:|\n| A | oral |\n| B |\n",
        "Text before.\nDrug | Route\n-|-\nA | oral\nB |  | more\n",
    ],
)
def test_pipe_tables(table: str) -> None:
    """Outer pipes, empty last cells and a blank line before a table change nothing."""
    (block,) = [block for block in article(table).blocks if block.rows]
    assert [[cell.text for cell in row] for row in block.rows] == [["Drug", "Route"], ["A", "oral"], ["B", ""]]


def test_markdown_is_taken_off() -> None:
    """Emphasis, links, code and escapes leave their words; a bar in a cell may be escaped."""
    read = article(
        "The **left** *heart* and [its valve](http://x.org) open `once` \\* or __twice__ at p_c.\n\na|b\n-|-\n`c`|d\\|e"
    )
    assert read.blocks[0].text == "The left heart and its valve open once * or twice at p_c."
    assert [cell.text for cell in read.blocks[1].rows[1]] == ["c", "d|e"]


def test_html() -> None:
    """Scripts, navigation, comments and footnote marks are left out; entities, exponents and spanned cells are understood."""
    page = (
        "<html><head><title>T</title></head><body><nav><p>Menu</p></nav>\n<h1>Iron</h1><p>About 10<sup>9</sup> cells\n&lt; 5 &micro;L"
        '<sup><a href="#1">3</a></sup>.<!-- <p>no</p> --><script>if (a<b) x</script>\n<table><tr><th>A<th>B<th>C<tr><td rowspan=2>r<td>1<td>2'
        "<tr><td>3</table><ol><li>one<li>two</ol>"
    )
    read = article(page, "a.html")
    assert read.title == "Iron"
    assert shown(read)[:2] == [("heading", 2, "Iron"), ("paragraph", 2, "About 10⁹ cells < 5 µL.")]
    assert [[cell.text for cell in row] for row in read.blocks[2].rows] == [["A", "B", "C"], ["r", "1", "2"], ["r", "3", ""]]
    assert [(block.marker, block.text) for block in read.blocks[3:]] == [("1.", "one"), ("1.", "two")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    """Any line end counts the same lines, and a byte order mark is nothing."""
    data = "\ufeffFundamentals\n\nAn x Meaning ∞ X is y. z.".replace("\n", ending).encode()
    read = read_article("a.txt", data)
    assert isinstance(read, Article)
    assert (read.levels, read.lines, read.blocks[1].line) == (("Fundamentals",), 3, 3)


@pytest.mark.parametrize(
    ("data", "line", "check"),
    [
        (b"one\ntwo \xe9", 2, "encoding"),
        ("one".encode("utf-16"), 1, "encoding"),
        (b"", 1, "empty-article"),
        (b" \n\t\n", 1, "empty-article"),
    ],
)
def test_what_cannot_be_read(data: bytes, line: int, check: str) -> None:
    """Bad UTF-8 and an empty file are said with their place."""
    said = read_article("a.txt", data)
    assert isinstance(said, Diagnostic)
    assert said.position is not None
    assert (said.check, said.position.line) == (check, line)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("About 300 million people and 8% of adults.", ["300", "8%"]),
        ("A rise of 12% and 200 mL within 5-10 min.", ["12%", "200 mL", "5", "10 min"]),
        ("1,200 patients, p < 0.05, over a 26 to 52-week period.", ["1,200", "0.05", "26", "52-week"]),
        ("IL-6, GLP-1, CJC-1295, HbA1c and type 2 diabetes.", []),
        ("Insulin-Like Growth Factor 1, cotransporter 2 (SGLT2), 5-HT and 2,3-BPG.", []),
        ("As shown before [12], and again (Smith, 2019).", []),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    """Numbers are found with their units; digits in names and citations are none."""
    assert [figure.name for figure in findings(text).figures] == numbers


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "How salt is kept:\n\n1. Output falls\n2. Renin rises\n3. Sodium stays",
            ["Output falls", "Renin rises", "Sodium stays"],
        ),
        ("- Output falls → renin rises → sodium stays", ["Output falls", "Renin rises", "Sodium stays"]),
        ("- Fat leads to cytokines\n- Cytokines lead to resistance", ["Fat", "Cytokines", "Resistance"]),
        ("- Fat leads to cytokines, which leads to resistance", ["Fat", "Cytokines", "Resistance"]),
        ("Three causes:\n\n1. Infection\n2. Trauma", []),
        ("1. Infection\n2. Trauma", []),
        ("- Fat leads to cytokines\n- Salt leads to oedema", []),
        ("How a clot arises:\n\n1) Platelets stick\n1) Fibrin binds them\n1) The clot shrinks\n", ["Platelets stick", "Fibrin binds them", "The clot shrinks"]),
        ("How a clot arises:\n\n1) Platelets stick\n2) Fibrin binds them\n1) The clot shrinks\n", ["Platelets stick", "Fibrin binds them"]),
    ],
)  # fmt: skip
def test_mechanisms(text: str, steps: list[str]) -> None:
    """Steps are taken only where their order is explicit: a numbered list with a title that counts no kinds, arrows, linked points."""
    assert [list(sequence.steps) for sequence in findings(text).sequences] == ([steps] if steps else [])
