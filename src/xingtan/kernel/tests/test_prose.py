"""Prose: cleaning, Markdown, and mathematics in HTML."""

import time

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


@pytest.mark.parametrize("source", ["\\(x" * 50_000, "\\[x\\(" * 50_000])
def test_formulas_without_an_end_do_not_take_forever(source: str) -> None:
    started = time.process_time()

    assert prose.formulas(source) == source
    assert time.process_time() - started < 2


def test_formula_begins_where_it_begins_last() -> None:
    assert prose.formulas("a \\( b \\(x\\)").startswith("a \\( b <math")


def test_blocks_of_mathematics_without_an_end_do_not_take_forever() -> None:
    started = time.process_time()

    assert prose.markdown("$$a\n\n" * 5_000).count("$$a") == 5_000
    assert time.process_time() - started < 8


def test_block_of_mathematics_is_found_though_others_have_no_end() -> None:
    assert prose.markdown("words\n$$\nx\n$$\n\n> $$a\n\n$$y$$").count("<math") == 2


def test_very_long_code_is_not_coloured() -> None:
    assert "<span" in prose.markdown("```js\nlet a = 1\n```")
    assert "<span" not in prose.markdown("```js\n" + "let a = 1\n" * 2_000 + "```")
