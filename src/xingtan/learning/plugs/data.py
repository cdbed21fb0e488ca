"""What learning keeps about a person: theirs to take along, and to have emptied."""

from datetime import datetime
from typing import Any

from xingtan.learning.models import Announcement, Bookmark, Enrollment, Extension, Place, Result, Withdrawal
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("learning")
def export(person: Person) -> dict[str, Any]:
    """Give the courses this person took and all they left there, and what they announced as a teacher."""
    taken = Enrollment.objects.filter(learner=person).select_related("run__course", "completion").order_by("pk")
    results, withdrawals, bookmarks, extensions = (
        _by_enrollment(model, taken) for model in (Result, Withdrawal, Bookmark, Extension)
    )
    written = Announcement.objects.filter(by=person).select_related("run__course").order_by("pk")
    return {
        "courses": [
            {
                "course": str(each.run.course),
                "enrolled_at": each.enrolled_at.isoformat(),
                "last_seen_at": _moment(each.seen_at),
                "part_done": str(each.share),
                "grade": None if each.grade is None else str(each.grade),
                "completed_at": _moment(each.completion.at) if hasattr(each, "completion") else None,
                "left": [
                    {"at": row.at.isoformat(), "reason": row.reason, "returned_at": _moment(row.returned_at)}
                    for row in withdrawals.get(each.pk, ())
                ],
                "results": [
                    {
                        "part": row.key,
                        "completed_at": _moment(row.completed_at),
                        "score": None if row.score is None else f"{row.score:f}",
                        "possible": None if row.possible is None else f"{row.possible:f}",
                        "given_by_a_teacher": row.is_corrected,
                        "judged_score": None if row.judged_score is None else f"{row.judged_score:f}",
                    }
                    for row in results.get(each.pk, ())
                ],
                "bookmarks": [row.key for row in bookmarks.get(each.pk, ())],
                "later_dates": [
                    {"section": row.section, "until": row.until.isoformat(), "why": row.why}
                    for row in extensions.get(each.pk, ())
                ],
            }
            for each in taken
        ],
        "announcements": [
            {"course": str(row.run.course), "at": row.at.isoformat(), "title": dict(row.title), "words": dict(row.body)}
            for row in written
        ],
    }


@registry.erases("learning")
def erase(person: Person) -> None:
    """Forget what this person did and where they were; that somebody took the place stays, without a name."""
    mine = Enrollment.objects.filter(learner=person)
    for model in (Result, Place, Bookmark):
        model.objects.filter(enrollment__in=mine).delete()
    Withdrawal.objects.filter(enrollment__in=mine).update(reason="")
    Extension.objects.filter(enrollment__in=mine).update(why="")
    mine.update(seen_at=None, started_at=None, share=0, grade=None)


def _by_enrollment(model: Any, taken: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in model.objects.filter(enrollment__in=taken).order_by("pk"):
        found.setdefault(row.enrollment_id, []).append(row)
    return found


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
