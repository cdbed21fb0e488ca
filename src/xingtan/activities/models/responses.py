"""What is said in an activity: written once, never changed. Which of several counts, its kind says."""

from django.db import models

from xingtan.activities.models.activities import Activity
from xingtan.kernel.ids import new_uid


class Response(models.Model):
    """What one person answered. Whoever changes their mind answers again."""

    # Chosen by the device where it can: sent twice over a bad line, it is kept once.
    uid = models.UUIDField(default=new_uid)
    # The constraint below is its index.
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["activity", "uid"], name="response_kept_once"),)
        indexes = (models.Index(fields=["activity", "person"], name="response_of_person"),)


class Move(models.Model):
    """What somebody who leads did in an activity that has begun: an idea liked, a name drawn, a slide turned."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    do = models.CharField(max_length=30)
    payload = models.JSONField(default=dict)
