"""Run: when a course is taught here. CourseRole: who serves it."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models.course import Course
from xingtan.kernel.ids import new_uid

# As far as PostgreSQL counts.
MOST_PLACES = 2**31 - 1


class Runs(models.QuerySet["Run"]):
    """Filters on runs."""

    def published(self) -> Self:
        """Keep those that anyone may see."""
        return self.filter(status=Run.Status.PUBLISHED, course__status=Course.Status.PUBLISHED)

    def whole(self) -> Self:
        """Load the course and the university with each run."""
        return self.select_related("course", "course__university")


class Run(models.Model):
    """A time at which the course is taught: enrolment from ``opens_at`` to ``closes_at``, teaching from ``starts_at`` to ``ends_at``."""

    class Status(models.TextChoices):
        """Whether the catalogue shows it."""

        PLANNED = "planned", _("Planned")
        PUBLISHED = "published", _("Published")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    is_self_paced = models.BooleanField(_("self-paced"), default=True)
    opens_at = models.DateTimeField(_("enrolment opens"), null=True)
    closes_at = models.DateTimeField(_("enrolment closes"), null=True)
    starts_at = models.DateTimeField(_("starts"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    grace_minutes = models.PositiveIntegerField(_("grace after a date, in minutes"), default=0)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    places = models.PositiveIntegerField(
        _("places"), null=True, help_text=_("Without a number, there is a place for everyone.")
    )

    objects = Runs.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = (
            models.CheckConstraint(
                name="run_ends_after_start",
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="run_closes_after_opening",
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.course} ({self.starts_at:%Y-%m-%d})" if self.starts_at else str(self.course)

    def get_absolute_url(self) -> str:
        """Give the address of the learner's page. Needs course and university loaded."""
        return reverse("learning:run", args=(self.course.university.slug, self.course.slug, self.uid))


class CourseRole(models.Model):
    """A person serves a course, or one run of it."""

    class Role(models.TextChoices):
        """What one may serve as."""

        TEACHER = "teacher", _("Teacher")
        ASSISTANT = "assistant", _("Assistant")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="roles")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="roles")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "course", "run", "role"], name="course_role_once", nulls_distinct=False
            ),
        )
