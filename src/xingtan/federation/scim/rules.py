"""SCIM as values (RFC 7643, 7644): filters, patches, and what a resource says."""

import json
import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
LONGEST_FILTER, DEEPEST = 2_000, 10
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\(|\)|\[|\]|[^\s()\[\]"]+)')
_CORE = re.compile(r"^urn:ietf:params:scim:schemas:core:2\.0:\w+:(?=\w)", re.IGNORECASE)
_ONE = re.compile(r'\s*(?:\S+:)?(userName|externalId|id|emails\.value)\s+eq\s+"([^"\\]*)"\s*', re.IGNORECASE)
_PATH = re.compile(r"([A-Za-z]\w*)(?:\[(.{1,500})\])?(?:\.([A-Za-z]\w*))?")


class BadFilter(ValueError):
    """A filter that cannot be read."""


class BadPatch(ValueError):
    """A patch that cannot be done."""


Test = Callable[[Mapping[str, Any]], bool]


def read_filter(text: str) -> Test:
    """Make a test of a filter: comparisons with ``and``, ``or``, ``not`` and brackets.

    :raises BadFilter: if it cannot be read
    """
    if len(text) > LONGEST_FILTER:
        raise BadFilter("too long")
    tokens = [found[1] for found in _TOKEN.finditer(text)]
    if "".join(tokens) != re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text):
        raise BadFilter("not closed")
    test, rest = _either(tokens, 0)
    if rest:
        raise BadFilter(rest[0])
    return test


def value_asked_for(text: str) -> str | None:
    """Give the one name that a filter asks for, as directories do before each push; None if it asks for more."""
    found = _ONE.fullmatch(text)
    return found[2] if found else None


def _either(tokens: list[str], depth: int) -> tuple[Test, list[str]]:
    one, tokens = _both(tokens, depth)
    while tokens and tokens[0].lower() == "or":
        other, tokens = _both(tokens[1:], depth)
        one = _or(one, other)
    return one, tokens


def _both(tokens: list[str], depth: int) -> tuple[Test, list[str]]:
    one, tokens = _single(tokens, depth)
    while tokens and tokens[0].lower() == "and":
        other, tokens = _single(tokens[1:], depth)
        one = _and(one, other)
    return one, tokens


def _or(one: Test, other: Test) -> Test:
    return lambda it: one(it) or other(it)


def _and(one: Test, other: Test) -> Test:
    return lambda it: one(it) and other(it)


def _single(tokens: list[str], depth: int) -> tuple[Test, list[str]]:
    if not tokens or depth > DEEPEST:
        raise BadFilter("nothing to compare")
    if tokens[0].lower() == "not":
        test, rest = _single(tokens[1:], depth + 1)
        return lambda it: not test(it), rest
    if tokens[0] == "(":
        test, rest = _either(tokens[1:], depth + 1)
        if not rest or rest[0] != ")":
            raise BadFilter("a bracket is not closed")
        return test, rest[1:]
    if len(tokens) > 2 and tokens[1] == "[":
        name = tokens[0]
        test, rest = _either(tokens[2:], depth + 1)
        if not rest or rest[0] != "]":
            raise BadFilter("a bracket is not closed")
        return lambda it: any(test(each) for each in values_of(it, name) if isinstance(each, Mapping)), rest[1:]
    if len(tokens) >= 2 and tokens[1].lower() == "pr":
        name = tokens[0]
        return lambda it: any(each not in (None, "", [], {}) for each in values_of(it, name)), tokens[2:]
    if len(tokens) < 3 or tokens[1].lower() not in COMPARISONS:
        raise BadFilter(tokens[0])
    name, compare, value = tokens[0], COMPARISONS[tokens[1].lower()], _value(tokens[2])
    if tokens[1].lower() == "ne":
        return lambda it: not any(COMPARISONS["eq"](each, value) for each in values_of(it, name)), tokens[3:]
    return lambda it: any(compare(each, value) for each in values_of(it, name)), tokens[3:]


def _value(token: str) -> Any:
    if token.startswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    plain = {"true": True, "false": False, "null": None}
    return plain.get(token.lower(), token)


def _text(value: Any) -> str:
    return str(value).casefold()


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda one, other: one == other if isinstance(other, bool | None) else _text(one) == _text(other),
    "ne": lambda one, other: _text(one) != _text(other),
    "co": lambda one, other: _text(other) in _text(one),
    "sw": lambda one, other: _text(one).startswith(_text(other)),
    "ew": lambda one, other: _text(one).endswith(_text(other)),
    "gt": lambda one, other: _text(one) > _text(other),
    "ge": lambda one, other: _text(one) >= _text(other),
    "lt": lambda one, other: _text(one) < _text(other),
    "le": lambda one, other: _text(one) <= _text(other),
}


def values_of(resource: Mapping[str, Any], path: str) -> list[Any]:
    """Give what a resource says at a path such as ``emails.value``, in any case."""
    inner = _in_extension(path)
    part = resource.get(ENTERPRISE) if inner is not None else resource
    path = _CORE.sub("", path) if inner is None else inner
    if not path:
        return [] if part is None else [part]
    found: list[Any] = [part]
    for name in path.split(".")[:4]:
        after: list[Any] = []
        for each in found:
            for one in each if isinstance(each, list) else [each]:
                if isinstance(one, Mapping):
                    after += [value for key, value in one.items() if key.casefold() == name.casefold()]
        found = after
    return [one for each in found for one in (each if isinstance(each, list) else [each])]


def _in_extension(path: str) -> str | None:
    """Give what of a path lies in the enterprise extension: nothing at all for the extension itself, None outside."""
    if not path.casefold().startswith(ENTERPRISE.casefold()):
        return None
    return path[len(ENTERPRISE) :].lstrip(":.")


def patched(resource: Mapping[str, Any], operations: Any) -> dict[str, Any]:
    """Give a resource as the operations of a patch leave it.

    :raises BadPatch: if one of them cannot be done
    """
    done = {**resource}
    if not isinstance(operations, list) or not operations or len(operations) > 1_000:
        raise BadPatch("no operations")
    for each in operations:
        if not isinstance(each, Mapping):
            raise BadPatch("an operation is an object")
        kind, path, value = str(each.get("op", "")).lower(), each.get("path"), each.get("value")
        if kind not in ("add", "replace", "remove"):
            raise BadPatch(kind)
        if path is None:
            if kind == "remove" or not isinstance(value, Mapping):
                raise BadPatch("no path")
            for name, part in value.items():
                _set(done, name, part, kind)
        else:
            _set(done, str(path), value, kind)
    return done


def _set(resource: dict[str, Any], path: str, value: Any, kind: str) -> None:
    if (part := _in_extension(path)) is not None:
        extension = dict(resource.get(ENTERPRISE) or {})
        if part:
            _set(extension, part, value, kind)
        else:
            extension = {} if kind == "remove" else {**extension, **value} if isinstance(value, Mapping) else extension
        resource[ENTERPRISE] = extension
        return
    found = _PATH.fullmatch(_CORE.sub("", path))
    if not found:
        raise BadPatch(path)
    name = next((key for key in resource if key.casefold() == found[1].casefold()), found[1])
    old = resource.get(name)
    if found[2] is not None:
        resource[name] = _members(old, found[2], found[3], value, kind)
    elif found[3]:
        inner = dict(old) if isinstance(old, Mapping) else {}
        if kind == "remove":
            inner.pop(found[3], None)
        else:
            inner[found[3]] = value
        resource[name] = inner
    elif kind == "remove":
        gone = (
            {str(each.get("value")) for each in value if isinstance(each, Mapping)} if isinstance(value, list) else None
        )
        resource[name] = (
            [each for each in old or () if str(each.get("value")) not in gone]
            if gone and isinstance(old, list)
            else None
        )
    elif kind == "add" and isinstance(old, list):
        resource[name] = old + (value if isinstance(value, list) else [value])
    else:
        resource[name] = value


def _members(old: Any, words: str, part: str | None, value: Any, kind: str) -> list[Any]:
    try:
        test = read_filter(words)
    except BadFilter as no:
        raise BadPatch(str(no)) from None
    rows = [each for each in old or () if isinstance(each, Mapping)] if isinstance(old, list) else []
    if kind == "remove" and not part:
        return [each for each in rows if not test(each)]
    new = [{**each, part or "value": value} if test(each) else each for each in rows]
    if not any(map(test, rows)) and kind != "remove":
        new.append({part or "value": value})
    return new


def version_of(told: Mapping[str, Any]) -> str:
    """Give the version of a resource: the same while it says the same, whenever that was."""
    said = json.dumps({name: value for name, value in told.items() if name != "meta"}, sort_keys=True)
    return f'W/"{blake2b(said.encode(), digest_size=12).hexdigest()}"'


def projected(resource: Mapping[str, Any], attributes: str, excluded: str) -> dict[str, Any]:
    """Give of a resource what was asked for; its id and schemas always stay."""
    wanted, left = (
        {_CORE.sub("", each.strip()).partition(".")[0].casefold() for each in names.split(",") if each.strip()}
        for names in (attributes, excluded)
    )
    kept = {"id", "schemas"}
    return {
        name: value
        for name, value in resource.items()
        if name.casefold() in kept or (name.casefold() in wanted if wanted else name.casefold() not in left)
    }
