"""Finds terms by their inline marks, `… term Meaning ∞ Definition.`, in running text.

The definition ends with its first full stop, and before the term of the next mark. The term is the longest run of words before the mark that also begins the
definition: neither the noun phrase before the mark nor the subject of the definition alone would always be right.
"""

import re
from itertools import zip_longest
from typing import NamedTuple

from deckgen.article.sentences import last_end, sentence_end
from deckgen.article.words import STOP, WORD, capitalised, folded, singular

MARK = re.compile(r"Meaning ?∞ ?")
MAX_DEFINITION = 1500
MAX_WORDS = 12
_ARTICLES = ("a", "an", "the")
_ALIAS = re.compile(
    r",? ?\((?P<brackets>[^()]{2,40})\)|,? (?:or|also (?:called|known as|termed)|abbreviated(?: as)?|known as) (?P<commas>[^,.;()]{2,40}),"
)
_DEFINES = re.compile(
    r",? ?(?:(?:is|are|was|were|can be|may be) (?:(?:best )?(?:defined|described|understood|thought of) as|a term for|the term for|known as)"
    r"|is|are|was|were|refers? to|means?|describes?|denotes?|represents?|defines?|involves?|signif(?:y|ies)|designates?|constitutes?"
    r"|encompass(?:es)?|stands? for|denominates?)(?= )"
)
_LEADING_ARTICLE = re.compile(r"^(?:a|an|the) (?=\S)", re.IGNORECASE)
_UNCLOSED = re.compile(r"\s\(([^()]{2,40})$")
_IN_BRACKETS = re.compile(r"\s\(([^()]{2,40})\)$")


class Mark(NamedTuple):
    """An inline mark in a text: where its term, the mark itself and its definition stand, and what they say.

    `doubt` says why the name is a guess; it is empty where the rule found it.
    """

    start: int
    at: int
    end: int
    name: str
    also: tuple[str, ...]
    definition: str
    doubt: str = ""
    other: str = ""
    """The noun phrase before the mark, where it is longer than the term."""


def find_marks(text: str) -> list[Mark]:
    """Return the inline marks of a text, in order."""
    found = []
    begin = 0
    matches = list(MARK.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        at = match.start() - (text[match.start() - 1 : match.start()] == " ")
        if at < begin:
            continue
        end = sentence_end(text, match.end(), MAX_DEFINITION)
        if end < 0:
            end = len(text)
        if following and end > following.start():
            end = _end_before(text, match.end(), following)
        if 2 < end - match.end() <= MAX_DEFINITION:
            before = text[max(begin, at - 300) : at]
            found.append(_mark(before, at, text[match.end() : end], end))
            begin = end
    return found


def _end_before(text: str, start: int, following: re.Match[str]) -> int:
    """Return where a definition ends that seems to run into the next mark: with its last full stop before that mark's term."""
    run = _shared_run(text[start : following.start()][-300:], text[following.end() : following.end() + MAX_DEFINITION])
    term = max(start, following.start() - 300) + run.start if run else following.start()
    end = last_end(text, start, term)
    return end if end >= 0 else term


class _Run(NamedTuple):
    """Words at the end of one text that begin another: their offset and form in the first, and their form in the other."""

    start: int
    written: str
    defined: str


def _mark(before: str, at: int, definition: str, end: int) -> Mark:
    """Find the term of one mark."""
    base, shorts = at - len(before), list[str]()
    run = _shared_run(before, definition)
    if run is None and (brackets := _IN_BRACKETS.search(before)):
        shorts, before = [brackets[1]], before[: brackets.start()]
        run = _shared_run(before, definition)
    name, doubt = (_calmer(run), "") if run else _guess(before, definition)
    if unclosed := _UNCLOSED.search(name):
        shorts, name = [unclosed[1]], name[: unclosed.start()]
    also, body = strip_opening(definition, name)
    phrase = noun_phrase(before)
    other = phrase if run and len(WORD.findall(phrase)) > len(WORD.findall(run.written)) else ""
    if other and _holds(definition, other):
        name, other = other, ""
    start = run.start if run else len(before.rstrip()) - len(phrase)
    names = tuple(dict.fromkeys(a for a in (*shorts, *also) if a.casefold() != name.casefold()))
    return Mark(base + start, at, end, capitalised(name), names, body, doubt, other)


def _shared_run(before: str, definition: str) -> _Run | None:
    """Return the longest run of words that ends one text and begins the other, but for an article."""
    ending = list(WORD.finditer(before))[-MAX_WORDS:]
    opening = list(WORD.finditer(definition[:300]))[: MAX_WORDS + 1]
    if opening and opening[0][0].lower() in _ARTICLES:
        opening = opening[1:]
    last, beginning = [singular(m[0]) for m in ending], [singular(m[0]) for m in opening]
    for count in range(min(len(last), len(beginning)), 0, -1):
        if last[-count:] == beginning[:count] and any(word not in STOP for word in beginning[:count]):
            start = ending[-count].start()
            return _Run(start, before[start : ending[-1].end()], definition[opening[0].start() : opening[count - 1].end()])
    return None


def _calmer(run: _Run) -> str:
    """Return of two ways to write a term the one with fewer capitals; a plural gives way to a singular."""
    written, defined = ([folded(word) for word in WORD.findall(text)] for text in run[1:])
    if written != defined:
        return min(run[1:], key=len)
    return min(run[1:], key=lambda text: sum(c.isupper() for c in text))


def _holds(definition: str, phrase: str) -> bool:
    """Say whether the subject of a definition holds every word of a phrase, in another order: "ratio of A to B"."""
    verb = _DEFINES.search(definition[:160])
    subject = {part for word in WORD.findall(definition[: verb.start()] if verb else "") for part in folded(word).split("-")}
    words = [part for word in WORD.findall(phrase) for part in folded(word).split("-")]
    return all(word in subject or word in STOP for word in words)


def _guess(before: str, definition: str) -> tuple[str, str]:
    """Return the term where text and definition share no words: the subject of the definition, or the phrase before the mark."""
    subject = subject_of(definition)
    if subject:
        return subject, f'the text before the mark does not begin its definition; "{subject}" is what the definition defines'
    phrase = noun_phrase(before) or definition.split(" ", 1)[0]
    return phrase, f'the definition does not name its term; "{phrase}" stands before the mark'


def subject_of(sentence: str) -> str:
    """Return what a sentence of the form "X is …" defines; an empty text where it has another form."""
    for verb in _DEFINES.finditer(sentence[:160]):
        subject = _LEADING_ARTICLE.sub("", _ALIAS.sub("", sentence[: verb.start()]).strip(" ,"), count=1)
        words = [w.lower() for w in WORD.findall(subject)]
        return subject if 0 < len(words) <= 8 and words[0] not in STOP and subject.count("(") == subject.count(")") else ""
    return ""


def noun_phrase(before: str) -> str:
    """Return the words at the end of a text back to the first that cannot belong to a name."""
    start = end = len(before)
    for match in reversed(list(WORD.finditer(before))[-6:]):
        if match[0].lower() in STOP or before[match.end() : start].strip(" -/("):
            break
        start = match.start()
    return before[start:end].strip(" (/-")


def strip_opening(definition: str, term: str) -> tuple[tuple[str, ...], str]:
    """Return the other names that a definition opens with, and the definition without "X, or Y, is a"."""
    text = _LEADING_ARTICLE.sub("", definition, count=1)
    length = len(WORD.findall(term))
    opening = list(WORD.finditer(text[:300]))[:length]
    also: list[str] = []
    if opening and [singular(m[0]) for m in opening] == [singular(w) for w in WORD.findall(term)]:
        rest = text[opening[-1].end() :]
        while alias := _ALIAS.match(rest):
            name = _LEADING_ARTICLE.sub("", (alias["brackets"] or alias["commas"]).strip(), count=1)
            also += [name] if len(name.split()) < 4 else []
            rest = rest[alias.end() :]
        if verb := _DEFINES.match(rest):
            text = rest[verb.end() :].strip()
    return tuple(also), tidied(text)


def tidied(text: str) -> str:
    """Return a definition without its leading article, with a capital, and with a colon for the sign ∞."""
    text = re.sub(r" ?∞ ?", ": ", _LEADING_ARTICLE.sub("", text.strip(), count=1)).strip()
    return capitalised(text)
