"""Experience: what worked somewhere, told so that others can do it too."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.calls import Call
from xingtan.coordination.models.records import Recorded, Records
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText
from xingtan.universities import public as universities


class Experiences(models.QuerySet["Experience"]):
    """Filters on experiences."""

    def published(self) -> Self:
        """Keep those that anyone may read."""
        return self.filter(state=Experience.State.PUBLISHED)

    def visible_to(self, person: Any) -> Self:
        """Keep those this person may read: published ones, their own, and at the desk all."""
        if not person.is_authenticated:
            return self.published()
        if universities.coordinates(person):
            return self
        return self.filter(models.Q(state=Experience.State.PUBLISHED) | models.Q(author=person))


class Experience(models.Model):
    """A case: where it was, what was done, what shows that it worked, whom to ask, and how it may be used."""

    class State(models.TextChoices):
        """Whether anyone may read it."""

        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Licence(models.TextChoices):
        """How others may use it: open licences only, for it is here to be used again."""

        CC_BY = "CC-BY-4.0", _("Use it, and name us (CC BY 4.0)")
        CC_BY_SA = "CC-BY-SA-4.0", _("Use it, name us, and share alike (CC BY-SA 4.0)")
        CC0 = "CC0-1.0", _("Use it as you like (CC0 1.0)")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = I18nText(verbose_name=_("title"))
    context = I18nText(verbose_name=_("where and for whom"))
    case = I18nText(verbose_name=_("what was done"))
    evidence = I18nText(verbose_name=_("what shows that it worked"))
    evidence_url = models.URLField(_("where to see it"), max_length=500, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=300, blank=True)
    licence = models.CharField(_("how others may use it"), max_length=14, choices=Licence.choices)
    languages = models.JSONField(_("languages"), default=list)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, null=True, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUBMITTED, editable=False)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = Experiences.as_manager()

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = (
            models.CheckConstraint(
                name="experience_state",
                condition=models.Q(state__in=("submitted", "returned", "published", "withdrawn")),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the public address."""
        return reverse("coordination:experience", args=(self.slug,))


class ExperienceStep(Recorded):
    """Who moved the experience on, when and why."""

    experience = models.ForeignKey(Experience, on_delete=models.PROTECT, related_name="steps")

    objects = Records.as_manager()
