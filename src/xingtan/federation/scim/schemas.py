"""The shape of what is told and taken by SCIM, as RFC 7643 describes shapes."""

from typing import Any

from xingtan.federation.scim import rules

_CORE = "urn:ietf:params:scim:schemas:core:2.0:"


def _attribute(
    name: str, kind: str = "string", /, *, parts: tuple[dict[str, Any], ...] = (), **said: Any
) -> dict[str, Any]:
    plain = {
        "name": name,
        "type": "complex" if parts else kind,
        "multiValued": False,
        "description": name,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
    return {**plain, **said, **({"subAttributes": list(parts)} if parts else {})}


_VALUE, _DISPLAY = _attribute("value"), _attribute("display", mutability="readOnly")
SCHEMAS: list[dict[str, Any]] = [
    {
        "schemas": [f"{_CORE}Schema"],
        "id": rules.USER,
        "name": "User",
        "description": "A person of the university",
        "attributes": [
            _attribute("userName", required=True, uniqueness="server"),
            _attribute("name", parts=(_attribute("formatted"), _attribute("givenName"), _attribute("familyName"))),
            _attribute("displayName"),
            _attribute(
                "emails", multiValued=True, parts=(_VALUE, _attribute("type"), _attribute("primary", "boolean"))
            ),
            _attribute("userType"),
            _attribute("roles", multiValued=True, parts=(_VALUE,)),
            _attribute("active", "boolean"),
        ],
    },
    {
        "schemas": [f"{_CORE}Schema"],
        "id": rules.ENTERPRISE,
        "name": "EnterpriseUser",
        "description": "The number of a person at the university",
        "attributes": [_attribute("employeeNumber")],
    },
    {
        "schemas": [f"{_CORE}Schema"],
        "id": rules.GROUP,
        "name": "Group",
        "description": "A class, with its students",
        "attributes": [
            _attribute("displayName", required=True),
            _attribute("members", multiValued=True, parts=(_VALUE, _DISPLAY)),
        ],
    },
]
TYPES: list[dict[str, Any]] = [
    {
        "schemas": [f"{_CORE}ResourceType"],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "schema": rules.USER,
        "schemaExtensions": [{"schema": rules.ENTERPRISE, "required": False}],
    },
    {
        "schemas": [f"{_CORE}ResourceType"],
        "id": "Group",
        "name": "Group",
        "endpoint": "/Groups",
        "schema": rules.GROUP,
    },
]


def config(most_results: int) -> dict[str, Any]:
    """Say which parts of the protocol are spoken."""
    on, off = {"supported": True}, {"supported": False}
    return {
        "schemas": [f"{_CORE}ServiceProviderConfig"],
        "patch": on,
        "bulk": {**off, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {**on, "maxResults": most_results},
        "changePassword": off,
        "sort": off,
        "etag": on,
        "authenticationSchemes": [
            {"type": "oauthbearertoken", "name": "Bearer", "description": "A key of the university"}
        ],
    }
