"""`dangling-reference`: a card is met alone, so that `it` and `this` must have something to refer to."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet, Side
from deckgen.checks.words import alternatives, vocabulary
from deckgen.types.note import Note

_POINTERS = vocabulary(
    "it its they them their he she this that these those above aforementioned mentioned stated discussed previous preceding earlier previously"
)
_SOURCES = vocabulary("article lecture lecturer slide slides chapter passage handout author authors")
_PREPOSITION = r"^\W*(?:(?:in|by|to|from|on|at|for|with|of|through|into|under) )?"
_AS_SAID = re.compile(
    r"\b(?P<words>the above(?!\s+(?:normal|average))|above[- ]mentioned|aforementioned|"
    r"(?:mentioned|stated|described|discussed|listed|named) (?:above|earlier|before|previously)|"
    r"previously (?:mentioned|stated|described|discussed)|"
    r"as (?:mentioned|stated|discussed|noted|said|seen|described)(?=\s*(?:[,?.:]|$))|"
    r"the (?:previous|preceding|last|earlier) (?:card|question|slide|lecture|section|chapter|paragraph|example))\b"
)
_SAYS_NOTHING = alternatives(
    "else much many long often far fast way ways manner is are was were do does did has have had can could may might must should "
    "will would main chief of for on at from the most first line side adverse common effect effects role function cause causes use "
    "uses mechanism treatment symptoms signs dose result meaning name by happens to in with when if not mainly chiefly"
)
"""What may stand between a question word and a reference, and gives it nothing to refer to."""
_OPENING = re.compile(
    rf"{_PREPOSITION}(?:what|how|why|where|when|which|who|whose)(?:\s+(?:{_SAYS_NOTHING}))*\s+"
    r"(?P<words>(?:it|its|they|them|their|this|these|those)\b)(?!\s*:)(?P<rest>.*)$",
    re.DOTALL,
)
"""`how does it …`, `what is the dose of this …`."""
_OBJECT = re.compile(
    rf"{_PREPOSITION}(?:which|what|who|whose)(?:\s+[\w-]+){{1,2}}\s+"
    r"(?P<words>it|them|this|these|those|they)\b(?P<rest>(?:\s+[\w-]+){0,3})\s*\?*$"
)
"""`which drug blocks this enzyme?`"""
_OF_IT = re.compile(
    r"^\W*(?:what|which) (?:is|are|was|were) the (?:[\w-]+ ){1,3}(?:of|to|for|in|with|by|on) "
    r"(?P<words>it|them|this|these|those)\b(?P<rest>(?:\s+[\w-]+){0,2})\s*\?*$"
)
"""`what is the antidote to this drug?`"""
_SUBJECT = re.compile(
    rf"{_PREPOSITION}(?:which|what)(?:\s+(?!(?:is|are|was|were|and|how|why|where|when)\b)[\w-]+){{1,4}}\s+"
    r"(?:does|do|did)\s+(?P<words>it|they|he|she|this|these|those)\b(?P<rest>.*)$",
    re.DOTALL,
)
"""`which adverse effect does it have?`"""
_LINK = r"(?:of|to|for|in|with|by|on|from|at|into|through|after|before|during)"
_THING = (
    r"(?!(?:article|lecture|chapter|passage|handout|slides?|days?|authors?|is|are|was|were|does|do|did|has|have|can|may|will)\b)"
    r"[a-z][\w-]*\b"
)
_BETWEEN = alternatives(
    "of to for in with by on from at into through after before during under against between about do does did and or but when if "
    "while because since where that who whose than this these those"
)
"""Words after which a front may have named what is meant."""
_POINTED = re.compile(
    rf"{_PREPOSITION}(?:which|what|who|whose)(?:\s+(?!(?:{_BETWEEN})\b)[\w-]+){{1,5}}\s+"
    rf"(?:{_LINK}\s+)?(?P<words>(?:this|these|(?<=(?:of|to|in|by|on|at) )that|(?<=(?:for) )that)\s+{_THING})(?P<rest>.*)$",
    re.DOTALL,
)
"""`which artery supplies this region …`, `what is the treatment of that condition …`."""
_IN_THIS = re.compile(
    rf"^\W*{_LINK}\s+(?P<words>(?:this|that|these|those)\s+(?:[\w-]+\s+)?{_THING}),?\s+"
    r"(?:which|what|who|whose|how|why|where|when)\b(?P<rest>.*)$",
    re.DOTALL,
)
"""`in this patient, which artery …`."""
_GIVEN = re.compile(r":\s*\S|\s[–—-]\s|\?\s*\S|\b(?:with|who|whose|that|characteri[sz]ed|caused|due)\b")
"""What comes after a colon, a dash or the question may be what is meant, and `with …` or `that …` may describe it."""
_JUDGEMENTS = alternatives(
    "take takes took called termed named known mean means important safe unsafe safer dangerous difficult easy easier hard harder "
    "necessary possible impossible advisable better best wise essential vital critical crucial useful helpful appropriate painful "
    "recommended contraindicated harmful risky thought said believed likely unlikely common rare normal ethical legal acceptable "
    "sufficient enough only true that who which matter matters follow follows happen happens"
)
_EMPTY_IT = re.compile(
    rf"^(?:\s+(?:is|was|be|being))?(?:\s+\w+ly|\s+so|\s+more|\s+most|\s+not)?\s+(?:{_JUDGEMENTS})\b"
    r".*\b(?:to|that|when|if|for|who|which|how|whether|after|before|during|until)\s+\w"
)
"""`… it dangerous to …`, where `it` stands for what follows."""
_OFFERED = re.compile(r":\s*\S|\bof\s*$")
_THE_SOURCE = re.compile(
    r"\b(?P<words>(?:the|this|your) (?:article|lecture|lecturer|slides?|chapter|passage|handout|authors?))(?:'s|’s)?\b(?!\s+of\b)"
)
_ACCORDING = re.compile(r"\baccording to (?:the|this)(?: [\w-]+)? [\w'’-]+,?\s*")
_CLOZE = re.compile(r"^\W*(?P<words>(?:it|they|he|she|these|those)\b|this(?: [\w-]+)?)(?!\s*:)(?P<rest>.*)$", re.DOTALL)
_FIRST_LETTERS = ("it", "th", "he", "sh")
_HINT = "name what is meant: the card is met on its own"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find fronts that refer to something which is neither in them nor in a picture of theirs."""
    for side in sheet.questions:
        words = side.front_words
        if (_POINTERS.isdisjoint(words) and _SOURCES.isdisjoint(words)) or "<img" in side.front_html:
            continue
        if found := _dangling(side):
            yield _finding(side.note, side.front_place, side.front, found)
    for cloze in sheet.clozes if sheet.english else ():
        text = cloze.text
        if text[:2].lower() in _FIRST_LETTERS and "<img" not in cloze.note.fields[1]:
            found_at_start = _CLOZE.search(text.lower())
            if found_at_start and not _answered_within(found_at_start):
                yield _finding(cloze.note, cloze.place, text, found_at_start["words"])


def _finding(note: Note, place: int, text: str, words: str) -> Finding:
    start = text.lower().find(words)
    return Finding(note, place, f'"{words}" refers to nothing on this card', _HINT, words=text[start : start + len(words)])


def _dangling(side: Side) -> str:
    """Return the words that refer to nothing."""
    front = _ACCORDING.sub("", side.front.lower())
    if found := _AS_SAID.search(front):
        return found["words"]
    pointers = (pattern.search(front) for pattern in (_OPENING, _OBJECT, _SUBJECT, _OF_IT))
    if (pointer := next(filter(None, pointers), None)) and not _answered_within(pointer):
        return pointer["words"]
    entry = side.note.entry
    if entry.kind != "vignette" and (words := _before_a_noun(front)):
        return words
    if not (entry.source or entry.cite) and (found := _THE_SOURCE.search(front)):
        return found["words"]
    return ""


def _before_a_noun(front: str) -> str:
    """Return `this …` or `that …` before a noun where the front names and describes nothing that it can mean."""
    if (pointer := _IN_THIS.search(front)) and not _OFFERED.search(pointer["rest"]):
        return pointer["words"]
    if (pointer := _POINTED.search(front)) and not _GIVEN.search(pointer["rest"]):
        return pointer["words"]
    return ""


def _answered_within(found: re.Match[str]) -> bool:
    """Say whether the reference is none, as in `why is it dangerous to …`, or is given what it refers to later in the front."""
    rest = found["rest"]
    if found["words"] == "it" and _EMPTY_IT.search(rest):
        return True
    return bool(_OFFERED.search(rest))
