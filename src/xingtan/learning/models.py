"""Places on runs, and what a learner leaves behind on the way: results, place, bookmarks, completion.

Everything points to (enrollment, key): keys of blocks and units are stable across versions, so a new
version of the course, an undo, or leaving and coming back never loses any of it.
"""

from typing import Self

from django.db import models
from django.db.models.expressions import Expression
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText

KEY_LENGTH = 100  # as authoring.registry.keys


class Enrollments(models.QuerySet["Enrollment"]):
    """Filters on enrollments."""

    def current(self) -> Self:
        """Keep those whose learner has not left, or has come back."""
        return self.filter(
            ~models.Exists(Withdrawal.objects.filter(enrollment=models.OuterRef("pk"), returned_at=None))
        )

    def placed(self) -> Self:
        """Tell of each whether it is current, and which unit its learner was in last: without a further query."""
        last = Place.objects.filter(enrollment=models.OuterRef("pk")).values("unit")
        return self.annotate(is_current=~models.Exists(_left()), last_unit=models.Subquery(last))

    def light(self) -> Self:
        """Load with each the run, the course and the university, as far as the pages of a run show them."""
        return self.select_related("run__course__university").only(*_OWN, *_OF_THE_RUN, *_OF_THE_COURSE)

    def with_subject(self) -> Self:
        """Load what a card shows besides: the subject of the course."""
        subject = ("run__course__subject__code",)
        return self.select_related("run__course__university", "run__course__subject").only(
            *_OWN, *_OF_THE_RUN, *_OF_THE_COURSE, *subject
        )

    def not_started(self) -> Self:
        """Keep those whose learner has opened no unit yet."""
        return self.filter(started_at=None)


_OWN = ("uid", "learner_id", "enrolled_at", "started_at", "seen_at", "share", "grade")
_OF_THE_RUN = tuple(
    f"run__{name}"
    for name in (
        "uid",
        "status",
        "is_self_paced",
        "opens_at",
        "closes_at",
        "starts_at",
        "ends_at",
        "grace_minutes",
        "zone",
        "places",
    )
)
# Long texts of the catalogue's page stay where they are: reading them would cost more than the whole of ours.
_OF_THE_COURSE = tuple(
    f"run__course__{name}"
    for name in (
        "uid",
        "slug",
        "status",
        "title",
        "languages",
        "university__uid",
        "university__slug",
        "university__name",
    )
)


class Enrollment(models.Model):
    """A learner's place on a run. It is made once and never deleted; leaving is a Withdrawal.

    ``share`` and ``grade`` repeat what the results say by the policy of the version the run uses, so that a
    table of ten thousand learners can be sorted. Every deed that changes a result counts them again.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    learner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    share = models.DecimalField(max_digits=5, decimal_places=4, default=0, editable=False)
    grade = models.DecimalField(max_digits=5, decimal_places=4, null=True, editable=False)

    objects = Enrollments.as_manager()

    # Given by `placed`.
    is_current: bool
    last_unit: str | None

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        constraints = (
            models.UniqueConstraint(fields=["learner", "run"], name="enrollment_once"),
            models.CheckConstraint(name="enrollment_share", condition=models.Q(share__gte=0, share__lte=1)),
            models.CheckConstraint(
                name="enrollment_grade", condition=models.Q(grade=None) | models.Q(grade__gte=0, grade__lte=1)
            ),
        )
        indexes = (
            models.Index(fields=["run", "seen_at"], name="enrollment_by_seen"),
            models.Index(fields=["run", "grade"], name="enrollment_by_grade"),
        )

    def __str__(self) -> str:
        return str(self.uid)


def _left() -> "models.QuerySet[Withdrawal]":
    return Withdrawal.objects.filter(enrollment=models.OuterRef("pk"), returned_at=None)


class Withdrawal(models.Model):
    """The learner left, or was taken out. Coming back ends it; nothing of theirs was lost."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="withdrawals")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["enrollment"], condition=models.Q(returned_at=None), name="withdrawal_one_open"
            ),
        )


class Result(models.Model):
    """What became of one block for one learner. Why a score is what it is, is kept by whoever judged it.

    ``score`` and ``completed_at`` are what stands. Once somebody who teaches has corrected a score, it stays as they
    said, and what is judged goes to the ``judged_`` fields until they take it back.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(max_length=KEY_LENGTH)
    completed_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    possible = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    changed_at = models.DateTimeField()
    is_corrected = models.BooleanField(default=False, db_default=False)
    judged_score = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    judged_possible = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    judged_completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "key"], name="result_once"),
            models.CheckConstraint(
                name="result_set_aside_if_corrected",
                condition=models.Q(is_corrected=True)
                | models.Q(judged_score=None, judged_possible=None, judged_completed_at=None),
            ),
            models.CheckConstraint(
                name="result_score_within_possible",
                condition=models.Q(score=None, possible=None)
                | models.Q(score__gte=0, possible__gte=0, score__lte=models.F("possible")),
            ),
        )


class Place(models.Model):
    """Where the learner was last, to go on from there."""

    enrollment = models.OneToOneField(Enrollment, on_delete=models.CASCADE, related_name="place")
    unit = models.CharField(max_length=KEY_LENGTH)
    at = models.DateTimeField()


class Bookmark(models.Model):
    """A unit or block the learner wants to find again."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="bookmarks")
    key = models.CharField(max_length=KEY_LENGTH)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["enrollment", "key"], name="bookmark_once"),)


class Extension(models.Model):
    """A later date for one learner: for one section, or (with no section) for the end of the run. The last one counts."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="extensions")
    section = models.CharField(max_length=KEY_LENGTH, blank=True)
    until = models.DateTimeField(_("new date"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(_("why"), max_length=300, blank=True)


class Completion(models.Model):
    """The learner has done what the course asks. Said once, and not taken back by a new version."""

    enrollment = models.OneToOneField(Enrollment, on_delete=models.CASCADE, related_name="completion")
    version = models.ForeignKey("authoring.Version", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    grade = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    grade_name = models.CharField(max_length=60, blank=True)


class Announcements(models.QuerySet["Announcement"]):
    """Filters on announcements."""

    def written_to(self, enrollment: Enrollment | Expression) -> Self:
        """Keep those that this learner was told."""
        to_them = Addressee.objects.filter(announcement=models.OuterRef("pk"), enrollment=enrollment)
        return self.filter(models.Q(audience=Announcement.Audience.EVERYONE) | models.Exists(to_them))


class Announcement(models.Model):
    """What a teacher tells the learners of a run, in one or several languages."""

    class Audience(models.TextChoices):
        """Whom it is written to."""

        EVERYONE = "everyone", _("Everyone on this run")
        NOT_STARTED = "not_started", _("Those who have not started")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    title = I18nText(verbose_name=_("title"))
    body = I18nText(verbose_name=_("words"), help_text=_("Markdown."))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Announcements.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = (models.Index(fields=["run", "at"], name="announcement_by_run"),)

    def __str__(self) -> str:
        return str(self.title)


class Addressee(models.Model):
    """One learner of the group an announcement was written to; one written to everyone has none."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="addressees")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["announcement", "enrollment"], name="addressee_once"),)
