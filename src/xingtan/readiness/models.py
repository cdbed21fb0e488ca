"""Which course is the drill, who tried microphone and camera, who was reminded, and who stands by whom."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Drill(models.Model):
    """The short course that teachers of a university are to finish before they teach online."""

    university = models.OneToOneField(
        "universities.University", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")


class DeviceTest(models.Model):
    """When somebody last said that their microphone and their camera work. Nothing of what they said or showed is kept."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+", primary_key=True)
    microphone_at = models.DateTimeField(null=True)
    camera_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("test of devices")
        verbose_name_plural = _("tests of devices")


class Reminder(models.Model):
    """Somebody reminded a teacher of what is lacking; at most once a day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = (models.UniqueConstraint(fields=["person", "university", "day"], name="reminder_once_a_day"),)


class Pairings(models.QuerySet["Pairing"]):
    """Filters on pairings."""

    def current(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(ended_at=None)


class Pairing(models.Model):
    """An experienced colleague stands by one who is new to teaching online."""

    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    novice = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Pairings.as_manager()

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        constraints = (
            models.UniqueConstraint(
                fields=["university", "novice"], condition=models.Q(ended_at=None), name="pairing_one_mentor"
            ),
            models.CheckConstraint(name="pairing_of_two", condition=~models.Q(novice=models.F("mentor"))),
        )
