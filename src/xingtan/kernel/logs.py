"""Logs that may be kept: one JSON object a line, sentences that are constant, and nobody in them.

A line says what was asked by the route's name, never by its path, query, address or person. What
comes from elsewhere (an error's message) is stripped of whatever could name somebody.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from xingtan.kernel.ids import new_uid

logger = logging.getLogger("xingtan.requests")

HEADER = "X-Request-ID"
LONGEST = 300
FRAMES = 12

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_encode = json.JSONEncoder(ensure_ascii=False).encode
_ours = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}
# Somebody's name is most often between quotes, a value is after an equals sign, a row in brackets.
_somebody = (
    (re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+"), "‹address›"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}\b"), "‹ip›"),
    (re.compile(r"\bhttps?://\S+"), "‹url›"),
    (re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|=\([^)]*\)"), "‹…›"),
    (re.compile(r"\b[A-Za-z0-9_-]{40,}\b"), "‹…›"),
)


class Json(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the sentence as it stands in the code; what it was given stands beside it."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": nobody(str(record.msg)),
        }
        # Other people's loggers are given paths and addresses; ours are given what we know to be harmless.
        if record.args and record.name.startswith("xingtan."):
            given = record.args.values() if isinstance(record.args, dict) else record.args
            line["with"] = [_plain(each) for each in given]
        line |= {name: _plain(value) for name, value in vars(record).items() if name not in _ours}
        if number := _request_id.get():
            line.setdefault("request", number)
        if record.exc_info and record.exc_info[1]:
            line["trouble"] = trouble(record.exc_info[1])
        return _encode(line)


def trouble(error: BaseException) -> dict[str, Any]:
    """Tell what went wrong and where in the code, without what it went wrong with."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told = {
        "kind": type(error).__name__,
        "says": nobody(str(error).partition("\n")[0]),
        "where": [f"{frame.filename.rpartition('/src/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {**told, "because": type(cause).__name__} if cause else told


@lru_cache(1024)  # every answer's line says one of a few routes and sentences
def nobody(text: str) -> str:
    """Take out of a text whatever could name somebody."""
    for pattern, instead in _somebody:
        text = pattern.sub(instead, text)
    return text[:LONGEST]


def each_request(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Log every answer of Django's: method, route, status, milliseconds (middleware, outermost)."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        number = new_uid().hex
        token = _request_id.set(number)
        try:
            response = answer(request)
            match = request.resolver_match
            facts = {
                "method": request.method,
                "route": (match.view_name or match.route) if match else "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - start) * 1000, 1),
            }
            if logger.isEnabledFor(logging.INFO):
                # Made by hand: to find out which line of code says this, a logger looks through the whole stack.
                logger.handle(logger.makeRecord(logger.name, logging.INFO, "", 0, "answered", (), None, extra=facts))
        finally:
            _request_id.reset(token)
        response.headers[HEADER] = number
        return response

    return answered


def config(*, level: str = "INFO") -> dict[str, Any]:
    """Give Django's ``LOGGING``: everything on standard error, ours as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "xingtan.kernel.logs.Json"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "xingtan": {"level": level},
            # Django says a path for every 404 and an address for every odd host; our own line says enough.
            "django": {"level": "ERROR", "handlers": [], "propagate": True},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
            "huey": {"level": "WARNING"},
        },
    }


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return nobody(str(value))
