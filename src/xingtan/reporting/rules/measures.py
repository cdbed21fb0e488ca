"""What a campaign may ask for, each with the definition it starts with. A campaign may word it otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by its key. The words are what a campaign says, not the interface, so they are kept with it."""

    key: str
    title: str
    definition: str


MEASURES: dict[str, Measure] = {
    each.key: each
    for each in (
        Measure(
            "teachers", "Teachers", "People who taught at least one lesson on line in the period; each counts once."
        ),
        Measure("courses", "Courses", "Courses of which at least one lesson was taught on line in the period."),
        Measure(
            "lessons",
            "Lessons",
            "Sessions held on line in the period. A session is one lesson, however many attend it.",
        ),
        Measure(
            "attendances",
            "Attendances",
            "One person at one lesson. Never the same as lessons: a lesson with 165 people is 165 attendances.",
        ),
        Measure("learners", "Learners", "People who attended at least one lesson in the period; each counts once."),
        Measure("students", "Students", "Students enrolled at the institution on the as-of date."),
        Measure(
            "new_moocs", "New MOOCs", "Open courses that did not exist at the start of the period and do at its end."
        ),
        Measure(
            "new_other_courses",
            "Other new courses",
            "Courses that are no MOOCs, did not exist on line at the start of the period and do at its end.",
        ),
        Measure("minutes", "Minutes taught", "Minutes of all lessons held on line in the period, each lesson once."),
    )
}
