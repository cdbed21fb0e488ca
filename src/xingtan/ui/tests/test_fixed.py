"""What is the same for everyone is drawn once, and what is anybody's own is not among it."""

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils.translation import override

from xingtan.kernel import cache


def template(source: str) -> Template:
    return Template(source, engine=engines["django"].engine)  # type: ignore[attr-defined]  # the stubs know no engine by name


def draw(drawn: Template, language: str = "en", **context: Any) -> str:
    with override(language):
        return str(drawn.render(Context(context)))


class Counted:
    """Counts how often it is printed."""

    def __init__(self) -> None:
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return str(self.times)


def test_part_is_drawn_once_for_each_value_and_language() -> None:
    cache.parts.forget()
    part, counted = template("{% kept place %}{{ counted }}{% endkept %}"), Counted()

    drawn = [
        draw(part, language, place=place, counted=counted)
        for language, place in [("en", "/a"), ("en", "/a"), ("en", "/b"), ("ar", "/a"), ("ar", "/a")]
    ]

    assert drawn == ["1", "1", "2", "3", "3"]


def test_two_parts_of_one_template_are_two() -> None:
    both = template("{% kept %}a{% endkept %}{% kept %}b{% endkept %}")

    assert [draw(both), draw(both)] == ["ab", "ab"]


def test_form_that_is_kept_has_the_token_of_each_reader() -> None:
    form = template("{% kept %}<form>{% csrf_token %}</form>{% endkept %}")

    drawn = [draw(form, csrf_token=letter * 64) for letter in "ab"]

    assert drawn == [
        f'<form><input type="hidden" name="csrfmiddlewaretoken" value="{letter * 64}"></form>' for letter in "ab"
    ]


def test_nobodys_token_is_kept_for_others() -> None:
    form = template('{% kept %}<input name="csrfmiddlewaretoken" value="{{ mine }}">{% endkept %}')

    with pytest.raises(TemplateSyntaxError):
        draw(form, mine="a" * 64)


def test_what_is_a_readers_own_is_drawn_for_each() -> None:
    part, counted = (
        template("{% kept %}{{ c }}<form>{% csrf_token %}</form>{% own %}{{ name }}{% endown %}!{% endkept %}"),
        Counted(),
    )

    drawn = [draw(part, c=counted, name=name, csrf_token=name * 64) for name in "ab"]

    assert drawn == [
        f'1<form><input type="hidden" name="csrfmiddlewaretoken" value="{name * 64}"></form>{name}!' for name in "ab"
    ]


def test_kept_part_in_a_kept_part_keeps_nobodys_own() -> None:
    inner = "{% kept %}<form>{% csrf_token %}</form>{% own %}{{ name }}{% endown %}{% endkept %}"
    part = template("{% kept %}[" + inner + "{% own %}{{ name }}{% endown %}]{% endkept %}")

    drawn = [draw(part, name=name, csrf_token=name * 64) for name in "aba"]

    assert drawn == [
        f'[<form><input type="hidden" name="csrfmiddlewaretoken" value="{name * 64}"></form>{name}{name}]'
        for name in "aba"
    ]


def test_skeletons_are_filled_as_django_fills_them() -> None:
    page = template(
        '{% extends "ui/page.html" %}{% block title %}Ferns{% endblock %}{% block body %}<b>{{ block.super }}{{ a }}</b>{% endblock %}'
    )
    same = template('{% with base="ui/page.html" %}{% endwith %}').engine.from_string(
        "{% extends base %}{% block title %}Ferns{% endblock %}{% block body %}<b>{{ block.super }}{{ a }}</b>{% endblock %}"
    )

    drawn = [draw(each, a=a, base="ui/page.html").strip() for a in "12" for each in (page, same)]

    assert drawn[0] == drawn[1] != drawn[2] == drawn[3]
    assert "<title>Ferns · Xingtan</title>" in drawn[0]
    assert "<b>1</b>" in drawn[0]


def test_sentence_is_in_the_language_of_each_reader() -> None:
    sentence = template("{% translate 'Explore' %}")

    drawn = [draw(sentence, language) for language in ("en", "zh-hans", "en", "zh-hans")]

    assert drawn[0] == "Explore"
    assert drawn[1] != "Explore"
    assert drawn[2:] == drawn[:2]


def test_sentence_that_the_template_is_given_is_translated_each_time() -> None:
    given = template("{% translate words %}")

    assert [draw(given, words=words) for words in ("one", "two & two")] == ["one", "two &amp; two"]


def test_address_is_found_and_kept_under_its_name() -> None:
    named = template("{% url 'catalog:explore' as there %}{{ there }}|{% url 'catalog:explore' %}|{{ there }}")

    assert [draw(named), draw(named)] == ["/explore/|/explore/|/explore/"] * 2


def test_address_that_nobody_has_is_empty_by_name() -> None:
    assert draw(template("{% url 'nobody:here' as there %}[{{ there }}]")) == "[]"


def test_frame_of_a_page_follows_its_reader(client: Any, db: None) -> None:
    """The frame is kept; what it says of this reader's page is this page's."""
    first = client.get("/explore/?q=a", headers={"Accept-Language": "en"}).text
    again = client.get("/explore/?q=b", headers={"Accept-Language": "en"}).text

    assert 'value="/explore/?q=a"' in first
    assert 'value="/explore/?q=b"' in again
    assert 'value="/explore/?q=a"' not in again
