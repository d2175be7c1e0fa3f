"""Abbreviations: those that every student of medicine knows, and what counts as spelling one out."""

import re
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
_ABBREVIATION = re.compile(r"(?<![\w’'./–-])([A-Z]{2,6})(?=s?(?:$|[\s.,;!?)’'\]]|:(?!:)))")
_NO_WORDS = re.compile(r"[IVX]+|[ACGTU]{3}")
_SMALL = r"(?:(?:of|the|and|in|for|to|with|by|on|a|an)[\s-]+)*"


def unknown_abbreviations(text: str) -> list[str]:
    """Return the abbreviations of a text that not everybody knows; names with figures, Roman numerals, codons and emphasis are none."""
    if text.upper() == text:
        return []
    found = _ABBREVIATION.findall(text)
    return [short for short in found if short not in KNOWN and short not in _PLAIN and not _NO_WORDS.fullmatch(short)]


def is_spelt_out(short: str, text: str) -> bool:
    """Say whether a text holds words with the letters of an abbreviation, or explains it in brackets or with "stands for"."""
    words, explained = _patterns(short)
    return explained.search(text) is not None or any(len(said[0]) > 2 * len(short) for said in words.finditer(text))


@lru_cache(maxsize=1024)
def _patterns(short: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the words of an abbreviation by their first letters, and what finds an explanation."""
    rest = "".join(rf"(?:[^\W\d_]*?|[^\W\d_]*[\s/-]+{_SMALL}){letter}" for letter in short[1:].lower())
    words = re.compile(rf"(?<![^\W_])(?!{short}\b)(?i:{short[0]}{rest}[^\W\d_]*)")
    explained = re.compile(rf"\b{short}s? (?:\((?=[^)]*[a-z]{{3}})|= |stands? for|means |is short for|, short for)")
    return words, explained
