"""Maths whose braces do not balance: MathJax shows an error message in place of such a formula."""

import pytest
from conftest import Project


def faults_of(project: Project, text: str) -> list[str]:
    """Return what is wrong with a text as the question of a card."""
    doubled = text.replace("'", "''")
    return project.level_faults(f"cards:\n  - question: '{doubled}'\n    answer: a")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (r"What is $\frac{a}{b$?", r'6:28 maths-syntax: a { is never closed in "$\frac{a}{b$"'),
        (r"What is $x^{2$?", r'6:28 maths-syntax: a { is never closed in "$x^{2$"'),
        (r"What is $a}$?", r'6:28 maths-syntax: a } closes nothing in "$a}$"'),
        (r"What is $}a{$?", r'6:28 maths-syntax: a } closes nothing in "$}a{$"'),
        (r"What is \(a}\)?", r'6:28 maths-syntax: a } closes nothing in "\(a}\)"'),
        (r"What is \[a{\]?", r'6:28 maths-syntax: a { is never closed in "\[a{\]"'),
        (r"What is $$a{b}{$$?", r'6:28 maths-syntax: a { is never closed in "$$a{b}{$$"'),
        (r"What is $a \\{$?", r'6:28 maths-syntax: a { is never closed in "$a \\{$"'),
        (r"What is $50\%}$?", r'6:28 maths-syntax: a } closes nothing in "$50\%}$"'),
        (r"What is $\left\{a}\right.$?", r'6:28 maths-syntax: a } closes nothing in "$\left\{a}\right.$"'),
    ],
)
def test_braces_of_maths_that_do_not_balance_are_refused(text: str, fault: str, project: Project) -> None:
    """Each formula with a brace too many or too few is an error where the formula begins."""
    assert faults_of(project, text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        r"$\frac{a}{b_{1}}$",
        r"$\left\{ a \right.$ and $\{a, b$",
        r"$a \} b$ and \(\lbrace x\)",
        r"$\left\{\begin{array}{c} a \\ b \end{array}\right.$",
        r"costs $5 and {$6} or }$7",
        "`$x^{2$` and {a}} {b",
        "$a % b}$",
        r"\$x^{2\$ and \\$ {",
    ],
)
def test_other_braces_need_not_balance(text: str, project: Project) -> None:
    """Escaped braces are signs, not groups; braces outside maths are text."""
    assert faults_of(project, text) == []


def test_the_formula_is_found_in_the_very_line(project: Project) -> None:
    """In a text of several lines, in quotes and over folds, the fault stands where the formula does."""
    found = project.level_faults(
        """
        cards:
          - question: Which is it, $f'{a$ or "b"?
            answer: "so $\\\\frac{a$"
            extra: |
              One.

              Two $x^{2$ and $y}$.
          - question: 'is it $f''{a$
              or not?'
            answer: >
              a formula $a +
              b}$ over two lines
        """
    )
    assert found == [
        """6:32 maths-syntax: a { is never closed in "$f'{a$\"""",
        r'7:21 maths-syntax: a { is never closed in "$\frac{a$"',
        '11:15 maths-syntax: a { is never closed in "$x^{2$"',
        '11:26 maths-syntax: a } closes nothing in "$y}$"',
        """12:26 maths-syntax: a { is never closed in "$f'{a$\"""",
        '15:21 maths-syntax: a } closes nothing in "$a + b}$"',
    ]


def test_a_deletion_that_stands_in_maths_is_one_fault(project: Project) -> None:
    """Where the marks of a deletion unbalance a formula, only the deletion is spoken of; elsewhere both are."""
    found = project.level_faults(
        r"""
        cards:
          - cloze: "{{c1::a}} is \\(x^{{c2::2}\\)"
          - cloze: "{{c1::a}} is {{c2::$x^{2$}}"
        """
    )
    assert found == [
        "6:16 cloze-syntax: a deletion cannot stand inside maths",
        '7:36 maths-syntax: a { is never closed in "$x^{2$"',
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (r"What is $F = \frac{a}{b}?", r'6:33 maths-syntax: "\frac" is TeX outside maths, and shows as it is written'),
        (r"What is $ F = \frac{a}{b} $?", r'6:34 maths-syntax: "\frac" is TeX outside maths, and shows as it is written'),
        (r"What is \frac{a}{b}?", r'6:28 maths-syntax: "\frac" is TeX outside maths, and shows as it is written'),
        (r"Is $\alpha$ 2\alpha or \beta?", r'6:33 maths-syntax: "\alpha" is TeX outside maths, and shows as it is written'),
        (r"What is \unheard{a}?", r'6:28 maths-syntax: "\unheard" is TeX outside maths, and shows as it is written'),
        (r"Is `a` $\beta$ or `\beta` \beta ?", r'6:46 maths-syntax: "\beta" is TeX outside maths, and shows as it is written'),
    ],
)
def test_tex_outside_maths_is_spoken_of(text: str, fault: str, project: Project) -> None:
    """TeX that no dollars make maths shows raw: a warning at its first word, and the deck is built."""
    assert faults_of(project, text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        r"Is `C:\times\frac{a}` or ``\alpha`` code?",
        r"Where is C:\Users\alpha\text{1} or \\server\beta?",
        r"Is \$5 or \{a\} or \*b\* or \_c or \a or \word meant?",
        r"Is $\frac{a}{b}$, \(\alpha\), \[\beta\] or $$ \gamma $$ maths?",
        r"Is \\frac{a} a backslash that shows?",
    ],
)
def test_other_backslashes_are_no_tex(text: str, project: Project) -> None:
    """Code, paths, escapes of Markdown and maths itself are nothing to speak of."""
    assert faults_of(project, text) == []


def test_tex_in_blocks_of_code_is_code(project: Project) -> None:
    """Fenced and indented code is left alone; what stands around it is not."""
    found = project.level_faults(
        r"""
        cards:
          - question: Which is it?
            answer: |
              ```
              \frac{a}{b}
              ```

                  \sqrt{a}

              and \frac{a}{b}
          - cloze: 'It is {{c1::\frac{a}{b} }}, not `\frac{b}{a}`'
        """
    )
    assert found == [
        r'14:15 maths-syntax: "\frac" is TeX outside maths, and shows as it is written',
        r'15:29 maths-syntax: "\frac" is TeX outside maths, and shows as it is written',
    ]
