"""What made pages slow once, and could come back unseen. What they cost is measured by `python3 run.py bench pages`."""

from __future__ import annotations

import re

from tests.house.test_templates import COMMENT, templates
from tests.house.tree import name_of

LOOP = re.compile(r"{%\s*(for|empty|endfor)\b[^%]*%}|<c-(?!vars)[\w.-]+")
KEPT = re.compile(r"{%\s*kept\b([^%]*)%}(.*?){%\s*endkept\s*%}", re.DOTALL)
# What is drawn for each reader in a part that is kept.
OWN = re.compile(r"{%\s*own\s*%}.*?{%\s*endown\s*%}", re.DOTALL)
# What a kept part may ask of the person: a few kinds of reader, never one of them.
KINDS_OF_READER = {"user.is_authenticated", "user.has_duties", "user.is_operator"}
PERSON = re.compile(r"\buser(?:\.\w+)*")


def components_in_loops(text: str) -> list[str]:
    """List the components that are drawn once a row: a hundred rows cost more than the page around them."""
    depth, found = [], []
    for each in LOOP.finditer(COMMENT.sub("", text)):
        match each[1]:
            case "for":
                depth.append(True)
            case "empty":
                depth[-1] = False
            case "endfor":
                depth.pop()
            case _ if any(depth):
                found.append(each[0])
    return found


def persons_in_kept_parts(text: str) -> list[str]:
    """List what is somebody's own in parts that are kept for everyone: who they are, or what a slot says to them."""
    found = []
    for values, inside in KEPT.findall(OWN.sub("", COMMENT.sub("", text))):
        found += [each for each in PERSON.findall(f"{values} {inside}") if each not in KINDS_OF_READER]
        # A kind of reader that the part asks for, but is not kept by, would be that of whoever came first.
        found += sorted({each for each in PERSON.findall(inside) if each not in values})
        found += re.findall(r"{%\s*slot\b", inside)
    return found


def test_rows_are_plain() -> None:
    bad = {name_of(path): found for path in templates() if (found := components_in_loops(path.read_text("utf-8")))}

    assert bad == {}


def test_kept_parts_are_nobodys() -> None:
    bad = {name_of(path): found for path in templates() if (found := persons_in_kept_parts(path.read_text("utf-8")))}

    assert bad == {}


def test_planted_component_is_found() -> None:
    planted = "{% for a in b %}<c-tag>{{ a }}</c-tag>{% empty %}<c-empty/>{% endfor %}<c-card/>"

    assert components_in_loops(planted) == ["<c-tag"]


def test_planted_person_is_found() -> None:
    planted = """
        {% kept request.path %}{{ user }}{% endkept %}
        {% kept request.path %}{% own %}{{ user }}{% slot "b" %}{% endown %}{% endkept %}
        {% kept user.is_operator %}{% if user.is_operator %}{% slot "a" %}{% endif %}{% endkept %}
        {{ user }}
    """

    assert persons_in_kept_parts(planted) == ["user", "user", "{% slot"]
