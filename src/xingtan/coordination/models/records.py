"""Records: rows that say who did what, when and why, and are never written again."""

from typing import Any

from django.db import models


class WrittenOnce(TypeError):
    """A record was to be changed or deleted. That is a fault in the code, not of a person."""


class Records(models.QuerySet[Any]):
    """Rows that can be read and added to, and nothing else."""

    def update(self, **kwargs: Any) -> int:
        """Refuse."""
        raise WrittenOnce(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise WrittenOnce(self.model.__name__)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse."""
        raise WrittenOnce(self.model.__name__)


class Record(models.Model):
    """A row that is written once. Each table of them names ``Records`` as its manager: a test asks all."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, the first time only."""
        if not self._state.adding:
            raise WrittenOnce(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise WrittenOnce(type(self).__name__)


class Recorded(Record):
    """A step from one state to the next. Nobody stands beside it who is no person: a program has its owner."""

    move = models.CharField(max_length=16)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
