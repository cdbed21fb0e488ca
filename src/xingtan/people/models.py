"""Person: who one is, in any room."""

from functools import cached_property
from typing import ClassVar, final
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.people.registry import Standing


def check_zone(name: str) -> None:
    """Refuse a zone that the IANA database does not know.

    :raises ValidationError: with the name
    """
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone called “%(name)s”."), params={"name": name})


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by e-mail address, in any case."""
        return self.get(email__iexact=username)


@final
class Person(AbstractBaseUser):
    """Somebody who signs in. A person is never deleted, only emptied: what others made with them stays whole."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True)
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("As you write it, in your own script."))
    latin_name = models.CharField(
        _("name in Latin letters"),
        max_length=150,
        blank=True,
        help_text=_("As on your passport; printed on certificates."),
    )
    locale = models.CharField(_("language"), max_length=16, default="en")
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[check_zone])
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    # Only shows the ways to teaching and universities; what one may do there is asked each time.
    has_duties = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    emptied_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = People()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Give the name one goes by: own script, else Latin, else that it is gone."""
        return self.name or self.latin_name or str(_("Someone"))

    @cached_property
    def standing(self) -> Standing:
        """Load what this person serves as, once for this request."""
        return Standing(self)

    # Django's admin asks these; only operators enter it.
    @property
    def is_staff(self) -> bool:
        """Test whether the admin opens."""
        return self.is_operator

    @property
    def is_superuser(self) -> bool:
        """Test whether everything in the admin opens."""
        return self.is_operator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer the admin: operators may."""
        return self.is_active and self.is_operator

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        """Answer the admin: operators may."""
        return self.is_active and self.is_operator

    def has_module_perms(self, app_label: str) -> bool:
        """Answer the admin: operators may."""
        return self.is_active and self.is_operator


class ApiKey(models.Model):
    """A key by which a program acts for a person. Only its digest is kept; the key is shown once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    label = models.CharField(_("what it is for"), max_length=100)
    start = models.CharField(max_length=8, help_text=_("The first letters, by which its owner knows it."))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("key")

    def __str__(self) -> str:
        return f"{self.label} ({self.start}…)"
