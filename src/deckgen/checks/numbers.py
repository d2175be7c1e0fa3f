"""The numbers of a text that measure something: those within names, years and counts are none."""

import re
from typing import NamedTuple

UNITS = frozenset(
    """
    % ‰ ° °C °F K g kg mg µg μg mcg ng pg fg t L l dL dl mL ml µL μL nL fL cL mol mmol µmol μmol nmol pmol fmol M mM µM μM nM pM
    IU iu mIU µIU μIU U u kU mU µU μU MU unit units Eq mEq Osm mOsm osmol mosmol m cm mm µm μm nm pm km Å cc cm² cm2 mm² mm2 m² m2
    cm³ cm3 mm³ mm3 m³ s ms µs μs min mins h hr hrs d wk wks mo yr yrs y sec secs second seconds minute minutes hour hours day days
    night nights week weeks month months year years decade decades century centuries mmHg mmhg cmH2O cmH₂O kPa Pa MPa hPa bar atm
    torr N kN J kJ MJ cal kcal Cal W kW V mV µV μV kV A mA µA Hz kHz MHz GHz dB Gy mGy cGy Sv mSv µSv Bq kBq MBq GBq Ci mCi
    Da kDa D dioptre dioptres diopter diopters degree degrees percent per-cent percentage point points pp bpm beats beat breaths breath
    cycles fold times × x kg/m² kg/m2 HU Fr French gauge G ppm ppb log logs bp kb Mb Gb bits MET METs pack-year pack-years cells copies
    litre litres liter liters millilitre millilitres milliliter milliliters gram grams kilogram kilograms milligram milligrams
    microgram micrograms metre metres meter meters centimetre centimetres centimeter centimeters millimetre millimetres millimeter
    millimeters thousand million billion trillion calories kilocalories joules volts millivolts hertz decibels drops tablets unitless dimensionless
    """.split()
)
"""What follows a number that measures. A number before any other word counts things, and a source for it is not asked."""
_NAMES = re.compile(
    r"""
      (?<![^\W_])[^\W\d_]++(?:[-‑–(][^\W\d_]*+){0,3}+\d[\w;,.'’–-]*\)?              # GLP-1, CD4, HbA1c, Ser307, CHA2DS2, GRF(1-29)
    | (?<!\w)\d[\d.,–-]{0,30}(?:-|‑)(?=[^\W\d_])[\w-]+                                # 24-hour, 2,3-BPG, 29-residue, 5-HT
    | (?<!\w)\d+(?:(?-i:[α-λν-ωΓΔΣ])[\w-]*|[pq]\d[\d.]*|(?:st|nd|rd|th)\b|,\ ?X[XYO]*) # 17β, 22q11, 12th, 46,XY
    | (?<!\w)\d+m?(?:Tc|I|F|C|N|Ga|In|Lu|Ra)\b(?!/)                              # 99mTc, 131I
    | (?<!\w)\d{4}(?:s\b|-\d\d(?:-\d\d)?\b)                                      # 1990s, 2024-01-31
    | \b[pP]\ ?[=<>≤≥]\ ?\d*\.\d+                                                # p<0.05
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b([^\W\d_]+\.?) \d+(?:\.\d+)?(?: ?(?:[-–,/]|to|and|or|, and) ?\d+)*\b(?! ?%)"  # type 2, weeks 6 to 8, chromosomes 13, 18 and 21
)
_NAMED_BY_NUMBER = re.compile(
    r"(?:types?|class(?:es)?|grades?|stages?|phases?|factors?|chromosomes?|trisomy|monosomy|groups?|categor(?:y|ies)|steps?|leads?|zones?|tables?|figures?|fig\.|chapters?|sections?|days?|weeks?|months?|years?|ages?|aged|nerves?|ribs?|segments?|areas?|layers?|residues?|codons?|exons?|introns?|positions?|serotypes?|versions?|numbers?|nos?\.|gravida|para|rooms?|items?|rules?|generations?|article|hepatitis|carbon|interleukin|omega|MEN|NYHA|ASA|Tanner|page|volume|trial|study|dose|cycles?|visit|question|card)",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"(?<![\w.,])(?:[-−+±~≈<>≤≥]\ ?)?\d+(?:[.,·]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_DIGIT = re.compile(r"\d")
_TOUCHED = re.compile(r"\d(?:(?=[^\s\d])|(?<=[^\s\d]\d))")
"""A digit beside something that is no space: there is one in each name that holds a number, and to look for it is quick."""
_WORDS_BEFORE = 3
"""How many spaces before a number the name that holds it may begin: `p = 0.05`."""
_RANGE = re.compile(r"\s*(?:[-–—‑±,/:]|\b(?:to|and|or|in|out of)\b|[×x](?!\s*10[\^⁰-⁹⁻¹²³]))\s*(?=[-−+≈]?\d)")
_RATIO = re.compile(r"\d\s*(?::|/|\bin\b|\bout of\b)\s*\d")
_POWER = re.compile(r"\s*[×x·]\s*10\s*(?:\^?[-−]?\d+|[⁰¹²³⁴-⁹⁻]+)")
_WORD = re.compile(r"[-\s\u00a0\u202f]*(?:[(\[]\s*)?(%|‰|°\s?[CFK]?|[^\W\d_][\w²³⁻¹]*|[€$£]|×|/)")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_NO_UNIT = frozenset(
    """a about after and are as at before below above but by each during for from if in into is of on once or per so than that the then
    to under until v versus via vs was were when where which while with without""".split()
)


class Figure(NamedTuple):
    """A number or a range that measures something: as written, its most digits, and its unit, empty where none is there."""

    text: str
    digits: int
    unit: str


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a visible text."""
    if not (digit := _DIGIT.search(text)):
        return ()
    start = digit.start()
    for _ in range(_WORDS_BEFORE):
        start = max(0, text.rfind(" ", 0, start))
    text = without_names(text[start:])
    found, end = [], 0
    while numeral := _NUMERAL.search(text, end):
        start, end = numeral.start(), numeral.end()
        digits = _digits(numeral[0])
        while (joint := _RANGE.match(text, end)) and (numeral := _NUMERAL.match(text, joint.end())):
            digits, end = max(digits, _digits(numeral[0])), numeral.end()
        written = text[start:end]
        if power := _POWER.match(text, end):
            end = power.end()
        unit, counts = _unit(text, end)
        if _RATIO.search(written):
            unit, counts = unit or "ratio", False
        if not counts and (unit or not _YEAR.fullmatch(written)):
            found.append(Figure(written, digits, unit))
    return tuple(found)


def without_names(text: str) -> str:
    """Return a text with a blank for each letter of the names that hold a number."""
    if _TOUCHED.search(text):
        text = _NAMES.sub(lambda name: "\x00" * len(name[0]), text)
    return _AFTER.sub(lambda name: "\x00" * len(name[0]) if _NAMED_BY_NUMBER.fullmatch(name[1]) else name[0], text)


def _digits(numeral: str) -> int:
    return sum(map(str.isdecimal, numeral))


def _unit(text: str, at: int) -> tuple[str, bool]:
    """Return the unit that follows a number, and whether a word that is none makes it a count."""
    word = _WORD.match(text, at)
    if word is None or text[at : word.start(1)].startswith(("\n", ". ", "; ")):
        return "", False
    unit = word[1]
    if unit in UNITS or unit[0] in "%‰°€$£×/":
        return unit, False
    if unit.lower() in _NO_UNIT:
        return "", False
    return "", unit[0].isalpha()
