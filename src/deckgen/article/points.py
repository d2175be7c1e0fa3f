"""List points: which of them define a term, `X ∞ …`, `X: …`, `X – …`, and which say something about it.

A point defines where what follows is a noun phrase, or says "this is". Where it is a sentence with a verb of its own, the
point states a fact, and its author will want to ask for that.
"""

import re
from typing import NamedTuple

from deckgen.article.marks import strip_opening, tidied
from deckgen.article.sentences import sentence_end
from deckgen.article.words import STOP, WORD, name_key, singular

_SEPARATOR = re.compile(r" (?:∞|–|—|-) |: |(?<=[^\W_])—(?=[^\W_])")
_BRACKETS = re.compile(r"\s*\(([^()]{2,40})\)\s*$")
_SAYS_IS = re.compile(
    r"(?:(?:this|it|these|they|which) )?(?:is|are|was|were|refers? to|means?|describes?|denotes?|(?:is |are )?defined as)(?= )",
    re.IGNORECASE,
)
_RELATIVE = frozenset("that which who whose whom where when whereby if because so as while whereas".split())
_FINITE = frozenset(
    "is are was were be has have had does do did can may might could will would shall should must cannot occurs occur happens arises "
    "becomes become remains grows drops declines begins ends lasts peaks resolves brings switches goes comes turns keeps contributes contribute tends seems appears depends varies rises falls leads lead results helps "
    "includes include involves involve makes make allows allow means shows show".split()
)
_AFTER_PLURALS = frozenset(
    "of in and or from to for with by on at as between within without through during after before against toward towards into onto over "
    "under per via like including due than only up not near around above below inside outside across along but nor plus such other "
    "alone similar smaller larger rich essential necessary present available close specific responsible capable able typical unique "
    "common different distinct lower higher greater independent".split()
)
"""What may follow the plural of a noun within a definition; what follows a verb is another word."""
_NO_VERBS = frozenset(
    "diabetes herpes rabies series species ascites biceps triceps forceps pancreas lens gas bias atlas always sometimes perhaps less "
    "afterwards besides its this his hers theirs ours us".split()
)
_SENTENCE_OPENERS = frozenset(
    "it they he she you we i there to your our people patients doctors most some many all every each no too two three half if when while".split()
)
_ADVICE = frozenset(
    "avoid take use check give start stop consider ensure keep do don't never always ask measure monitor eat drink try get see call "
    "follow seek talk choose limit add reduce increase test repeat refer".split()
)
_BASE_VERBS = frozenset(
    "trigger cause raise lower reduce increase block inhibit stimulate activate produce promote help occur affect contain act bind "
    "impair damage relax carry store improve worsen protect prevent need require depend belong".split()
)
_NO_NOUNS = frozenset("common rare important not usually often caused due why how where when".split())
_VALUES = frozenset(
    "low high normal raised reduced elevated decreased increased rare common positive negative yes no none absent".split()
)
_PARTICIPLES = frozenset("made found seen given taken known built sold".split())
_AFTER_PARTICIPLES = frozenset("by in from when after with to as for at during on of".split())
_NOT_TERMS = frozenset(
    "note|notes|warning|caution|example|examples|tip|tips|remember|important|key point|key points|key fact|key facts|summary|question|"
    "answer|dose|dosage|dosing|cause|causes|symptom|symptoms|sign|signs|treatment|treatments|therapy|diagnosis|prevention|complication|"
    "complications|side effect|side effects|risk factor|risk factors|indication|indications|contraindication|contraindications|"
    "mechanism|mechanisms|benefit|benefits|advantage|advantages|disadvantage|disadvantages|pros|cons|timing|frequency|duration|age|sex|"
    "source|sources|result|results|conclusion|monitoring|follow-up|bottom line|takeaway|goal|goals|aim|aims|method|methods|background|"
    "definition|prognosis|epidemiology|management|diet|exercise|lifestyle|clinical note|fun fact|pearl|clinical pearl|caveat".split(
        "|"
    )
)
_ORDINALS = re.compile(
    r"(?:step|stage|phase|day|week|month|year|part|level|grade|first|second|third|fourth|finally|then|next)\b", re.IGNORECASE
)
MAX_LABEL = 80


class Split(NamedTuple):
    """A list point taken apart: its label, other names of that, and what follows."""

    label: str
    also: tuple[str, ...]
    rest: str


class Definition(NamedTuple):
    """A definition in a list point, and what the point says beyond it."""

    text: str
    also: tuple[str, ...]
    more: str


def split(text: str) -> Split | None:
    """Take a list point apart at its first colon, dash or ∞; None where no short label stands before it."""
    match = _SEPARATOR.search(text[: MAX_LABEL + 4])
    if match is None or match.end() >= len(text):
        return None
    label, rest = text[: match.start()].strip(' *_"“”'), text[match.end() :].strip()
    also: tuple[str, ...] = ()
    if brackets := _BRACKETS.search(label):
        also, label = (brackets[1],) if len(brackets[1].split()) < 3 else (), label[: brackets.start()]
    if not rest or not 0 < len(WORD.findall(label)) <= 8 or re.search(r"[.!?;,]\s", label + " "):
        return None
    if match[0] == "—" and "—" in rest:
        return None
    return Split(label, also, rest)


def names_term(label: str) -> bool:
    """Say whether a label can be a term, rather than a heading such as "Causes" or the start of a sentence."""
    words = [w.lower() for w in WORD.findall(label)]
    if not words or not label[0].isalpha() or label.endswith("?"):
        return False
    if label.lower() in _NOT_TERMS or _ORDINALS.match(label) or all(w.isdigit() for w in words):
        return False
    return words[0] not in STOP and words[-1] not in STOP


def definition_of(label: str, rest: str) -> Definition | None:
    """Return the definition of a label in what follows it; None where that is a statement, an advice, a value or a list."""
    end = sentence_end(rest, 0)
    first, more = (rest, "") if end < 0 else (rest[:end], rest[end:].strip())
    if opening := _SAYS_IS.match(first):
        return Definition(tidied(first[opening.end() :]), (), more) if not _is_adjective(first[opening.end() :]) else None
    also, body = strip_opening(first, label)
    if body != tidied(first):
        return Definition(body, also, more)
    return Definition(tidied(first), (), more) if _is_noun_phrase(label, first) else None


def _is_adjective(text: str) -> bool:
    """Say whether "this is" is followed by a judgement or an action rather than by a noun."""
    words = [w.lower() for w in WORD.findall(text)]
    return len(words) < 2 or words[0] in _NO_NOUNS


def _is_noun_phrase(label: str, text: str) -> bool:
    words = list(WORD.finditer(text))
    lower = [m[0].lower() for m in words]
    if len(lower) < 2 or lower[0] in _ADVICE or lower[0] in _SENTENCE_OPENERS or not text[0].isalpha() or text.endswith("?"):
        return False
    if lower[0] in _BASE_VERBS and lower[1] not in ("of", "in", "for"):
        return False
    if (lower[0].endswith("ed") or lower[0] in _PARTICIPLES) and lower[1] in _AFTER_PARTICIPLES:
        return False
    if len(lower) <= 3 and any(w in _VALUES for w in lower):
        return False
    clause = next((n for n, word in enumerate(lower) if word in _RELATIVE), len(lower))
    verbs = (n for n in range(clause) if lower[n] in _FINITE or _is_verb(words, n, text))
    return not (_is_enumeration(text) or _repeats(label, text) or any(not _is_noun_after_all(lower, n) for n in verbs))


def _is_verb(words: list[re.Match[str]], at: int, text: str) -> bool:
    """Say whether a word that ends like a plural is a verb: another word follows it at once, as none would a plural noun."""
    word = words[at][0]
    if (
        not word.endswith("s")
        or word.endswith(("ss", "us", "is"))
        or not word.islower()
        or word in _NO_VERBS
        or not word.isalpha()
    ):
        return False
    if at + 1 >= len(words) or text[words[at].end() : words[at + 1].start()] != " ":
        return False
    following = words[at + 1][0].lower()
    return following not in _AFTER_PLURALS and following not in _RELATIVE and not following.endswith(("ing", "ed"))


def _is_noun_after_all(words: list[str], at: int) -> bool:
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    return word == "do" or (word, following) in (("means", "of"), ("results", "of"), ("rises", "in"), ("falls", "in"))


def _is_enumeration(text: str) -> bool:
    """Say whether a text lists members instead of saying what something is: three or more short items."""
    items = [item for item in re.split(r", (?:and |or )?|;| and | or ", text.strip(" .")) if item]
    return len(items) >= 3 and "," in text and all(len(WORD.findall(item)) <= 2 for item in items)


def _repeats(label: str, text: str) -> bool:
    """Say whether a text says its label again as its subject: "Chronic inflammation releases …"."""
    subject = {singular(w) for w in WORD.findall(text[:60])[:4]}
    head = name_key(label).split(" ")
    return all(word in subject for word in head) and "," in text
