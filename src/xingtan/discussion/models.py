"""Thread: a question on a unit. Post: an answer. Complaint and Hiding: what happens to words that hurt."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid

KEY_LENGTH = 100  # as authoring.registry.keys


class Threads(models.QuerySet["Thread"]):
    """Filters on threads."""

    def shown(self) -> Self:
        """Keep those whose question is not hidden."""
        return self.filter(~models.Exists(Hiding.objects.filter(thread=models.OuterRef("pk"), post=None)))


class Thread(models.Model):
    """A question that somebody asked on a unit of a run."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=KEY_LENGTH)
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    asked_at = models.DateTimeField()

    objects = Threads.as_manager()

    class Meta:
        verbose_name = _("question")
        indexes = (models.Index(fields=["run", "unit", "-id"], name="thread_on_unit"),)

    def __str__(self) -> str:
        return self.body[:80]


class Post(models.Model):
    """An answer to a question."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_staff = models.BooleanField(default=False)
    body = models.TextField()
    at = models.DateTimeField()


class About(models.Model):
    """Something said about a question, or about one answer to it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Complaint(About):
    """Somebody says that these words should not stand here."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["thread", "post", "by"], name="complaint_once", nulls_distinct=False),
        )


class Hiding(About):
    """Who serves the course took these words out of sight. They are kept, and can be shown again."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["thread", "post"], name="hiding_once", nulls_distinct=False),)
