import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from xingtan.kernel import logs


def line(record: logging.LogRecord) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(logs.Json().format(record))
    assert "\n" not in logs.Json().format(record)
    return written


def record(
    message: str, *args: object, name: str = "xingtan.kernel.relay", error: BaseException | None = None
) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, info)


def test_sentence_is_constant_and_what_it_was_given_stands_beside_it() -> None:
    said = record("%s of %d deliveries failed", "learning.on_enrolled", 3)
    said.listener = "credentials"

    written = line(said)

    assert written.pop("at").endswith("+00:00")
    assert written == {
        "level": "warning",
        "logger": "xingtan.kernel.relay",
        "says": "%s of %d deliveries failed",
        "with": ["learning.on_enrolled", 3],
        "listener": "credentials",
    }


@pytest.mark.parametrize(
    "text",
    [
        "mail to ada@example.org bounced",
        "<ada@example.org>",
        "connection from 203.0.113.9 refused",
        "connection from 2001:db8::1:2 refused",
        "Key (email)=(ada@example.org) already exists.",
        "Key (name)=(Ada Lovelace) already exists.",
        "invalid value 'Ada Lovelace'",
        'invalid value "Ada Lovelace"',
        "GET https://site.test/people/ada?token=abc",
        "token eyJhbGciOiJIUzI1NiJ9eyJzdWIiOiJhZGEifQabcdefghij",
    ],
)
def test_nobody_is_in_a_line(text: str) -> None:
    try:
        raise ValueError(f"{text}\nDETAIL: ada@example.org")
    except ValueError as error:
        written = logs.Json().format(record("it failed: %s", text, error=error))
        foreign = logs.Json().format(record(text, name="django.request"))

    for secret in ("ada", "Ada", "Lovelace", "203.0", "2001:", "token=", "eyJ"):
        assert secret not in written
        assert secret not in foreign


def test_trouble_says_what_and_where() -> None:
    try:
        try:
            raise KeyError("ada")
        except KeyError as cause:
            raise ValueError("no such tea") from cause
    except ValueError as error:
        told = line(record("it failed", error=error))["trouble"]

    assert (told["kind"], told["says"], told["because"]) == ("ValueError", "no such tea", "KeyError")
    assert told["where"][-1].startswith("xingtan/kernel/tests/test_logs.py:")


class Written(logging.Handler):
    """Formats while the request lasts, as the real handler does."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(line(record))


@pytest.fixture
def written() -> Iterator[list[dict[str, Any]]]:
    handler, log = Written(), logging.getLogger("xingtan")
    level = log.level
    log.addHandler(handler)
    log.setLevel("INFO")
    yield handler.lines
    log.removeHandler(handler)
    log.setLevel(level)


def test_request_is_told_by_its_route(written: list[dict[str, Any]]) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(
            view, (), {}, url_name="profile", namespaces=["people"], route="people/<uuid:person>/"
        )
        logging.getLogger("xingtan.people").warning("inside")
        return HttpResponse(status=404)

    request = RequestFactory().get("/people/ada/?token=secret", REMOTE_ADDR="203.0.113.9")
    response = logs.each_request(view)(request)

    inside, answered = written
    assert answered["says"] == "answered"
    assert (answered["method"], answered["route"], answered["status"]) == ("GET", "people:profile", 404)
    assert answered["ms"] >= 0
    assert inside["request"] == answered["request"] == response.headers["X-Request-ID"]
    for secret in ("ada", "secret", "203.0.113.9"):
        assert secret not in json.dumps(written)


def test_request_without_a_route_is_told_all_the_same(written: list[dict[str, Any]]) -> None:
    logs.each_request(lambda request: HttpResponse())(RequestFactory().get("/nowhere/"))

    assert [each["route"] for each in written] == [""]


def test_paths_in_other_peoples_lines_are_left_out() -> None:
    written = line(record("Internal Server Error: %s", "/accounts/confirm/secret/", name="django.request"))

    assert "with" not in written


def test_settings_are_what_the_standard_library_takes() -> None:
    from logging.config import DictConfigurator

    made = DictConfigurator(logs.config()).configure_formatter(logs.config()["formatters"]["json"])

    assert isinstance(made, logs.Json)
