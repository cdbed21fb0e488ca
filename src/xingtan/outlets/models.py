"""Our courses on platforms elsewhere: what was handed over, what came back, and what each platform asks."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Demands(models.Model):
    """What a platform asks of a course before it takes it. Nothing said is nothing asked."""

    platform = models.OneToOneField("catalog.Platform", on_delete=models.PROTECT, related_name="+", primary_key=True)
    wants_captions = models.BooleanField(
        _("captions"), default=False, help_text=_("Every film has captions in a language of the course.")
    )
    licences = models.JSONField(
        _("licences"), default=list, blank=True, help_text=_("SPDX names; none: any that is said.")
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("The course has one of these; none: any.")
    )
    cover_width = models.PositiveIntegerField(_("width of the picture, in pixels"), null=True, blank=True)
    cover_height = models.PositiveIntegerField(_("height of the picture, in pixels"), null=True, blank=True)
    least_hours = models.PositiveIntegerField(_("least workload, in hours"), null=True, blank=True)
    most_hours = models.PositiveIntegerField(_("most workload, in hours"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)


class Outlets(models.QuerySet["Outlet"]):
    """Filters on outlets."""

    def live(self) -> Self:
        """Keep those where the course is still listed."""
        return self.filter(ended_at__isnull=True)


class Outlet(models.Model):
    """One of our courses on one platform, with the version that was handed over last."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, related_name="+")
    remote_id = models.CharField(_("its name there"), max_length=500, blank=True)
    url = models.URLField(_("its page there"), max_length=2000, blank=True)
    version = models.ForeignKey("authoring.Version", on_delete=models.PROTECT, related_name="+")
    # Digest of what the catalogue said of the course then.
    described = models.CharField(max_length=64, editable=False)
    handed_at = models.DateTimeField()
    # When the teachers were told that what stands there is older; once for each handover.
    told_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = Outlets.as_manager()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = (models.UniqueConstraint(fields=["course", "platform"], name="outlet_once"),)

    def __str__(self) -> str:
        return str(self.uid)


class Handover(models.Model):
    """One version of the course was given to the outlet. Kept for ever."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="handovers")
    version = models.ForeignKey("authoring.Version", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Tally(models.Model):
    """How many learners the platform says the course had there up to a day. A later report of the day replaces nothing."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="tallies")
    as_of = models.DateField(_("up to"))
    enrollments = models.PositiveBigIntegerField(_("learners"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("report of learners")
        verbose_name_plural = _("reports of learners")
