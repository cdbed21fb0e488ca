"""Attempts: what a learner answered, and why its score is what it is; and the scores that teachers gave instead."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.learning.public import Enrollment

KEY_LENGTH = 100  # as authoring.registry.keys


class Attempts(models.QuerySet["Attempt"]):
    """Filters on attempts."""

    def of(self, enrollment: Enrollment, keys: Iterable[str]) -> Self:
        """Keep those of one learner at these blocks."""
        return self.filter(enrollment=enrollment, key__in=keys)

    def newest(self) -> Self:
        """Keep the last one of each learner at each block."""
        later = Attempt.objects.filter(
            enrollment=models.OuterRef("enrollment"), key=models.OuterRef("key"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))


class Attempt(models.Model):
    """One answer to one block, as it was given. A later version of the course never changes it.

    Attempts count from 1 for each learner and block; the number of the last is how many were used.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    enrollment = models.ForeignKey("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveIntegerField()
    # What was asked: the version of the course, and the order in which options were shown.
    version = models.ForeignKey("authoring.Version", on_delete=models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    # By question: what was typed, or which options were chosen.
    answer = models.JSONField()
    # By question: the share of its points, as text; empty where nothing could be judged.
    marks = models.JSONField(default=dict)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    # The best share up to and with this attempt: what counts, without looking at all that came before.
    best = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    at = models.DateTimeField()
    # When the learner cleared the answer to begin again.
    cleared_at = models.DateTimeField(null=True)

    objects = Attempts.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "key", "number"], name="attempt_number"),
            models.CheckConstraint(
                name="attempt_score_within_possible",
                condition=models.Q(share=None, score=None, possible=None)
                | models.Q(share__gte=0, share__lte=models.F("best"), score__gte=0, score__lte=models.F("possible")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Override(models.Model):
    """A teacher's word on a score: who, when, why. The last one on a problem stands; none is changed or deleted.

    It is about a problem, or about a unit or section as a whole. Without a score it takes back what stood.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    enrollment = models.ForeignKey("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=KEY_LENGTH)
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.DecimalField(max_digits=10, decimal_places=4)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=500)

    class Meta:
        verbose_name = _("teacher's score")
        verbose_name_plural = _("teachers' scores")
        constraints = (
            models.CheckConstraint(
                name="override_within_possible",
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=models.F("possible")),
            ),
        )
        indexes = (models.Index(fields=["enrollment", "id"], name="override_of_enrollment"),)

    def __str__(self) -> str:
        return self.part


class Overridden(models.Model):
    """What an override did to one problem: the score that stood before, and the one that stands from then on."""

    override = models.ForeignKey(Override, on_delete=models.CASCADE, related_name="problems")
    key = models.CharField(max_length=KEY_LENGTH)
    was_score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    was_possible = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.DecimalField(max_digits=10, decimal_places=4, null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["override", "key"], name="overridden_once"),)
