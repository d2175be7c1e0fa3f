"""deckgen compiles a YAML file of study cards into Anki decks.

The library: `compile_deck` takes a source, a folder and a ledger, and returns a `Compilation`.
"""

__version__ = "1.0.0"
