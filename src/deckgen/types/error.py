"""The one exception of deckgen."""


class DeckgenError(Exception):
    """The environment does not allow what was asked: a file that is not there, a full disk, bad arguments.

    What an author wrote wrongly is never an exception but a diagnostic.
    """

    def __init__(self, message: str, *, hint: str = "", path: str = "", check: str = "environment") -> None:
        """Take a sentence for the user, and what helps."""
        super().__init__(message)
        self.hint = hint
        self.path = path
        self.check = check
