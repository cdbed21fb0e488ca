"""Harvest: one pass over a feed. Hold: a pass that found too little, which waits for a person's word."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.harvest.models.feed import Feed
from xingtan.kernel.ids import new_uid


class Harvest(models.Model):
    """One pass over a feed, from its beginning to its end, through every kill in between."""

    class Status(models.TextChoices):
        """How it went."""

        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        HELD = "held", _("Waits for a person")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="harvests")
    job = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    back = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        indexes = (models.Index(fields=["feed", "-id"], name="harvest_of_feed"),)

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.began_at:%Y-%m-%d}"

    @property
    def seen(self) -> int:
        """Count what was found."""
        return self.added + self.changed + self.same + self.back

    @property
    def job_url(self) -> str:
        """Give the address of its report."""
        return reverse("jobs:job", args=(self.job,)) if self.job else ""


class Hold(models.Model):
    """More than half of what a feed listed is missing: nothing goes until a person says so."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="holds")
    # What was not seen since this moment is what is missing.
    since = models.DateTimeField()
    listed = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    # Nobody: a later pass found it all again.
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    is_gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = (
            models.UniqueConstraint(
                fields=["feed"], condition=models.Q(decided_at__isnull=True), name="hold_one_undecided"
            ),
        )

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.missing}/{self.listed}"
