"""Adoption: a university takes a course, its own or a partner's, into what it teaches."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.records import Record, Records
from xingtan.kernel.ids import new_uid


class Adoptions(models.QuerySet["Adoption"]):
    """Filters on adoptions."""

    def current(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(end__isnull=True)

    def whole(self) -> Self:
        """Load what a page names of each."""
        return self.select_related("course", "course__university", "university", "responsible")


class Adoption(models.Model):
    """A university lets its students take the course, and examines them itself, wherever the course runs.

    It carries credit only while a teacher of the university answers for it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    exam_owner = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    credits = models.DecimalField(_("credits (ECTS)"), max_digits=5, decimal_places=1, null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Adoptions.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = (
            models.CheckConstraint(
                name="credit_needs_a_responsible_teacher",
                condition=models.Q(credits__isnull=True) | models.Q(responsible__isnull=False, credits__gt=0),
            ),
            models.CheckConstraint(name="who_adopts_examines", condition=models.Q(exam_owner=models.F("university"))),
        )

    def __str__(self) -> str:
        return f"{self.university}: {self.course}"

    def get_absolute_url(self) -> str:
        """Give the address of its page. Needs the university loaded."""
        return reverse("coordination:adoption", args=(self.uid,))


class AdoptionEnd(Record):
    """Who ended the adoption, when and why. What students earned stays theirs."""

    adoption = models.OneToOneField(Adoption, on_delete=models.PROTECT, related_name="end")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)

    objects = Records.as_manager()
