"""What can be seen of a page: the contrast of every text, and whether anything is wider than the window."""

import time
from typing import Any, NamedTuple

ENOUGH = 4.5
"""The contrast that WCAG asks of small text (https://www.w3.org/TR/WCAG22/#contrast-minimum); here of every text."""

_MEASURE = """
() => {
  const numbers = colour => {
    const n = colour.match(/[\\d.]+/g).map((x, i) => x * (colour.startsWith("color(srgb") && i < 3 ? 255 : 1));
    return n.length < 4 ? [...n, 1] : n;
  };
  const over = (top, under) => {
    const a = top[3] + under[3] * (1 - top[3]);
    return a ? [0, 1, 2].map(i => (top[i] * top[3] + under[i] * under[3] * (1 - top[3])) / a).concat(a) : [0, 0, 0, 0];
  };
  const parent = node => node.assignedSlot || node.parentElement || (node.getRootNode().host ?? null);
  const paper = (element, own) => {
    let colour = own ?? [0, 0, 0, 0];
    for (let e = element; e && colour[3] < 1; e = parent(e)) colour = over(colour, numbers(getComputedStyle(e).backgroundColor));
    return over(colour, [255, 255, 255, 1]);
  };
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (ink, under) => {
    const [a, b] = [light(over(ink, under)), light(under)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const isSeen = element => {
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true, contentVisibilityAuto: false })) return false;
    return [...element.getClientRects()].some(r => r.width > 1 && r.height > 1);
  };
  const opacity = element => { let o = 1; for (let e = element; e; e = parent(e)) o *= getComputedStyle(e).opacity; return o };
  const found = [];
  const note = (text, colour, under, element) => {
    const ink = numbers(colour);
    ink[3] *= opacity(element);
    const where = element.tagName.toLowerCase() + (element.className ? "." + String(element.className).trim().replace(/\\s+/g, ".") : "");
    found.push([text.trim().slice(0, 60), where, Math.round(contrast(ink, under) * 100) / 100]);
  };
  const look = root => {
    for (const element of root.querySelectorAll("*")) {
      if (["STYLE", "SCRIPT", "TEMPLATE"].includes(element.tagName)) continue;
      if (element.shadowRoot) look(element.shadowRoot);
      if (!isSeen(element)) continue;
      const style = getComputedStyle(element);
      const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(" ");
      if (text.trim()) note(text, style.color, paper(element), element);
      if (element.matches("input:not([type=checkbox]):not([type=radio])")) {
        if (element.value) note(element.value, style.color, paper(element), element);
        else if (element.placeholder) note(element.placeholder, getComputedStyle(element, "::placeholder").color, paper(element), element);
      }
      for (const pseudo of ["::before", "::after", "::marker"]) {
        const own = getComputedStyle(element, pseudo);
        if (!/^"/.test(own.content) || own.content === '""' || own.display === "none") continue;
        note(pseudo + own.content, own.color, paper(element, numbers(own.backgroundColor)), element);
      }
    }
  };
  look(document);
  return found;
}
"""


class Text(NamedTuple):
    """A text that is seen, the element that holds it, and its contrast with what lies behind it."""

    text: str
    where: str
    contrast: float


def texts(page: Any) -> list[Text]:
    """Return every visible text of a page, in shadow trees too, with its contrast."""
    return [Text(*found) for found in page.evaluate(_MEASURE)]


def faint(page: Any) -> list[Text]:
    """Return the texts whose contrast is too low; there must be text at all."""
    seen = texts(page)
    assert seen
    return [text for text in seen if text.contrast < ENOUGH]


def overhang(page: Any) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def wait_until(page: Any, expression: str) -> None:
    """Wait until an expression of JavaScript is true; Playwright's own way needs what a strict policy forbids."""
    end = time.monotonic() + 30
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        time.sleep(0.02)


def scroll_through(page: Any) -> Any:
    """Bring every part of a page into view, one windowful after another, and return to its top."""
    height, y = page.viewport_size["height"], 0
    while y < page.evaluate("document.documentElement.scrollHeight"):
        page.evaluate(f"scrollTo(0, {y})")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        y += height
    page.evaluate("scrollTo(0, 0)")
    return page
