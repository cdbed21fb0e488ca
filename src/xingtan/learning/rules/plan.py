"""What counts in one version of a course: its sections, its units, what each block is worth, and the policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True, kw_only=True)
class Grader:
    """One kind of graded work and its share of the grade."""

    name: str
    weight: Decimal
    min_count: int = 1
    drop_count: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How the course is graded, and when it is complete. Marks and shares are parts of one."""

    pass_mark: Decimal = Decimal("0.5")
    cutoffs: tuple[tuple[str, Decimal], ...] = ()
    """Names of grades with the least share that earns them, the highest first."""
    graders: tuple[Grader, ...] = ()
    completion_share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A sequence of units, perhaps graded, perhaps with a date."""

    key: str
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of the blocks of each unit, in the order of the course."""
    graded_as: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole of it, made once for a version and asked often."""

    sections: tuple[Section, ...] = ()
    policy: Policy = Policy()
    points: Mapping[str, Decimal] = field(default_factory=dict)
    """What there is to earn, by key of block; blocks without points are not in it."""

    @cached_property
    def units(self) -> dict[str, tuple[str, ...]]:
        """Give the blocks of every unit, in the order of the course."""
        return {unit: blocks for section in self.sections for unit, blocks in section.units.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Give the keys of all units in order."""
        return tuple(self.units)

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Give the section of each block; a block that stands twice counts where it stands first."""
        found: dict[str, Section] = {}
        for section in self.sections:
            for blocks in section.units.values():
                for key in blocks:
                    found.setdefault(key, section)
        return found
