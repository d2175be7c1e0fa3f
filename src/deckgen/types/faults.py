"""What is reported by name beside the checks of `deckgen check`, in one line each: by the compiler, of an article, of the call."""

FAULTS = {
    "alias": "an alias that has no anchor, lies within its own anchor, or expands without bound",
    "ambiguous-rewording": "a card without an id that may or may not be the rewording of a published one",
    "bad-card": "a card that is a question and a cloze at once",
    "bad-id": "a name that cannot stand here, such as a column called like a key of rows",
    "bad-value": "a value that its key cannot take",
    "changed-id": "a deck whose id is not the one that was published, in a plan",
    "changed-schema": "a note type whose fields or templates are not those that were published",
    "clock": "a clock that is behind the ledger",
    "cloze-syntax": "a cloze deletion that Anki would not understand",
    "control-character": "a character that no text can hold",
    "duplicate-key": "a key that is written twice",
    "duplicate-term": "a term that is in the glossary already",
    "empty-value": "an empty value where a text is needed",
    "encoding": "bytes that are no UTF-8",
    "id-stability": "an id of other characters than a-z, 0-9 and -, one too short or long, or one that is taken",
    "include": "an include that matches nothing, goes in a circle or leads out of the folder",
    "kind-changed": "a published note that became a cloze, or was one",
    "ledger": "a ledger that cannot be read",
    "locked": "a ledger that a locked build would change",
    "media": "a picture that is not there, or that Anki cannot show",
    "merge-key": "a merge key, which the language has not",
    "missing-key": "a key that must be there",
    "nesting": "brackets nested too deep",
    "placeholder": "a placeholder other than {row} and {cell}",
    "rehearsal": "an import in which the engine does not do what the plan predicts",
    "renamed-deck": "a published deck that has another name",
    "renamed-level": "a published level that has another name",
    "retired": "a published note that is no longer in the source",
    "reworded": "a card or a step whose words changed and whose reviews are kept",
    "step-retired": "a step of a published mechanism that is no longer in the source",
    "syntax": "what is no YAML",
    "tab": "a tab in the indentation",
    "tag-syntax": "a tag that Anki would change",
    "unknown-caveat": "a caveat that is not described",
    "unknown-check": "a check that does not exist",
    "unknown-key": "a key that the language has not",
    "unknown-source": "a source that is not described",
    "unused-ignore": "an excuse that excuses nothing",
    "wrong-kind": "a list, a mapping or a text where another of them belongs",
    "yaml-tag": "a YAML tag, which the language has not",
}

ARTICLE_FAULTS = {
    "changed-passage": "a card whose passage has changed since the older article",
    "cited-line": "a line that the article has not, or that holds no text",
    "cited-name": "a name in an answer that the cited lines do not hold",
    "cited-number": "a number on a card that the cited lines do not hold",
    "copied-span": "eight or more words in a row that are the article's",
    "empty-article": "an article that holds no text",
    "moved-passage": "a card whose passage stands on other lines than in the older article",
}
"""What `deckgen draft` and `deckgen audit` report."""

OBSTACLES = {
    "environment": "what the machine does not allow: a full disk, a folder that is not there, a port that is taken",
    "interrupted": "Ctrl-C; every file is as it was",
    "missing-file": "a file that is not there",
    "unreadable-file": "a file that cannot be opened",
    "usage": "a command, an option or an argument that does not exist or does not fit",
}
"""What stands in the way of a command before it begins; exit code 2."""
