"""What tables look like to operators: they read them, and do what a table's own actions offer."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class Read(admin.ModelAdmin[Any]):
    """A table that operators read. Rows change by the actions of their room, and nowhere else."""

    list_per_page = 50
    # Counting all rows to say "3 of 4 million" is slower than finding the three.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let nobody change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let nobody delete."""
        return False


class ReadRows(admin.TabularInline[Any, Any]):
    """Rows of another table that belong to the one shown."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let nobody add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let nobody change."""
        return False
