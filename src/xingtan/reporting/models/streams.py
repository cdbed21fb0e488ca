"""What platforms hand in by program: keys they sign with, four streams, and the batches of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class PlatformKey(models.Model):
    """A public key of a platform (Ed25519). Its other half never comes here."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    public_key = models.CharField(_("public key"), max_length=44)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("key of a platform")
        verbose_name_plural = _("keys of platforms")
        constraints = (models.UniqueConstraint(fields=["platform", "public_key"], name="platform_key_once"),)

    def __str__(self) -> str:
        return self.name


class Stream(models.Model):
    """One of the four streams of a platform, and where it stands."""

    class Kind(models.TextChoices):
        """What a stream tells of."""

        IDENTITY = "identity", _("Identity")
        ACCESS = "access", _("Access")
        BEHAVIOUR = "behaviour", _("Behavior")
        OPERATION = "operation", _("Operation")

    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    last = models.PositiveBigIntegerField(default=0)
    # Numbers that are missing: [[first, last], …].
    missing = models.JSONField(default=list)
    rows = models.PositiveBigIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True)
    # When its silence was last told of.
    told_silent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = (
            models.UniqueConstraint(fields=["platform", "kind"], name="stream_once"),
            models.CheckConstraint(
                name="stream_kind",
                condition=models.Q(kind__in=("identity", "access", "behaviour", "operation")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.platform_id} {self.kind}"


class Batch(models.Model):
    """One batch that was handed in: taken, or set aside with the reasons."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    form = models.CharField(max_length=16)
    version = models.CharField(max_length=16)
    key = models.ForeignKey(PlatformKey, on_delete=models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    received_at = models.DateTimeField()
    is_accepted = models.BooleanField()
    # Why it was set aside: [{"key", "line", "facts"}, …].
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        constraints = (
            models.UniqueConstraint(
                fields=["stream", "number"], condition=models.Q(is_accepted=True), name="batch_taken_once"
            ),
        )
        indexes = (models.Index(fields=["stream", "is_accepted", "-id"], name="batch_of_stream"),)


class Aggregate(models.Model):
    """What a platform says of an institution on a day, without the events. A later word about the day takes its place."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="aggregates")
    # By code: an institution may be listed later.
    code = models.CharField(max_length=128)
    measure = models.CharField(max_length=40)
    day = models.DateField()
    value = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("aggregate")
        verbose_name_plural = _("aggregates")
        indexes = (models.Index(fields=["measure", "day"], name="aggregate_of_days"),)
