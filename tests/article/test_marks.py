"""Terms: inline marks, list points, abbreviations. Every trap that a real article set stands here in small."""

import pytest

from deckgen.article.abbreviations import find_abbreviations
from deckgen.article.marks import find_marks
from deckgen.article.points import definition_of, names_term, split

from .reading import findings, terms


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        ("the visceral fat Meaning ∞ Visceral fat refers to fat in the belly. that", "Visceral fat", "Fat in the belly."),
        ("In asthma Meaning ∞ Asthma is a disease. the", "Asthma", "Disease."),
        # The definition, not the phrase before the mark, says what is defined.
        ("Growth Hormone Secretagogues Meaning ∞ Hormone secretagogues are drugs. are", "Hormone secretagogues", "Drugs."),
        ("Visceral adipose tissue Meaning ∞ Adipose tissue represents a tissue. (VAT)", "Adipose tissue", "Tissue."),
        ("the loop diuretic Meaning ∞ Loop diuretics are drugs that act early. is", "Loop diuretic", "Drugs that act early."),
        ("an MI Meaning ∞ A myocardial infarction is the death of muscle. is", "Myocardial infarction", "Death of muscle."),
        ("the final preload Meaning ∞ The stretch before a beat. is", "Final preload", "Stretch before a beat."),
        ("the A-to-B ratio Meaning ∞ The ratio of A to B is an index. of 2", "A-to-B ratio", "Ratio of A to B is an index."),
        # Where a definition ends.
        ("urea Meaning ∞ Urea is a waste, e.g. of meat. in", "Urea", "Waste, e.g. of meat."),
        ("sepsis Meaning ∞ Sepsis is due to E. coli or others. and", "Sepsis", "Due to E. coli or others."),
        ("rickets Meaning ∞ Rickets is a lack of vitamin D. in", "Rickets", "Lack of vitamin D."),
        ("pH Meaning ∞ pH is 7.4 in blood., so", "pH", "7.4 in blood."),
        (
            "lipolysis Meaning ∞ Lipolysis yields parts ∞ glycerol and acids. by",
            "Lipolysis",
            "Lipolysis yields parts: glycerol and acids.",
        ),
    ],
)
def test_inline_marks(text: str, name: str, definition: str) -> None:
    """A mark gives its term and its definition without "X is a"."""
    (mark,) = find_marks(text)
    assert (mark.name.lower(), mark.definition) == (name.lower(), definition)


def test_two_marks_in_a_sentence() -> None:
    """Each mark ends with its own full stop; what follows may begin with a capital, a bracket, or in lower case."""
    text = "Urea Meaning ∞ Urea is a waste. and Hormone Meaning ∞ Hormone, or messenger, is a signal. Secretagogues (HS)"
    assert [(m.name, m.also, m.definition) for m in find_marks(text)] == [
        ("Urea", (), "Waste."),
        ("Hormone", ("messenger",), "Signal."),
    ]


def test_a_definition_ends_before_the_next_mark() -> None:
    """A full stop after a single capital ends a definition where otherwise the next mark would be part of it."""
    text = (
        "ACE inhibitors Meaning ∞ ACE inhibitors are drugs that block the conversion of angiotensin I. are given, "
        "while lisinopril Meaning ∞ Lisinopril is an ACE inhibitor. is the usual one"
    )
    assert [(m.name, m.definition) for m in find_marks(text)] == [
        ("ACE inhibitors", "Drugs that block the conversion of angiotensin I."),
        ("Lisinopril", "ACE inhibitor."),
    ]


def test_a_mark_at_the_end_of_a_sentence() -> None:
    """What follows the mark stays a sentence of its own; a name that the mark parts is whole again."""
    text = (
        "Peptides are cut in 20 min by the enzyme neprilysin Meaning ∞ Neprilysin is a protease. Sacubitril blocks it for 12 h. "
        "In 3 h Growth Hormone Meaning ∞ Growth hormone is a signal. Secretagogues act."
    )
    assert [fact.text for fact in findings(text).facts] == [
        "Peptides are cut in 20 min by the enzyme neprilysin.",
        "Sacubitril blocks it for 12 h.",
        "In 3 h Growth Hormone Secretagogues act.",
    ]


def test_other_names() -> None:
    """Brackets and "or" in a definition, and short forms in the text, are other names of the term."""
    text = "the cardiac index (CI) Meaning ∞ Cardiac index, also known as heart index, is output by area. is. B cells (BC) rest."
    (term,) = findings(text).terms
    assert (term.name, term.also) == ("Cardiac index", ("CI", "heart index"))


def test_a_short_form_after_a_mark() -> None:
    """A bracket after the mark goes on with the sentence, and gives the term its short form."""
    (term,) = findings("Iron is carried by transferrin Meaning ∞ Transferrin is a plasma protein. (Tf), made by the liver.").terms
    assert (term.name, term.also) == ("Transferrin", ("Tf",))


def test_a_term_is_defined_once() -> None:
    """The first definition counts, at its level; the second is merged with it, and said so."""
    found = findings(
        "Fundamentals\nThe gut Meaning ∞ The gut is a tube. is long.\n\nAcademic\n- Gut (GI tract): the organ of uptake.\n"
    )
    assert [(t.name, t.also, t.level, t.line) for t in found.terms] == [("Gut", ("GI tract",), "Fundamentals", 2)]
    assert (5, '"Gut" is defined on line 2 already: merged with that', True) in found.choices


@pytest.mark.parametrize(
    "text",
    [
        "It is a basic process ∞ the management of energy.",
        "What is the Meaning of life ∞ and of death?",
        "Peptides Peptides calm the gut over weeks, while drugs act at once. (PP) and others.",
        "References\n\n- Smith A. Iron Meaning ∞ Iron is a metal. 2010.",
        "Final thoughts\n\nHope Meaning ∞ Hope is all.",
        "## Meaning ∞ Heading is a heading.",
    ],
)
def test_no_terms(text: str) -> None:
    """The sign ∞ as punctuation, blurbs without a mark, references, closing words and headings define nothing."""
    assert terms(text) == {}


@pytest.mark.parametrize(
    "point",
    [
        "Ferritin: the protein that stores iron", "Ferritin – a shell of 24 subunits", "Ferritin — protein that stores iron",
        "Ferritin ∞ An iron store of cells.", "**Ferritin**: iron-storing protein", "Ferritin: This is an iron store.",
        "Ferritin: refers to a protein shell", "Ferritin: Ferritin is a protein that binds iron.", "Cytokines: small proteins of immune cells",
        "Granulomas: clusters of macrophages", "Steatosis: fatty liver", "Anuria: urine output below 100 mL per day",
        "Postictal state: the confused period which follows a seizure", "Deiodinase: enzyme family converting T4 into T3",
        "Kindling: the process by which repeated stimulation lowers the threshold", "Myxoedema: swelling of skin in severe hypothyroidism",
        "Pulse pressure: the difference between systolic and diastolic pressure", "Resistance vessels: small arteries and arterioles",
    ],
)  # fmt: skip
def test_points_that_define(point: str) -> None:
    """A noun phrase after the label, or "this is", makes a definition."""
    assert len(terms(f"- {point}")) == 1
    assert findings(f"- {point}").points == ()


@pytest.mark.parametrize(
    "point",
    [
        "Inflammation ∞ Chronic, low-grade inflammation, often from fat, releases cytokines.", "Oxidative stress ∞ An imbalance can damage cells.",
        "Tea: it contains tannins", "Exercise: Breathing hard dries the airway", "Smoking: stop it", "Causes: infection, trauma",
        "Note: take with food", "Step 1: wash the hands", "Loop diuretics: furosemide, bumetanide, torasemide", "Potassium: low",
        "Dose: 5 mg daily", "Fever: 39 °C or more", "For adults: half a tablet", "Why it matters: a silent disease", "Menses: Blood loss costs iron",
        "Oedema: this is common in the evening", "TSH: released by the pituitary", "Lithium: inhibits hormone release",
        "Pregnancy: demand grows by half", "Sleep: lack of sleep brings on seizures", "Flashing lights: trigger a few percent of fits",
        "Ketogenic diet: ketones calm neurons", "Screening: every adult once in 5 years", "The kidney releases renin", "Angiotensin II raises blood pressure",
    ],
)  # fmt: skip
def test_points_that_state(point: str) -> None:
    """A sentence, an advice, a value, a list of members or a heading word after the label leaves the point to the author."""
    found = findings(f"- {point}")
    assert [term.name for term in found.terms] == []
    assert len(found.points) == 1


def test_the_parts_of_a_point() -> None:
    """A label keeps its short form, and what a point says beyond its definition is not lost."""
    parts = split("Stroke volume (SV): the volume of one beat. It is about 70 mL.")
    assert parts == ("Stroke volume", ("SV",), "the volume of one beat. It is about 70 mL.")
    assert definition_of("Stroke volume", parts.rest) == ("Volume of one beat.", (), "It is about 70 mL.")
    assert not names_term("What to do")


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the forced expiratory volume in one second (FEV1) fell", "FEV1", "forced expiratory volume in one second"),
        ("Tumor Necrosis Factor-alpha (TNF-α)", "TNF-α", "Tumor Necrosis Factor-alpha"),
        ("the ghrelin/growth hormone secretagogue receptor (GHS-R).", "GHS-R", "growth hormone secretagogue receptor"),
        (
            "and the GIP (Glucose-dependent Insulinotropic Polypeptide) receptors",
            "GIP",
            "Glucose-dependent Insulinotropic Polypeptide",
        ),
        ("Insulin-Like Growth Factor 1 (IGF-1, a hormone)", "IGF-1", "Insulin-Like Growth Factor 1"),
        ("the tricarboxylic acid cycle, or Krebs cycle (TCA)", "TCA", "tricarboxylic acid cycle"),
        # A sentence pasted between the two.
        (
            "It is cut by angiotensin-converting enzyme Enzymes turn many hormones into their active form. (ACE) in the lung.",
            "ACE",
            "angiotensin-converting enzyme",
        ),
    ],
)
def test_abbreviations(text: str, short: str, long: str) -> None:
    """Short and long form are found in either order, with Greek letters and numbers as words."""
    assert [(a.short, a.long) for a in find_abbreviations(text)] == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "agonists (e.g. Semaglutide)",
        "GHRH analogue (CJC-1295)",
        "tissue (fat around organs)",
        "Baseline (Mean)",
        "we (WHO)",
        "They turn it into their active form. (ACE)",
        "by renin Enzymes turn it into their active form. (ACE)",
    ],
)
def test_no_abbreviations(text: str) -> None:
    """Brackets that explain, or hold a name that the words before them do not spell, are no abbreviations."""
    assert list(find_abbreviations(text)) == []
