"""Nouns: the frozen values that every stage takes and returns. They import only each other."""
