"""Course and Run: what is offered, and when."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText

# As far as PostgreSQL counts.
MOST_PLACES = 2**31 - 1


class Subject(models.Model):
    """A field of education, by its ISCED-F 2013 code."""

    code = models.CharField(max_length=4, unique=True)
    name = I18nText()

    def __str__(self) -> str:
        return str(self.name)


class Level(models.TextChoices):
    """What a course asks of those who take it."""

    INTRODUCTORY = "introductory", _("Introductory")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class Courses(models.QuerySet["Course"]):
    """Filters on courses."""

    def published(self) -> Self:
        """Keep those that anyone may see."""
        return self.filter(status=Course.Status.PUBLISHED)

    def visible_to(self, person: Any) -> Self:
        """Keep those this person may see: published ones, and those they serve."""
        if not person.is_authenticated:
            return self.published()
        mine = CourseRole.objects.filter(person=person).values("course")
        return self.filter(
            models.Q(status=Course.Status.PUBLISHED)
            | models.Q(pk__in=mine)
            | models.Q(university__in=person.standing.universities.at)
        )


class Course(models.Model):
    """A course as the catalogue offers it. It has one owning university, and may have partners."""

    class Status(models.TextChoices):
        """Whether the catalogue shows it."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(_("address"), max_length=80)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    title = I18nText(verbose_name=_("title"))
    summary = I18nText(verbose_name=_("summary"), blank=True, help_text=_("One or two sentences."))
    about = I18nText(verbose_name=_("about"), blank=True, help_text=_("HTML, cleaned."))
    outcomes = models.JSONField(_("what you will learn"), default=list, blank=True)
    teachers = models.JSONField(_("teachers"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    caption_languages = models.JSONField(_("captions"), default=list, blank=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(_("level"), max_length=14, choices=Level.choices, default=Level.INTRODUCTORY)
    workload_hours = models.DecimalField(_("workload in hours"), max_digits=5, decimal_places=1, null=True)
    size_bytes = models.PositiveBigIntegerField(_("size"), default=0)
    licence = models.CharField(_("licence"), max_length=40, blank=True, help_text=_("An SPDX name, such as CC-BY-4.0."))
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    cover_digest = models.CharField(max_length=64, blank=True)
    cover_name = models.CharField(max_length=120, blank=True)
    certificate = I18nText(verbose_name=_("what the certificate means"), blank=True)
    open_access_until = models.DateField(_("free for all until"), null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = Courses.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = (models.UniqueConstraint(fields=["university", "slug"], name="course_address"),)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the course's page. Needs the university loaded."""
        return reverse("catalog:course", args=(self.university.slug, self.slug))

    @property
    def is_published(self) -> bool:
        """Test whether anyone may see it."""
        return self.status == self.Status.PUBLISHED


class Partner(models.Model):
    """A university that makes the course together with its owner."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="partners")
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["course", "university"], name="partner_once"),)


class Runs(models.QuerySet["Run"]):
    """Filters on runs."""

    def published(self) -> Self:
        """Keep those that anyone may see."""
        return self.filter(status=Run.Status.PUBLISHED, course__status=Course.Status.PUBLISHED)

    def whole(self) -> Self:
        """Load the course and the university with each run."""
        return self.select_related("course", "course__university")


class Run(models.Model):
    """A time at which the course is taught: enrolment from ``opens_at`` to ``closes_at``, teaching from ``starts_at`` to ``ends_at``."""

    class Status(models.TextChoices):
        """Whether the catalogue shows it."""

        PLANNED = "planned", _("Planned")
        PUBLISHED = "published", _("Published")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="runs")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    is_self_paced = models.BooleanField(_("self-paced"), default=True)
    opens_at = models.DateTimeField(_("enrolment opens"), null=True)
    closes_at = models.DateTimeField(_("enrolment closes"), null=True)
    starts_at = models.DateTimeField(_("starts"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    grace_minutes = models.PositiveIntegerField(_("grace after a date, in minutes"), default=0)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    places = models.PositiveIntegerField(
        _("places"), null=True, help_text=_("Without a number, there is a place for everyone.")
    )

    objects = Runs.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = (
            models.CheckConstraint(
                name="run_ends_after_start",
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="run_closes_after_opening",
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.course} ({self.starts_at:%Y-%m-%d})" if self.starts_at else str(self.course)

    def get_absolute_url(self) -> str:
        """Give the address of the learner's page. Needs course and university loaded."""
        return reverse("learning:run", args=(self.course.university.slug, self.course.slug, self.uid))


class CourseRole(models.Model):
    """A person serves a course, or one run of it."""

    class Role(models.TextChoices):
        """What one may serve as."""

        TEACHER = "teacher", _("Teacher")
        ASSISTANT = "assistant", _("Assistant")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="roles")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="roles")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "course", "run", "role"], name="course_role_once", nulls_distinct=False
            ),
        )
