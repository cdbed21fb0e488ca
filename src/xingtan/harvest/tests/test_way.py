"""The polite way to a platform: conditional, patient, bounded."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from xingtan.harvest.adapters import Kept, PoliteWay
from xingtan.harvest.models import Validator
from xingtan.harvest.registry import Bad, Page, Reply, Unchanged
from xingtan.harvest.tests.factories import fake, feed
from xingtan.harvest.tests.test_gathering import gather
from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed

SITE = "https://terrace.example"


class Web:
    """A web of one site that answers as a test says."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Any]] = {f"{SITE}/robots.txt": [(404, {}, b"")] * 100}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.slept: list[float] = []

    def fetch(self, url: str, *, headers: Any = None, into: Any = None, most_bytes: int, seconds: float = 0) -> Any:
        self.asked.append((url, dict(headers or {})))
        answer = self.pages[url].pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, said, body = answer
        if len(body) > most_bytes:
            raise OutsideFailed("the answer is too large")
        if into is None:
            return http.Reply(status, url, said, body)
        into.write(body)
        return http.Reply(status, url, said, b"")

    def way(self, **more: Any) -> PoliteWay:
        return PoliteWay(fetch=self.fetch, sleep=self.slept.append, **more)


@pytest.fixture
def web() -> Web:
    return Web()


def ok(body: bytes = b"body", **headers: str) -> tuple[int, dict[str, str], bytes]:
    return 200, {name.replace("_", "-"): value for name, value in headers.items()}, body


def test_a_page_comes_with_its_headers_and_its_body_in_a_file(web: Web) -> None:
    web.pages[f"{SITE}/a"] = [ok(b"x" * 3_000_000, Content_Type="text/CSV; charset=utf-8")]

    reply = web.way().get(f"{SITE}/a#part", accept="text/csv")

    assert isinstance(reply, Reply)
    assert (reply.media_type, reply.size_bytes, len(reply.read())) == ("text/csv", 3_000_000, 3_000_000)
    assert web.asked[-1] == (f"{SITE}/a", {"accept": "text/csv"})


def test_what_did_not_change_is_not_sent_again(web: Web) -> None:
    web.pages[f"{SITE}/a"] = [ok(ETag='"1"', Last_Modified="Mon, 02 Mar 2026 09:00:00 GMT"), (304, {}, b"")]
    way = web.way()
    way.get(f"{SITE}/a")
    told = way.told()

    answer = web.way(known=told.get).get(f"{SITE}/a")

    assert told == {f"{SITE}/a": Kept('"1"', "Mon, 02 Mar 2026 09:00:00 GMT")}
    assert isinstance(answer, Unchanged)
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert way.told() == {}


def test_robots_are_honoured(web: Web) -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: xingtan\nDisallow: /secret\nCrawl-delay: 3"
    web.pages[f"{SITE}/robots.txt"] = [ok(rules)]
    web.pages |= {f"{SITE}/private": [ok()], f"{SITE}/a": [ok()]}
    way = web.way()

    way.get(f"{SITE}/private")
    way.get(f"{SITE}/a")
    with pytest.raises(OutsideFailed, match=r"robots.txt"):
        way.get(f"{SITE}/secret/x")

    assert isinstance(way.try_get(f"{SITE}/secret/y"), Bad)
    assert [round(each) for each in web.slept] == [3]
    assert [url for url, _ in web.asked].count(f"{SITE}/robots.txt") == 1


def test_robots_that_cannot_be_read_now_let_nothing_through(web: Web) -> None:
    web.pages[f"{SITE}/robots.txt"] = [(503, {}, b"")]

    with pytest.raises(OutsideFailed):
        web.way().get(f"{SITE}/a")


def test_a_busy_platform_is_asked_again_later_and_later(web: Web) -> None:
    web.pages[f"{SITE}/a"] = [(503, {}, b""), (429, {"retry-after": "7"}, b""), http.NoAnswer("ReadTimeout"), ok()]

    web.way().get(f"{SITE}/a")

    assert web.slept == [2.0, 7.0, 8.0]


@pytest.mark.parametrize("said", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_who_wants_to_be_left_alone_is(web: Web, said: str) -> None:
    web.pages[f"{SITE}/a"] = [(429, {"retry-after": said}, b"")]

    with pytest.raises(OutsideFailed, match="left alone"):
        web.way().get(f"{SITE}/a")
    assert web.slept == []


@pytest.mark.parametrize("said", ["-5", "²", "soon", "9" * 400, "Wed, 99 Foo 0000"])
def test_a_strange_retry_after_is_none(web: Web, said: str) -> None:
    web.pages[f"{SITE}/a"] = [(503, {"retry-after": said}, b""), ok()]

    web.way().get(f"{SITE}/a")

    assert web.slept == [2.0]


def test_a_circle_is_refused(web: Web) -> None:
    web.pages[f"{SITE}/a"] = [ok(), ok()]
    way = web.way()
    way.get(f"{SITE}/a")

    with pytest.raises(OutsideFailed, match="circle"):
        way.get(f"{SITE}/a#again")


def test_a_harvest_has_an_end(web: Web) -> None:
    web.pages |= {f"{SITE}/{number}": [ok(b"12345")] for number in range(9)}
    few, little = web.way(most_requests=2), web.way(most_bytes=12)

    few.get(f"{SITE}/0")
    few.get(f"{SITE}/1")
    with pytest.raises(OutsideFailed, match="as much as one may"):
        few.get(f"{SITE}/2")
    little.get(f"{SITE}/3")
    little.get(f"{SITE}/4")
    with pytest.raises(OutsideFailed, match="too large"):
        little.get(f"{SITE}/5")


def test_one_page_of_many_may_be_missing_but_not_ten_in_a_row(web: Web) -> None:
    web.pages |= {f"{SITE}/{number}": [http.NoAnswer("ConnectError")] * 4 for number in range(20)}
    web.pages[f"{SITE}/404"] = [(404, {}, b"")]
    way = web.way()

    assert way.try_get(f"{SITE}/404") == Bad(f"{SITE}/404", "The platform answered 404.")
    for number in range(9):
        assert isinstance(way.try_get(f"{SITE}/{number}"), Bad)
    with pytest.raises(OutsideFailed):
        way.try_get(f"{SITE}/9")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://10.0.0.1/", "file:///etc/passwd", "http://[::1]/", "http://x\x00/"]
)
def test_private_places_are_refused(url: str, settings: Any) -> None:
    settings.XINGTAN = SimpleNamespace(outside_allowed=())
    way = PoliteWay(sleep=lambda seconds: None)

    with pytest.raises((OutsideFailed, ValueError)):
        way.get(url)


@pytest.mark.django_db
def test_what_a_killed_pass_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source, web = fake(), Web()
    monkeypatch.setattr("xingtan.harvest.tasks.PoliteWay", lambda **more: web.way(known=more["known"]))
    web.pages[f"{SITE}/a"] = [ok(ETag='"1"')] * 3
    source.asks = [f"{SITE}/a"]
    source.pages = [Page(state={"next": 1}), OutsideFailed("down")]
    mine = feed()

    gather(mine)
    assert list(Validator.objects.values_list("etag", "is_settled")) == [('"1"', False)]
    gather(mine)
    assert "if-none-match" not in web.asked[-1][1]

    source.pages = [Page(state={"is_end": True}, is_last=True)] * 2
    gather(mine)
    assert list(Validator.objects.values_list("etag", "is_settled")) == [('"1"', True)]
    web.pages[f"{SITE}/a"] = [(304, {}, b"")]
    gather(mine)
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert mine.last_ok_at
    assert mine.last_ok_at <= timezone.now()
