"""Maths whose braces do not balance: MathJax shows an error message in place of such a formula."""

import re

_MARK = re.compile(r"\\.|[{}%]", re.DOTALL)
_DOLLARS = re.compile(r"\$\d")


def brace_fault(formula: str) -> tuple[str, str] | None:
    r"""Return what is wrong with the braces of a formula as written, and what helps; None where they balance.

    `\{` and `\}` are signs that show. The others make groups, and are counted as MathJax counts them: to the first `%`
    outside all groups, which begins a comment.
    """
    depth = 0
    for mark in _MARK.findall(formula):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0 or (mark == "%" and not depth):
            break
    if not depth:
        return None
    message = "a { is never closed" if depth > 0 else "a } closes nothing"
    hint = r"each { needs its }; a brace that shows is written \{ or \}"
    if _DOLLARS.match(formula):
        hint += r", and a dollar sign that begins no maths \$"
    return f'{message} in "{" ".join(formula.split())[:60]}"', hint


def as_written(formula: str) -> re.Pattern[str]:
    r"""Return a pattern that finds a formula in YAML: folded over lines, or in quotes, where `\` and `'` may stand twice."""
    words = r"\s+".join(map(re.escape, formula.split()))
    return re.compile(words.replace(r"\\", r"\\{1,2}").replace("'", "'{1,2}"))
