"""Subject: a field of education."""

from django.db import models

from xingtan.kernel.text import I18nText


class Subject(models.Model):
    """A field of education, by its ISCED-F 2013 code."""

    code = models.CharField(max_length=4, unique=True)
    name = I18nText()

    def __str__(self) -> str:
        return str(self.name)
