"""Webhook: an address that is told what changed. Delivery: one thing it is told."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Webhook(models.Model):
    """An address that is told of changes: in one university's courses, or in the whole catalogue."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField(_("address"), max_length=500)
    kinds = models.JSONField(_("what it is told of"), default=list)
    # The secret is made from the site's own and this number; the one before it holds a while longer.
    secret_number = models.PositiveIntegerField(default=1)
    secret_changed_at = models.DateTimeField()
    registered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("webhooks:webhook", args=(self.uid,))


class Deliveries(models.QuerySet["Delivery"]):
    """Filters on deliveries."""

    def waiting(self) -> Self:
        """Keep those that are still to arrive."""
        return self.filter(delivered_at__isnull=True, parked_at__isnull=True)


class Delivery(models.Model):
    """One thing an address is told; its uid is the id that the receiver knows it by, however often it is sent."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=40)
    body = models.TextField()
    # Which event it is of, and which part of what the event says: so that hearing twice is telling once.
    event = models.UUIDField()
    part = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = Deliveries.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = (models.UniqueConstraint(fields=["webhook", "event", "part"], name="webhook_delivery_once"),)
        indexes = (models.Index(fields=["made_at"], name="delivery_made"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
