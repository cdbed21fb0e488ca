"""Correction: somebody says that what the catalogue says of a course is wrong."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.ids import new_uid
from xingtan.universities import public as universities


class Corrections(models.QuerySet["Correction"]):
    """Filters on corrections."""

    def waiting(self) -> Self:
        """Keep those that nobody has dealt with."""
        return self.filter(settled_at__isnull=True)

    def to_settle_by(self, person: Any) -> Self:
        """Keep those this person may settle: of their courses, their university, their platform; coordinators, all."""
        if not person.is_authenticated:
            return self.none()
        if universities.coordinates(person):
            return self
        run_by_me = [
            key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
        ]
        return self.filter(
            models.Q(platform__isnull=True, course__in=person.standing.catalog.teaches)
            | models.Q(platform__isnull=True, course__university__in=run_by_me)
            | models.Q(platform__in=catalog.PlatformContact.objects.filter(person=person).values("platform"))
        )


class Correction(models.Model):
    """A report of something wrong in an entry, for those from whom the entry comes.

    :param platform: where the entry came from; none for a course of ours
    """

    class What(models.TextChoices):
        """What is wrong."""

        LINK = "link", _("The link leads nowhere, or elsewhere")
        GONE = "gone", _("It is no longer offered")
        DATES = "dates", _("Dates")
        PRICE = "price", _("Price or certificate")
        LANGUAGE = "language", _("Language or captions")
        TEXT = "text", _("Title, description, teachers or university")
        OTHER = "other", _("Something else")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what is wrong"), max_length=8, choices=What.choices)
    body = models.TextField(_("what it should say"), blank=True, max_length=2000)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=16, blank=True)
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    objects = Corrections.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = (models.Index(fields=["platform", "settled_at"], name="correction_waits"),)
