"""Feed: where a platform's catalogue is, and where we are in it."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Feeds(models.QuerySet["Feed"]):
    """Filters on feeds."""

    def on(self) -> Self:
        """Keep those that are gathered by the clock."""
        return self.filter(is_on=True, platform__left_on__isnull=True)


class Feed(models.Model):
    """A catalogue of a platform in one format."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, related_name="+")
    format = models.CharField(_("format"), max_length=40)
    url = models.URLField(_("address"), max_length=1000)
    options = models.JSONField(default=dict, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("every … hours"), default=24, validators=(MinValueValidator(1), MaxValueValidator(24 * 31))
    )
    is_on = models.BooleanField(_("gathered by the clock"), default=True)
    # Where the pass that is under way stands; and where the last one that came to its end did.
    state = models.JSONField(default=dict, editable=False)
    state_at_end = models.JSONField(default=dict, editable=False)
    pass_began_at = models.DateTimeField(null=True, editable=False)
    last_begun_at = models.DateTimeField(null=True, editable=False)
    last_ok_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    # Harvests that failed in a row.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    next_at = models.DateTimeField(null=True, editable=False)

    objects = Feeds.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = (models.UniqueConstraint(fields=["platform", "format", "url"], name="feed_once"),)
        indexes = (models.Index(fields=["next_at"], name="feed_due"),)

    def __str__(self) -> str:
        return f"{self.format}: {self.url}"

    def get_absolute_url(self) -> str:
        """Give the address of the feed's page."""
        return reverse("harvest:feed", args=(self.uid,))

    @property
    def origin(self) -> str:
        """Name the feed as listings know it."""
        return str(self.uid)


class Validator(models.Model):
    """What a server said of a page, by which it can tell us that nothing changed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="validators")
    url = models.CharField(max_length=1000)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    # Only once the pass came to its end: what a killed pass read may not have been kept.
    is_settled = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["feed", "url"], name="validator_once"),)

    def __str__(self) -> str:
        return self.url
