"""Questions about figures that look odd. They are to be answered, and forbid nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MANY_TIMES = 20
MOST_A_LESSON = 500


@dataclass(frozen=True, slots=True)
class Question:
    """Something odd.

    :param key: which question; its words are the interface's
    :param measure: beside which figure it stands, and whose comment answers it
    :param facts: the numbers that make it odd
    """

    key: str
    measure: str
    facts: Mapping[str, int] = field(default_factory=dict)


def questions_of(values: Mapping[str, int], before: Mapping[str, int], students: int | None = None) -> list[Question]:
    """Find what looks odd in these figures, beside those of the last time.

    :param students: how many the list of institutions says it has, if it does
    """
    return [
        *_fewer(values, "attendances", "lessons", "attendances_under_lessons"),
        *_fewer(values, "attendances", "learners", "attendances_under_learners"),
        *_fewer(values, "lessons", "courses", "lessons_under_courses"),
        *_many_a_lesson(values),
        *_more_teachers(values, students),
        *_more_learners(values, students),
        *_far_from_last_time(values, before),
        *_nothing_beside_something(values),
    ]


def _fewer(values: Mapping[str, int], what: str, than: str, key: str) -> list[Question]:
    if what in values and than in values and values[what] < values[than]:
        return [Question(key, what, {"value": values[what], "other": values[than]})]
    return []


def _many_a_lesson(values: Mapping[str, int]) -> list[Question]:
    lessons, attendances = values.get("lessons", 0), values.get("attendances", 0)
    if lessons and attendances > MOST_A_LESSON * lessons:
        return [Question("many_a_lesson", "attendances", {"value": attendances // lessons, "other": MOST_A_LESSON})]
    return []


def _more_teachers(values: Mapping[str, int], students: int | None) -> list[Question]:
    crowd = values.get("students", students)
    if crowd and values.get("teachers", 0) > crowd:
        return [Question("teachers_over_students", "teachers", {"value": values["teachers"], "other": crowd})]
    return []


def _more_learners(values: Mapping[str, int], students: int | None) -> list[Question]:
    crowd = values.get("students", students)
    if crowd and values.get("learners", 0) > 2 * crowd:
        return [Question("learners_over_students", "learners", {"value": values["learners"], "other": crowd})]
    return []


def _far_from_last_time(values: Mapping[str, int], before: Mapping[str, int]) -> list[Question]:
    found = []
    for key, value in values.items():
        last = before.get(key, 0)
        if last and value > MANY_TIMES * last:
            found.append(Question("many_times_more", key, {"value": value, "other": last}))
        elif last and value * MANY_TIMES < last:
            found.append(Question("many_times_less", key, {"value": value, "other": last}))
    return found


def _nothing_beside_something(values: Mapping[str, int]) -> list[Question]:
    if not values.get("lessons", 1) and values.get("attendances", 0):
        return [Question("attendances_without_lessons", "lessons", {"value": 0, "other": values["attendances"]})]
    return []
