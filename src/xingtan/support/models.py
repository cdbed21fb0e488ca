"""Ticket: a question or a problem, with where it came from. Message: what was said since."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.universities import public as universities


class Tickets(models.QuerySet["Ticket"]):
    """Filters on tickets."""

    def to_answer_by(self, person: Any) -> Self:
        """Keep those this person can answer: all for operators and coordinators, else their university's and their courses'."""
        if not person.is_authenticated:
            return self.none()
        if person.is_operator or universities.coordinates(person):
            return self
        run_by = [
            key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
        ]
        served = person.standing.catalog.teaches | person.standing.catalog.assists
        return self.filter(models.Q(university__in=run_by) | models.Q(course__in=served))


class Ticket(models.Model):
    """A question or a problem that somebody brought up, on whatever page they were."""

    class Kind(models.TextChoices):
        """What it is."""

        QUESTION = "question", _("I have a question")
        PROBLEM = "problem", _("Something does not work")
        CONTENT = "content", _("Something here is wrong or hurtful")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.QUESTION)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    body = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = Tickets.as_manager()

    class Meta:
        verbose_name = _("ticket")
        indexes = (models.Index(fields=["closed_at", "asked_at"], name="ticket_waiting"),)

    def __str__(self) -> str:
        return self.body[:80]

    def get_absolute_url(self) -> str:
        """Give the address of the ticket."""
        return reverse("support:ticket", args=(self.uid,))


class Message(models.Model):
    """What was said on a ticket after it was opened."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    is_answer = models.BooleanField()
    body = models.TextField()
    at = models.DateTimeField()
