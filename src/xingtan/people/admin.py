"""For operators: who has an account. What opens it is not shown."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.people.models import Person


@admin.register(Person)
class PersonAdmin(Read):
    """People, found by name or address."""

    list_display = ("name", "email", "is_operator", "is_active", "joined_at", "last_login", "emptied_at")
    list_filter = ("is_operator", "is_active", ("emptied_at", admin.EmptyFieldListFilter), "locale")
    search_fields = ("name", "latin_name", "email", "uid")
    ordering = ("-id",)
    fields = (
        *("uid", "name", "latin_name", "email", "locale", "zone"),
        *("is_operator", "is_active", "joined_at", "last_login", "emptied_at"),
    )
