"""Article × Deck → Audit."""

from typing import NamedTuple

from deckgen.article.asked import article_key, asked_of
from deckgen.article.changed import find_changes, mapped_lines
from deckgen.article.cited import find_misquotes
from deckgen.article.copied import ERROR, find_copies
from deckgen.article.covered import Coverage, items_of
from deckgen.article.find import find
from deckgen.types.article import Article, lines_shown, shortened
from deckgen.types.audit import Audit, Changed, Copy
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic, Severity, in_reading_order


class Subject(NamedTuple):
    """An article to audit against: its path as the user knows it, its content, and an older state of it."""

    path: str
    article: Article
    since: Article | None = None


def audit(subject: Subject, deck: Deck, key: str = "") -> Audit:
    """Audit a deck against an article. `key` is the article's among the deck's sources, found where it is empty.

    With an older state of the article, the cards' lines are taken for that one's.
    """
    article, since = subject.article, subject.since
    key = key or article_key(deck)
    lines = mapped_lines(since, article) if since else {}
    findings = find(article)
    here = asked_of(deck, key, (lambda line: lines.get(line, 0)) if since else lambda line: line)
    there = asked_of(deck, key) if since else here
    items = items_of(article, findings, Coverage(here, findings))
    copied = find_copies(article, findings, here, [name for note in deck.notes for name in note.entry.names])
    changed = find_changes(deck, key, since, lines) if since else []
    diagnostics = [
        *find_misquotes(since or article, findings, there, subject.path),
        *(_about_copy(copy, subject.path) for copy in copied),
        *(_about_change(change, subject.path) for change in changed),
    ]
    return Audit(items, tuple(copied), tuple(changed), in_reading_order(diagnostics))


def _about_copy(copy: Copy, path: str) -> Diagnostic:
    message = f'{copy.words} words in a row are those of {path} L{copy.article_line}: "{shortened(copy.text, 80)}"'
    severity = Severity.ERROR if copy.words >= ERROR else Severity.WARNING
    return Diagnostic("copied-span", message, copy.position, "say it in your own words", severity)


def _about_change(change: Changed, path: str) -> Diagnostic:
    was = lines_shown(change.line, change.last)
    if change.now is None:
        message = f"{was} {'has' if change.line == change.last else 'have'} changed in {path}"
        return Diagnostic(
            "changed-passage", message, change.position, "read it again, and correct card and line", Severity.WARNING
        )
    now = lines_shown(change.now, change.now + change.last - change.line)
    return Diagnostic("moved-passage", f"{was} is {now} in {path} now", change.position, f"write {now}", Severity.INFO)
