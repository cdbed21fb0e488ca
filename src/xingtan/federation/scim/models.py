"""Key: by which a university's directory pushes its people here. Only its digest is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Key(models.Model):
    """A directory key of a university."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(_("what it is for"), max_length=100)
    start = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    # In whose name the directory acts: whoever made the key.
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("directory key")
        verbose_name_plural = _("directory keys")
