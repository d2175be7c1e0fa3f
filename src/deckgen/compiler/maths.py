"""Maths that would not show as it is meant: braces that do not balance, at which MathJax gives up, and TeX outside maths."""

import re

_MARK = re.compile(r"\\.|[{}%]", re.DOTALL)
_DOLLARS = re.compile(r"\$\d")
WORDS = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi chi psi omega
    Gamma Delta Theta Lambda Pi Sigma Phi Psi Omega frac dfrac tfrac sqrt sum prod int lim log ln exp sin cos tan times cdot div pm mp
    leq geq neq approx propto equiv infty partial nabla to rightarrow leftarrow rightleftharpoons Rightarrow left right text textbf
    textit mathrm mathbf bar hat vec dot overline underline begin end circ degree""".split()
)
"""Words that follow a backslash in TeX, as far as texts of learners are likely to hold them."""

_OUTSIDE = re.compile(
    r"""
      ^[ ]{4}[^\n]*
    | (?<!\S)(?:[A-Za-z]:\\|\\\\\w+\\)\S*
    | \\(?:(?P<word>[A-Za-z]+)(?P<group>\{)?|.)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
"""What is skipped, which is indented code, paths of Windows and escapes, and what may be TeX."""


def stray_tex(text: str) -> tuple[str, int] | None:
    """Return the first word of TeX in a text without maths and code, and where it is; None where there is none."""
    for match in _OUTSIDE.finditer(text):
        word = match["word"]
        if word and (word in WORDS or (match["group"] and len(word) > 1)):
            return f"\\{word}", match.start()
    return None


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
