"""Activity: something a class does together, before, in or after a session."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xingtan.kernel.ids import new_uid


class Activities(models.QuerySet["Activity"]):
    """Filters on activities."""

    def of(self, session: object) -> Self:
        """Keep those of this session, in the order they were made."""
        return self.filter(session=session).order_by("pk")

    def begun(self) -> Self:
        """Keep those that a student may know of."""
        return self.exclude(state=Activity.State.DRAFT)


class Activity(models.Model):
    """One activity of one class. Without a session it lies ready, to be copied into one."""

    class Phase(models.TextChoices):
        """When it is for."""

        BEFORE = "before", _("Before class")
        IN = "in", _("In class")
        AFTER = "after", _("After class")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", pgettext_lazy("activity", "Prepared")
        OPEN = "open", pgettext_lazy("activity", "Open")
        CLOSED = "closed", pgettext_lazy("activity", "Closed")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, null=True, related_name="+")
    phase = models.CharField(_("when"), max_length=6, choices=Phase.choices, default=Phase.IN)
    # Named in registry.kinds; upper rooms and other packages may add some.
    kind = models.CharField(max_length=30, editable=False)
    title = models.CharField(_("title"), max_length=200)
    config = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, editable=False)
    # Said when it is opened: from then on no answer is taken, whether or not somebody closes it.
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    shown_at = models.DateTimeField(null=True, editable=False)
    # Goes up with all that changes what everybody sees, but for answers.
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = Activities.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = (
            models.Index(fields=["session", "id"], name="activity_of_session"),
            models.Index(fields=["run", "-id"], name="activity_of_run"),
            models.Index(fields=["closes_at"], name="activity_to_close", condition=models.Q(state="open")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Test whether it was never opened."""
        return self.state == self.State.DRAFT

    def is_open(self, now: datetime) -> bool:
        """Test whether an answer that arrives now is taken: by the server's clock, whoever closes it and when."""
        return self.state == self.State.OPEN and (self.closes_at is None or now < self.closes_at)

    def took(self, at: datetime) -> bool:
        """Test whether an answer that arrived then is in time, though it may be read only after somebody closed it."""
        if self.is_open(at):
            return True
        if self.state != self.State.CLOSED or self.opened_at is None or self.closed_at is None:
            return False
        return self.opened_at <= at < self.closed_at

    def is_over(self, now: datetime) -> bool:
        """Test whether it was open and takes no more answers."""
        return not self.is_draft and not self.is_open(now)

    @property
    def is_shown(self) -> bool:
        """Test whether the teacher shows the results to all."""
        return self.shown_at is not None

    @property
    def url(self) -> str:
        """Give its address below its session; empty while it has none."""
        return reverse("activities:activity", args=(self.session.uid, self.uid)) if self.session else ""
