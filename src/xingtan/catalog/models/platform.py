"""Platform: where courses run. Listing: what one platform says of one course."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Platform(models.Model):
    """A partner that runs courses of its own, and lets them be found here."""

    class Tier(models.TextChoices):
        """As in 2020: some took the lead, more followed."""

        LEAD = "lead", _("Lead")
        FOLLOWER = "follower", _("Follower")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = I18nText(verbose_name=_("name"))
    about = I18nText(verbose_name=_("about"), blank=True)
    operator = models.CharField(_("operator"), max_length=200, blank=True, help_text=_("Who runs it."))
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1, two letters."))
    website = models.URLField(_("website"), max_length=500)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices, default=Tier.FOLLOWER)
    joined_on = models.DateField(_("joined"))
    left_on = models.DateField(_("left"), null=True, blank=True)
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("address of the contact"), blank=True)

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        constraints = (
            models.CheckConstraint(
                name="platform_leaves_after_joining",
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Give the address of the platform's page."""
        return reverse("catalog:platform", args=(self.slug,))


class PlatformContact(models.Model):
    """A person who speaks for a platform: sees what went wrong with it, and sends its courses."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["platform", "person"], name="platform_contact_once"),)


class Listings(models.QuerySet["Listing"]):
    """Filters on listings."""

    def live(self) -> Self:
        """Keep those that their platform still shows."""
        return self.filter(gone_at__isnull=True)


class Listing(models.Model):
    """What one platform says of one course, as it came. It stays as a tombstone when the platform drops it."""

    CHECKS_TO_BE_DEAD = 3

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="listings")
    remote_id = models.CharField(max_length=500)
    # Which feed of the platform lists it, as the room that gathers calls it; nothing if a person sent it.
    origin = models.CharField(max_length=36, blank=True)
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="listings")
    url = models.URLField(max_length=2000)
    # What ``registry.Facts`` says, as JSON; its digest tells whether anything changed.
    facts = models.JSONField()
    digest = models.CharField(max_length=32)
    # When each field last changed, and by which format it came: {"title": ["2026-11-21T…Z", "moochub"]}.
    sources = models.JSONField(default=dict)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    # The course's page did not answer at these many checks in a row.
    failed_checks = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    objects = Listings.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = (models.UniqueConstraint(fields=["platform", "remote_id"], name="listing_once"),)
        indexes = (models.Index(fields=["platform", "last_seen_at"], name="listing_seen"),)

    def __str__(self) -> str:
        return f"{self.platform_id}: {self.remote_id}"
