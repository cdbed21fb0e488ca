"""Programme: courses that belong together."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Programme(models.Model):
    """Courses in an order that a university recommends."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = I18nText(verbose_name=_("title"))
    about = I18nText(verbose_name=_("about"), blank=True)
    is_published = models.BooleanField(_("published"), default=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the programme's page."""
        return reverse("catalog:programme", args=(self.slug,))


class ProgrammeCourse(models.Model):
    """A course at its place in a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="places")
    course = models.ForeignKey("catalog.Course", on_delete=models.CASCADE, related_name="programmes")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["programme", "course"], name="programme_course_once"),
            models.UniqueConstraint(fields=["programme", "position"], name="programme_position_once"),
        )
