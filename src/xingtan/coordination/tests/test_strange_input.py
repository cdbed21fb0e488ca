"""Whatever is asked or sent, it is answered in words."""

import pytest

pytestmark = pytest.mark.django_db

WORDS = [
    "x" * 10_000,
    "!?!…\"'()[]{}",
    "(a+)+$",
    "\u202e\u0000x",
    "*" * 300,
    "AND OR NOT",
    "title:x",
    "心" * 3000,
    "%00",
]


@pytest.mark.parametrize("name", ["q", "tag", "language", "page"])
def test_strange_questions_are_answered(name, browse):
    for words in WORDS:
        assert browse().get("/experiences/", {name: words}).status_code in (200, 400)
        assert browse().get("/api/v1/experiences", {name: words}).status_code in (200, 400, 422)


def test_strange_words_are_refused_or_kept(call, coordinator, kofi, at, browse):
    nomination = at("nominated")
    browser = browse(coordinator)
    for words in [*WORDS, "\ud800", "1e999"]:
        text = words.encode("utf-8", "surrogatepass").decode("latin-1")
        for address, said in (
            (f"{nomination.get_absolute_url()}steps/", {"move": text, "reason": text}),
            (f"{call.desk_url}steps/", {"move": text}),
            (f"{call.desk_url}criteria/", {"lines": text * 2}),
            (f"{call.desk_url}tasks/", {"quota": text, "title": text, "language": text, "due_on": text}),
            (f"{nomination.get_absolute_url()}experts/", {"email": text}),
            (f"{nomination.get_absolute_url()}follow-ups/", {"about": text, "due_on": text}),
        ):
            assert browser.post(address, said).status_code in (303, 400, 403, 422), (address, words[:20])
    nomination.refresh_from_db()
    assert nomination.state == "nominated"


@pytest.mark.parametrize("said", [[], "x", 7, None, {"move": 7}, {"move": "confirm", "reason": ["x"]}, {"reason": "x"}])
def test_strange_json_is_refused(said, nomination, coordinator, browse):
    address = f"/api/v1/nominations/{nomination.uid}/steps"

    assert browse(coordinator).post(address, said, content_type="application/json").status_code in (400, 422)


def test_texts_in_strange_languages_are_shown_as_text(call, coordinator, browse):
    said = {"title": {'"><script>': "<script>alert(1)</script>"}, "wanted": {"xx": "<img src=x onerror=alert(1)>"}}
    assert (
        browse(coordinator).put(f"/api/v1/calls/{call.slug}", said, content_type="application/json").status_code == 200
    )

    page = browse().get(call.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<img src=x onerror" not in page
