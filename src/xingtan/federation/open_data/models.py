"""DataFile: the whole catalogue, or a part of it, as a file that anyone may fetch."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataFile(models.Model):
    """A file that was made of the catalogue. A name stands for one content."""

    class Kind(models.TextChoices):
        """What it is for."""

        CSV = "csv", _("Table (CSV)")
        PARQUET = "parquet", _("Table (Parquet)")
        SITEMAP = "sitemap", _("Addresses for search engines")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("data file")
        verbose_name_plural = _("data files")
        indexes = (models.Index(fields=["kind", "made_at"], name="data_file_made"),)

    def __str__(self) -> str:
        return self.name
