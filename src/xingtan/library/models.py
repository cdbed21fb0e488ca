"""Resource: a file with a licence. Rendition: the same in another size or form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Resource(models.Model):
    """A file somebody may use again, by its content: the same bytes of one university are one resource."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("resource")
        constraints = (models.UniqueConstraint(fields=["university", "digest"], name="resource_once"),)
        indexes = (models.Index(fields=["digest"], name="resource_by_digest"),)

    def __str__(self) -> str:
        return self.name


class Rendition(models.Model):
    """The same content in another size or form. It belongs to the bytes, whoever's resource they are."""

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=20)
    made_digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["digest", "name"], name="rendition_once"),)
