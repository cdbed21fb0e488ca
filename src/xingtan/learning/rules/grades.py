"""The course grade, by the policy in the version.

Each grader averages the graded sections that carry its name: missing ones up to ``min_count`` count as nothing,
the lowest ``drop_count`` are left out. Work without points (a problem that cannot be judged here) is out of the
total; a grader left with no work at all is out too, and the others share its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xingtan.learning.rules.plan import Grader, Plan, Policy, Section

NOTHING = Decimal(0)
ALL = Decimal(1)
STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was earned of what there was, when it was judged."""

    earned: Decimal
    possible: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One graded section in a grade; a work that is not there yet has no section."""

    section: Section | None
    earned: Decimal = NOTHING
    possible: Decimal = NOTHING
    is_dropped: bool = False

    @property
    def share(self) -> Decimal:
        """Give what was earned as a part of one."""
        return self.earned / self.possible if self.possible else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one grader gives to the grade."""

    grader: Grader
    works: tuple[Work, ...]
    weight: Decimal
    """Its share of the whole grade, once graders without work are out."""
    average: Decimal

    @property
    def contribution(self) -> Decimal:
        """Give how much of the whole grade was earned here."""
        return self.weight * self.average


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade and how it came about. ``share`` is a part of one; ``name`` is empty below the lowest grade."""

    share: Decimal
    name: str
    is_passed: bool
    parts: tuple[Part, ...] = ()
    left_out: tuple[Grader, ...] = ()
    earned: Decimal = NOTHING
    possible: Decimal = NOTHING


def grade_of(plan: Plan, scores: Mapping[str, Score]) -> Grade | None:
    """Work out the grade; None where the course has no points at all.

    :param scores: by key of block; what is not in it was not answered
    """
    graders = plan.policy.graders
    if not graders:
        return _plain_grade(plan, scores)

    works = {grader.name: _works(plan, grader, scores) for grader in graders}
    counted = [grader for grader in graders if works[grader.name] and grader.weight > 0]
    if not any(work.possible for grader in counted for work in works[grader.name]):
        return None
    full = sum((grader.weight for grader in graders), NOTHING)
    there = sum((grader.weight for grader in counted), NOTHING)
    # Weights that add up to more than one are brought down to one; less than one stays as the policy says.
    scale = max(full, ALL) * there / full if full else ALL
    parts = tuple(_part(grader, works[grader.name], grader.weight / scale) for grader in counted)
    share = _rounded(sum((part.contribution for part in parts), NOTHING))
    return _named(
        plan.policy,
        share,
        parts=parts,
        left_out=tuple(grader for grader in graders if not works[grader.name]),
        totals=_totals(works[grader.name] for grader in counted),
    )


def points_of(plan: Plan, key: str, score: Score | None) -> Decimal:
    """Give the points for one block by what it is worth now: the part that was earned, of today's points."""
    worth = plan.points.get(key, NOTHING)
    if score is None or not score.possible or not worth:
        return NOTHING
    return worth * min(score.earned / score.possible, ALL)


def section_points(plan: Plan, section: Section, scores: Mapping[str, Score]) -> tuple[Decimal, Decimal]:
    """Give what was earned in a section, and what there is to earn."""
    earned = possible = NOTHING
    for blocks in section.units.values():
        for key in blocks:
            if key in plan.points:
                earned += points_of(plan, key, scores.get(key))
                possible += plan.points[key]
    return earned, possible


def _plain_grade(plan: Plan, scores: Mapping[str, Score]) -> Grade | None:
    possible = sum(plan.points.values(), NOTHING)
    if not possible:
        return None
    earned = sum((points_of(plan, key, scores.get(key)) for key in plan.points), NOTHING)
    return _named(plan.policy, _rounded(earned / possible), totals=(earned, possible))


def _works(plan: Plan, grader: Grader, scores: Mapping[str, Score]) -> tuple[Work, ...]:
    sections = [section for section in plan.sections if section.graded_as == grader.name]
    points = [(section, *section_points(plan, section, scores)) for section in sections]
    works = [
        Work(section=section, earned=earned, possible=possible) for section, earned, possible in points if possible
    ]
    without_points = len(sections) - len(works)
    missing = max(grader.min_count - without_points - len(works), 0)
    works += [Work(section=None)] * missing
    lowest = sorted(range(len(works)), key=lambda at: (works[at].share, -at))
    # Somebody has to be left to count.
    dropped = set(lowest[: min(grader.drop_count, max(len(works) - 1, 0))])
    return tuple(
        Work(section=work.section, earned=work.earned, possible=work.possible, is_dropped=at in dropped)
        for at, work in enumerate(works)
    )


def _part(grader: Grader, works: tuple[Work, ...], weight: Decimal) -> Part:
    kept = [work.share for work in works if not work.is_dropped]
    return Part(grader=grader, works=works, weight=weight, average=sum(kept, NOTHING) / len(kept))


def _totals(groups: Iterable[tuple[Work, ...]]) -> tuple[Decimal, Decimal]:
    works = [work for group in groups for work in group]
    return sum((work.earned for work in works), NOTHING), sum((work.possible for work in works), NOTHING)


def _named(
    policy: Policy,
    share: Decimal,
    *,
    totals: tuple[Decimal, Decimal],
    parts: tuple[Part, ...] = (),
    left_out: tuple[Grader, ...] = (),
) -> Grade:
    name = next((name for name, least in policy.cutoffs if share >= least), "")
    return Grade(
        share=share,
        name=name,
        is_passed=share >= policy.pass_mark,
        parts=parts,
        left_out=left_out,
        earned=totals[0],
        possible=totals[1],
    )


def _rounded(share: Decimal) -> Decimal:
    return min(share, ALL).quantize(STEP, ROUND_HALF_UP)
