"""Prose: cleaning, Markdown, and mathematics in HTML."""

import pytest

from xingtan.kernel import prose


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x()">a<script>alert(1)</script> b</p>',
        '<a href="https://example.org" target="_blank">x</a>',
        '<img src="file:00/a.png" onerror="x()"><input type="text"><style>p{}</style>',
        "<table><tr><td>1<td>2</table>",
        "<math><mi>x</mi></math> &amp; \\(x &lt; y\\)",
    ],
)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = prose.clean(html)

    assert prose.clean(once) == once


def test_cleaning_takes_out_what_can_act() -> None:
    html = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'

    assert prose.clean(html) == '<p>a<a rel="noopener noreferrer">b</a></p>'


def test_formulas_in_html_become_mathml() -> None:
    shown = prose.formulas("<p>Is \\(x &lt; y\\)? \\[\\frac{1}{2}\\]</p>")

    assert shown.count("<math") == 2
    assert 'display="block"' in shown
    assert "\\(" not in shown


def test_formulas_in_code_stay() -> None:
    html = "<p>Write <code>\\(x\\)</code>.</p><pre>\\[y\\]</pre>"

    assert prose.formulas(html) == html


def test_formula_that_cannot_be_read_is_shown_as_written() -> None:
    assert "<script>" not in prose.formulas("<p>\\(\\frac{&lt;script&gt;\\)</p>")


def test_markdown_keeps_our_own_addresses_and_drops_those_that_act() -> None:
    reference = f"file:{'0' * 64}/leaf.svg"

    html = prose.markdown(
        f"![A leaf]({reference}) [the unit](course:leaves) [run](javascript:alert(1)) [x](data:text/html,x)"
    )

    assert f'<img src="{reference}" alt="A leaf">' in html
    assert 'href="course:leaves"' in html
    assert "javascript:" not in html
    assert "data:" not in html
