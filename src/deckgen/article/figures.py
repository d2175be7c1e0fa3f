"""Numbers in running text, with their units; digits in names (IL-6, CJC-1295, type 2, factor 1) are none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deckgen.article.words import STOP

_NUMBER = re.compile(
    r"(?P<value>\d{1,15}(?:[.,]\d{1,15})*)"
    r"(?P<unit> ?[%‰°]C?|(?: |-|‐|‑)?(?:percent|per cent|[kmµμnp]?g|[mdµμnp]?[lL]|[mµμnpf]?mol|mm ?Hg|kPa|[ckmµμn]?m|m?U|IU|mEq|Hz|kcal|"
    r"beats|breaths|seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|times|fold|points?)(?:[²³]|/[^\W\d_]{1,6}[²³]?)?(?![^\W_]))?"
    r"(?![^\W_])"
)
_IN_NAME = re.compile(r"[^\W_]$|[^\W\d_][-‐‑]$|[^\W_][.,/]$|\[$")
"""What stands directly before a number that is part of a name, of another number, or of a citation."""
_LABEL = re.compile(r"(?:types?|factors?|grades?|stages?|phases?|class|groups?|complex|tables?|figures?|fig\.|steps?|chapters?|parts?|receptors?|"
                    r"interleukin|protein|peptide|vitamin|channels?|photosystem|trial|section|no\.|and|or) $", re.IGNORECASE)  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAME_GOES_ON = re.compile(r"[-‐‑][A-Z]|[-‐‑]\d+[-‐‑]|,\d[-‐‑]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET = re.compile(r"[(,] ?$")
_CITATION = re.compile(r"[(;] ?[A-Z][^()]* $")
_DATED = re.compile(r"\b(?:in|since|of|until) $", re.IGNORECASE)
SMALL = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(1, 13)), strict=True))


class Number(NamedTuple):
    """A number in a text: its place, its value in plain digits, and how it is written with its unit."""

    start: int
    end: int
    value: str
    name: str


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, in order."""
    labelled = False
    for match in _NUMBER.finditer(text):
        value, before = match["value"], text[max(0, match.start() - 16) : match.start()]
        if _IN_NAME.search(before):
            continue
        label = _LABEL.search(before)
        joined = label is not None and label[0].lower() in ("and ", "or ")
        if (label and not joined) or (joined and labelled and not match["unit"]):
            labelled = True
            continue
        labelled = False
        if _NAME_GOES_ON.match(text, match.end("value")) or _is_year(text, match) or _is_named(before, match):
            continue
        yield Number(match.start(), match.end(), plain_value(value), " ".join(match[0].split()))


def plain_value(written: str) -> str:
    """Return a number in plain digits: no thousands separators, a point for a decimal comma."""
    written = written.replace(",", "") if _GROUPED.fullmatch(written) else written.replace(",", ".", 1)
    return written.lstrip("0") if len(written) > 1 and written[0] == "0" and written[1].isdigit() else written


def values_in(text: str) -> set[str]:
    """Return every number that a text holds in digits, or up to twelve as a word, those within names too."""
    found = {plain_value(m) for m in re.findall(r"\d{1,15}(?:[.,]\d{1,15})*", text)}
    return found | {SMALL[word] for word in re.findall(r"[a-z]{3,6}", text.lower()) if word in SMALL}


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Say whether a number is the year of a citation or of an event: "(Stott 2017)", "written in 2024"."""
    if not _YEAR.fullmatch(match[0]):
        return False
    before, follows = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 12]
    if _CITATION.search(before):
        return follows[:1] in tuple(")];,")
    if _BRACKET.search(before):
        return follows[:1] in tuple(")];")
    word = follows[1:].partition(" ")[0].strip(".,;:)").lower()
    return bool(_DATED.search(before)) and (follows[:1] != " " or not word or word in STOP)


def _is_named(before: str, match: re.Match[str]) -> bool:
    """Say whether a number ends a name: in capitals, or with a short form after it that has it too: "cotransporter 2 (SGLT2)"."""
    words = before.split()
    if match["value"] in match.string[match.end() : match.end() + 14].partition("(")[2]:
        return True
    return (
        len(match["value"]) == 1
        and not match["unit"]
        and bool(words)
        and words[-1][:1].isupper()
        and len(words) > 1
        and before.endswith(" ")
    )
