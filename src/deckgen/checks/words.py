"""English words that checks know, and how a word is reduced to what it shares with its kin."""

from functools import lru_cache


def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, which are divided by spaces, as a set."""
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """Return the words of a text as the alternatives of a pattern."""
    return "|".join(text.split())


ASKING = vocabulary("what which who whom whose where when why how")
"""The words that open a question."""
AUXILIARIES = vocabulary(
    "is are was were am be been being do does did has have had having can could may might must shall should will would"
)
ARTICLES = frozenset({"a", "an", "the"})
FUNCTION_WORDS = (
    ASKING
    | AUXILIARIES
    | ARTICLES
    | vocabulary(
        "and or of in on at by for from to into onto with as it its itself they them their theirs this that these those there "
        "he she his her him we our you your if so then also such"
    )
)
"""Words that carry no content of their own. Those that turn a meaning round, as `not` and `before` do, are none of them."""
HEADS = vocabulary(
    "acid agent antibody antibodies antigen area artery arteries bacteria bacterium body bone bones canal cancer cell cells "
    "channel class complex cycle cyst cytokine defect deformity disease diseases disorder disorders drug drugs duct effect "
    "enzyme enzymes factor fever fibre fibres fluid fossa fracture ganglion gene gland glands group groove hormone hormones "
    "infection inhibitor injury joint junction law layer ligament line lobe manoeuvre maneuver mechanism membrane method "
    "molecule mutation muscle muscles nerve nerves node nucleus organ organs palsy part pathway peptide phase phenomenon "
    "plexus point procedure process protein proteins receptor receptors reflex region response ring rule scale score sign "
    "signs sinus stage state structure symptom symptoms syndrome syndromes system technique tendon test theory therapy tissue "
    "tissues toxin tract treatment triad tube tumor tumour tumours type valve vein veins vessel vessels virus viruses vitamin "
    "acute chronic common main major minor primary secondary simple typical usual"
)
"""Nouns that name a whole class, and adjectives of as little weight: a question and its answer may share them."""
POSITIONS = vocabulary(
    "left right upper lower anterior posterior medial lateral superior inferior proximal distal front first second third fourth "
    "early later small smaller large larger faster slower higher highest lowest positive negative normal falls rises increase "
    "increases increased decrease decreases decreased raised reduced reduces level levels change changes fewer women woman adult "
    "adults child children people patient patients blood serum plasma urine heart hours weeks months years"
)
"""Words that say where, how much or in whom; that a question and its answer share one of them alone is no leak."""

_ENDINGS = (
    "isations", "izations", "isation", "ization", "ations", "ation", "ating", "ated", "ates", "ator", "ative", "ate", "ically",
    "ical", "ions", "ion", "ings", "ing", "ives", "ive", "ers", "ors", "er", "or", "ies", "ied", "ous", "eal", "ial", "al",
    "ic", "ly", "oses", "osis", "ose", "es", "ed", "ae", "um", "us", "s", "e", "y", "a",
)  # fmt: skip
SHORTEST_STEM = 5
"""The letters that words must begin with alike, in order to be kin."""
_NOUN_ENDINGS = frozenset(("", "a", "e", "s", "x", "y", "ia", "us", "um", "is", "le", "on", "sis"))
_DERIVED_ENDINGS = vocabulary(
    "l r al ial eal geal cal ar ular cular ary ic tic atic ical ous ism itis citis titis iasis osis ergic ectomy"
)
"""What makes an adjective, an inflammation, a state or an operation of a noun."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its ending, so that `stimulating` and `stimulates` meet; short words stay whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def is_derived(word: str, other: str) -> bool:
    """Say whether one of two words is made from the other, as `pancreatitis` from `pancreas`; they share five letters at least."""
    if word[:SHORTEST_STEM] != other[:SHORTEST_STEM]:
        return False
    alike = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other)))
    for shared in range(SHORTEST_STEM, alike + 1):
        rests = word[shared:], other[shared:]
        if any(rest in _NOUN_ENDINGS for rest in rests) and any(rest in _DERIVED_ENDINGS for rest in rests):
            return True
    return False
