"""Which minutes of films are watched, and which units are visited, again and again: sums, in which no person is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 100  # as authoring.registry.keys


class Minute(models.Model):
    """One minute of one film on a run: how often it was played, and how often by who had seen it in the same visit."""

    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    minute = models.PositiveSmallIntegerField()
    plays = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("minute of a film")
        verbose_name_plural = _("minutes of films")
        constraints = (models.UniqueConstraint(fields=["run", "key", "minute"], name="minute_of_film_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.minute}"


class Visits(models.Model):
    """One unit of a run: how often a learner came to it, and how often from a later one."""

    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    visits = models.PositiveIntegerField(default=0)
    returns = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("visits to a unit")
        verbose_name_plural = _("visits to units")
        constraints = (models.UniqueConstraint(fields=["run", "key"], name="visits_to_unit_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.visits}"


class Mark(models.Model):
    """How far a lane was added up: kept with the sums, so that nothing is added twice or lost."""

    lane = models.CharField(max_length=20, unique=True, default="films")
    file = models.CharField(max_length=80)
    offset = models.PositiveBigIntegerField(default=0)
