"""When a course is complete: enough of its blocks are, and (where there are points) the pass mark is reached."""

from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from xingtan.learning.rules.grades import ALL, NOTHING, STEP, Grade
from xingtan.learning.rules.plan import Plan, Policy

State = Literal["", "begun", "done"]


def share_done(plan: Plan, completed: Collection[str]) -> Decimal:
    """Give the part of the course's blocks that are complete, rounded down so that only all is all."""
    blocks = plan.section_of
    if not blocks:
        return NOTHING
    done = sum(1 for key in blocks if key in completed)
    return (Decimal(done) / len(blocks)).quantize(STEP, ROUND_DOWN)


def is_complete(policy: Policy, share: Decimal, grade: Grade | None) -> bool:
    """Test whether what the course asks is done.

    A course that asks for no share of its blocks is complete when it is passed; one without points, when its
    share is reached. A course that asks for nothing at all is never complete by itself.
    """
    has_mark = grade is not None and policy.pass_mark > 0
    if not has_mark and policy.completion_share <= 0:
        return False
    return share >= min(policy.completion_share, ALL) and (grade is None or grade.is_passed)


def unit_state(blocks: Collection[str], touched: Collection[str], completed: Collection[str]) -> State:
    """Say how far a unit is.

    :param blocks: keys of its blocks
    :param touched: keys of blocks with any result
    :param completed: keys of blocks that are complete
    """
    if blocks and all(key in completed for key in blocks):
        return "done"
    return "begun" if any(key in touched for key in blocks) else ""


def next_unit(plan: Plan, completed: Collection[str], last: str | None) -> str | None:
    """Find where to go on: the last unit if it is not done, else the next that is not, going round; None in an empty course.

    A unit without blocks is passed over, and when all is done it is the last unit again.
    """
    if not plan.order:
        return None
    start = plan.order.index(last) if last in plan.units else 0
    for key in (*plan.order[start:], *plan.order[:start]):
        if any(block not in completed for block in plan.units[key]):
            return key
    return plan.order[start]
