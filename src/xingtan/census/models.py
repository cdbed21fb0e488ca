"""Publication: a table that is promised to readers. Revision: the table as it was frozen, to be cited for ever."""

from datetime import datetime
from hashlib import sha256
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Publications(models.QuerySet["Publication"]):
    """Filters on publications."""

    def released(self, now: datetime) -> Self:
        """Keep those that anyone may read: frozen, and past the embargo of the table and of its campaign."""
        free = models.Q(campaign=None) | models.Q(campaign__release_at__lte=now) & ~models.Q(campaign__state="draft")
        return self.filter(free, release_at__lte=now, revisions__number=1)

    def announced(self, now: datetime) -> Self:
        """Keep those that are still to come, for the release calendar; what was never frozen and is a draft is not promised."""
        return self.filter(release_at__gt=now).exclude(draft__isnull=False, revisions=None)


class Publication(models.Model):
    """Some measures by some dimensions over one stretch of time. It has no numbers of its own: its revisions have."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = I18nText(verbose_name=_("title"))
    measures = models.JSONField(_("measures"), default=list)
    by = models.JSONField(_("by"), default=list)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"))
    # Where institutions report what was not counted.
    campaign = models.ForeignKey(
        "reporting.Campaign", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    release_at = models.DateTimeField(_("release"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    objects = Publications.as_manager()

    class Meta:
        verbose_name = _("published table")
        verbose_name_plural = _("published tables")
        constraints = (
            models.CheckConstraint(
                name="publication_period",
                condition=models.Q(starts_on=None) | models.Q(starts_on__lte=models.F("ends_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the newest revision."""
        return f"/census/publications/{self.slug}/"

    @property
    def desk_url(self) -> str:
        """Give the address at which those who publish work on it."""
        return f"/census/publishing/{self.slug}/"

    @property
    def stretch(self) -> str:
        """Name the stretch of time that the numbers are of."""
        return f"{self.starts_on or ''}/{self.ends_on}"


class Revision(models.Model):
    """The table as it was frozen. There is no field in which a number could be typed: the bytes come from counting."""

    class Why(models.TextChoices):
        """Why it was frozen."""

        FIRST = "first", _("First publication")
        INPUTS = "inputs", _("Days or reports came later")
        DEFINITION = "definition", _("A definition has a new version")

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=Why.choices)
    frozen_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # What was counted: of each closed table and of the reports, the hash.
    inputs = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    # Of each measure: version, title, definition, unit, owner, and the query as it ran.
    measures = models.JSONField()
    engine = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    # Of each measure: how much of it rests on which class of evidence.
    shares = models.JSONField(default=dict)
    # The denominator: all universities that were asked or are known, and those that did not answer.
    universities = models.PositiveIntegerField(default=0)
    unanswered = models.JSONField(default=dict)
    # Names of what the table holds by code.
    labels = models.JSONField(default=dict)
    # What its readers are told of why it was made, beside the class.
    note = models.TextField(max_length=2000, blank=True, default="")
    # What is behind the cells that are not shown. It leaves this row only to protect further tables.
    withheld = models.JSONField(default=list)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (models.UniqueConstraint(fields=["publication", "number"], name="revision_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.publication} · {self.number}"

    def get_absolute_url(self) -> str:
        """Give the address by which this revision is cited, whatever comes after it."""
        return f"{self.publication.get_absolute_url()}{self.number}/"

    @property
    def data(self) -> bytes:
        """The bytes, on either database."""
        return bytes(self.content)

    @property
    def is_whole(self) -> bool:
        """Test whether the bytes are those that were frozen."""
        return sha256(self.data).hexdigest() == self.sha256


class Draft(models.Model):
    """A table counted to be looked at first: what stands in it is frozen as it is, or discarded. Nobody types into it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="draft")
    asked_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(max_length=2000, blank=True, default="")
    # The job that counts it; jobs may be forgotten before drafts are.
    job = models.UUIDField(null=True)
    counted_at = models.DateTimeField(null=True)
    # The newest revision of any table when it was counted: with a later one it may tell what neither tells alone.
    after = models.BigIntegerField(default=0)
    drawn = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("draft of a table")
        verbose_name_plural = _("drafts of tables")

    def __str__(self) -> str:
        return str(self.publication)


class Withdrawal(models.Model):
    """A revision that should not be used any longer; its address stays, and says why."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=2000)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
