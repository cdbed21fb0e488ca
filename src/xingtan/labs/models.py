"""Trial: one time that a learner does an experiment. Step: one thing that happened in it; none is ever changed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid

KEY_LENGTH = 100  # as authoring.registry.keys


class Trials(models.QuerySet["Trial"]):
    """Filters on trials."""

    def finished(self) -> Self:
        """Keep those that came to their end."""
        return self.filter(finished_at__isnull=False)

    def counted(self) -> Self:
        """Tell of each how many steps it has."""
        return self.annotate(step_count=models.Count("steps"))


class Trial(models.Model):
    """One time that a learner does an experiment of a run. It begins with the first step that arrives."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    enrollment = models.ForeignKey("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    version = models.ForeignKey("authoring.Version", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # As the experiment said it last; it counts once the trial is finished.
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.DecimalField(max_digits=10, decimal_places=4)

    objects = Trials.as_manager()

    # Given by `counted`.
    step_count: int

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        constraints = (
            models.CheckConstraint(
                name="trial_score_within_possible",
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=models.F("possible")),
            ),
        )
        indexes = (models.Index(fields=["enrollment", "key"], name="trial_of_learner"),)

    def __str__(self) -> str:
        return str(self.uid)


class Step(models.Model):
    """One thing that happened in a trial, as the experiment told it: its number, its name, what was read or set."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="steps")
    # The experiment's page counts its own steps, so one that comes twice is kept once.
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = (models.UniqueConstraint(fields=["trial", "number"], name="step_once"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
