"""What somebody who looks for courses asked us to remember."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class SavedSearch(models.Model):
    """A search that somebody wants to hear of again, when there is something new in it."""

    class Pace(models.TextChoices):
        """How often at most."""

        DAILY = "daily", _("Every day, if there is something new")
        WEEKLY = "weekly", _("Every week, if there is something new")
        NEVER = "never", _("Never: I only want to find it again")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=2000, blank=True, help_text=_("The query of the list's address."))
    pace = models.CharField(_("how often"), max_length=6, choices=Pace.choices, default=Pace.WEEKLY)
    since = models.DateTimeField()
    # What was published until then has been told.
    looked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = (models.UniqueConstraint(fields=["person", "query"], name="search_saved_once"),)
        indexes = (models.Index(fields=["pace", "looked_at"], name="search_due"),)

    def __str__(self) -> str:
        return self.name

    @property
    def list_url(self) -> str:
        """Give the address of the list itself."""
        explore = reverse("catalog:explore")
        return f"{explore}?{self.query}" if self.query else explore


class Interest(models.Model):
    """Somebody wants to know when a course opens. They are told once."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    # Whoever already knew the dates is told when it begins, the others as soon as there are dates.
    knew_dates = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = (models.UniqueConstraint(fields=["person", "course"], name="interest_once"),)


class Taste(models.Model):
    """How somebody wants to be shown courses."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    hides_similar = models.BooleanField(default=False)
