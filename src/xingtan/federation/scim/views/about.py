"""What is spoken here, as a directory asks for it first."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from xingtan.federation.scim import rules, schemas
from xingtan.federation.scim.models import Key
from xingtan.federation.scim.views.resources import MOST_RESULTS, answered, base, scim
from xingtan.kernel.errors import NotThere


@scim("GET")
def about(request: HttpRequest, key: Key, what: str, one: str = "") -> HttpResponse:
    """Say what is spoken here: all of a kind, or one of them."""
    every = {"Schemas": schemas.SCHEMAS, "ResourceTypes": schemas.TYPES}
    if what == "ServiceProviderConfig" and not one:
        return answered(_with_place(schemas.config(MOST_RESULTS), f"{base(key)}/{what}", what))
    if what not in every:
        raise NotThere
    found = [_with_place(each, f"{base(key)}/{what}/{each['id']}", what.removesuffix("s")) for each in every[what]]
    if one:
        asked = next((each for each in found if each["id"].casefold() == one.casefold()), None)
        if asked is None:
            raise NotThere
        return answered(asked)
    body = {"schemas": [rules.LIST], "totalResults": len(found), "startIndex": 1, "itemsPerPage": len(found)}
    return answered({**body, "Resources": found})


def _with_place(body: dict[str, Any], location: str, kind: str) -> dict[str, Any]:
    return {**body, "meta": {"resourceType": kind, "location": location}}
