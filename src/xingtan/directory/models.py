"""Solution: an entry of the directory. Its facts are Versions and its standing is Steps: rows are added, never changed."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.directory.rules import standing
from xingtan.directory.rules.facts import Facts
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Category(models.Model):
    """A heading of the list."""

    code = models.SlugField(max_length=40, unique=True)
    name = I18nText()
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.name)


class Price(models.TextChoices):
    """What it costs whoever learns or teaches with it."""

    FREE = "free", _("Free of charge")
    FREEMIUM = "freemium", _("Free, with parts that cost")
    PAID = "paid", _("Paid")


class Offline(models.TextChoices):
    """What it does without a connection."""

    NONE = "none", _("Needs a connection")
    CACHE = "cache", _("Keeps what was opened before")
    FULL = "full", _("Works without a connection")
    PEER = "peer", _("Works without, and devices pass it on to each other")


class Device(models.TextChoices):
    """What it runs on."""

    WEB = "web", _("Web browser")
    ANDROID = "android", _("Android")
    IOS = "ios", _("iPhone and iPad")
    WINDOWS = "windows", _("Windows")
    MACOS = "macos", _("Mac")
    LINUX = "linux", _("Linux")
    CHROMEOS = "chromeos", _("Chromebook")
    BASIC_PHONE = "basic-phone", _("Basic phone (calls and SMS)")
    SERVER = "server", _("A server of one's own")


class Status(models.TextChoices):
    """Where an entry stands."""

    SUBMITTED = standing.SUBMITTED, _("Submitted")
    CHECKED = standing.CHECKED, _("Checked")
    REVIEWED = standing.REVIEWED, _("Reviewed")
    LISTED = standing.LISTED, _("Listed")
    DUE = standing.DUE, _("Listed, review due")
    DELISTED = standing.DELISTED, _("Delisted")
    DECLINED = standing.DECLINED, _("Declined")


class Solution(models.Model):
    """An entry: its address, and who proposed it. All else is said by its versions and steps."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    submitted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    # In which language somebody without an account is written to.
    locale = models.CharField(max_length=16, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Give the address of the entry."""
        return reverse("directory:solution", args=(self.slug,))


class Versions(models.QuerySet["Version"]):
    """Filters on versions."""

    def as_of(self, moment: datetime) -> Self:
        """Keep of each entry the facts that held at this moment, with the standing it had (``status``)."""
        later = Version.objects.filter(
            solution=models.OuterRef("solution"), valid_from__lte=moment, number__gt=models.OuterRef("number")
        )
        steps = Step.objects.filter(solution=models.OuterRef("solution"), at__lte=moment).order_by("-at", "-pk")
        return self.filter(~models.Exists(later), valid_from__lte=moment).annotate(
            status=models.Subquery(steps.values("status")[:1])
        )

    def listed(self, moment: datetime) -> Self:
        """Keep what was on the list at this moment, as it read then."""
        return self.standing(moment, *standing.ON_THE_LIST)

    def standing(self, moment: datetime, *statuses: str) -> Self:
        """Keep what stood in one of these ways at this moment, as it read then."""
        return self.as_of(moment).filter(status__in=statuses)


class Version(models.Model):
    """What an entry says from a moment on. It is never changed: new facts are a new version."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)

    name = models.CharField(_("name"), max_length=120)
    url = models.CharField(_("address on the web"), max_length=400)
    operator = models.CharField(_("who runs it"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    categories = models.JSONField(_("categories"), default=list)
    summary = I18nText(verbose_name=_("summary"))
    languages = models.JSONField(_("languages of its interface"), default=list)
    price = models.CharField(_("price"), max_length=10, choices=Price.choices)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    devices = models.JSONField(_("devices"), default=list)
    offline = models.CharField(_("offline"), max_length=6, choices=Offline.choices, default=Offline.NONE)
    min_kbps = models.PositiveIntegerField(_("least bandwidth"), null=True)
    standards = models.JSONField(_("standards"), default=list)
    accessibility = I18nText(verbose_name=_("accessibility"), blank=True)
    data_protection = I18nText(verbose_name=_("data protection"), blank=True)
    evidence = models.JSONField(_("evidence"), default=list)

    # Made of the facts above, to find them by.
    digest = models.CharField(max_length=32)
    sort_name = models.CharField(max_length=240)
    marks = models.TextField()
    words = models.TextField()
    place = models.CharField(max_length=400, db_index=True)

    objects = Versions.as_manager()

    class Meta:
        verbose_name = _("version of a solution")
        constraints = (models.UniqueConstraint(fields=["solution", "number"], name="solution_version_once"),)
        indexes = (models.Index(fields=["solution", "valid_from"], name="solution_version_of"),)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def facts(self) -> Facts:
        """Give the facts alone."""
        return Facts(**{name: getattr(self, name) for name in Facts.__dataclass_fields__})


class Step(models.Model):
    """Where an entry stands since a moment: who decided it, and why. It is never changed."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=10, choices=Status.choices)
    at = models.DateTimeField()
    # Later than ``at`` where an older list was taken over; then the page says so.
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("step of a solution")
        indexes = (models.Index(fields=["solution", "at"], name="solution_step_of"),)
        constraints = (
            models.CheckConstraint(name="step_is_not_foretold", condition=models.Q(at__lte=models.F("recorded_at"))),
            models.CheckConstraint(
                name="step_says_why",
                condition=~models.Q(status__in=standing.NEED_A_REASON) | ~models.Q(why=""),
            ),
        )


class Link(models.Model):
    """Whether an address that an entry names still answers."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="links")
    url = models.CharField(max_length=400)
    checked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=80, blank=True)
    failures = models.PositiveIntegerField(default=0)
    flagged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["solution", "url"], name="solution_link_once"),)


class Report(models.Model):
    """Somebody says that an entry is wrong."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="reports")
    body = models.TextField(max_length=3000)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("report on a solution")
        indexes = (models.Index(fields=["closed_at", "id"], name="solution_report_open"),)


class Intake(models.Model):
    """A table that somebody brought: looked through first, taken in when they say so."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reading = models.UUIDField(null=True)
    taking = models.UUIDField(null=True)
    counts: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("table of solutions")

    def get_absolute_url(self) -> str:
        """Give the address of what was found in it."""
        return reverse("directory:intake", args=(self.uid,))
