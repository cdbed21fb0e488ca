"""What learning counts for the public page of counts."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.registry import Counter, counts
from xingtan.learning.models import Enrollment


def _learners() -> int:
    return Enrollment.objects.aggregate(count=Count("learner", distinct=True))["count"] or 0


counts(
    Counter(
        "learners",
        _("learners"),
        _(
            "People who have taken a place on at least one course here. Each counts once, whatever they took and whether"
            " they finished; learners of courses on partner platforms are not among them."
        ),
        _learners,
    )
)
