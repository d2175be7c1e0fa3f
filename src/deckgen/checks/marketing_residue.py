"""`marketing-residue`: words that praise instead of saying what was measured."""

import re
from collections.abc import Iterator

from deckgen.checks.finding import Finding
from deckgen.checks.sheet import Sheet
from deckgen.checks.visible import unquoted

_SALES = re.compile(
    r"""\b(?:
      reclaim(?:s|ed|ing)? | sophisticated(?:ly)? | elegant(?:ly)? | youthful(?:ness)? | clean\ pulses?
    | game[- ]chang(?:er|ers|ing) | revolutionar(?:y|ily)(?!\ war) | revolutioni[sz](?:e|es|ed|ing) | cutting[- ]edge | ground-?breaking
    | supercharg(?:e|es|ed|ing) | turbocharg(?:e|es|ed|ing) | state[- ]of[- ]the[- ]art | world[- ]class | next[- ]level | miracle
    | (?<!pulp\ )(?<!tooth\ )(?<!dental\ )vitality(?!\ (?:tests?|testing|scores?|scales?|subscales?|domains?|of\ (?:an?\ |the\ )?(?:tooth|pulp|dental)))
    | (?<!more\ )(?<!most\ )(?<!less\ )(?<!least\ )(?<!as\ )powerful(?:ly)?
        (?!\ (?:\w+\ )?(?:predictors?|tests?|designs?|stud(?:y|ies)|contractions?|muscles?|flexors?|extensors?|rotators?|stimul\w+|\w*constrictors?
           |\w*dilators?|inhibitors?|oxidants?|lens(?:es)?|microscopes?|magnets?))
    | optimi[sz](?:e|es|ed|ing)(?=\ \w)(?!\ (?:by|with|on|at|before|after|for|in|and|or|then)\b)(?!\ (?:\w+\ ){0,2}(?:medical|therap\w+|treatments?|medications?|drugs?|dos(?:es?|ing|age)|regimens?|images?|imaging
        |settings|ventilation|preload|fluids?|oxygenation|perfusion)\b)
    | (?:health|wellness|hormonal|hormone|metabolic)\ optimi[sz]ation | optimi[sz]ation\ of\ (?:\w+\ )?(?:health|wellness|well-?being|longevity|vitality|metabolism|hormones|biology|life|insulin|body)
    | optimal\ (?:\w+\ )?(?:health|wellness|well-?being|vitality|longevity|metabolism|biology|life|living|wellbeing)
    | (?:metabolic|hormonal|biological|biochemical|therapeutic|physiological|key|important|major)\ levers? | levers?\ (?:for|in|of|on|over)\ (?:\w+\ )?(?:metaboli\w+|health
        |insulin|hormon\w+|weight|energy|ageing|aging)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_STEMS = (
    "reclaim", "sophisticat", "elegan", "youthful", "clean pulse", "game-", "game chang", "revolution", "cutting-", "cutting edge",
    "groundbreak", "ground-break", "supercharg", "turbocharg", "state-of", "state of the", "world-", "world class", "next-", "next level",
    "miracle", "vitality", "powerful", "optim", "lever",
)  # fmt: skip
"""Any of these stands in each text in which the words above can be found; to look for them is quick."""


def check(sheet: Sheet) -> Iterator[Finding]:
    """Find the words of advertisements, once a text; exam notes may quote them, and so may quotation marks."""
    if not sheet.english:
        return
    stems = [stem for stem in _STEMS if sheet.may_hold(stem)]
    for text in sheet.texts if stems else ():
        low = text.text.lower()
        if text.field != "Exam note" and any(stem in low for stem in stems):
            said = _SALES.search(unquoted(text.text))
            if said:
                hint = "leave it out, or say what was measured"
                yield Finding(text.note, text.place, f'"{said[0]}" praises and teaches nothing', hint, words=said[0])
