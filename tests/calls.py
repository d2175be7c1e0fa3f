"""A source that builds and one that does not, for calls of the command line."""

from conftest import HEAD

GOOD = (
    HEAD
    + "levels:\n  one:\n    name: One\n    cards:\n      - question: Which organ produces insulin?\n        answer: The pancreas\n"
)
BAD = GOOD.replace("answer", "anwser")
