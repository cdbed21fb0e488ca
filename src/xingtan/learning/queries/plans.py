"""What counts in a version, read once per process: versions never change."""

from uuid import UUID

from xingtan.authoring import public as authoring
from xingtan.authoring.registry.bundle import Policy
from xingtan.learning import rules

_KEPT = 256
_plans: dict[UUID, rules.Plan] = {}


def plan_of(version: authoring.Version) -> rules.Plan:
    """Give what counts in the version."""
    known = _plans.get(version.uid)
    if known is not None:
        return known
    if len(_plans) >= _KEPT:
        _plans.clear()
    return _plans.setdefault(version.uid, _plan(authoring.outline_of(version), authoring.policy_of(version)))


def _plan(outline: authoring.Outline, policy: Policy) -> rules.Plan:
    return rules.Plan(
        sections=tuple(
            rules.Section(
                key=section.key,
                units={unit.key: unit.blocks for unit in section.units},
                graded_as=section.graded_as,
                due_at=section.due_at,
            )
            for section in outline.sections
        ),
        policy=rules.Policy(
            pass_mark=policy.pass_mark,
            cutoffs=tuple(sorted(policy.cutoffs.items(), key=lambda each: (-each[1], each[0]))),
            graders=tuple(
                rules.Grader(
                    name=each.name,
                    label=each.label,
                    weight=each.weight,
                    min_count=each.min_count,
                    drop_count=each.drop_count,
                )
                for each in policy.graders
            ),
            completion_share=policy.completion_share,
        ),
        points={key: block.possible for key, block in outline.blocks.items() if block.is_graded and block.possible > 0},
    )
