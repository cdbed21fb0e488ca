"""OneRoster as a server: asked page by page with a client's credentials, and written down as the files would be."""

import base64
import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from xingtan.federation.oneroster import rules
from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed

PAGE, MOST_PAGES = 1_000, 5_000
SECONDS = 60.0
Row = Mapping[str, Any]
# Resource → our columns, and where each stands in what the server says.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "orgs": (("name", "name"), ("type", "type"), ("identifier", "identifier"), ("parentSourcedId", "parent.sourcedId")),
    "academicSessions": (
        *(("title", "title"), ("type", "type"), ("startDate", "startDate"), ("endDate", "endDate")),
        ("parentSourcedId", "parent.sourcedId"),
    ),
    "courses": (("title", "title"), ("courseCode", "courseCode"), ("orgSourcedId", "org.sourcedId")),
    "classes": (
        *(("title", "title"), ("courseSourcedId", "course.sourcedId"), ("classCode", "classCode")),
        *(("location", "location"), ("schoolSourcedId", "school.sourcedId"), ("termSourcedIds", "terms.sourcedId")),
    ),
    "users": (
        *(("enabledUser", "enabledUser"), ("username", "username"), ("givenName", "givenName")),
        *(("familyName", "familyName"), ("middleName", "middleName"), ("identifier", "identifier"), ("email", "email")),
        *(("userMasterIdentifier", "userMasterIdentifier"), ("primaryOrgSourcedId", "primaryOrg.sourcedId")),
        *(("role", "role"), ("orgSourcedIds", "orgs.sourcedId")),
    ),
    "enrollments": (
        *(("classSourcedId", "class.sourcedId"), ("userSourcedId", "user.sourcedId"), ("role", "role")),
        *(("beginDate", "beginDate"), ("endDate", "endDate")),
    ),
}
ABOUT = ("sourcedId", "status", "dateLastModified")
ROLE = (*ABOUT, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId")
Told = Callable[[int, str], None]


def pulled(*, url: str, token_url: str, client: str, secret: str, tell: Told = lambda rows, name: None) -> bytes:
    """Ask a server of OneRoster 1.1 or 1.2 for all it has, and give it as a zip of CSV.

    :param url: up to and with the version: ``…/ims/oneroster/rostering/v1p2``
    :param tell: is told how many rows there are so far, and of what
    :raises OutsideFailed: if the server does not answer as it should
    """
    token = _token(token_url, client, secret)
    files: dict[str, list[list[str]]] = {"roles": [list(ROLE)]}
    for name, columns in COLUMNS.items():
        lines = files[name] = [[*ABOUT, *(column for column, _place in columns)]]
        for row in _rows(url, name, token, tell):
            lines.append([*(_said(row, each) for each in ABOUT), *(_said(row, place) for _column, place in columns)])
            if name == "users":
                files["roles"] += _roles(row)
    if len(files["roles"]) == 1:
        del files["roles"]
    return _packed(files)


def _token(token_url: str, client: str, secret: str) -> str:
    pair = base64.b64encode(f"{quote(client)}:{quote(secret)}".encode()).decode()
    reply = http.fetch(
        token_url,
        method="POST",
        headers={"Authorization": f"Basic {pair}", "Accept": "application/json"},
        data={
            "grant_type": "client_credentials",
            "scope": "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly "
            "https://purl.imsglobal.org/spec/or/v1p1/scope/roster.readonly",
        },
        seconds=SECONDS,
    )
    said = reply.json() if reply.status == 200 else None
    if not isinstance(said, dict) or not isinstance(said.get("access_token"), str):
        raise OutsideFailed(f"the server gives no token ({reply.status})")
    return str(said["access_token"])


def _rows(url: str, name: str, token: str, tell: Told) -> Iterator[Row]:
    count, seen = 0, set[str]()
    for _page in range(MOST_PAGES):
        reply = http.fetch(
            f"{url.rstrip('/')}/{name}?limit={PAGE}&offset={count}",
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            seconds=SECONDS,
            most_bytes=64 * 1024 * 1024,
        )
        said = reply.json() if reply.status == 200 else None
        rows = said.get(name) if isinstance(said, dict) else None
        if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
            raise OutsideFailed(f"the server does not tell its {name} ({reply.status})")
        ids = {_said(each, "sourcedId") for each in rows}
        if rows and ids <= seen:
            # It does not know what a page is, and would tell the same for ever.
            raise OutsideFailed(f"the server tells the same {name} again and again")
        seen |= ids
        yield from rows
        count += len(rows)
        tell(count, name)
        total = reply.headers.get("x-total-count", "")
        # Some servers give fewer than one asks for, and say how many there are.
        if not rows or (count >= int(total) if total.isascii() and total.isdigit() else len(rows) < PAGE):
            return
    raise OutsideFailed(f"there is no end to the {name}")


def _said(row: Row, place: str) -> str:
    found: Any = row
    for name in place.split("."):
        if isinstance(found, list):
            return ",".join(str(each.get(name, "")) for each in found if isinstance(each, dict))
        found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, bool):
        return str(found).lower()
    return str(found) if isinstance(found, str | int | float) else ""


def _roles(row: Row) -> Iterator[list[str]]:
    """Give the roles that 1.2 tells inside of a user."""
    roles = row.get("roles")
    for number, each in enumerate(roles if isinstance(roles, list) else ()):
        if isinstance(each, dict):
            user, org = _said(row, "sourcedId"), _said(each, "org.sourcedId")
            kinds = (_said(each, "roleType"), _said(each, "role"), _said(each, "beginDate"), _said(each, "endDate"))
            yield [f"{user}/{kinds[1]}/{org or number}", _said(row, "status"), "", user, *kinds, org]


def _packed(files: Mapping[str, list[list[str]]]) -> bytes:
    manifest = [
        ["propertyName", "value"],
        *([f"file.{name}", "bulk" if name in files else "absent"] for name in rules.FILES),
    ]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        for name, lines in {"manifest": manifest, **files}.items():
            text = io.StringIO(newline="")
            csv.writer(text).writerows(lines)
            out.writestr(f"{name}.csv", text.getvalue())
    return kept.getvalue()
