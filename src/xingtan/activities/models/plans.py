"""Plan of a lesson: what happens in which order, made once and used in many sessions."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.activities.models.activities import Activity
from xingtan.kernel.ids import new_uid


class Plans(models.QuerySet["Plan"]):
    """Filters on plans."""

    def shared_with(self, universities: object, departments: object) -> Self:
        """Keep those shared with one of these universities as a whole, or with one of these departments."""
        return self.filter(models.Q(university__in=universities, unit=None) | models.Q(unit__in=departments))


class Plan(models.Model):
    """A plan of a lesson. It belongs to who made it; what is applied of it is a copy that no later change reaches."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    aims = models.TextField(_("what it is for"), max_length=4000, blank=True)
    # Nobody, once who made a shared plan is gone.
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # Whose teachers may read and copy it; nothing: nobody else.
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    # Only who teaches in this department of it, or in one of its parts.
    unit = models.ForeignKey("universities.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    # Who runs that university says: a model for its teachers.
    recommended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = Plans.as_manager()

    class Meta:
        verbose_name = _("lesson plan")
        verbose_name_plural = _("lesson plans")
        indexes = (
            models.Index(fields=["made_by", "-id"], name="plan_of_person"),
            models.Index(fields=["university", "-id"], name="plan_of_university"),
        )
        constraints = (
            models.CheckConstraint(
                name="plan_of_department_has_university",
                condition=models.Q(unit__isnull=True) | models.Q(university__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Give the address of its page."""
        return reverse("activities:plan", args=(self.uid,))


class Step(models.Model):
    """One step of a plan: an activity, or without a kind something to say or do."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    # Within its phase; gaps are left where one was taken away.
    place = models.PositiveIntegerField()
    phase = models.CharField(_("when"), max_length=6, choices=Activity.Phase.choices, default=Activity.Phase.IN)
    minutes = models.PositiveIntegerField(_("minutes"), null=True)
    kind = models.CharField(max_length=30, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    config = models.JSONField(default=dict)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)


class Use(models.Model):
    """A plan was applied to a session. What its steps said then is kept here, with the activities made of them."""

    # Nothing, once the plan was thrown away.
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="+")
    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    # Each: phase, minutes, title, notes, and the uid of its activity.
    steps = models.JSONField(default=list)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "plan"], name="plan_used_once"),)
