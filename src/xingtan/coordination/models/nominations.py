"""Nomination: a university offers a course for a call. Everything that is said of it on its way is a row of its own."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.calls import Call
from xingtan.coordination.models.records import Record, Recorded, Records
from xingtan.kernel.ids import new_uid
from xingtan.universities import public as universities


class Verdict(models.TextChoices):
    """What an expert recommends, and what the committee decides."""

    ACCEPT = "accept", _("Accept")
    RETURN = "return", _("Return for changes")
    REFUSE = "refuse", _("Refuse")


class Nominations(models.QuerySet["Nomination"]):
    """Filters on nominations."""

    def whole(self) -> Self:
        """Load what a page names of each."""
        return self.select_related("call", "course", "course__university", "university")

    def visible_to(self, person: Any) -> Self:
        """Keep those this person may see: the desk's, their university's, and those they are asked to review."""
        if not person.is_authenticated:
            return self.none()
        if universities.coordinates(person) or universities.is_on_committee(person):
            return self
        mine = [
            key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
        ]
        reviewed = Assignment.objects.open_or_done().filter(expert=person).values("nomination")
        return self.filter(models.Q(university__in=mine) | models.Q(pk__in=reviewed))


class Nomination(models.Model):
    """A course that its university offers for a call, and how far it is. Only a step changes its state."""

    class State(models.TextChoices):
        """How far it is."""

        NOMINATED = "nominated", _("Nominated")
        RETURNED = "returned", _("Returned")
        IN_REVIEW = "in_review", _("In review")
        TO_DECIDE = "to_decide", _("Before the committee")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        SELECTED = "selected", _("Selected")
        REMOVED = "removed", _("Taken off again")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # Of these a course may have several in one call; of the others one.
    ENDED = (State.REFUSED, State.REMOVED, State.WITHDRAWN)

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="nominations")
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    statement = models.CharField(_("why this course"), max_length=4000)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOMINATED, editable=False)
    # Each return to the university begins another round: other reviews, another decision.
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    nominated_at = models.DateTimeField()

    objects = Nominations.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = (
            models.UniqueConstraint(
                fields=["call", "course"],
                name="nominated_once",
                condition=~models.Q(state__in=("refused", "removed", "withdrawn")),
            ),
            models.CheckConstraint(
                name="nomination_state",
                condition=models.Q(
                    state__in=(
                        *("nominated", "returned", "in_review", "to_decide", "accepted"),
                        *("refused", "selected", "removed", "withdrawn"),
                    )
                ),
            ),
        )
        indexes = (models.Index(fields=["state", "nominated_at"], name="nomination_waits"),)

    def __str__(self) -> str:
        return str(self.course)

    def get_absolute_url(self) -> str:
        """Give the address of its page at the desk."""
        return reverse("coordination:nomination", args=(self.uid,))


class Step(Recorded):
    """Who moved the nomination on, when and why."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="steps")

    objects = Records.as_manager()


class Check(Record):
    """What the list of completeness said when a coordinator looked, and what the coordinator said."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    findings = models.JSONField()
    is_confirmed = models.BooleanField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Records.as_manager()


class Assignments(models.QuerySet["Assignment"]):
    """Filters on assignments."""

    def open_or_done(self) -> Self:
        """Keep those from which nobody was released."""
        return self.filter(release__isnull=True)

    def outstanding(self) -> Self:
        """Keep those on which the expert is still at work."""
        return self.open_or_done().filter(review__isnull=True)


class Assignment(models.Model):
    """An expert who is asked to review a nomination."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveSmallIntegerField()
    expert = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Assignments.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = (models.UniqueConstraint(fields=["nomination", "round", "expert"], name="expert_is_asked_once"),)

    def get_absolute_url(self) -> str:
        """Give the address of the expert's page."""
        return reverse("coordination:review", args=(self.uid,))


class Review(Record):
    """What an expert says: marks, words and a recommendation. It is given once."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    marks = models.JSONField()
    comment = models.CharField(_("comment"), max_length=8000)
    recommendation = models.CharField(_("recommendation"), max_length=8, choices=Verdict.choices)
    at = models.DateTimeField()

    objects = Records.as_manager()


class Release(Record):
    """Why an expert does not review after all: said by the expert, or by a coordinator."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="release")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000)

    objects = Records.as_manager()
