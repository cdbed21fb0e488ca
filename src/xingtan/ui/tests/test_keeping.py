"""A fragment that is kept for all has holes for what is each reader's own."""

from itertools import count
from typing import Any

import pytest
from django.utils.translation import override

from xingtan.kernel.cache import parts
from xingtan.ui import public as ui


@pytest.fixture(autouse=True)
def _forget() -> None:
    parts.forget()


def test_it_is_drawn_once_for_each_language_and_value(rf: Any) -> None:
    drawn = count(1)

    def keep(by: str, language: str = "en") -> str:
        with override(language):
            return ui.keep(rf.get("/"), "test", by, draw=lambda nobody: f"{next(drawn)}")

    assert [keep("a"), keep("a"), keep("b"), keep("a", "fr"), keep("a")] == ["1", "1", "2", "3", "1"]


def test_each_reader_gets_their_own_and_it_is_escaped(rf: Any) -> None:
    def keep(name: str) -> str:
        return ui.keep(rf.get("/"), "test", draw=lambda nobody: f"<p>{ui.hole('name')}</p>", own={"name": name})

    assert [keep("Ada"), keep("<b>")] == ["<p>Ada</p>", "<p>&lt;b&gt;</p>"]


def test_what_is_called_is_called_for_each_hole(rf: Any) -> None:
    numbers = count(1)

    html = ui.keep(rf.get("/"), "test", draw=lambda nobody: 2 * ui.hole("uid"), own={"uid": lambda: next(numbers)})

    assert html == "12"


def test_a_form_gets_the_readers_own_token(rf: Any) -> None:
    def keep() -> str:
        request = rf.get("/")
        request.META["CSRF_COOKIE"] = "a" * 32
        return ui.keep(request, "test", draw=lambda nobody: ui.draw(nobody, "attendance/_presence.html"))

    # Masked anew for each, so never the same; and never that of whoever came first.
    first, second = keep(), keep()

    assert 'name="csrfmiddlewaretoken"' in first
    assert first != second


def test_it_is_drawn_for_nobody(rf: Any, ada: Any) -> None:
    request = rf.get("/")
    request.user = ada
    html = ui.keep(request, "test", draw=lambda nobody: str(nobody.user.is_authenticated))

    assert html == "False"


def test_a_hole_that_nobody_fills_is_a_mistake(rf: Any) -> None:
    with pytest.raises(KeyError):
        ui.keep(rf.get("/"), "test", draw=lambda nobody: ui.hole("name"), own={})
