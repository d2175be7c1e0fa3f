"""What a question in English says of the number that answers it: a count, a name, a measure with its unit or without one.

The patterns are strings, which `re` compiles when a number is first judged: most decks have few, and a build has no time.
"""

import re

from deckgen.checks.numbers import UNITS, without_names
from deckgen.checks.visible import words_of
from deckgen.checks.words import vocabulary

_LOWER_UNITS = frozenset(unit.lower() for unit in UNITS if len(unit) > 1) - vocabulary("mo min pm points point times bar mol")
_COUNTED = r"(?i)how many|how often|(?:what|which|the) number"
_NAMED = (
    r"(?i)\b(?:years?|when|ages?|aged|dates?|chromosomes?|nerves?|ribs?|vertebrae?|"
    r"codons?|exons?|residues?|positions?|carbons?|atomic|class|grades?|stages?|types?|phases?|factors?|serotypes?|genotypes?|"
    r"segments?|areas?|scores?|scale|apgar|gcs|page|code|call|dial|phone|generation|formula|karyotype|points?|exponent|power)\b"
)
_UNITLESS = (
    r"(?i)\b(?:ph|inr|ratios?|(?<!cardiac )index|indices|divided|divisor|divides?|multiplied|multipl(?:y|ier|es)|times|factor|"
    r"coefficient|quotient|exponent|logarithm|odds|hazard|likelihood|correlation|fraction(?:al)?|abi|probability|proportion|z-scores?|t-scores?|"
    r"deviations?|specific gravity|refractive|meld|nnt|needed to treat|kt/v|unitless|p-value|p value|alpha|power|valence|charge|mad|fev1/fvc|"
    r"pka|pi|isoelectric|sensitivity|specificity|constant|hill|gap in|acuity|r0|reproduction number|reproductive number)\b"
)
_MEASURED = r"(?<!\w)\d[\d.,]*[\s-]?[\w/%]+"


def is_count_or_name(number: str, question: str) -> bool:
    """Say whether a number answers a question in English for a count, a date, or a name, such as that of a chromosome."""

    def tells(text: str) -> bool:
        return re.search(_COUNTED, text) is not None or ("." not in number and re.search(_NAMED, text) is not None)

    return tells(question) and (not re.search(r"\d", question) or tells(without_names(question)))


def names_unit(question: str) -> bool:
    """Say whether a question in English says how its answer is measured, other than by figures of its own."""
    question = re.sub(_MEASURED, "", question)
    return "%" in question or "/" in question or is_unitless(question) or not _LOWER_UNITS.isdisjoint(words_of(question))


def is_unitless(text: str) -> bool:
    """Say whether a text in English is about a quantity without a unit, or names units in brackets."""
    return re.search(_UNITLESS, text) is not None
