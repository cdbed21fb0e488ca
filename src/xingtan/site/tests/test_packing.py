"""Answers are compressed for who takes it, and their length says nothing."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from xingtan.site.packing import LEAST_BYTES, packed, pressed

LONG = b"<p>A fern.</p>" * 100


def answer(response: HttpResponseBase, accepts: str = "gzip, br") -> HttpResponseBase:
    return packed(lambda request: response)(RequestFactory().get("/", headers={"Accept-Encoding": accepts}))


def test_long_page_is_compressed() -> None:
    found = answer(HttpResponse(LONG))

    assert isinstance(found, HttpResponse)
    assert (found["Content-Encoding"], found["Vary"]) == ("gzip", "Accept-Encoding")
    assert found["Content-Length"] == str(len(found.content))
    assert gzip.decompress(found.content) == LONG


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0"])
def test_page_is_plain_for_who_does_not_take_it(accepts: str) -> None:
    found = answer(HttpResponse(LONG), accepts)

    assert isinstance(found, HttpResponse)
    assert found.content == LONG
    assert found["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"a" * (LEAST_BYTES - 1)),
        HttpResponse(LONG, content_type="image/png"),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([LONG]),
    ],
)
def test_other_answers_are_left_alone(response: HttpResponseBase) -> None:
    before = response.headers.get("Content-Encoding")

    assert answer(response).headers.get("Content-Encoding") == before


def test_length_differs_from_one_time_to_the_next() -> None:
    assert len({len(pressed(LONG)) for _ in range(40)}) > 5
