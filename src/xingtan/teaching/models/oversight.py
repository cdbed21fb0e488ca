"""Sessions that others look at: as a model to learn from, or drawn to be inspected. Those who teach see both."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.teaching.models.sessions import Session


class ModelLesson(models.Model):
    """A teacher opened a session for colleagues of all universities to visit."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="model_lesson", primary_key=True)
    words = models.CharField(_("what there is to see"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("model lesson")
        verbose_name_plural = _("model lessons")


class Sample(models.Model):
    """A draw of sessions to inspect. The seed is kept: whoever draws again from the same sessions gets the same."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seed = models.CharField(max_length=40)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    # Out of how many it was drawn.
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")


class Inspection(models.Model):
    """A session somebody is to look at, and did: visible to those who teach it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="inspections")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="inspections")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = (models.UniqueConstraint(fields=["sample", "session"], name="inspection_once"),)
