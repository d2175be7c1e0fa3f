"""Article → Findings: every term, abbreviation, list point, number and sequence, each choice with its reason."""

import re
from dataclasses import dataclass, field
from itertools import islice

from deckgen.article.abbreviations import find_abbreviations
from deckgen.article.figures import find_numbers
from deckgen.article.marks import Mark, find_marks
from deckgen.article.order import told_in_order
from deckgen.article.points import definition_of, names_term, split
from deckgen.article.sentences import blurbs, sentences, without
from deckgen.article.sequences import find_sequences, lead_in, sequence
from deckgen.article.tables import is_tabular
from deckgen.article.words import WORD, capitalised, name_key
from deckgen.types.article import (
    Abbreviation,
    Article,
    Block,
    BlockKind,
    Choice,
    Fact,
    Figure,
    Findings,
    Point,
    Sequence,
    Span,
    Term,
    shortened,
)

MAX_SIGNS = 20
"""So many signs ∞ without a meaning are mentioned of one paragraph."""


@dataclass(slots=True)
class _Search:
    """What has been found so far."""

    article: Article
    terms: list[Term] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    sequences: list[Sequence] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    defining: set[int] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    shorts: set[str] = field(default_factory=set)

    def say(self, line: int, words: str) -> None:
        """Remember a choice."""
        self.choices.append(Choice(line, words))

    def doubt(self, line: int, words: str) -> None:
        """Remember a choice that the author may see otherwise."""
        self.choices.append(Choice(line, words, doubtful=True))


def find(article: Article) -> Findings:
    """Search an article for what is examinable."""
    search = _Search(article)
    _say_sections(search)
    for number, block in enumerate(article.blocks):
        if block.skipped or block.kind is BlockKind.HEADING or _is_byline(block, article):
            continue
        if block.kind is BlockKind.TABLE:
            _say_table(block, search)
        elif block.kind is BlockKind.DEFINITION:
            _definition(number, block, search)
        else:
            _running_text(number, block, search)
    _give_short_forms(search)
    listed, said = find_sequences(article.blocks, search.defining)
    for line, words in said:
        search.doubt(line, words)
    sequences = sorted((*listed, *search.sequences), key=lambda each: each.lines[0])
    for each in sequences:
        search.say(each.lines[0], f'steps in an explicit order: mechanism "{shortened(each.title, 60)}"')
    stepped = {line for each in listed for line in each.lines}
    facts = tuple(fact for fact in search.facts if fact.line not in stepped)
    choices = tuple(sorted(search.choices, key=lambda choice: choice.line))
    return Findings(
        tuple(search.terms), tuple(search.abbreviations), tuple(search.points), tuple(search.figures), tuple(sequences),
        facts, choices,
    )  # fmt: skip


def _is_byline(block: Block, article: Article) -> bool:
    """Say whether a line before the first level is no sentence: an author, a date, the minutes that reading takes."""
    return bool(article.levels) and not block.level and block.kind is BlockKind.PARAGRAPH and block.text[-1] not in ".!?:”)"


def _say_sections(search: _Search) -> None:
    seen_level, seen_skip = "", False
    for block in search.article.blocks:
        if block.level != seen_level:
            search.say(block.line, f'level "{block.level}" begins')
        elif block.skipped and not seen_skip:
            what = "references or further reading" if block.references else "a closing section"
            search.doubt(block.line, f'"{shortened(block.text, 40)}" and what follows is skipped: {what}')
        seen_level, seen_skip = block.level, block.skipped


def _say_table(block: Block, search: _Search) -> None:
    if is_tabular(block.rows):
        cells = sum(bool(cell.text) for row in block.rows[1:] for cell in row[1:])
        search.say(block.line, f'table "{block.rows[0][0].text}": {len(block.rows) - 1} rows, {cells} cells with text')


def _definition(number: int, block: Block, search: _Search) -> None:
    parts = split(f"{block.label}: {block.text}")
    label, also = (parts.label, parts.also) if parts else (block.label, ())
    body = definition_of(label, block.text)
    definition = body.text if body else capitalised(block.text)
    if label:
        search.defining.add(number)
        _add_term(Term(capitalised(label), also, definition, block.line, block.level, Span(number, 0, len(block.text))), search)
        search.say(block.line, f'term "{label}": an entry of a definition list')
    _figures(number, block, [], search)


def _running_text(number: int, block: Block, search: _Search) -> None:
    marks = find_marks(block.text)
    for mark in marks:
        _inline(number, block, mark, search)
    cut = without(block.text, [(mark.at, mark.end) for mark in marks])
    pasted = blurbs(cut)
    for start, end in pasted:
        search.doubt(block.line, f'"{shortened(cut[start:end].strip(), 60)}" is pasted into a sentence and has no mark: left out')
    _say_other_signs(block, marks, search)
    clean = without(cut, pasted)
    _abbreviations(block, [clean, *(block.text[mark.at : mark.end] for mark in marks)], search)
    taken = block.kind is BlockKind.POINT and _point(number, block, clean, search)
    hidden = [(at, at + len(cut[a:b])) for a, b in pasted if (at := block.text.find(cut[a:b])) >= 0]
    _figures(number, block, hidden, search)
    if block.kind is BlockKind.PARAGRAPH:
        _paragraph(block, clean, search)
    elif not taken:
        lead = lead_in(search.article.blocks, number)
        search.facts.append(_fact(block, clean)._replace(text=f"{lead}: {clean}" if lead else clean))


def _paragraph(block: Block, text: str, search: _Search) -> None:
    """Add the steps that a paragraph tells in order; its sentences with numbers, and what is not sure, are left to the author."""
    parts = split(text)
    doubtful: list[str] = []
    if parts and names_term(parts.label) and definition_of(parts.label, parts.rest):
        search.doubt(
            block.line, f'"{parts.label}" is no term: a paragraph, not a list point, defines it; left to you as a question'
        )
        doubtful.append(text)
    for told in told_in_order(text):
        fact = _fact(block, told.text)
        if told.steps:
            lines = [fact.line] * (len(told.steps) - 1) + [fact.last]
            search.sequences.append(sequence("", list(told.steps), lines, block.level))
        else:
            search.doubt(fact.line, f'"{shortened(told.text, 60)}" tells an order that is not sure: left to you as a question')
            doubtful.append(told.text)
    search.facts += [_fact(block, words) for words in sorted(dict.fromkeys(doubtful), key=text.find)]
    for start, end in sentences(text):
        words = text[start:end].strip()
        if next(find_numbers(words), None) and not any(words in other for other in doubtful):
            search.facts.append(_fact(block, words))


def _fact(block: Block, text: str) -> Fact:
    """Return a sentence of a block with its lines."""
    at, end = max(block.text.find(text[:40]), 0), block.text.find(text[-40:])
    return Fact(block.line_at(at), block.line_at(max(at, end + len(text[-40:]) - 1)), block.level, text)


def _abbreviations(block: Block, texts: list[str], search: _Search) -> None:
    for text in texts:
        for short in find_abbreviations(text):
            if short.short not in search.shorts:
                search.shorts.add(short.short)
                line = block.line_at(max(block.text.find(short.short), 0))
                search.abbreviations.append(Abbreviation(short.short, short.long, line, block.level))


def _inline(number: int, block: Block, mark: Mark, search: _Search) -> None:
    line = block.line_at(mark.start)
    if mark.doubt:
        search.doubt(line, f'term "{mark.name}": check it, {mark.doubt}')
    elif mark.other:
        search.doubt(line, f'term "{mark.name}", not "{mark.other}": the definition begins with "{mark.name}"')
    else:
        search.say(line, f'term "{mark.name}": an inline mark')
    _add_term(Term(mark.name, mark.also, mark.definition, line, block.level, Span(number, mark.start, mark.end)), search)


def _add_term(term: Term, search: _Search) -> None:
    """Add a term, or merge it with the one that has its name already."""
    if not WORD.search(term.name) or not WORD.search(term.definition):
        search.doubt(term.line, "a mark without a term or a definition: left out")
        return
    keys = [name_key(name) for name in (term.name, *term.also)]
    known = search.names.get(keys[0])
    if known is None:
        known = len(search.terms)
        search.terms.append(term)
    else:
        first = search.terms[known]
        also = dict.fromkeys(a for a in (*first.also, *term.also) if name_key(a) != name_key(first.name))
        search.terms[known] = first._replace(also=tuple(also))
        search.doubt(term.line, f'"{term.name}" is defined on line {first.line} already: merged with that')
    for key in keys:
        search.names.setdefault(key, known)


def _point(number: int, block: Block, text: str, search: _Search) -> bool:
    """Add the term that a list point defines, or the point itself; say whether it was a term."""
    parts = split(text)
    span = Span(number, 0, len(block.text))
    definition = definition_of(parts.label, parts.rest) if parts and names_term(parts.label) else None
    if parts is None or definition is None:
        label = parts.label if parts else ""
        search.points.append(Point(label, parts.rest if parts else text, block.line, block.level, span))
        if parts and names_term(label):
            search.doubt(block.line, f'"{label}" is no term: what follows is no definition; left to you as a question')
        return False
    search.defining.add(number)
    search.say(block.line, f'term "{parts.label}": a list point that defines it')
    also = (*parts.also, *definition.also)
    _add_term(Term(capitalised(parts.label), also, definition.text, block.line, block.level, span), search)
    if definition.more:
        search.facts.append(_fact(block, definition.more)._replace(text=f"{parts.label}: {definition.more}"))
    return True


def _say_other_signs(block: Block, marks: list[Mark], search: _Search) -> None:
    """Say which signs ∞ are punctuation."""
    if block.kind is BlockKind.POINT or "∞" not in block.text:
        return
    known = {block.text.index("∞", mark.at) for mark in marks}
    places = (match.start() for match in re.finditer("∞", block.text))
    for at in islice((at for at in places if at not in known), MAX_SIGNS):
        search.say(block.line_at(at), "the sign ∞ stands here as a dash or a colon: no term")


def _figures(number: int, block: Block, hidden: list[tuple[int, int]], search: _Search) -> None:
    seen: set[tuple[int, str]] = set()
    bounds = sentences(block.text)
    start = end = 0
    for figure in find_numbers(block.text):
        line = block.line_at(figure.start)
        if (line, figure.value) in seen or any(a <= figure.start < b for a, b in hidden):
            continue
        seen.add((line, figure.value))
        if end <= figure.start:
            start, end = next((s for s in bounds if s[1] > figure.start), (figure.start, figure.end))
        sentence = block.text[start : min(end, start + 600)]
        search.figures.append(
            Figure(figure.name, figure.value, sentence, line, block.level, Span(number, figure.start, figure.end))
        )


def _give_short_forms(search: _Search) -> None:
    """Give a term its short form, where the article's abbreviation stands for just that."""
    left = []
    for short in search.abbreviations:
        known = search.names.get(name_key(short.long))
        if known is None:
            known = search.names.get(name_key(short.short))
        if known is None:
            left.append(short)
            continue
        term = search.terms[known]
        if short.short not in (*term.also, term.name):
            search.terms[known] = term._replace(also=(*term.also, short.short))
        search.say(short.line, f'"{short.short}" is another name of "{term.name}"')
    search.abbreviations = left
