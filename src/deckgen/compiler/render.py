"""Stage 4: drafts → fields and tags. Markdown becomes HTML, references become what they refer to."""

import re
from collections.abc import Iterable
from html import escape
from itertools import islice

from deckgen.compiler.cloze import card_ordinals, holds_deletion, is_simple, make_safe, mark_clozes
from deckgen.compiler.expand import remembered
from deckgen.compiler.language import ID_PATTERN
from deckgen.compiler.markdown import ImageFinder, Pieces, image_html, is_plain, outside_pieces, set_aside, to_html
from deckgen.compiler.maths import as_written, brace_fault, stray_tex
from deckgen.compiler.number_steps import telling_last
from deckgen.compiler.odd_spaces import HINT, first_in
from deckgen.compiler.suggest import did_you_mean
from deckgen.compiler.values import Values
from deckgen.types.draft import Draft, Identified, Rendered, RenderedStep
from deckgen.types.files import Files
from deckgen.types.media import MediaFile, Refusal
from deckgen.types.node import Scalar, offset
from deckgen.types.note import Entry, Places, Shared
from deckgen.types.note_type import TAIL, Kind
from deckgen.types.source import Caveats, Citation, Common, Header, Image, Step, Written

_AS_MATHS = "put the formula between dollars on one line, without spaces inside them: $F = m a$; code stands between backticks"
_TAG = re.compile(r"<[^>]*>")
_SIDES = {(True, True): (0, 1), (True, False): (0,), (False, True): (1,), (False, False): ()}
_RESERVED = ("",) * (len(TAIL) - 6)
"""The fields that ship empty: the gate for retired notes, the spare ones, and the learner's own."""


class Renderer:
    """Renders the drafts of one deck; texts that many notes share are rendered once."""

    def __init__(self, header: Header, files: Files, values: Iterable[Values]) -> None:
        """Take what the drafts refer to, and the values of every document."""
        self.header = header
        self.files = files
        self.media: dict[str, MediaFile] = {}
        self._values = {own.document.path: own for own in values}
        self._citations: dict[str, str] = {}
        self._caveats: dict[str, Shared] = {}
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}

    def render(self, draft: Draft, values: Values) -> Rendered:
        """Render a draft: its sides, what it carries, and its tags."""
        common = draft.common
        return Rendered(
            draft.key, draft.derived, draft.kind, draft.level, draft.document, common.id.place if common.id else draft.place,
            self._sides(draft, values), self._tail(common, values), self._tags_of(draft), draft.question, draft.answer,
            common.source.value.strip() if common.source else "", self._entry(draft),
            tuple(self._step(step, values) for step in draft.steps), draft.cyclic,
            remembered(common.changed.value) if common.changed else "",
        )  # fmt: skip

    def _sides(self, draft: Draft, values: Values) -> tuple[str, ...]:
        if draft.kind is Kind.CLOZE:
            assert draft.front is not None
            return (make_safe(self.text(draft.front, values)) if draft.steps else self._cloze(draft.front, values),)
        front, reverse = self._filled(draft.front, draft, values), self._filled(draft.reverse_front, draft, values)
        back = self.text(draft.back, values)
        typed = _TAG.sub("", back).strip() if draft.typed else ""
        return (front, back, reverse, self.text(draft.reverse_back, values), typed)

    def _step(self, step: Step, values: Values) -> RenderedStep:
        html = make_safe(self.text(step.text, values))
        return RenderedStep(step.id.value if step.id else "", remembered(step.text.value), html, (step.id or step.text).place)

    def _tags_of(self, draft: Draft) -> tuple[str, ...]:
        """Return the tags of a note, sorted as Anki sorts them; notes with the same tags share them."""
        common = draft.common
        key = (draft.level, common.evidence, *common.tags)
        if key not in self._tags:
            root = self.header.tag_root
            tags = {f"{root}::level::{draft.level}", *self.header.tags[1:]}
            if common.evidence:
                tags.add(f"{root}::evidence::{common.evidence}")
            tags |= {f"{root}::{tag}" for tag in common.tags}
            self._tags[key] = tuple(sorted(tags, key=lambda t: (t.lower(), t)))
        return self._tags[key]

    def text(self, text: Scalar | None, values: Values) -> str:
        """Render a text of the author's."""
        if text is None:
            return ""
        values.mind_comment(text)
        if is_plain(text.value):
            return text.value.strip()
        pieces = Pieces()
        aside = set_aside(text.value, pieces)
        _check_maths(text, pieces.formulas, values)
        return pieces.put_back(to_html(aside, self._image_finder(text, values)))

    def written(self, written: Written) -> str:
        """Render a text that stands outside the entries; what is wrong with it is said of its own file."""
        return self.text(written.text, self._values[written.document.path])

    def _filled(self, text: Scalar | None, draft: Draft, values: Values) -> str:
        if text is None or not draft.fill:
            return self.text(text, values)
        values.mind_comment(text)
        pieces = Pieces()
        aside = set_aside(text.value, pieces, lambda name: self.text(draft.fill[name], values))
        _check_maths(text, pieces.formulas, values)
        return pieces.put_back(to_html(aside, self._image_finder(text, values)))

    def _cloze(self, text: Scalar, values: Values) -> str:
        values.mind_comment(text)
        plain = is_plain(text.value)
        if plain and is_simple(text.value):
            return text.value.strip()
        pieces = Pieces()
        marked, clozes = mark_clozes(text.value if plain else set_aside(text.value, pieces), pieces)
        for message, hint in clozes.faults:
            values.refuse("cloze-syntax", message, text.place, hint)
        _check_maths(text, [formula for formula in pieces.formulas if not holds_deletion(formula)], values)
        html = make_safe(marked.strip() if plain else to_html(marked, self._image_finder(text, values)))
        return pieces.put_back(html, make_safe)

    def _tail(self, common: Common, values: Values) -> tuple[str, ...]:
        """Return the fields that both note types end with."""
        picture = self._picture(common.image, values) if common.image else ""
        hint = self.text(common.hint, values) if common.hint else ""
        extra = self.text(common.extra, values) if common.extra else ""
        note = self._exam_note(common.caveat, values) if common.caveat else ""
        return (picture, hint, extra, note, common.evidence, self._source(common, values), *_RESERVED)

    def _picture(self, image: Image, values: Values) -> str:
        return image_html(self._media_name(image.path.value.strip(), image.path, values), escape(image.alt))

    def _image_finder(self, text: Scalar, values: Values) -> ImageFinder:
        return lambda path: self._media_name(path, text, values)

    def _media_name(self, path: str, at: Scalar, values: Values) -> str:
        found = self.files.media(path, values.document.path)
        if isinstance(found, Refusal):
            values.refuse("media", found.message, at.place, found.hint)
            return ""
        self.media[found.name] = found
        return found.name

    def _exam_note(self, caveats: Caveats, values: Values) -> str:
        texts = [self._caveat(caveat, caveats.listed, values) for caveat in caveats.texts]
        return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)

    def _caveat(self, caveat: Scalar, in_list: bool, values: Values) -> str:
        key, known = caveat.value, self.header.caveats
        if key in known:
            if key not in self._caveats:
                self._caveats[key] = Shared(known[key].document, known[key].text.place, self.written(known[key]))
            return self._caveats[key].html
        if in_list or re.fullmatch(ID_PATTERN, key):
            hint = did_you_mean(key, known) or 'write it under "caveats:", or write the note itself here'
            values.refuse("unknown-caveat", f'there is no caveat "{key[:60]}"', caveat.place, hint)
        return self.text(caveat, values)

    def _source(self, common: Common, values: Values) -> str:
        """Return the small print: what is cited, and when a moving fact was true."""
        lines = []
        if common.source:
            values.mind_comment(common.source)
            name, _, locator = common.source.value.strip().partition(" ")
            parts = (self._citation(name, common.source, values), escape(locator.strip()))
            lines.append(", ".join(part for part in parts if part))
        lines += [self._citation(cite.value, cite, values) for cite in common.cite]
        if common.as_of:
            lines.append(f"As of {common.as_of}")
        return "<br>".join(lines)

    def _citation(self, name: str, at: Scalar, values: Values) -> str:
        if name in self._citations:
            return self._citations[name]
        citation = self.header.sources.get(name)
        if citation is None and (odd := first_in(name)):
            begin = offset(at.place)
            place = max(values.document.text.find(name[odd[0]], begin), begin)
            values.refuse("unknown-source", f"{odd[1]} stands after the name of a source", place, HINT)
            return ""
        if citation is None:
            hint = did_you_mean(name, self.header.sources) or 'describe it under "sources:"'
            values.refuse("unknown-source", f'there is no source "{name[:60]}"', at.place, hint)
            return ""
        self._citations[name] = self.written(Written(Scalar(_reference(citation), citation.place), citation.document))
        return self._citations[name]

    def _entry(self, draft: Draft) -> Entry:
        """Return what the fields of the note will not tell."""
        common, here = draft.common, draft.place
        caveats = common.caveat.texts if common.caveat else ()
        shared = tuple([self._caveats[c.value] for c in caveats if c.value in self._caveats]) if caveats else ()
        parts = (
            draft.front, draft.back, draft.reverse_front, draft.reverse_back, common.hint, common.extra,
            caveats[0] if caveats else None, common.source,
        )  # fmt: skip
        steps = tuple([step.text.place for step in draft.steps]) if draft.steps else ()
        places = Places._make((*[here if part is None else part.place for part in parts], steps))
        return Entry(
            draft.form, places, draft.meant, common.evidence, common.source.value.strip() if common.source else "",
            tuple([cite.value for cite in common.cite]) if common.cite else (), common.as_of, draft.names, draft.cyclic, common.ignore,
            draft.derived, shared,
        )  # fmt: skip


def _check_maths(text: Scalar, formulas: Iterable[str], values: Values) -> None:
    """Refuse the formulas of a text that MathJax could not read, each where it stands, and warn of TeX in what is no maths."""
    start = offset(text.place)
    if "\\" in text.value and (stray := stray_tex(outside_pieces(text.value))):
        word, at = stray
        before = text.value.count(word, 0, at)
        found = [m.start() for m in islice(as_written(word).finditer(values.document.text, start), before + 1)]
        message = f'"{word}" is TeX outside maths, and shows as it is written'
        values.warn("maths-syntax", message, found[before] if len(found) > before else text.place, _AS_MATHS)
    for formula in formulas:
        if fault := brace_fault(formula):
            found_at = as_written(formula).search(values.document.text, start)
            values.refuse("maths-syntax", fault[0], found_at.start() if found_at else text.place, fault[1])
            start = found_at.end() if found_at else start


def finished_fields(note: Identified) -> tuple[str, ...]:
    """Return the fields of a note, in the order of its note type, now that its key and the numbers of its steps are known."""
    new, sides = note.rendered, note.rendered.sides
    if note.steps:
        items = "".join(f"<li>{{{{c{step.number}::{step.html}}}}}</li>" for step in note.steps)
        circle = " cyclic" if new.cyclic else ""
        last = telling_last((step.number for step in note.steps), note.spent)
        sides = (f'<div class="title">{sides[0]}</div><ol class="steps{circle}"{last}>{items}</ol>',)
    return (note.key, *sides, *new.tail)


def finished_cards(kind: Kind, fields: tuple[str, ...]) -> tuple[int, ...]:
    """Return the ordinals of a note's cards: one for each side that is asked, or for each deletion."""
    if kind is Kind.CLOZE:
        return card_ordinals(fields[1])
    return _SIDES[bool(fields[1]), bool(fields[3])]


def _reference(citation: Citation) -> str:
    """Return a citation as one line of Markdown."""
    if citation.citation:
        reference = " ".join(citation.citation.split())
    else:
        reference = ", ".join(part for part in (citation.title, citation.year) if part)
    if citation.url:
        reference += f" {citation.url}"
    return reference if citation.verified is not False else f"{reference} (not verified)"
