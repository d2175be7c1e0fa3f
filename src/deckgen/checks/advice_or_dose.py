"""`advice-or-dose`: a card that tells its reader what to take."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.quoting import quoted
from deckgen.checks.sheet import EXAM_NOTE, Sheet, Text
from deckgen.checks.visible import unquoted
from deckgen.types.diagnostic import Severity
from deckgen.types.note import Note

_TIMES = (
    r"(?:daily|nightly|weekly|monthly|once|twice|three\ times|every\ \d+\ \w+|before\ bed|at\ (?:night|bedtime)|with\ (?:food|meals)"
    r"|in\ the\ (?:morning|evening)|on\ an\ empty\ stomach|(?:each|every)\ (?:day|night|week|morning|evening|month)|for\ \d+\ (?:days|weeks|months))"
)
_MEALS = r"(?:with\ (?:plenty\ of\ |a\ glass\ of\ )?(?:water|milk)|(?:before|after|with)\ (?:(?:each|the|a|your|every)\ )?(?:\w+\ )?(?:meals?|breakfast|dinner))"
_PER_DAY = r"(?:per\ |a\ |each\ |/\ ?)(?:day|d|week|wk|night)"
_DRUG_UNIT = r"(?:mg|µg|μg|mcg|iu|units?)(?:/kg)?"
_CLINICAL = (
    r"(?!\ (?:an?\ |the\ )?(?:[\w'’-]+\ )?(?:history|blood|cultures?|samples?|swabs?|biops(?:y|ies)|care|account|measures?|pulse|temperature|consent"
    r"|bp|readings?|x-rays?|radiographs?|specimens?|time|note|place|steps?|precautions|collections?|titres?|titers?|images?|films?"
    r"|ecgs?|urine|sputum|breaths?|rest|exercise|notice|turns?)\b)"
)
_COMMAND = rf"""
    \byou\ (?:\w+ly\ )?(?:can|should|must|may|need\ to|have\ to|ought\ to|could|will)\ (?:also\ |first\ )?(?:take|inject|self-inject)\b{_CLINICAL}
    [^.;?]{{0,200}}?(?:\b{_TIMES}\b|\b{_PER_DAY}\b|\d\ ?{_DRUG_UNIT}\b)
    """
_INJECT = rf"(?:^|[.;:!?]\ )(?:self-)?inject\b[^.;]{{0,200}}?\b(?:{_TIMES}|{_PER_DAY})\b"
_IMPERATIVE = (
    r"(?:^|[.;:!?]\ )(?:self-)?inject\b"
    r"(?!\ (?:[\w-]+\ ){0,2}(?:contrast|dye|tracer|radiotracer|isotope|air|gas|saline|water|local|anaesthetic|anesthetic|lidocaine|lignocaine|bupivacaine)\b)"
)
_SHOULD = (
    rf"\bshould\ (?:take|inject|self-inject|be\ (?:taken|injected)\ {_TIMES}){_CLINICAL}(?!\ (?:precedence|over|into|part))\b"
)
_TAKE = rf"(?:^|[.;:!?]\ )take{_CLINICAL}\ [^.;]{{0,200}}?\b(?:{_TIMES}|{_PER_DAY}|{_MEALS})\b"
_READER = rf"""
      \byou\ (?:can|should|must|may|need\ to|have\ to|ought\ to|could|will)\ (?:also\ |first\ )?(?:take|inject|self-inject){_CLINICAL}\b
    | \b(?:if|when|while|before|after|once|as)\ you\ (?:inject|are\ (?:taking|injecting)|take{_CLINICAL})\b
    | \b(?:should|must|can|do|will)\ you\ (?:eat|drink|take{_CLINICAL})\b | \bhow\ (?:often|much|should|many\ \w+)\b[^.?]{{0,100}}?\byou\ inject\b
    | \byour\ (?:next\ |daily\ |weekly\ |first\ |own\ )?(?:dose|dosage|dosing|injections?|protocol|stack|peptides?)\b
    | \binject\ yourself\b | \b(?:ask|consult|tell|see|talk\ to|speak\ to)\ your\ (?:doctor|physician|clinician|provider)\b
    | \byour\ (?:own\ |body's\ |metabolic\ |hormonal\ |overall\ |blood\ |natural\ |long-term\ ){{0,2}}(?:body|bodies|health|cells|muscles|liver|pancreas
        |insulin|glucose|sugar|pressure|weight|metabolism|hormones?|fat|muscle|skin|doctor|physician|medications?|medicines?|diet|energy|sleep|life|lifestyle
        |goals?|journey|well-?being|vitality|biology)\b
    | (?<!do\ )(?<!did\ )(?<!have\ )(?<!would\ )(?<!could\ )(?<!can\ )(?<!should\ )\byou\ (?:feel|experience|suffer|crave)\b
    | \byou\ (?:can|may|will|should|must|could)\ (?:\w+ly\ |also\ )?(?:reverse|improve|restore|lose\ weight|lose\ fat|boost|reclaim|optimi[sz]e)\b
    """
_DOSE = rf"""
      (?<![\d.,])\d[\d.,]*\ ?{_DRUG_UNIT}(?:\ {_PER_DAY}|\ ?/(?:day|d|week|wk)|(?:\ \w+){{0,2}},?\ {_TIMES})\b
    | \b\d+[- ](?:day|week|month)\ (?:(?!exercise|training|rehab|imaging|study|screening|follow|diet|feeding|vaccin|walking)[\w-]+\ ){{1,3}}protocols?\b
    | \b(?:dosing|injection|injecting|peptide|stacking|cycling|microdosing)\ protocols?\b
    """
_AMOUNT = re.compile(r"\d ?(?:mg|µg|μg|mcg|iu|unit)")
_DIGIT = re.compile(r"\d")
_OF_THE_BODY = re.compile(
    r"excret|urin|protein|\blos[est]|output|produc|secret|synthes|require|intake|absor|creatinine|clearance|diet|turnover|filter|generat|contain|"
    r"threshold|toxic",
    re.IGNORECASE,
)
"""Words of cards in which an amount a day is what the body loses, makes or eats."""
_READER_HINT = "say it of people: who was treated, with what, and what happened"
_DOSE_HINT = "state it as a fact with its `source`, such as: administration stated in the source, nightly SC"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find instructions to take a drug, words to the reader about a treatment of their own, and doses that nothing vouches for.

    Exam notes, which may warn of advice, and what stands in quotation marks are left alone; a text is found once.
    """
    if not sheet.english:
        return
    noted = zip(sheet.deck.notes, sheet.lower, strict=True)
    suspects = (note for note, low in noted if "you" in low or _takes(low) or (_has_dose(low) and _unvouched(note, sheet)))
    for text in sheet.texts_of(suspects):
        if text.field == "Exam note":
            continue
        low, unvouched = text.text.lower(), _unvouched(text.note, sheet)
        if "you" in low or _takes(low) or (unvouched and ("protocol" in low or _DIGIT.search(low))):
            yield from _judged(text, unquoted(low), unvouched)


def _search(pattern: str, low: str) -> re.Match[str] | None:
    """Return where a pattern stands in a text. Patterns are compiled when a suspect is first judged: most decks have none."""
    return re.search(pattern, low, re.VERBOSE | re.MULTILINE)


def _has_dose(low: str) -> bool:
    """Say whether a text may give a dose."""
    return "protocol" in low or _AMOUNT.search(low) is not None


def _takes(low: str) -> bool:
    """Say whether a text may be about taking a drug; not about uptake."""
    return "inject" in low or " take" in low or "\ntake" in low or low.startswith("take")


def _unvouched(note: Note, sheet: Sheet) -> Severity | None:
    """Return how grave a dose is on this note: None where a source, or evidence without a doubt, vouches for it."""
    entry = note.entry
    if entry.evidence in ("unsourced", "contested", "contradicted"):
        return Severity.WARNING if note.fields[EXAM_NOTE] else Severity.ERROR
    if entry.source or entry.cite or entry.evidence == "established":
        return None
    if sheet.deck.sources:
        return Severity.ERROR
    return None if sheet.errors_only else Severity.INFO


def _judged(text: Text, low: str, unvouched: Severity | None) -> Iterator[Finding]:
    """Find the gravest thing that a text, given in lower case, says."""
    drug = _takes(low)
    grave = Severity.ERROR if unvouched is Severity.ERROR else Severity.WARNING
    if drug and "you" in low and (said := _search(_COMMAND, low)):
        yield _at(text, said, "tells the reader what to take", _READER_HINT, Severity.ERROR)
    elif drug and (said := _search(_INJECT, low)):
        yield _at(text, said, "is an instruction", _DOSE_HINT, grave)
    elif drug and (said := _search(_IMPERATIVE, low)):
        yield _at(text, said, "is an instruction", _READER_HINT, Severity.WARNING)
    elif "you" in low and (said := _search(_READER, low)):
        yield _at(text, said, "speaks to the reader of a treatment or a body of their own", _READER_HINT, Severity.WARNING)
    elif drug and text.note.entry.evidence != "established" and (said := _search(_SHOULD, low)):
        yield _at(text, said, "is advice", _DOSE_HINT, grave)
    elif unvouched and drug and (said := _search(_TAKE, low)):
        yield _at(text, said, "is an instruction without a sound source", _DOSE_HINT, grave)
    elif (
        unvouched
        and _has_dose(low)
        and (said := _search(_DOSE, low))
        and not any(map(_OF_THE_BODY.search, text.note.fields[1:5]))
    ):
        yield _at(text, said, "is a dose without a sound source", _DOSE_HINT, unvouched)


def _at(text: Text, said: re.Match[str], what: str, hint: str, severity: Severity) -> Finding:
    """Return a finding in the words of the text; where a quotation was left out of them, in those that were read."""
    read = said[0].strip(".;:!? ")
    start = text.text.lower().find(read)
    words = text.text[start : start + len(read)] if start >= 0 else read
    return Finding(text.note, text.place, f"{quoted(words)} {what}", hint, severity, words)
