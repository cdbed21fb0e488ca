"""Job: long work that somebody started, and what it reported."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Job(models.Model):
    """Long work, with an owner, progress and an end."""

    class Status(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    ENDED = (Status.DONE, Status.FAILED, Status.CANCELLED)

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    params = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    starts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = (models.Index(fields=["owner", "-id"], name="job_of_owner"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    def get_absolute_url(self) -> str:
        """Give the address of the job's page."""
        return reverse("jobs:job", args=(self.uid,))

    @property
    def has_ended(self) -> bool:
        """Test whether nothing more will happen."""
        return self.status in self.ENDED


class Line(models.Model):
    """One line of a job's report: where, what, and why."""

    class Level(models.TextChoices):
        """How much the line matters."""

        NOTE = "note", _("Note")
        WARNING = "warning", _("Warning")
        ERROR = "error", _("Error")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.NOTE)
    place = models.CharField(max_length=300, blank=True)
    what = models.CharField(max_length=300)
    why = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["job", "id"], name="line_of_job"),)
