"""YAML as people write it by hand: every value is text until a field says what it is, and every field knows its line.

So `answer: 9.80` stays `9.80`, `no` is a word, and `0511` keeps its nought. Anchors and aliases are refused.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

Value: TypeAlias = "str | list[Value] | Fields"

DEEPEST = 30
LONGEST = 1_000_000


class NotYaml(ValueError):
    """The text cannot be read; `line` counts from 1 within it."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


@dataclass(slots=True)
class Fields:
    """A mapping, with the line of each of its names."""

    values: dict[str, Value]
    lines: dict[str, int]
    line: int

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def line_of(self, name: str) -> int:
        """Tell the line of a field."""
        return self.lines.get(name, self.line)


def load(text: str, first_line: int = 1) -> Value:
    """Read YAML.

    :param first_line: the line of the file on which the text begins
    :raises NotYaml: if it is not YAML, or a kind of it that we refuse
    """
    if len(text) > LONGEST:
        raise NotYaml("too long", first_line)
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        raise NotYaml(broken.problem or "", first_line + (mark.line if mark else 0)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as broken:
        raise NotYaml(str(broken).splitlines()[0] if str(broken) else "", first_line) from None
    return "" if node is None else _value(node, first_line, set(), 0)


def _value(node: yaml.Node, first_line: int, seen: set[int], depth: int) -> Value:
    line = first_line + node.start_mark.line
    # A node that is met twice is an alias; a few of them can say a million things.
    if id(node) in seen:
        raise NotYaml("aliases (*) are not used here", line)
    if depth > DEEPEST:
        raise NotYaml("too deep", line)
    if isinstance(node, yaml.ScalarNode):
        return "" if node.style is None and node.value in {"~", "null"} else str(node.value)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, first_line, seen, depth + 1) for each in node.value]
    assert isinstance(node, yaml.MappingNode)
    fields = Fields({}, {}, line)
    for name_node, value_node in node.value:
        at = first_line + name_node.start_mark.line
        if not isinstance(name_node, yaml.ScalarNode):
            raise NotYaml("the name of a field is text", at)
        name = str(name_node.value)
        if name in fields.values:
            raise NotYaml(f"“{name}” is there twice", at)
        fields.values[name] = _value(value_node, first_line, seen, depth + 1)
        fields.lines[name] = at
    return fields


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes every value as text that needs no quotes to be told from a number, since our reader takes all as text."""

    def __init__(self, out: io.StringIO) -> None:
        Emitter.__init__(self, out, width=1_000_000, allow_unicode=True, indent=2)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_flow_style=False, sort_keys=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is a library's
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else "'" if text in {"", "~", "null"} else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class Inline(list[Any]):
    """A list that is written on one line."""


def _inline(dumper: _Dumper, values: Inline) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Inline, _inline)


def dump(data: Any) -> str:
    """Write YAML, fields in the order given."""
    out = io.StringIO()
    dumper = _Dumper(out)
    dumper.open()
    dumper.represent(_as_text(data))
    dumper.close()
    return out.getvalue()


def _as_text(value: Any) -> Any:
    if isinstance(value, Inline):
        return Inline(_as_text(each) for each in value)
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {_as_text(name): _as_text(each) for name, each in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
