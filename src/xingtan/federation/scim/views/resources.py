"""SCIM 2.0: people and groups for a university's directory, behind its key."""

import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from xingtan.federation.scim import access, actions, queries, rules
from xingtan.federation.scim.models import Key
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere, RuleBroken, TooMany
from xingtan.kernel.pages import now
from xingtan.rosters import public as rosters


class Turned(Exception):
    """The resource is no longer what the directory has seen."""


MOST_RESULTS = 200
MOST_BYTES = 2 * 1024 * 1024
View = Callable[..., HttpResponse]


def scim(*methods: str) -> Callable[[View], View]:
    """Make the function answer a directory with a key, in SCIM's words; anybody else is told that there is none."""

    def made(view: View) -> View:
        @csrf_exempt  # A key in a header is nothing that another site's form could send.
        @wraps(view)
        def opened(request: HttpRequest, university: str, **url: Any) -> HttpResponse:
            try:
                throttle.count("harvest", request)
            except TooMany:
                return refused(429, "too many requests")
            key = access.key_that_opens(request.headers.get("Authorization", ""), university=university, now=now())
            if key is None:
                answer = refused(401, "a key of this university is needed")
                answer["WWW-Authenticate"] = "Bearer"
                return answer
            if request.method not in methods:
                return refused(405, "not here")
            try:
                # What a program is told is in one language.
                with override("en"):
                    return view(request, key, **url)
            except (NotThere, RuleBroken, ValueError, Turned) as no:
                return _no(no)

        opened.door = access.directory  # type: ignore[attr-defined]  # read by the inspector of doors
        return opened

    return made


def _no(no: Exception) -> HttpResponse:
    match no:
        case NotThere():
            return refused(404, "there is no such resource")
        case Turned():
            return refused(412, "it was changed since")
        case rules.BadPatch():
            return refused(400, str(no), "invalidPath")
        case actions.Conflict():
            return refused(409, str(no), "uniqueness")
        case rules.BadFilter():
            return refused(400, str(no), "invalidFilter")
        case RuleBroken():
            return refused(400, str(no), "invalidValue")
        case _:
            return refused(400, str(no), "invalidSyntax")


def answered(body: Any, status: int = 200) -> HttpResponse:
    """Answer in SCIM's own media type."""
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/scim+json")


def _resource(request: HttpRequest, told: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Answer with one resource and its version, or that it is still that one."""
    version = rules.version_of(told)
    if request.method == "GET" and version in _versions(request, "If-None-Match"):
        response = HttpResponse(status=304)
    else:
        body = {**told, "meta": {**told["meta"], "version": version}}
        response = answered(_asked(request, body), status)
        response["Location"] = told["meta"]["location"]
    response["ETag"] = version
    return response


def _asked(request: HttpRequest, body: Mapping[str, Any]) -> dict[str, Any]:
    return rules.projected(body, request.GET.get("attributes", ""), request.GET.get("excludedAttributes", ""))


def _versions(request: HttpRequest, header: str) -> list[str]:
    return [each.strip() for each in request.headers.get(header, "").split(",") if each.strip()]


def _hold(request: HttpRequest, told: Mapping[str, Any]) -> None:
    """Keep to what the directory has seen.

    :raises Turned: if the resource was changed since
    """
    asked = _versions(request, "If-Match")
    if asked and "*" not in asked and rules.version_of(told) not in asked:
        raise Turned


def refused(status: int, detail: str, kind: str = "") -> HttpResponse:
    """Say no in SCIM's words."""
    body = {"schemas": [rules.ERROR], "status": str(status), "detail": detail}
    return answered({**body, **({"scimType": kind} if kind else {})}, status)


def base(key: Key) -> str:
    """Give the address under which a university's resources stand."""
    return f"{settings.XINGTAN.address}/scim/v2/{key.university.slug}"


def _body(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise ValueError("this is too large")
    said = json.loads(request.body)
    if not isinstance(said, dict) or "\\u0000" in request.body.decode("utf-8", "replace"):
        raise ValueError("an object is needed")
    json.dumps(said).encode()
    return said


def _listed(
    request: HttpRequest,
    rows: Any,
    tell: Callable[[list[Any]], list[dict[str, Any]]],
    called: Callable[[Any, str], Any] = lambda rows, name: rows,
) -> HttpResponse:
    start = max(1, _number(request.GET.get("startIndex"), 1))
    count = min(MOST_RESULTS, max(0, _number(request.GET.get("count"), 100)))
    asked = request.GET.get("filter", "").strip()
    if asked:
        test, name = rules.read_filter(asked), rules.value_asked_for(asked)
        rows = rows if name is None else called(rows, name)
        found = [each for each in tell(list(rows)) if test(each)]
        total, shown = len(found), found[start - 1 : start - 1 + count]
    else:
        total, shown = rows.count(), tell(list(rows[start - 1 : start - 1 + count]))
    body = {"schemas": [rules.LIST], "totalResults": total, "startIndex": start, "itemsPerPage": len(shown)}
    return answered({**body, "Resources": [_asked(request, each) for each in shown]})


def _number(said: str | None, default: int) -> int:
    found = re.fullmatch(r"(-?)([0-9]{1,8})", said or "")
    # Less than nothing is nothing (RFC 7644, 3.4.2.4).
    return default if found is None else 0 if found[1] else int(found[2])


@scim("GET", "POST")
def users(request: HttpRequest, key: Key) -> HttpResponse:
    """List the people the directory pushed, or take one in."""
    if request.method == "GET":
        return _listed(
            request,
            queries.users(key.university),
            lambda rows: [queries.as_user(each, base(key)) for each in rows],
            queries.called,
        )
    uid = actions.push_user(key=key, said=_body(request), now=now())
    return _resource(request, queries.as_user(_user(key, str(uid)), base(key)), 201)


@scim("GET", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, key: Key, uid: str) -> HttpResponse:
    """Tell of a person, take them in anew, or let them go; what they did stays."""
    known = _user(key, uid)
    told = queries.as_user(known, base(key))
    if request.method == "GET":
        return _resource(request, told)
    _hold(request, told)
    if request.method == "DELETE":
        actions.drop_user(key=key, known=known, now=now())
        return HttpResponse(status=204)
    said = _body(request)
    if request.method == "PATCH":
        said = rules.patched(
            told, next((value for name, value in said.items() if name.casefold() == "operations"), None)
        )
    actions.push_user(key=key, said=said, now=now(), known=known)
    return _resource(request, queries.as_user(_user(key, uid), base(key)))


def _user(key: Key, uid: str) -> rosters.Sourced:
    found = queries.user_named(key.university, uid)
    if found is None:
        raise NotThere
    return found


@scim("GET", "POST")
def groups(request: HttpRequest, key: Key) -> HttpResponse:
    """List the groups the directory pushed, or make one a class."""
    if request.method == "GET":
        return _listed(
            request,
            queries.groups(key.university),
            lambda rows: queries.as_groups(key.university, rows, base(key)),
        )
    made = _push(key, _body(request), None)
    return _resource(request, _told(key, made), 201)


@scim("GET", "PUT", "PATCH", "DELETE")
def group(request: HttpRequest, key: Key, number: str) -> HttpResponse:
    """Tell of a group, change who is in it, or end it; the class stays."""
    known = queries.group_named(key.university, number)
    if known is None:
        raise NotThere
    told = _told(key, known)
    if request.method == "GET":
        return _resource(request, told)
    _hold(request, told)
    if request.method == "DELETE":
        actions.drop_group(key=key, known=known, now=now())
        return HttpResponse(status=204)
    said = _body(request)
    if request.method == "PATCH":
        operations = next((value for name, value in said.items() if name.casefold() == "operations"), None)
        said = rules.patched(told, operations)
    return _resource(request, _told(key, _push(key, said, known)))


def _told(key: Key, row: rosters.Sourced) -> dict[str, Any]:
    return queries.as_groups(key.university, [row], base(key))[0]


def _push(key: Key, said: Mapping[str, Any], known: rosters.Sourced | None) -> rosters.Sourced:
    members = said.get("members") or []
    if not isinstance(members, list):
        raise ValueError("members is a list")
    uids = {UUID(str(each.get("value"))) for each in members if isinstance(each, dict)}
    name, external = str(said.get("displayName") or "").strip(), str(said.get("externalId") or "").strip()
    return actions.push_group(key=key, name=name, external=external, members=uids, now=now(), known=known)
