"""The door to a problem for its learner. Scores and answers of others are behind the doors of `catalog` and `learning`."""

from typing import Any
from uuid import UUID

from xingtan.authoring import public as authoring
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
