"""TeX → MathML, which browsers show without a script; Anki shows the same formulas through MathJax."""

import re
from html import escape, unescape

_FORMULA = re.compile(
    r"<(?P<code>code|pre)\b.*?</(?P=code)>|\\\((?P<inline>.+?)\\\)|\\\[(?P<block>.+?)\\\]",
    re.DOTALL,
)


def with_maths(html: str) -> str:
    """Return HTML whose formulas are MathML; one that cannot be turned into it stays readable as TeX. Code is left alone."""
    return _FORMULA.sub(_formula, html) if "\\(" in html or "\\[" in html else html


def _formula(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    tex = unescape(match["inline"] or match["block"])
    return _mathml(tex, "inline" if match["inline"] else "block") or f'<code class="tex">{escape(tex)}</code>'


def _mathml(tex: str, display: str) -> str:
    """Return a formula as MathML, or an empty text where it holds what MathJax may know and this does not."""
    from xml.etree.ElementTree import tostring

    from latex2mathml.converter import convert_to_element

    try:
        formula = convert_to_element(tex, display=display)
    except Exception:  # whatever the reader of TeX stumbles over, the formula is still shown as it was written
        return ""
    for element in formula.iter():
        element.text = unescape(element.text) if element.text else element.text
        if element.text and element.text.startswith("\\"):
            return ""
        element.attrib.pop("href", None)
    return tostring(formula, encoding="unicode")
