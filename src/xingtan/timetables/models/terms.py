"""Terms with their days off and make-up days, and the patterns that say when classes meet."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText
from xingtan.teaching import public as teaching

WEEKDAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)


class Term(models.Model):
    """The weeks in which a university teaches by one timetable."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    title = I18nText(verbose_name=_("title"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    # Weeks are counted from here, whatever day teaching begins.
    first_monday = models.DateField(_("Monday of week 1"))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = (
            models.CheckConstraint(
                name="term_ends_after_start", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        )
        indexes = (models.Index(fields=["university", "starts_on"], name="term_of_university"),)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the term's page. Needs the university loaded."""
        return reverse("timetables:term", args=(self.university.slug, self.uid))


class DayOff(models.Model):
    """A day without lessons, everywhere or on one campus."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="days_off")
    on = models.DateField(_("day"))
    campus = models.CharField(_("campus"), max_length=120, blank=True, help_text=_("Empty: everywhere."))
    why = models.CharField(_("why"), max_length=120, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "on", "campus"], name="day_off_once"),)


class MakeUp(models.Model):
    """A day that is taught as another day would be."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="make_ups")
    on = models.DateField(_("day"))
    as_of = models.DateField(_("taught as"), help_text=_("The day whose lessons are given then."))
    campus = models.CharField(_("campus"), max_length=120, blank=True, help_text=_("Empty: everywhere."))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["term", "on", "campus"], name="make_up_once"),
            models.CheckConstraint(name="make_up_is_another_day", condition=~models.Q(on=models.F("as_of"))),
        )


class Patterns(models.QuerySet["Pattern"]):
    """Filters on patterns."""

    def standing(self) -> Self:
        """Keep those that the timetable still has."""
        return self.filter(gone_at=None)

    def whole(self) -> Self:
        """Load the run, its course and university, and the room with each."""
        return self.select_related("run__course__university", "venue")


class Pattern(models.Model):
    """When and where a class meets: every week, some weeks, or on one day.

    It is never deleted: a line that left the timetable and comes back finds its sessions again.
    """

    BY_HAND = "by hand"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="patterns")
    # The list it stands in: a file that comes again replaces its own list and no other.
    source = models.CharField(max_length=120)
    # What the list calls the line; made here where it has no name.
    key = models.CharField(max_length=250)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=WEEKDAYS, null=True)
    on = models.DateField(_("day"), null=True)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    weeks = models.CharField(_("weeks"), max_length=200, blank=True)
    venue = models.ForeignKey("teaching.Venue", on_delete=models.PROTECT, null=True, related_name="+")
    campus = models.CharField(_("campus"), max_length=120, blank=True)
    zone = models.CharField(_("time zone"), max_length=64)
    mode = models.CharField(_("where"), max_length=6, choices=teaching.Mode.choices, blank=True)
    link = models.URLField(_("meeting"), max_length=500, blank=True)
    title = I18nText(verbose_name=_("title"), blank=True)
    gone_at = models.DateTimeField(null=True)

    objects = Patterns.as_manager()

    class Meta:
        verbose_name = _("pattern")
        verbose_name_plural = _("patterns")
        constraints = (
            models.UniqueConstraint(fields=["term", "source", "run", "key"], name="pattern_once"),
            models.CheckConstraint(
                name="pattern_weekly_or_on_a_day",
                condition=models.Q(weekday__isnull=False, on__isnull=True)
                | models.Q(weekday__isnull=True, on__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["run"], name="pattern_of_run"),)

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
