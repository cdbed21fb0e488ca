import gzip
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from xingtan.kernel import cache
from xingtan.kernel.cache import parts, whole

made: list[str] = []
gate = threading.Event()


def counted(request: HttpRequest) -> HttpResponse:
    made.append(request.get_full_path())
    theme = request.COOKIES.get("theme", "")
    return HttpResponse(f"<p>{len(made)} {translation.get_language()} {theme} {request.GET.get('q', '')}</p>" * 50)


def plain(request: HttpRequest) -> HttpResponse:
    return counted(request)


@cache.page(fresh=60, query=("q",))
def kept(request: HttpRequest) -> HttpResponse:
    return counted(request)


@cache.page(fresh=60)
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = counted(request)
    response.set_cookie("seen", "1")
    return response


@cache.page(fresh=60)
def with_token(request: HttpRequest) -> HttpResponse:
    response = counted(request)
    response.content += f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">'.encode()
    return response


@cache.page(fresh=60)
def with_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = 1
    return counted(request)


@cache.page(fresh=60)
def absent(request: HttpRequest) -> HttpResponse:
    response = counted(request)
    response.status_code = 404
    return response


@cache.page(fresh=60)
def stream(request: HttpRequest) -> HttpResponse:
    counted(request)
    return StreamingHttpResponse([b"a", b"b"])  # type: ignore[return-value]  # a view may stream, too


@cache.page(fresh=60)
def slow(request: HttpRequest) -> HttpResponse:
    response = counted(request)
    gate.wait(5)
    return response


@cache.page(fresh=60)
def broken(request: HttpRequest) -> HttpResponse:
    counted(request)
    raise ZeroDivisionError


urlpatterns = [
    path(f"{view.__name__}/", csrf_exempt(view))
    for view in (plain, kept, with_cookie, with_token, with_session, absent, stream, slow, broken)
]


class Nobody:
    """Sets the user as the session's middleware would, without a database."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = SimpleNamespace(is_authenticated=True)
        request.user = signed_in if request.COOKIES.get("sessionid") else AnonymousUser()  # type: ignore[assignment]  # all that is read of a person
        return self._answer(request)


@pytest.fixture(autouse=True)
def site(settings) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["*"]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        f"{__name__}.Nobody",
    ]
    made.clear()
    gate.clear()
    whole._reader.cache_clear()
    # No test here has a database, and at both ends of a request Django looks at its connections.
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)
    translation.deactivate()


class Answer:
    def __init__(self, application: Any, where: str, method: str = "GET", **headers: str) -> None:
        route, _, query = where.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": route,
            "QUERY_STRING": query,
            "SERVER_NAME": "site.test",
            "SERVER_PORT": "80",
            "HTTP_HOST": "site.test",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        self.status = 0
        pieces = application(environ, self._start)
        self.body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        if self.headers.get("content-encoding") == "gzip":
            self.body = gzip.decompress(self.body)

    def _start(self, status: str, headers: list[tuple[str, str]], trouble: Any = None) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}


@pytest.fixture
def ask() -> Callable[..., Answer]:
    application = cache.PageCache(WSGIHandler())
    return lambda where, method="GET", **headers: Answer(application, where, method, **headers)


def test_page_is_made_once(ask: Callable[..., Answer]) -> None:
    first, second = ask("/kept/"), ask("/kept/")

    assert made == ["/kept/"]
    assert (first.status, first.body, first.headers) == (200, second.body, second.headers)
    assert first.headers["content-length"] == str(len(first.body))
    assert first.headers["cache-control"] == "no-cache"
    assert "Accept-Encoding" in first.headers["vary"]


def test_page_that_is_not_offered_is_made_each_time(ask: Callable[..., Answer]) -> None:
    ask("/plain/")
    ask("/plain/")

    assert len(made) == 2


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "sessionid=x"}, {"cookie": "messages=x"}, {"authorization": "Bearer x"}, {"hx_request": "true"}],
)
def test_page_for_somebody_is_neither_kept_nor_taken(ask: Callable[..., Answer], headers: dict[str, str]) -> None:
    ask("/kept/", **headers)
    ask("/kept/")
    ask("/kept/", **headers)

    assert len(made) == 3


@pytest.mark.parametrize("name", ["with_cookie", "with_token", "with_session", "absent", "stream"])
def test_page_with_something_of_its_own_is_not_kept(ask: Callable[..., Answer], name: str) -> None:
    first, second = ask(f"/{name}/"), ask(f"/{name}/")

    assert len(made) == 2
    assert first.status == second.status == (404 if name == "absent" else 200)
    assert ("set-cookie" in first.headers) == name.startswith("with")


def test_page_with_a_token_is_not_kept_for_one_who_has_a_token(ask: Callable[..., Answer]) -> None:
    cookie = f"csrftoken={'a' * 32}"

    ask("/with_token/", cookie=cookie)
    ask("/with_token/", cookie=cookie)

    assert len(made) == 2


def test_broken_page_breaks_and_is_not_kept(ask: Callable[..., Answer]) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ask("/broken/")

    assert len(made) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_language": "zh-CN,zh;q=0.9"},
        {"cookie": "django_language=zh-hans"},
        {"cookie": "theme=dark"},
        {"host": "other.test"},
        {"x_forwarded_proto": "https"},
    ],
)
def test_page_is_kept_for_each_kind_of_reader(ask: Callable[..., Answer], headers: dict[str, str]) -> None:
    ask("/kept/")
    first, second = ask("/kept/", **headers), ask("/kept/", **headers)

    assert len(made) == 2
    assert first.body == second.body
    assert ask("/kept/").body != first.body


def test_reader_is_told_by_what_matters_only(ask: Callable[..., Answer]) -> None:
    first = ask("/kept/", accept_language="zh-CN")

    assert b"zh-hans" in first.body
    assert ask("/kept/", accept_language="zh-Hans;q=0.9, tlh", cookie="a=b; theme=pink; csrftoken=x").body == first.body
    assert len(made) == 1


def test_query_is_kept_only_by_the_names_the_page_reads(ask: Callable[..., Answer]) -> None:
    for _ in range(2):
        assert b"tea" in ask("/kept/?q=tea").body
        assert b"coffee" in ask("/kept/?q=coffee").body
        ask("/kept/?q=tea&utm=x")
        ask(f"/kept/?q={'x' * 1001}")

    assert len(made) == 2 + 2 * 2


def test_browser_that_has_the_page_is_told_so(ask: Callable[..., Answer]) -> None:
    packed = ask("/kept/", accept_encoding="br, gzip")
    plain = ask("/kept/", accept_encoding="gzip;q=0")

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    for tag in (packed.headers["etag"], plain.headers["etag"], f'W/{plain.headers["etag"]}, "x"'):
        same = ask("/kept/", if_none_match=tag)
        assert (same.status, same.body) == (304, b"")
        assert same.headers["etag"] in tag
    assert ask("/kept/", if_none_match='"x"').status == 200
    assert len(made) == 1


def test_head_is_answered_without_the_body(ask: Callable[..., Answer]) -> None:
    ask("/kept/")

    answer = ask("/kept/", "HEAD")

    assert (answer.status, answer.body, len(made)) == (200, b"", 1)


def test_head_and_post_are_not_kept(ask: Callable[..., Answer]) -> None:
    ask("/kept/", "HEAD")
    ask("/kept/")
    ask("/kept/", "POST")

    assert len(made) >= 2


def test_page_is_made_again_when_it_is_old(ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    ask("/kept/")
    start = time.monotonic()

    monkeypatch.setattr(time, "monotonic", lambda: start + 59)
    ask("/kept/")
    assert len(made) == 1
    monkeypatch.setattr(time, "monotonic", lambda: start + 61)
    ask("/kept/")
    assert len(made) == 2


def test_busy_page_that_is_old_is_made_once(ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    gate.set()
    ask("/slow/")
    gate.clear()
    start = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: start + 61)
    answers: list[bytes] = []

    readers = [threading.Thread(target=lambda: answers.append(ask("/slow/").body)) for _ in range(4)]
    for reader in readers:
        reader.start()
    gate.set()
    for reader in readers:
        reader.join()

    assert len(made) == 2
    assert len(set(answers)) == 1


def test_memory_has_an_end() -> None:
    application = cache.PageCache(WSGIHandler(), most_bytes=10_000)

    for number in range(20):
        Answer(application, f"/kept/?q={number}")

    assert 0 < len(application._pages) < 5
    assert application._bytes == sum(page.size for page in application._pages.values()) <= 10_000


def test_part_is_made_once_for_its_keys_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_shelf", parts._Shelf(10**6))
    drawn: list[int] = []

    def draw() -> str:
        drawn.append(1)
        return str(len(drawn))

    with translation.override("en"):
        assert [cache.part("rows", 1, make=draw), cache.part("rows", 1, make=draw)] == ["1", "1"]
        assert [cache.part("rows", 2, make=draw), cache.part("cards", 1, make=draw)] == ["2", "3"]
    with translation.override("ar"):
        assert cache.part("rows", 1, make=draw) == "4"
        assert [cache.part("old", make=draw, ttl=-1), cache.part("old", make=draw, ttl=-1)] == ["5", "6"]


def test_parts_used_last_stay() -> None:
    shelf = parts._Shelf(3500)
    for key in "abc":
        shelf.put(key, "x" * 1000, 60)

    assert shelf.get("a")
    shelf.put("d", "x" * 1000, 60)

    assert [bool(shelf.get(key)) for key in "abcd"] == [True, False, True, True]
