"""Report: what one source says of one institution. Once it is signed nothing of it changes."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid

ITSELF = "institution"
MOST = 10**15


class Reports(models.QuerySet["Report"]):
    """Filters on reports."""

    def current(self) -> Self:
        """Keep what each source said last, and signed."""
        return self.filter(is_current=True)

    def drafts(self) -> Self:
        """Keep what nobody has signed."""
        return self.filter(signed_at__isnull=True)

    def signed(self) -> Self:
        """Keep what somebody has signed, also if they said otherwise later."""
        return self.filter(signed_at__isnull=False)


class Report(models.Model):
    """One version of what a source says of an institution in a campaign; without a signature it is a draft."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    campaign = models.ForeignKey("reporting.Campaign", on_delete=models.PROTECT, related_name="reports")
    institution = models.ForeignKey("reporting.Institution", on_delete=models.PROTECT, related_name="reports")
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, null=True, related_name="+")
    # ``institution``, or the address of the platform: a key with a null in it would not be unique.
    source = models.CharField(max_length=60, default=ITSELF)
    number = models.PositiveIntegerField(default=1)
    evidence_digest = models.CharField(max_length=64, blank=True)
    evidence_name = models.CharField(max_length=200, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    # Why an earlier version is corrected.
    reason = models.CharField(_("reason"), max_length=2000, blank=True)
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=False)

    objects = Reports.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "institution", "source", "number"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["campaign", "institution", "source"],
                condition=models.Q(is_current=True),
                name="report_current_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "institution", "source"],
                condition=models.Q(signed_at__isnull=True),
                name="report_draft_once",
            ),
            models.CheckConstraint(
                name="report_current_is_signed",
                condition=models.Q(is_current=False) | models.Q(signed_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["campaign", "is_current"], name="report_of_campaign"),)

    def __str__(self) -> str:
        return f"{self.institution_id} {self.number}"

    def get_absolute_url(self) -> str:
        """Give the address of this version, by which it is cited."""
        return reverse("reporting:report", args=(self.uid,))


class Figure(models.Model):
    """One number of a report: what it rests on, what shows it, and what there is to say of it."""

    class Class(models.TextChoices):
        """What the number rests on."""

        COUNTED = "counted", _("Counted from events")
        PLATFORM = "platform", _("Reported by a platform")
        INSTITUTION = "institution", _("Reported by the institution")
        ESTIMATED = "estimated", _("Estimated")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    measure = models.SlugField(max_length=40)
    value = models.PositiveBigIntegerField()
    basis = models.CharField(max_length=11, choices=Class.choices, default=Class.INSTITUTION)
    evidence = models.URLField(max_length=500, blank=True)
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "measure"], name="figure_once"),
            models.CheckConstraint(
                name="figure_class",
                condition=models.Q(basis__in=("counted", "platform", "institution", "estimated")),
            ),
        )


class Signature(models.Model):
    """Who signed, in which office, and the seal over all that the report says."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="signature")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # The name is not in what is sealed, only what it can be shown to fit; so it can be forgotten.
    name = models.CharField(max_length=150, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    office = models.CharField(max_length=120)
    at = models.DateTimeField()
    # Byte for byte what was sealed.
    payload = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    public_key = models.CharField(max_length=44)
    seal = models.CharField(max_length=88)
    # Questions that were asked of these figures: {"key", "measure", "facts", "answer"}.
    questions = models.JSONField(default=list)


class Sheet(models.Model):
    """A table that was handed in and looked through; applied whole, or not at all."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    campaign = models.ForeignKey("reporting.Campaign", on_delete=models.PROTECT, related_name="sheets")
    institution = models.ForeignKey("reporting.Institution", on_delete=models.PROTECT, null=True, related_name="sheets")
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # As it was read: {"code", "measure", "value", "class", "evidence", "comment", "place"}; none where it has problems.
    lines = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("table of figures")
        verbose_name_plural = _("tables of figures")

    def get_absolute_url(self) -> str:
        """Give the address of what was found in it."""
        return reverse("reporting:sheet", args=(self.uid,))
