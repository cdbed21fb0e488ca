"""The page of a course: a partner's leads there, what is gone leaves a stone, and each describes itself."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from xingtan.catalog.models import Course
from xingtan.catalog.tests import factories

pytestmark = pytest.mark.django_db


def test_partner_course_leads_to_its_platform(silk, browse):
    shown = browse().get(silk.get_absolute_url()).text

    assert 'href="https://pagoda.example/silk"' in shown
    assert "Go to the course on Pagoda" in shown
    assert "last seen" in shown
    assert "moochub" in shown
    assert "Take a place" not in shown
    assert "No run is open" not in shown
    for door in ("facts", "runs", "roles"):
        assert browse().get(f"{silk.get_absolute_url()}{door}/").status_code == 404


def test_partner_course_leads_nowhere_but_the_web(silk, browse):
    silk.listings.update(url="javascript:alert(1)")

    shown = browse().get(silk.get_absolute_url())

    assert shown.status_code == 200
    assert "javascript:" not in shown.text


def test_partner_course_on_two_platforms_names_both(silk, browse):
    tower = factories.platform("tower")
    factories.list_on(tower, silk)

    shown = browse().get(silk.get_absolute_url()).text

    assert "Go to the course on Pagoda" in shown
    assert "Go to Tower" in shown


def test_what_is_gone_leaves_a_stone(silk, browse):
    Course.objects.filter(pk=silk.pk).update(status=Course.Status.GONE)

    response = browse().get(silk.get_absolute_url())

    assert response.status_code == 410
    assert "No longer offered on Pagoda; last seen there on" in response.text
    assert browse().get(f"{silk.get_absolute_url()}interest/").status_code == 404


def test_what_was_merged_leads_to_the_other(silk, apricot, browse):
    other = factories.published(apricot)
    Course.objects.filter(pk=silk.pk).update(status=Course.Status.GONE, merged_into=other)

    response = browse().get(silk.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, other.get_absolute_url())


def test_similar_courses_say_why_and_can_be_hidden(apricot, silk, browse, relay):
    geo = {"subject": factories.subject()}
    factories.published(apricot, "one", **geo, level="advanced")
    factories.published(apricot, "by-lin", teachers=[{"name": "Lin Wei"}])
    Course.objects.filter(pk=silk.pk).update(level="intermediate")
    relay()
    address = silk.get_absolute_url()

    shown = browse().get(address).context["similar"]
    assert {(each.card.title, each.why) for each in shown} == {
        ("By-Lin", "Also taught by Lin Wei"),
        ("One", "The next step in this subject"),
    }
    assert browse().get(f"{address}?similar=no").context["similar"] == []


def test_course_describes_itself_to_search_engines(silk, apricot, browse):
    Course.objects.filter(pk=silk.pk).update(
        title={"en": "</script><b>Silk"}, workload_hours="12.5", licence="CC-BY-4.0"
    )
    shown = browse().get(silk.get_absolute_url()).text

    course, trail = json.loads(shown.partition('ld+json">')[2].partition("</script>")[0])
    assert course["name"] == "</script><b>Silk"
    assert course["provider"]["name"] == "Bamboo Institute"
    assert course["description"]
    assert course["offers"][0] == {
        "@type": "Offer",
        "category": "Free",
        "url": "https://pagoda.example/silk",
        "price": 0,
        "priceCurrency": "EUR",
    }
    assert course["hasCourseInstance"][0]["courseMode"] == "Online"
    assert course["hasCourseInstance"][0]["courseWorkload"] == "PT12.5H"
    assert course["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3]
    assert f'{silk.get_absolute_url()}">' in shown.partition('rel="canonical" href="')[2][:120]


def test_course_page_has_an_address_in_each_language(silk, browse):
    address = silk.get_absolute_url()

    arabic = browse().get(f"{address}?in=ar")

    assert (arabic["Content-Language"], 'dir="rtl"' in arabic.text) == ("ar", True)
    assert f'hreflang="zh-hans" href="{settings.XINGTAN.address}{address}?in=zh-hans"' in arabic.text
    assert browse().get(f"{address}?in=tlh")["Content-Language"] == "en"
    assert browse().get(address)["Content-Language"] == "en"


@pytest.mark.parametrize("count", [1, 3])
def test_course_page_asks_the_same_for_any_number_of_platforms(silk, browse, count, django_assert_num_queries):
    for number in range(count):
        factories.list_on(factories.platform(f"tower-{number}"), silk)
    browser = browse()
    browser.get(silk.get_absolute_url())

    with django_assert_num_queries(6):
        browser.get(silk.get_absolute_url())
