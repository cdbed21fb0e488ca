"""The frame of every page, what a reader prefers, sentences shown once, the words for a refusal."""

from typing import Any

import lxml.html
import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from xingtan.ui import notify

STYLE = "/ui/"
PREFERENCES = "/ui/preferences/"
PART = {"HX-Request": "true", "HX-Target": "place"}


def page(response: Any) -> Any:
    return parse(response.content.decode())


def parse(html: str) -> Any:
    return lxml.html.fromstring(html)


@pytest.mark.django_db
def test_style_page_shows_everything_without_a_style_or_script_of_its_own(client: Client) -> None:
    response = client.get(STYLE)

    shown = page(response)
    assert response.status_code == 200
    assert shown.xpath("//@style | //style | //script[not(@src)] | //@onclick") == []
    assert len(shown.xpath("//link[@rel='stylesheet']")) == 1
    assert len(shown.xpath("//script")) == 1


@pytest.mark.django_db
def test_frame_has_its_landmarks_and_a_way_past_them(client: Client) -> None:
    shown = page(client.get(STYLE))

    assert shown.xpath("//a[@class='skip']/@href") == ["#main"]
    assert [each.tag for each in shown.xpath("//body/header | //body/main | //body/footer")] == [
        "header",
        "main",
        "footer",
    ]
    assert len(shown.xpath("//h1")) == 1
    assert shown.get("dir") == "ltr"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "cookie", "value"),
    [
        ({"language": "zh-hans"}, "django_language", "zh-hans"),
        ({"theme": "dark"}, "theme", "dark"),
        ({"theme": "auto"}, "theme", "auto"),
    ],
)
def test_preference_is_kept_without_script(client: Client, given: dict[str, str], cookie: str, value: str) -> None:
    response = client.post(PREFERENCES, {**given, "next": "/ui/?page=3"})

    assert (response.status_code, response["Location"]) == (303, "/ui/?page=3")
    assert response.cookies[cookie].value == value


@pytest.mark.django_db
def test_preference_changes_the_page(client: Client) -> None:
    client.post(PREFERENCES, {"language": "ar"})
    client.post(PREFERENCES, {"theme": "dark"})

    shown = page(client.get(STYLE))

    assert (shown.get("lang"), shown.get("dir"), shown.get("data-theme")) == ("ar", "rtl", "dark")


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_preference_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post(PREFERENCES, {"theme": "dark", "next": back})["Location"] == "/"


@pytest.mark.django_db
def test_preference_we_do_not_know_is_not_kept(client: Client) -> None:
    response = client.post(PREFERENCES, {"language": "tlh", "theme": "plaid"})

    assert response.status_code == 303
    assert not response.cookies


@pytest.mark.django_db
def test_preference_is_not_changed_by_another_site() -> None:
    response = Client(enforce_csrf_checks=True).post(
        PREFERENCES, {"theme": "dark"}, headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 403


@pytest.mark.django_db
def test_theme_from_a_strange_cookie_is_no_markup(client: Client) -> None:
    client.cookies["theme"] = '"><b>'

    assert page(client.get(STYLE)).get("data-theme") is None


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1", "50", "999", "-1", "many"])
def test_leaves_of_a_list_lead_to_others_and_keep_the_query(client: Client, number: str) -> None:
    shown = page(client.get(STYLE, {"page": number, "words": "tea & cake"}))

    links = shown.xpath("//nav[@class='pages']//a/@href")
    assert links
    assert all("words=tea+%26+cake" in link for link in links)
    assert len(shown.xpath("//nav[@class='pages']//a[@aria-current='page']")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["403", "404", "429", "503", "403_csrf"])
def test_refusals_have_one_heading_and_a_way_on(rf: RequestFactory, name: str) -> None:
    shown = parse(render_to_string(f"{name}.html", {"retry_after": 7}, request=_with_messages(rf)))

    assert len(shown.xpath("//h1")) == 1
    assert shown.xpath("//main//h1/text()")[0].strip()


def test_page_for_our_own_failure_needs_nothing() -> None:
    shown = parse(render_to_string("500.html"))

    assert shown.xpath("//h1/text()") == ["Something went wrong on our side."]
    assert shown.xpath("//@lang")[:1] == ["en"]


def _with_messages(rf: RequestFactory, **headers: str) -> HttpRequest:
    request = rf.get("/", headers=headers)
    request.session = {}  # type: ignore[assignment]  # enough for messages
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]  # as the middleware would
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    return request


def _answered(request: HttpRequest, response: HttpResponse) -> str:
    notify.notify(request, "Saved <b>.", kind="done")
    return notify.middleware(lambda _: response)(request).content.decode()


def test_sentence_comes_beside_a_part(rf: RequestFactory) -> None:
    shown = _answered(_with_messages(rf, **PART), HttpResponse("<p>part</p>"))

    assert shown.startswith("<p>part</p>")
    assert 'hx-swap-oob="true"' in shown
    assert 'data-kind="done"' in shown
    assert "Saved &lt;b&gt;." in shown


@pytest.mark.parametrize(
    ("headers", "response"),
    [
        ({}, HttpResponse("<p>whole</p>")),
        # Boosted: htmx fetches the whole page, and fills no part of it.
        ({"HX-Request": "true", "HX-Boosted": "true"}, HttpResponse("<p>whole</p>")),
        (PART, HttpResponse(status=204, headers={"HX-Redirect": "/"})),
        (PART, HttpResponseRedirect("/")),
        (PART, HttpResponse("{}", content_type="application/json")),
        (PART, HttpResponse("no", status=404)),
    ],
)
def test_sentence_waits_for_the_next_page(rf: RequestFactory, headers: dict[str, str], response: HttpResponse) -> None:
    request = _with_messages(rf, **headers)
    before = response.content.decode()

    assert _answered(request, response) == before
    assert len(request._messages) == 1  # type: ignore[attr-defined]  # as above
