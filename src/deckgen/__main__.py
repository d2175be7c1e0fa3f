"""`python -m deckgen`."""

from deckgen.cli import program

program()
