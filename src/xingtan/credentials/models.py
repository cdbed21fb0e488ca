"""Award: what somebody earned, as it is certified. Revocation: it no longer holds."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.credentials.rules import new_code
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Awards(models.QuerySet["Award"]):
    """Filters on awards."""

    def shown(self) -> Self:
        """Keep those of people who are still there: of an erased person nothing can be verified."""
        return self.filter(person__emptied_at__isnull=True)


class Award(models.Model):
    """A certificate. It says what held at its moment, whatever becomes of the course and the name later."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    code = models.CharField(max_length=24, unique=True, default=new_code, editable=False)
    enrollment = models.OneToOneField("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=150, blank=True)
    latin_name = models.CharField(_("name in Latin letters"), max_length=150, blank=True)
    language = models.CharField(max_length=16, default="en")
    course_uid = models.UUIDField()
    course_url = models.CharField(max_length=300)
    course_title = I18nText()
    university_name = I18nText()
    meaning = I18nText()
    teachers = models.JSONField(default=list)
    workload_hours = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    grade = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    grade_name = models.CharField(max_length=60, blank=True)
    completed_at = models.DateTimeField()
    awarded_at = models.DateTimeField()

    objects = Awards.as_manager()

    class Meta:
        verbose_name = _("certificate")
        indexes = (models.Index(fields=["person", "-id"], name="award_of_person"),)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Give the public address, where anyone can verify it."""
        return reverse("credentials:certificate", args=(self.code,))


class Revocation(models.Model):
    """Who took the certificate back, when, and why. It says so from then on."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="revocation")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300)
