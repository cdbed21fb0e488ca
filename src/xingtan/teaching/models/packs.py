"""A pack: what a class has of a session that is recorded, or goes on by text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.teaching.models.sessions import Session


class Pack(models.Model):
    """What students watch or read where the line is too thin: an address, a unit of the course, a file, or words.

    It can be made ready before: students see it once the session has stepped down to recorded or text.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="pack", primary_key=True)
    words = models.TextField(_("words"), max_length=8000, blank=True)
    link = models.URLField(_("address"), max_length=500, blank=True)
    # The key of a unit, and its title when it was chosen.
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    name = models.CharField(max_length=300, blank=True)
    resource = models.ForeignKey("library.Resource", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.link or self.words[:60]

    @property
    def url(self) -> str:
        """Give where the thing itself is: a file's own address ends soon, so it is asked for when it is opened."""
        if self.resource_id:
            return f"{self.session.get_absolute_url()}pack/file/"
        if self.unit:
            return f"{self.session.run.get_absolute_url()}units/{self.unit}/"
        return self.link
