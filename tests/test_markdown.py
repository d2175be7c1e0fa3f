"""The dialect of Markdown: what is text stays text, and the short ways give what CommonMark gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compiler.markdown import Pieces, _cmark, is_plain, set_aside, to_html

LINES = st.text(alphabet="ab Zé9.,:;!?()-+#=|~'{}/°α2", min_size=1, max_size=12)


def html(text: str) -> str:
    """Render a text as the compiler does; pictures keep their paths."""
    pieces = Pieces()
    return pieces.put_back(to_html(set_aside(text, pieces), lambda path: path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c &lt; d", "a &lt; b &amp; c &amp;lt; d"),
        ("**bold** and _it_", "<strong>bold</strong> and <em>it</em>"),
        ("costs $5 and $6", "costs $5 and $6"),
        (r"$x<y$ and \(x^{y^{2}}\)", r"\(x&lt;y\) and \(x^{y^{2}}\)"),
        ("$$\\frac{a}{b}$$", r"\[\frac{a}{b}\]"),
        ("`a<b` and ``x`y``", "<code>a&lt;b</code> and <code>x`y</code>"),
        (r"a\$b \* c", "a$b * c"),
        ("[sound:x.mp3]", "&#91;sound:x.mp3]"),
        ("![alt](a.png)", '<img src="a.png" alt="alt">'),
        (">7.4", "&gt;7.4"),
        ("- 5 mV", "- 5 mV"),
        ("# 3", "# 3"),
        ("one\n\n- two <b>\n- three\n", "<p>one</p>\n<ul>\n<li>two &lt;b&gt;</li>\n<li>three</li>\n</ul>"),
        ("```\n<b> &lt; $x$\n```", "<pre><code>&lt;b&gt; &amp;lt; $x$\n</code></pre>"),
        (
            "|a|b|\n|-|-|\n|x\\|y|`c\\|d`|\n",
            (
                "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
                "<td>x|y</td>\n<td><code>c|d</code></td>\n</tr>\n</tbody>\n</table>"
            ),
        ),
    ],
)
def test_dialect(text: str, expected: str) -> None:
    """Maths, code, HTML and Markdown reach the field as the language says."""
    assert html(text) == expected


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_short_ways_give_what_commonmark_gives(lines: list[str]) -> None:
    """Texts that need no Markdown are rendered without it, and come out the same."""
    text = "\n".join(lines)
    if "\n" in text.strip("\n"):
        assert to_html(text, lambda path: path) == _cmark(text.strip("\n")).rstrip("\n")
    elif is_plain(text):
        assert to_html(text, lambda path: path).replace("&quot;", '"') == text.strip()
