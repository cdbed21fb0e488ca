"""What stands in for parts of Django gives what they give."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.middleware import csrf
from django.template import Context, base
from django.urls import get_resolver, resolve, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from xingtan.kernel import substitutes
from xingtan.kernel.text import Text


class Thing:
    """All that a template may meet."""

    title = Text({"en": "Ferns", "et": "Sõnajalad"})
    text = "a < b"
    number = 3

    def method(self) -> str:
        return "called"

    def needs(self, what: str) -> str:
        return what

    def delete(self) -> None:
        raise AssertionError("a template changes nothing")

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django marks it

    @property
    def silent(self) -> str:
        raise ObjectDoesNotExist

    @property
    def loud(self) -> str:
        raise ZeroDivisionError

    @property
    def lacking(self) -> str:
        raise AttributeError("a fault of our own")


class Kind:
    """A class is called, unless it says not to."""

    do_not_call_in_templates = True
    name = "kind"


VALUES: dict[str, Any] = {
    "thing": Thing(),
    "kind": Kind,
    "plain": {"a": {"b": 1}, "items": "a key, not the method", "1": "one"},
    "empty": {},
    "default": defaultdict(lambda: "made"),
    "list": ["first", {"x": "second"}],
    "none": None,
    "lazy": gettext_lazy("Done"),
    "function": lambda: {"of": "a function"},
}
NAMES = """thing thing.text thing.title thing.title.language thing.title.en thing.title.none thing.method thing.needs
thing.delete thing.silent thing.silent.more thing.loud thing.lacking thing.nothing thing.number.real thing.text.upper
kind kind.name plain.a.b plain.items plain.1 plain.none plain.keys empty.items empty.pop default.x default.items list.0
list.1.x list.9 list.x none none.x lazy lazy.upper function.of function.no missing missing.x 0 template push
render_context None.x""".split()


def outcome(look_up: Any, name: str) -> Any:
    with Context(VALUES).push(thing=VALUES["thing"]) as level:
        try:
            found = look_up(base.Variable(name), level.context)
        except (base.VariableDoesNotExist, ZeroDivisionError, AttributeError, TypeError) as error:
            return type(error), str(error).partition(" in ")[0]
        return str(type(found)), str(found).partition(" at 0x")[0]


@pytest.mark.parametrize("name", [each for each in NAMES if base.Variable(each).lookups])
def test_names_are_found_as_django_finds_them(name: str) -> None:
    real = substitutes._look_up

    assert outcome(substitutes.look_up, name) == outcome(real, name)


@pytest.mark.parametrize("is_escaping", [True, False])
@pytest.mark.parametrize(
    "value",
    [
        "a < 'b'",
        mark_safe("<b>"),
        1234,
        1.5,
        Decimal("2.50"),
        None,
        True,
        Text({"en": "a & b"}),
        datetime(2026, 3, 1, tzinfo=UTC),
    ],
)
def test_values_are_written_as_django_writes_them(value: Any, is_escaping: bool) -> None:
    context = Context(autoescape=is_escaping, use_tz=True)

    said = substitutes.say(value, context)

    assert said == substitutes._say(value, context)
    assert isinstance(said, SafeString) or not is_escaping


def test_tokens_can_be_unmasked_and_never_look_the_same() -> None:
    secrets = {substitutes.new_secret() for _ in range(200)}

    assert len(secrets) == 200
    assert {len(secret) for secret in secrets} == {csrf.CSRF_SECRET_LENGTH}
    assert set("".join(secrets)) == set(csrf.CSRF_ALLOWED_CHARS)
    for secret in secrets:
        one, other = substitutes.masked(secret), substitutes.masked(secret)
        assert one != other
        assert csrf._unmask_cipher_token(one) == csrf._unmask_cipher_token(other) == secret  # type: ignore[attr-defined]  # the stubs leave out what is private


def test_views_are_found_again_and_nobody_shares_what_was_found() -> None:
    first, second = resolve("/courses/apricot/ferns/"), resolve("/courses/apricot/ferns/")

    assert (first.view_name, first.kwargs) == (second.view_name, second.kwargs)
    first.kwargs["course"] = "mosses"
    assert resolve("/courses/apricot/ferns/").kwargs["course"] == "ferns"


def test_memory_of_addresses_is_bounded() -> None:
    resolver: Any = get_resolver()

    for number in range(substitutes.MOST_KEPT + 10):
        address = reverse("catalog:course", args=("apricot", f"ferns-{number}"))
        assert resolve(address).kwargs["course"] == f"ferns-{number}"

    assert len(resolver._known_matches) <= substitutes.MOST_KEPT
