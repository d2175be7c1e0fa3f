"""What the tests see with: known contrasts are measured rightly, and what is too wide is noticed."""

from pathlib import Path

from .sight import Text, faint, overhang, texts

PAGE = """<!doctype html><title>x</title><style>
body {margin: 0; background: #fff; color: #000} .a {color: #777} .b {background: #000; color: #fff} .b i {opacity: .5}
.c::before {content: "!"; color: #fff; background: #000} .wide {width: 2000px} .gone {display: none}
</style><p>black</p><p class=a>grey</p><div class=b>white <i>half</i></div><p class=c></p><p class=gone>hidden</p>"""


def test_contrast_is_measured(window, tmp_path: Path) -> None:
    """Black on white is 21 to 1; #777 on white is below the mark; opacity and pseudo-elements count; the hidden does not."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    page = window().open(tmp_path / "page.html")
    assert texts(page) == [
        Text("black", "p", 21.0),
        Text("grey", "p.a", 4.48),
        Text("white", "div.b", 21.0),
        Text("half", "i", 5.28),
        Text('::before"!"', "p.c", 21.0),
    ]
    assert [text.text for text in faint(page)] == ["grey"]


def test_width_is_measured(window, tmp_path: Path) -> None:
    """A page that is wider than its window hangs over."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert overhang(window(width=320).open(tmp_path / "page.html")) == 0
    (tmp_path / "page.html").write_text(PAGE + "<p class=wide>wide</p>", encoding="utf-8")
    assert overhang(window(width=320).open(tmp_path / "page.html")) == 1680
