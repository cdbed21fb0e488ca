"""A switch: where many classes meet in a period, decided at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.teaching.models.classes import Mode


class Switch(models.Model):
    """The classes of a university, or of a department with its parts, meet another way: who decided it, for when, and why.

    What became of each session stands in its changes. Without a last day the classes themselves are switched, too.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("universities.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    mode = models.CharField(_("where"), max_length=6, choices=Mode.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    classes = models.PositiveIntegerField()
    sessions = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("switch")
        verbose_name_plural = _("switches")
        indexes = (models.Index(fields=["university", "at"], name="switch_of_university"),)

    def __str__(self) -> str:
        return f"{self.get_mode_display()}, {self.from_on}"
