"""Secret addresses of people's calendars."""

from django.db import models


class Feed(models.Model):
    """Somebody's calendars have secret addresses. The addresses are sealed, not stored: a new number makes them new."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+", primary_key=True)
    number = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
