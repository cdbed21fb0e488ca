"""Sheet: courses that a partner filled in by hand, and who stood up for them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Sheet(models.Model):
    """Courses by hand: one from a form, or many from a table. Nothing is public before it is signed off."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    platform = models.ForeignKey("catalog.Platform", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # Each line as it was read: {"place": "4", "values": {…}, "faults": ["…"]}.
    lines = models.JSONField(default=list)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    # The name that was signed with, as it stood then.
    signature = models.CharField(max_length=200, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        indexes = (models.Index(fields=["platform", "-id"], name="sheet_of_platform"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Give the address of the sheet's page."""
        return reverse("harvest:sheet", args=(self.uid,))
