"""Where what is known of a course comes from."""

from typing import Any

from xingtan.catalog.models import Course, Listing, Platform


def every_platform() -> list[Platform]:
    """Give the partner platforms."""
    return list(Platform.objects.order_by("slug"))


def provenance_of(course: Course) -> dict[str, Any]:
    """Tell which platforms list a course, who makes it too, and which programmes it is in: three queries."""
    listings = Listing.objects.live().filter(course=course).order_by("first_seen_at", "pk")
    fields = ("platform__slug", "url", "last_seen_at")
    programmes = course.programmes.filter(programme__is_published=True).order_by("programme__slug")
    return {
        "sources": [
            {"platform": platform, "url": url, "last_seen_at": seen}
            for platform, url, seen in listings.values_list(*fields)
        ],
        "partners": list(course.partners.order_by("pk").values_list("university__slug", flat=True)),
        "programmes": list(programmes.values_list("programme__slug", flat=True)),
    }
