"""The API: every room's resources under one address, with one way to sign in and one way to say no."""

import json
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Never, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.utils import check_csrf

from xingtan.kernel import throttle
from xingtan.kernel.errors import NotAllowed, NotThere, OutsideFailed, RuleBroken, SignInFirst, TooMany
from xingtan.people import public as people

BEARER = "Bearer "


def who_asks(request: HttpRequest) -> Any:
    """Find who asks: by a key in ``Authorization: Bearer …``, or by the browser's own sign-in.

    Anyone may ask without either; what they may see, the doors decide.
    """
    header = request.headers.get("Authorization", "")
    if header:
        person = people.owner_of_key(header.removeprefix(BEARER)) if header.startswith(BEARER) else None
        if person is None:
            return None
        request.user = person
    elif request.method not in ("GET", "HEAD", "OPTIONS") and check_csrf(request):
        return None
    throttle.count("api", request)
    return request.user or True


class Reader(Parser):
    """Reads what is sent as JSON, if it can be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body.

        :raises ValueError: if it is no JSON, or holds what no database keeps: NUL, half a character, no number
        """
        body = json.loads(request.body, parse_constant=_refuse)
        rest = [body]
        while rest:
            match rest.pop():
                case str(text):
                    text.encode()
                    if "\0" in text:
                        _refuse("NUL")
                case list(values):
                    rest += values
                case dict(values):
                    rest += [*values, *values.values()]
        return body


def _refuse(what: str) -> Never:
    raise ValueError(what)


class Api(NinjaAPI):
    """Answers with a tag of what it says, so that who asks again need not be told the same again."""

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """Make the answer; to who has it already, only say so."""
        response = super().create_response(request, data, **more)
        if request.method != "GET" or response.status_code != 200:
            return response
        response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response.setdefault("Cache-Control", "private, no-cache" if request.user.is_authenticated else "no-cache")
        patch_vary_headers(response, ("Authorization", "Cookie"))
        same = get_conditional_response(request, etag=response["ETag"], response=response)
        return cast(HttpResponse, same)


api = Api(
    title="Xingtan",
    version="1",
    description="Courses of many universities, open to anyone. Sign in with a key from your account: Authorization: Bearer …",
    urls_namespace="api",
    docs_url=None,
    auth=who_asks,
    parser=Reader(),
)

for room in settings.ROOMS:
    if find_spec(f"xingtan.{room}.api"):
        api.add_router("", import_module(f"xingtan.{room}.api").router, tags=[room])


def _say(request: HttpRequest, status: int, words: str, **more: Any) -> HttpResponse:
    return api.create_response(request, {"detail": words, **more}, status=status)


@api.exception_handler(RuleBroken)
def _rule_broken(request: HttpRequest, no: RuleBroken) -> HttpResponse:
    return _say(request, 422, str(no), rule=type(no).__name__)


@api.exception_handler(NotThere)
def _not_there(request: HttpRequest, no: NotThere) -> HttpResponse:
    return _say(request, 404, "Not found.")


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, no: NotAllowed) -> HttpResponse:
    return _say(request, 403, "You may see this, but not do that.")


@api.exception_handler(SignInFirst)
def _sign_in_first(request: HttpRequest, no: SignInFirst) -> HttpResponse:
    return _say(request, 401, "Sign in, or send a key.")


@api.exception_handler(OutsideFailed)
def _outside_failed(request: HttpRequest, no: OutsideFailed) -> HttpResponse:
    return _say(request, 503, "A service we depend on does not answer. Nothing was changed; try again later.")


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, no: TooMany) -> HttpResponse:
    response = _say(request, 429, "Too many requests.", retry_after=no.retry_after)
    response["Retry-After"] = str(no.retry_after)
    return response
