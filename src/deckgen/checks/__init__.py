"""Checks: what will make a card fail its student. One check per file; `run.py` runs them."""
