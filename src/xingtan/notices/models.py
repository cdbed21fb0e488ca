"""Notice: something one person was told. Preference: how they want to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Notice(models.Model):
    """Something a person was told. Its words are made when it is read, in the reader's language."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    # What it is about, so that telling twice (a listener heard an event again) tells once.
    about = models.CharField(max_length=120)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        constraints = (models.UniqueConstraint(fields=["person", "kind", "about"], name="notice_told_once"),)
        indexes = (models.Index(fields=["person", "read_at", "-id"], name="notice_of_person"),)


class Preference(models.Model):
    """A person does not want this kind of notice by mail (or does, against the default)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    by_mail = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind"], name="preference_once"),)
