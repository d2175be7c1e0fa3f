"""Short ways from the text of an article to what is found in it."""

from deckgen.article.find import find
from deckgen.article.read import read_article
from deckgen.types.article import Article, Findings


def article(text: str, name: str = "a.txt") -> Article:
    """Read the text of an article that can be read."""
    read = read_article(name, text.encode())
    assert isinstance(read, Article), read
    return read


def findings(text: str, name: str = "a.txt") -> Findings:
    """Return what is found in an article."""
    return find(article(text, name))


def terms(text: str, name: str = "a.txt") -> dict[str, str]:
    """Return the terms of an article with their definitions."""
    return {term.name: term.definition for term in findings(text, name).terms}
