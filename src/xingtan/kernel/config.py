"""Settings of a room: a frozen dataclass whose fields know their environment name and meaning."""

import os
from dataclasses import Field, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


@dataclass(frozen=True)
class Described:
    """A setting as the operator's guide prints it."""

    room: str
    name: str
    env: str
    default: object
    help: str


class BadSetting(Exception):
    """A setting in the environment that cannot be read."""


described: list[Described] = []


def setting(default: Any, *, env: str, help: str) -> Any:  # noqa: A002 - help is what argparse calls it too
    """Declare one setting: its default, its name in the environment, one sentence of help."""
    return field(default=default, metadata={"env": env, "help": help})


@dataclass_transform(frozen_default=True, field_specifiers=(setting,))
def config(cls: type[C]) -> type[C]:
    """Make the class a frozen dataclass, and list its settings for the guide."""
    made = dataclass(frozen=True)(cls)
    room = cls.__module__.split(".")[1]
    for each in fields(made):  # type: ignore[arg-type]  # a dataclass since the line above
        described.append(Described(room, each.name, each.metadata["env"], each.default, each.metadata["help"]))
    return made


def load(cls: type[C]) -> C:
    """Read the settings of this class from the environment.

    :raises BadSetting: naming the variable, and what was expected of it
    """
    values = {each.name: _read(each) for each in fields(cls) if each.metadata["env"] in os.environ}  # type: ignore[arg-type]  # classes made by config()
    return cls(**values)


def _read(each: "Field[Any]") -> object:
    env, default = each.metadata["env"], each.default
    raw = os.environ[env]
    try:
        match default:
            case bool():
                return _boolean(raw)
            case int():
                return int(raw)
            case float():
                return float(raw)
            case tuple():
                return tuple(part.strip() for part in raw.split(",") if part.strip())
            case _:
                return raw
    except ValueError:
        raise BadSetting(f"{env}={raw!r} cannot be read: {each.metadata['help']}") from None


def _boolean(raw: str) -> bool:
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise ValueError(raw)
