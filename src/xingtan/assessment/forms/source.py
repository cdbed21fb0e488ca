"""A problem as YAML text, for people to read and change."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

LONGEST = 400_000
DEEPEST = 100
MOST_PIECES = 20_000
_INDICATORS = re.compile(r"(?:[-?:] ){4,}")


class NotYaml(Exception):
    """The text is not a problem in YAML; says where it goes wrong, when that is known."""

    def __init__(self, line: int | None = None, trouble: str = "") -> None:
        super().__init__(trouble)
        self.line = line
        self.trouble = trouble


def as_source(data: Mapping[str, Any]) -> str:
    """Write the data as YAML, long texts in blocks."""
    writer = YAML(typ="rt", pure=True)
    writer.width = 100
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    writer.dump(_plain(data), out)
    return out.getvalue()


def from_source(text: str) -> dict[str, Any]:
    """Read YAML (or JSON, which is YAML).

    :raises NotYaml: if it cannot be read, or is not an object
    """
    if _depth(text) > DEEPEST:
        raise NotYaml
    reader = YAML(typ="safe", pure=True)
    try:
        for number, event in enumerate(reader.parse(StringIO(text))):
            # An alias can make a few lines stand for billions, and no problem needs one.
            if isinstance(event, AliasEvent) or number > MOST_PIECES:
                raise NotYaml
        found = reader.load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        raise NotYaml(mark.line + 1 if mark else None, error.problem or "") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise NotYaml(None, str(error)[:200]) from None
    if not isinstance(found, dict):
        raise NotYaml
    plain: dict[str, Any] = _plain(found)
    return plain


def _depth(text: str) -> int:
    """Measure roughly how deep brackets and indicators are nested: the reader's time grows with the square of it."""
    deepest = depth = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return max(deepest, *(len(run[0]) // 2 for run in _INDICATORS.finditer(text)), 0)


def _plain(value: Any) -> Any:
    """Keep to what JSON knows; dates and other things that YAML makes of words become words again."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
