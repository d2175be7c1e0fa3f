"""Verbs: the stages from text to deck. Nothing here sees a disk, a clock, a terminal or the environment."""
