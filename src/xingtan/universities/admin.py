"""For operators: universities, and who serves them."""

from django.contrib import admin

from xingtan.kernel.operators import Read, ReadRows
from xingtan.universities.models import Membership, University


class Memberships(ReadRows):
    """Who serves the university."""

    model = Membership
    fields = ("person", "role", "since")


@admin.register(University)
class UniversityAdmin(Read):
    """Universities of the consortium."""

    list_display = ("slug", "name", "country", "zone", "website")
    list_filter = ("country",)
    ordering = ("slug",)
    inlines = (Memberships,)
