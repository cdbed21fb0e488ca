"""Roster: a list that a university handed in. Sourced: what its lists call something, and what that is here."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class SourcedRows(models.QuerySet["Sourced"]):
    """Filters on what lists call things."""

    def of(self, university: int, source: str, kind: str) -> Self:
        """Keep those of one kind that one source of a university named."""
        return self.filter(university=university, source=source, kind=kind)

    def standing(self) -> Self:
        """Keep those that have not left."""
        return self.filter(gone_at=None)


class Sourced(models.Model):
    """One thing as a source of a university names it, and the row that it is here. It is never deleted.

    ``row`` is the key of a unit, a course, a run (for a class) or an enrollment; a person has a column of their own.
    """

    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    sourced_id = models.CharField(max_length=255)
    row = models.BigIntegerField(null=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # By this other sources of the university know the same person.
    identifier = models.CharField(max_length=255, blank=True)
    # The student's or staff number, where a list names another id besides.
    number = models.CharField(max_length=255, blank=True)
    # A mark of what was said last: the same mark means that there is nothing to do.
    digest = models.CharField(max_length=32)
    # What others refer to: the parent of a unit, the days of a term, the course of a class.
    said = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    # The account was made because of this, and has not been used yet.
    is_new = models.BooleanField(default=False)
    welcomed_at = models.DateTimeField(null=True)
    # Somebody was forgotten; the id is a mark by which they stay so.
    is_erased = models.BooleanField(default=False)

    objects = SourcedRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["university", "source", "kind", "sourced_id"], name="sourced_once"),
        )
        indexes = (
            models.Index(
                fields=["university", "identifier"], condition=~models.Q(identifier=""), name="sourced_by_identifier"
            ),
            models.Index(fields=["university", "number"], condition=~models.Q(number=""), name="sourced_by_number"),
            # By this a university's sign-in finds whom its lists mean.
            models.Index(fields=["university", "sourced_id"], condition=models.Q(kind="user"), name="sourced_user"),
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="sourced_of_person"),
        )


class Roster(models.Model):
    """A list that somebody handed in: looked through first, then taken in, whole or not at all."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("source"), max_length=40)
    form = models.CharField(_("format"), max_length=20)
    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    brought_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField()
    job = models.UUIDField(null=True)
    looked_at = models.DateTimeField(null=True)
    # By kind: how many are new, changed, the same, gone; how many people would get an account, or have one.
    counts = models.JSONField(default=dict)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    taking_job = models.UUIDField(null=True)
    taken_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    welcomed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of its report. Needs the university loaded."""
        return reverse("rosters:roster", args=(self.university.slug, self.uid))


class Problem(models.Model):
    """Something that is wrong in a roster, with file and line."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="problems")
    level = models.CharField(max_length=7)
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField(default=0)
    what = models.CharField(max_length=40)
    why = models.CharField(max_length=300, blank=True)


class Doubt(models.Model):
    """A person of a roster who may be somebody with an account here: somebody decides who."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, null=True, related_name="doubts")
    source = models.CharField(max_length=40)
    sourced_id = models.CharField(max_length=255)
    name = models.CharField(max_length=150, blank=True)
    email = models.CharField(max_length=254, blank=True)
    identifier = models.CharField(max_length=255, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["university", "source", "sourced_id"], name="doubt_once"),)


class Candidate(models.Model):
    """Somebody with an account who a doubtful person may be."""

    doubt = models.ForeignKey(Doubt, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)


class ColumnMap(models.Model):
    """What stands in which column of a university's own tables, as its registrar confirmed it."""

    university = models.OneToOneField("universities.University", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    said_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
