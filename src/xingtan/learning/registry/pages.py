"""What learning's slots hand to upper rooms: see the list of slots in the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xingtan.learning.registry.players import Study


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UnitPage:
    """The page of one unit, open before somebody: the thing of the slots `learning.unit_tools` and `learning.unit_foot`."""

    study: Study
    unit: Any
    """A unit of the outline: key, title, blocks."""

    @property
    def url(self) -> str:
        """Give the page's address."""
        return self.study.place(self.unit.key)
