"""Abbreviations: those that every student of medicine knows, and what counts as spelling one out."""

import re
from collections.abc import Iterator
from functools import lru_cache

KNOWN = frozenset(
    """
    DNA RNA ATP ADP AMP GTP NAD NADH NADPH FAD PCR UV IR CO NO OH SI IQ TV PC USB PDF GPS DIY FAQ URL CEO PHD MD BSC UK US USA EU UN NHS WHO FDA
    EMA NICE CDC NIH ESC AHA ADA HIV AIDS HPV HBV HCV HAV HSV CMV EBV VZV RSV TB STI STD UTI MRSA SARS COVID FLU ECG EKG EEG EMG CT MRI PET
    XR CXR US BP HR RR BMI ICU ITU ED ER GP OPD IV IM SC PO PR SL OD BD TDS QDS PRN CPR AED ACLS BLS CNS PNS CSF GI GIT ENT AV SA LV RV
    LA RA AP PA MI HF AF VF VT PE DVT CVA TIA CAD CHD IHD PAD COPD ARDS OSA CF CKD AKI ESRD GFR BPH PSA GERD GORD IBD IBS PUD UC RA SLE
    MS ALS PD AD MND PTSD OCD ADHD ASD DM GDM DKA PCOS IVF AML ALL CML CLL ALT AST ALP GGT LDH CK CRP ESR WBC RBC HB HCT MCV INR PT APTT
    BUN LDL HDL VLDL TG TSH ACTH FSH LH GH ADH PTH HCG CRH TRH ANP BNP EPO IGF GABA NSAID NSAIDS ACE ARB SSRI SNRI TCA MAOI PPI
    OCP HRT BCG MMR DPT HLA MHC CD TNF IL IFN NK APC TLR ABO RH FEV FVC PEF SPO SD SE CI OR RR NNT RCT BC AD AM PM ID OK NB QRS PQ PR ST QT
    II III IV VI VII VIII IX XI XII XX XY CAMP CGMP OSCE USMLE MCQ
    """.split()
)
_PLAIN = frozenset(
    "NOT AND OR ALL ANY NO YES ONE TWO THREE ONLY BUT EXCEPT LEAST MOST MORE LESS BEST FIRST LAST NEVER ALWAYS BOTH SAME TRUE FALSE WHICH WHAT WHO "
    "HOW WHEN WHERE WHY IS ARE DO DOES HIGH LOW UP DOWN IN ON AT OF BY TO IF THE THIS THAT BEFORE AFTER WITH INTO FROM".split()
)
"""Words in capitals for emphasis."""
_ABBREVIATION = re.compile(r"(?<![\w’'./–\[{\\^-])([A-Z]{2,6})(?=s?(?:$|[\s.,;!?)’'\]]|:(?!:)))")
_NO_WORDS = re.compile(r"[IVX]+|[ACGTU]{3}")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("of the and in for to with by on a an".split())
_CAPITALS = re.compile(r"[A-Z][a-z]+(?:[ -](?:of |the |and )?[A-Z][a-z]+){1,5}")
_LONGEST_NAME = 60
"""A term or an answer up to this many characters may be a name, in small letters too."""
_REACH = 12
"""How many words an abbreviation may stand for, small ones included."""


def unknown_abbreviations(text: str) -> list[str]:
    """Return the abbreviations of a text that not everybody knows; names with figures, Roman numerals, codons and emphasis are none."""
    if text.upper() == text:
        return []
    found = _ABBREVIATION.findall(text)
    return [short for short in found if short not in KNOWN and short not in _PLAIN and not _NO_WORDS.fullmatch(short)]


def is_spelt_out(short: str, text: str) -> bool:
    """Say whether a text holds words with the letters of an abbreviation, or explains it in brackets or with "stands for"."""
    if _explanation(short).search(text):
        return True
    letters = short.lower()
    words = [word.lower() for word in _WORD.findall(text) if word != short]
    return any(word[0] == letters[0] and _spells(letters, words[at : at + _REACH]) for at, word in enumerate(words))


def spelt_by_names(text: str) -> Iterator[str]:
    """Yield what the names of a text spell: those in capitals, and the text itself where it is short."""
    for name in _CAPITALS.findall(text):
        yield _initials(name)
    if len(text) < _LONGEST_NAME:
        yield _initials(text)


def _initials(text: str) -> str:
    """Return the first letters of the words of a text, but for small ones, in capitals."""
    return "".join([word[0] for word in _WORD.findall(text) if word not in _SMALL]).upper()


def _spells(letters: str, words: list[str]) -> bool:
    """Say whether words spell an abbreviation from their start: each gives its first letter, and may give further ones."""
    given, length = {0}, 0
    for word in words:
        if word in _SMALL and length:
            continue
        given = {
            many for few in given if letters[few : few + 1] == word[0] for many in range(few + 1, _given(letters, few, word) + 1)
        }
        length += len(word)
        if len(letters) in given and length > 2 * len(letters):
            return True
        if not given:
            return False
    return False


def _given(letters: str, start: int, word: str) -> int:
    """Return how many letters are spelt once a word has given all that it holds in order, beginning with the one at the start."""
    at = 0
    for number in range(start, len(letters)):
        at = word.find(letters[number], at) + 1
        if at == 0:
            return number
    return len(letters)


@lru_cache(maxsize=1024)
def _explanation(short: str) -> re.Pattern[str]:
    """Return what finds an explanation of an abbreviation."""
    return re.compile(rf"\b{short}s? (?:\((?=[^)]{{0,100}}[a-z]{{3}})|= |stands? for|means |is short for|, short for)")
