"""Institution: one of all that could report, whether it is a university here or only a code. Officer: who reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Institution(models.Model):
    """An institution that may be asked. The list of all of them is the denominator of what is published."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True, help_text=_("As the official list has it."))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters."))
    province = models.CharField(_("province"), max_length=80, blank=True)
    students = models.PositiveIntegerField(_("students"), null=True, blank=True)
    university = models.OneToOneField("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    # An institution that is no more stays, for reports of earlier years name it.
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person who reports for an institution, and the name of the office they hold there."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="officers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(_("office"), max_length=120)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("reporting officer")
        verbose_name_plural = _("reporting officers")
        constraints = (models.UniqueConstraint(fields=["institution", "person"], name="officer_once"),)
