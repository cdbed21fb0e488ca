"""The outbox: events stored with their deed, and what each listener still has to hear."""

from django.db import models

from xingtan.kernel.ids import new_uid


class Outbox(models.Model):
    """An event that was announced and is not yet heard by all."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    body = models.JSONField()
    at = models.DateTimeField()
    # PostgreSQL only: the transaction that wrote the row, so that the relay never reads past one still open.
    transaction = models.BigIntegerField(null=True, editable=False)
    shared_out_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "outbox"
        indexes = (models.Index(fields=["shared_out_at", "id"], name="outbox_waiting"),)


class Delivery(models.Model):
    """One event, one listener. The row goes when the listener has heard it."""

    outbox = models.ForeignKey(Outbox, on_delete=models.CASCADE, related_name="deliveries")
    listener = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (models.UniqueConstraint(fields=["outbox", "listener"], name="delivery_once"),)
        indexes = (models.Index(fields=["listener", "parked_at", "due_at"], name="delivery_due"),)


class Errand(models.Model):
    """A task that somebody asked for. The row goes when the task is done, so that no crash forgets it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    task = models.CharField(max_length=160)
    kwargs = models.JSONField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    parked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["parked_at", "due_at"], name="errand_due"),)
