"""The demo's partner platforms: found beside our own courses, and there once however often it starts."""

from django.utils import timezone

from xingtan.catalog import public as catalog
from xingtan.site.demo import partners


def test_partners_join_once(db: None) -> None:
    now = timezone.now()
    for _start in range(2):
        partners.join(now=now)

    assert list(catalog.Platform.objects.order_by("slug").values_list("slug", flat=True)) == ["lakeside", "monsoon"]
    assert catalog.Listing.objects.count() == catalog.Course.objects.published().count() == 35
    assert not catalog.Course.objects.filter(subject=None).exists()
    assert not catalog.Course.objects.filter(university__is_member=True).exists()
