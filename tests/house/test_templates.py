"""Templates hold no style, script or color of their own, and whole sentences for translators."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import files, name_of

FAULTS = {
    "an inline style": re.compile(r"""<[^>]*\sstyle\s*=\s*["']""", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\b(src|type=\"application/json\"|type='application/json'))", re.IGNORECASE
    ),
    "a handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "code of htmx in the page": re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.IGNORECASE),
    "a raw color": re.compile(r"""["'\s:](#[0-9a-fA-F]{3,8}|rgba?\(|hsla?\(|oklch\()[^"'<>]*["';]"""),
    "a sentence with untrimmed space": re.compile(r"{%\s*blocktrans(late)?\b(?![^%]*\btrimmed\b)[^%]*%}"),
    "a person's right looked up in a template": re.compile(r"\b(is_staff|is_superuser|has_perm)\b"),
}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
# Covers are drawn from a seed, in colors that only they have. A mail program knows no style sheet.
DRAWN = ("cover", "_mail/", ".svg")


def faults(text: str, *, is_drawn: bool = False) -> list[str]:
    """List what is wrong with a template, with the line it is in."""
    bare = COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    found = []
    for what, pattern in FAULTS.items():
        if is_drawn and what in {"a raw color", "an inline style", "a style element"}:
            continue
        found += [f"line {bare.count(chr(10), 0, each.start()) + 1}: {what}" for each in pattern.finditer(bare)]
    return found


def templates() -> list[Path]:
    """List every template."""
    return [path for path in files("src/*.html") if "templates" in path.parts]


def test_templates_are_clean() -> None:
    bad = {
        name_of(path): found
        for path in templates()
        if (found := faults(path.read_text(encoding="utf-8"), is_drawn=any(word in str(path) for word in DRAWN)))
    }

    assert bad == {}


def test_planted_faults_are_found() -> None:
    planted = """
        <p style="color: red">
        <style>
        <script>alert(1)</script>
        <a onclick="go()">
        <b hx-on:click="x">
        <rect fill="#ff0000" />
        {% blocktranslate %}Two   words{% endblocktranslate %}
        {% if user.is_staff %}
    """

    assert [found.partition(": ")[2] for found in sorted(faults(planted))] == list(FAULTS)


def test_comments_and_data_are_no_faults() -> None:
    assert faults('{# style="x" #}<script type="application/json">{}</script><script src="/a.js"></script>') == []
