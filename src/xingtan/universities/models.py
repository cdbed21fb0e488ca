"""University, its look, and who serves it."""

from typing import final

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


@final
class University(models.Model):
    """An institution of the consortium: the owner of courses, and the wall between one's drafts and another's."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = I18nText(verbose_name=_("name"))
    about = I18nText(verbose_name=_("about"), blank=True)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1, two letters."), blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    website = models.URLField(_("website"), blank=True)
    is_member = models.BooleanField(
        _("member"), default=True, help_text=_("Others are known only because a partner platform names them.")
    )

    class Meta:
        verbose_name = _("university")
        verbose_name_plural = _("universities")

    def __str__(self) -> str:
        return str(self.name)


class KnownName(models.Model):
    """A name by which platforms call a university, folded so that case and accents do not matter."""

    university = models.ForeignKey(University, on_delete=models.CASCADE, related_name="known_names")
    name = models.CharField(max_length=200)
    # Empty where a platform did not say: it then fits any country.
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "country"], name="university_known_once"),)


class Unit(models.Model):
    """A part of a university: a faculty, a school, a department, and the parts of these."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey(University, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    code = models.CharField(_("code"), max_length=80, help_text=_("As the university's own lists call it."))
    name = I18nText(verbose_name=_("name"))

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = (models.UniqueConstraint(fields=["university", "code"], name="unit_code_once"),)

    def __str__(self) -> str:
        return str(self.name)


class Role(models.TextChoices):
    """What one may serve as. The first two serve a university, the others the consortium."""

    ADMINISTRATOR = "administrator", _("Administrator")
    STAFF = "staff", _("Teaching staff")
    COORDINATOR = "coordinator", _("Coordinator")
    COMMITTEE = "committee", _("Committee member")


OF_A_UNIVERSITY = (Role.ADMINISTRATOR, Role.STAFF)
OF_THE_CONSORTIUM = (Role.COORDINATOR, Role.COMMITTEE)


class Membership(models.Model):
    """A person serves a university, or (with no university) the consortium."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    university = models.ForeignKey(University, on_delete=models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "university", "role"], name="membership_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="membership_serves_where_it_can",
                condition=models.Q(role__in=OF_A_UNIVERSITY, university__isnull=False)
                | models.Q(role__in=OF_THE_CONSORTIUM, university__isnull=True),
            ),
        )
