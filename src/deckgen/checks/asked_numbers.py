"""What a question in English says of the number that answers it: a count, a name, a measure with its unit or without one."""

import re

from deckgen.checks.numbers import UNITS, without_names
from deckgen.checks.visible import words_of
from deckgen.checks.words import vocabulary

_COUNTED = ("how many", "how often", "what number", "which number", "the number")
_NAMED = vocabulary(
    "year years when age ages aged date dates chromosome chromosomes nerve nerves rib ribs vertebra vertebrae codon codons exon exons "
    "residue residues position positions carbon carbons atomic class grade grades stage stages type types phase phases factor factors "
    "serotype serotypes genotype genotypes segment segments area areas score scores scale apgar gcs page code call dial phone "
    "generation formula karyotype point points exponent power"
)
"""What bears a number as its name."""
_UNITLESS = vocabulary(
    "ph inr ratio ratios indices divided divisor divide divides multiplied multiply multiplier multiplies times factor coefficient "
    "quotient exponent logarithm odds hazard likelihood correlation fraction fractional abi probability proportion deviation deviations "
    "refractive meld nnt unitless alpha power valence charge mad pka pi isoelectric sensitivity specificity constant hill acuity r0"
)
_UNITLESS_PHRASES = (
    "z-score", "t-score", "p-value", " p value", "specific gravity", "needed to treat", "kt/v", "fev1/fvc", "gap in",
    "reproduction number", "reproductive number",
)  # fmt: skip
_LOWER_UNITS = frozenset(unit.lower() for unit in UNITS if len(unit) > 1) - vocabulary("mo min pm points point times bar mol")
_PLAIN_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_MEASURED = re.compile(r"(?<!\w)\d[\d.,]*[\s-]?[\w/%]+")


def is_count_or_name(number: str, question: str) -> bool:
    """Say whether a number answers a question in English for a count, a date, or a name, such as that of a chromosome."""

    def tells(low: str) -> bool:
        if any(phrase in low for phrase in _COUNTED):
            return True
        return "." not in number and not _NAMED.isdisjoint(_PLAIN_WORD.findall(low))

    low = question.lower()
    return tells(low) and (not _DIGIT.search(question) or tells(without_names(question).lower()))


def names_unit(question: str) -> bool:
    """Say whether a question in English says how its answer is measured, other than by figures of its own."""
    question = _MEASURED.sub("", question)
    return "%" in question or "/" in question or is_unitless(question) or not _LOWER_UNITS.isdisjoint(words_of(question))


def is_unitless(text: str) -> bool:
    """Say whether a text in English is about a quantity without a unit, or names units in brackets."""
    low = f" {text.lower()}"
    words = _PLAIN_WORD.findall(low)
    if not _UNITLESS.isdisjoint(words) or any(phrase in low for phrase in _UNITLESS_PHRASES):
        return True
    return "index" in words and "cardiac index" not in low
