"""Researcher: somebody who may ask questions of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Researcher(models.Model):
    """A person whom the consortium lets ask, and for what. The numbers they see learners by are made of its uid."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    named_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        verbose_name = _("researcher")
        verbose_name_plural = _("researchers")

    def __str__(self) -> str:
        return f"researcher {self.pk}"
