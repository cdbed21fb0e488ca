"""Course: what is offered, here and on partner platforms."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.catalog.models.subject import Subject
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Level(models.TextChoices):
    """What a course asks of those who take it."""

    INTRODUCTORY = "introductory", _("Introductory")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class Kind(models.TextChoices):
    """Open to everyone, or to the students of a university. The census counts the two apart."""

    MOOC = "mooc", _("Open online course (MOOC)")
    OTHER = "other", _("Other online course")


class Courses(models.QuerySet["Course"]):
    """Filters on courses."""

    def published(self) -> Self:
        """Keep those that anyone may see."""
        return self.filter(status=Course.Status.PUBLISHED)

    def visible_to(self, person: Any) -> Self:
        """Keep those this person may see: published ones, and those they serve."""
        if not person.is_authenticated:
            return self.published()
        mine = Course.objects.filter(roles__person=person).values("pk")
        return self.filter(
            models.Q(status=Course.Status.PUBLISHED)
            | models.Q(pk__in=mine)
            | models.Q(university__in=person.standing.universities.at)
        )


class Course(models.Model):
    """A course as the catalogue offers it. It has one owning university, and may have partners.

    Ours has no ``host``: it is taken, taught and changed here. One with a host runs on that platform; what is
    said of it here comes from its listings, and nobody changes it by hand.
    """

    class Status(models.TextChoices):
        """Whether the catalogue shows it."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        GONE = "gone", _("No longer offered")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    host = models.ForeignKey(
        "catalog.Platform", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("platform")
    )
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
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.MOOC)
    # Of these five, nothing means that nobody said.
    is_free = models.BooleanField(_("free to take"), null=True, default=True)
    has_free_certificate = models.BooleanField(_("free certificate"), null=True, default=True)
    needs_sign_in = models.BooleanField(_("sign-in needed"), null=True, default=True)
    works_on_phone = models.BooleanField(_("works on a phone"), null=True, default=True)
    credits = models.DecimalField(_("credits (ECTS)"), max_digits=5, decimal_places=1, null=True, blank=True)
    dates = models.JSONField(
        default=list, blank=True, help_text=_("When it runs on its platform; ours are runs."), editable=False
    )
    # What was found to be one course with another shows the other instead.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = Courses.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = (models.UniqueConstraint(fields=["university", "slug"], name="course_address"),)
        # Feeds read on from where they were.
        indexes = (models.Index(fields=["changed_at", "id"], name="course_changed"),)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the course's page. Needs the university loaded."""
        return reverse("catalog:course", args=(self.university.slug, self.slug))

    @property
    def is_ours(self) -> bool:
        """Test whether it is taken and taught here."""
        return self.host_id is None

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
