"""Problems as they were read from blocks, kept in the process: a block never changes."""

from collections.abc import Mapping
from typing import Any, Protocol

from xingtan.assessment.rules.problem import Problem
from xingtan.assessment.rules.reading import read

_KEPT = 512
_problems: dict[tuple[str, str], Problem] = {}


class HasData(Protocol):
    """A block, as far as it matters here."""

    @property
    def data(self) -> Mapping[str, Any]:
        """Give the data of the problem."""
        ...


def problem_of(block: HasData, language: str = "") -> Problem:
    """Read the problem of a block, with its texts in this language.

    :raises ProblemFaulty: if the data is no problem
    """
    digest: str = getattr(block, "digest", "")
    if not digest:
        return read(block.data, language)
    known = _problems.get((digest, language))
    if known is not None:
        return known
    if len(_problems) >= _KEPT:
        _problems.clear()
    return _problems.setdefault((digest, language), read(block.data, language))
