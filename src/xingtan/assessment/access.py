"""The doors to a problem for its learner, and to a learner's score for those who teach. The answers of others are behind
the doors of `catalog` and `learning`.
"""

from typing import Any
from uuid import UUID

from xingtan.assessment.rules.overriding import Level, Part
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.learning import public as learning

Found = tuple[learning.Enrollment, authoring.Version, authoring.ReadBlock]


def problem_to_answer(person: Any, *, university: str, course: str, run: UUID, block: str) -> Found:
    """Find a problem for a learner of the run, with their place and the version they study."""
    enrollment = learning.place_on_run(person, university=university, course=course, run=run)
    version = authoring.version_of(enrollment.run)
    if version is None or block not in authoring.outline_of(version).unit_of:
        raise NotThere
    (found,) = authoring.blocks_of(version, [block])
    if found.kind != "problem":
        raise NotThere
    return enrollment, version, found


def own_scores_to_read(person: Any, *, university: str, course: str, run: UUID) -> learning.Enrollment:
    """Find one's own place, to read what teachers said of one's scores."""
    return learning.place_on_run(person, university=university, course=course, run=run)


def part_to_score(
    person: Any, *, university: str, course: str, run: UUID, learner: UUID, part: str
) -> tuple[learning.Enrollment, Part]:
    """Find a part of the course with points, and the place of the learner whose score it is, for those who may give scores."""
    found = catalog.run_to_teach(person, university=university, course=course, run=run)
    _run, enrollment = learning.learner_to_guide(
        person, university=university, course=course, run=found.uid, learner=learner
    )
    version = authoring.version_of(found)
    asked = part_of(authoring.outline_of(version), part) if version is not None else None
    if asked is None:
        raise NotThere
    return enrollment, asked


def part_of(outline: authoring.Outline, key: str) -> Part | None:
    """Find a problem, a unit or a section by its key, if it has points."""
    if key in outline.unit_of:
        return _part(outline, key, "problem", outline.blocks[key].title, [key])
    if key in outline.units:
        unit = outline.units[key]
        return _part(outline, key, "unit", unit.title, unit.blocks)
    for section in outline.sections:
        if section.key == key:
            blocks = [block for unit in section.units for block in unit.blocks]
            return _part(outline, key, "section", section.title, blocks)
    return None


def _part(outline: authoring.Outline, key: str, level: Level, title: Any, blocks: Any) -> Part | None:
    known = (outline.blocks[block] for block in dict.fromkeys(blocks))
    worth = {block.key: block.possible for block in known if block.is_graded and block.possible > 0}
    return Part(key=key, level=level, title=title, worth=worth) if worth else None
