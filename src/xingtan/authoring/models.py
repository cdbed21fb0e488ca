"""Version and Block: what a course consists of. Neither ever changes; a change makes another version."""

from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Block(models.Model):
    """A block as it was written once. Versions in which it did not change share the row."""

    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    title = I18nText(blank=True)
    data = models.JSONField(default=dict)
    # What its kind made of the data once, when the block was written, so that no reader waits for it.
    made = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = (models.UniqueConstraint(fields=["course", "digest"], name="block_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Versions(models.QuerySet["Version"]):
    """Filters on versions."""

    def light(self) -> Self:
        """Load only what tells versions apart and how the course is graded."""
        return self.only("uid", "course_id", "number", "made_at", "policy")

    def listed(self) -> Self:
        """Load what a list of versions says of each."""
        return self.select_related("made_by", "equals").only(
            "uid", "course_id", "number", "change", "what", "made_at", "counts", "made_by", "equals__number"
        )

    def newest_of(self, course: int | models.OuterRef) -> Self:
        """Keep the newest version of the course."""
        return self.filter(course=course).order_by("-number")[:1]

    def used_by(self, *, run: int, course: int) -> Self:
        """Keep the version that the run uses: the one it is held at, else the newest."""
        held = Delivery.objects.filter(run=run).values("version")
        return self.filter(
            pk=Coalesce(models.Subquery(held), models.Subquery(Version.objects.newest_of(course).values("pk")))
        )


class Version(models.Model):
    """The whole of a course at one time: outline, blocks, files, policy. Its number counts from 1 in each course."""

    class Change(models.TextChoices):
        """What made the version."""

        TAKEN_IN = "taken_in", _("A course was brought in")
        BLOCK_REPLACED = "block_replaced", _("A block was changed")
        BLOCK_ADDED = "block_added", _("A block was added")
        BLOCK_REMOVED = "block_removed", _("A block was removed")
        BLOCK_MOVED = "block_moved", _("A block was moved")
        FILE_REPLACED = "file_replaced", _("A file was replaced")
        HEADING_ADDED = "heading_added", _("A chapter, section or unit was added")
        HEADING_MOVED = "heading_moved", _("A chapter, section or unit was moved")
        HEADING_REMOVED = "heading_removed", _("A chapter, section or unit was taken out")
        OUTLINE_EDITED = "outline_edited", _("Titles or dates were changed")
        UNDONE = "undone", _("A change was undone")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=16, choices=Change.choices)
    # What was changed, in the words of the course: the title of a block, the name of a file.
    what = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # The earlier version that this one equals, where a change was undone.
    equals = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # How many parts are different from the version before: {"added", "removed", "changed", "moved"}.
    counts = models.JSONField(default=dict)
    outline = models.JSONField(default=dict)
    # By key: {"digest", "kind", "title", "possible", "graded"}, so that an outline needs no block.
    blocks = models.JSONField(default=dict)
    # By path: {"digest", "size_bytes", "media_type"}.
    files = models.JSONField(default=dict)
    # By path: {"digest", "size_bytes", "blocks": [key]}: the text files it was read from, as they came.
    sources = models.JSONField(default=dict)
    policy = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    objects = Versions.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = (models.UniqueConstraint(fields=["course", "number"], name="version_number"),)

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})


class Delivery(models.Model):
    """A run is held at one version. A run without such a row follows the newest."""

    run = models.OneToOneField("catalog.Run", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.run_id} → {self.version_id}"


class Intake(models.Model):
    """A file that somebody brought: what was found in it, and the version it became, if it did."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    # Null until a new course was made of it.
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    job = models.UUIDField(null=True)
    # What the last reading found; empty while it is being read.
    format = models.CharField(max_length=40, blank=True)
    report = models.JSONField(default=dict)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        indexes = (models.Index(fields=["university", "course"], name="intake_place"),)

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> dict[str, int]:
        """Count the rows of the report."""
        return {name: len(self.report.get(name, ())) for name in ("kept", "changed", "unsupported", "errors")}

    @property
    def is_read(self) -> bool:
        """Test whether there is a report."""
        return bool(self.report)
