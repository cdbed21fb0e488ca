"""Campaign: what is asked of whom, by when, and from which moment anyone may know."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Campaigns(models.QuerySet["Campaign"]):
    """Filters on campaigns."""

    def released(self, now: datetime) -> Self:
        """Keep those of which everyone may know."""
        return self.exclude(state=Campaign.State.DRAFT).filter(release_at__lte=now)

    def announced(self, now: datetime) -> Self:
        """Keep those that are to come, and of which the public calendar says so."""
        return self.exclude(state=Campaign.State.DRAFT).filter(release_at__gt=now).exclude(announced="{}")


class Campaign(models.Model):
    """Institutions are asked for figures of a period, with definitions, a deadline and an embargo."""

    class State(models.TextChoices):
        """Whether reports are taken."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Naming(models.TextChoices):
        """Whether those who did not answer are named once the figures are released."""

        COUNT = "count", _("Only how many did not answer")
        NAMES = "names", _("How many, and who")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = I18nText(verbose_name=_("title"))
    about = I18nText(verbose_name=_("what it is for"), blank=True)
    # All that the public calendar says before the release; nothing said is nothing shown.
    announced = I18nText(verbose_name=_("in the release calendar"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    as_of = models.DateField(_("as of"))
    due_at = models.DateTimeField(_("deadline"))
    release_at = models.DateTimeField(_("embargo until"))
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    naming = models.CharField(max_length=5, choices=Naming.choices, default=Naming.COUNT)
    wants_two = models.BooleanField(_("two people"), default=False)
    # Days after the deadline, negative before it; nobody is reminded unless the switch was set.
    plan = models.JSONField(default=list)
    is_reminding = models.BooleanField(_("remind"), default=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    told_release_at = models.DateTimeField(null=True, editable=False)

    objects = Campaigns.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = (
            models.CheckConstraint(name="campaign_state", condition=models.Q(state__in=("draft", "open", "closed"))),
            models.CheckConstraint(name="campaign_naming", condition=models.Q(naming__in=("count", "names"))),
            models.CheckConstraint(name="campaign_period", condition=models.Q(ends_on__gte=models.F("starts_on"))),
        )

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the public page, which is there once the figures are released."""
        return reverse("reporting:release", args=(self.slug,))

    @property
    def desk_url(self) -> str:
        """Give the address of the page for those who work on it."""
        return reverse("reporting:campaign", args=(self.slug,))

    def is_released(self, now: datetime) -> bool:
        """Test whether everyone may know of it."""
        return self.state != self.State.DRAFT and self.release_at <= now


class CampaignStep(models.Model):
    """Who opened or closed the campaign, when and why."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=6)
    after = models.CharField(max_length=6)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)


class Question(models.Model):
    """A measure that the campaign asks for, with the definition it is asked by."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="questions")
    measure = models.SlugField(max_length=40)
    title = I18nText(verbose_name=_("title"))
    definition = I18nText(verbose_name=_("definition"))
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "measure"], name="measure_asked_once"),)

    def __str__(self) -> str:
        return str(self.title)


class Asked(models.Model):
    """An institution that the campaign asks: together they are its denominator, frozen when it opened."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="asked")
    institution = models.ForeignKey("reporting.Institution", on_delete=models.PROTECT, related_name="asked")
    # How often somebody was reminded for it.
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "institution"], name="asked_once"),)


class Reminder(models.Model):
    """A round of reminders: by the plan, or because a coordinator asked for one."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    # ``plan:-7`` for the day of the plan, ``hand:…`` for one by hand.
    step = models.CharField(max_length=40)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    institutions = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "step"], name="reminded_once"),)
