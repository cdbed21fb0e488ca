"""Call: what the consortium asks for. Party: a university or a platform that joined it."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.records import Record, Recorded, Records
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText
from xingtan.universities import public as universities

MOST_REVIEWS = 9


class Tier(models.TextChoices):
    """As in 2020: some take the lead, more follow."""

    LEAD = "lead", _("Lead")
    FOLLOWER = "follower", _("Follower")


class Calls(models.QuerySet["Call"]):
    """Filters on calls."""

    def public(self) -> Self:
        """Keep those that were ever open: anyone may read them, also when they are closed."""
        return self.exclude(state=Call.State.DRAFT)

    def visible_to(self, person: Any) -> Self:
        """Keep those this person may see: drafts are for coordinators and the committee."""
        serves = universities.coordinates(person) or universities.is_on_committee(person)
        return self.all() if serves else self.public()


class Call(models.Model):
    """What is wanted, for whom, and by when."""

    class State(models.TextChoices):
        """Whether it can be joined."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = I18nText(verbose_name=_("title"))
    wanted = I18nText(verbose_name=_("what is wanted"))
    audience = I18nText(verbose_name=_("for whom"), blank=True)
    due_at = models.DateTimeField(_("by when"), null=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    reviews_wanted = models.PositiveSmallIntegerField(_("reviews of each course"), default=2)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = Calls.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = (
            models.CheckConstraint(name="call_state", condition=models.Q(state__in=("draft", "open", "closed"))),
            models.CheckConstraint(
                name="call_asks_for_reviews",
                condition=models.Q(reviews_wanted__gte=1) & models.Q(reviews_wanted__lte=MOST_REVIEWS),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the public page."""
        return reverse("coordination:call", args=(self.slug,))

    @property
    def desk_url(self) -> str:
        """Give the address of the page for those who work on it."""
        return reverse("coordination:desk-call", args=(self.slug,))


class CallStep(Recorded):
    """Who opened or closed the call, when and why."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="steps")

    objects = Records.as_manager()


class Criterion(models.Model):
    """One of the things that experts mark from one to five, as this call has them."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    name = I18nText(verbose_name=_("name"))
    help = I18nText(verbose_name=_("what it asks"), blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["call", "key"], name="criterion_once"),)

    def __str__(self) -> str:
        return str(self.name)


class Parties(models.QuerySet["Party"]):
    """Filters on parties."""

    def present(self) -> Self:
        """Keep those that have not left, or came back."""
        return self.exclude(pk__in=Departure.objects.standing().values("party"))

    def named(self) -> Self:
        """Load the university or the platform with each party."""
        return self.select_related("university", "platform")

    def spoken_for_by(self, person: Any) -> Self:
        """Keep those in whose name this person may speak: administrators and contacts do."""
        if not person.is_authenticated:
            return self.none()
        mine = [
            key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
        ]
        return self.filter(models.Q(university__in=mine) | models.Q(platform__contacts__person=person)).distinct()


class Party(models.Model):
    """A university or a platform that joined the call, and how far it goes."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="parties")
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, null=True, related_name="+")
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices, default=Tier.FOLLOWER)
    joined_at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    objects = Parties.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = (
            models.UniqueConstraint(fields=["call", "university"], name="university_joins_once"),
            models.UniqueConstraint(fields=["call", "platform"], name="platform_joins_once"),
            models.CheckConstraint(
                name="party_is_one_of_the_two",
                condition=models.Q(university__isnull=False, platform__isnull=True)
                | models.Q(university__isnull=True, platform__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.university or self.platform)


class Departures(Records):
    """Filters on departures."""

    def standing(self) -> Self:
        """Keep those after which nobody came back."""
        return self.filter(comeback__isnull=True)


class Departure(Record):
    """Who left the call, when and why. What it gave stays."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="departures")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)

    objects = Departures.as_manager()


class Comeback(Record):
    """Who joined again what it had left, when, and how far it goes now."""

    departure = models.OneToOneField(Departure, on_delete=models.PROTECT, related_name="comeback")
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Records.as_manager()
