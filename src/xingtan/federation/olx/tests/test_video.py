"""Videos: where they are, captions of every form, handouts."""

import pytest

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.tests.trees import block, read_unit, row

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:01:00,000 --> 00:01:01,000\n<font color='red'>there</font>\n"
VTT = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello\n\n00:01:00.000 --> 00:01:01.000\nthere\n"
SJSON = '{"start": [1000, 60000], "end": [2500, 61000], "text": ["Hello", "there"]}'


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ('transcripts="{&quot;en&quot;: &quot;t-en.srt&quot;}"', "t-en.srt"),
        ('edx_video_id="u"', "u-en.srt"),
        ('sub="ABC"', "subs_ABC.srt.sjson"),
        ('youtube_id_1_0="YT"', "subs_YT.srt.sjson"),
    ],
)
def test_captions_of_every_form_become_webvtt(attributes: str, name: str) -> None:
    inside = f'<video url_name="f" {attributes}><video_asset><transcripts><transcript language_code="en" file_format="srt"/></transcripts></video_asset></video>'
    content = SJSON if name.endswith("sjson") else SRT

    bundle = read_unit(inside, {f"static/{name}": content})

    [caption] = block(bundle).data["captions"]
    file = bundle.files["captions/f.en.vtt"]
    assert caption == {"language": "en", "file": file.digest}
    assert file.open().read() == VTT


def test_captions_of_transcript_elements_have_our_language_codes() -> None:
    inside = '<video url_name="f"><transcript language="zh_CN" src="a.srt"/><transcript language="ar" src="gone.srt"/></video>'

    bundle = read_unit(inside, {"static/a.srt": SRT})

    assert [each["language"] for each in block(bundle).data["captions"]] == ["zh-hans"]
    assert (reasons.CAPTIONS_MISSING, "ar") in row(bundle, "video · f")[1].reasons


def test_captions_that_cannot_be_read_are_said() -> None:
    bundle = read_unit(
        '<video url_name="f"><transcript language="en" src="a.srt"/></video>', {"static/a.srt": "nothing"}
    )

    assert (reasons.CAPTIONS_BROKEN, "static/a.srt") in row(bundle, "video · f")[1].reasons


@pytest.mark.parametrize("attributes", ['youtube="0.75:a,1.00:bcd,1.50:c"', 'youtube_id_1_0="bcd"', 'youtube="bcd"'])
def test_youtube_video_becomes_transcript_and_link(attributes: str) -> None:
    bundle = read_unit(f'<video url_name="f" {attributes}/>')

    assert block(bundle).data["youtube"] == "bcd"
    assert row(bundle, "video · f")[1].why == reasons.VIDEO_YOUTUBE


def test_film_in_the_archive_is_a_file() -> None:
    inside = (
        '<video url_name="f" html5_sources="[&quot;/static/film.mp4&quot;]"><source src="/static/film.mp4"/></video>'
    )

    bundle = read_unit(inside, {"static/film.mp4": b"film"})

    assert block(bundle).data["sources"] == [
        {"file": bundle.files["static/film.mp4"].digest, "url": None, "name": "film.mp4"}
    ]
    assert row(bundle, "video · f")[0] == "kept"


def test_film_elsewhere_is_linked() -> None:
    bundle = read_unit('<video url_name="f"><source src="https://films.example/a%20b.mp4"/></video>')

    assert block(bundle).data["sources"] == [
        {"file": None, "url": "https://films.example/a%20b.mp4", "name": "a b.mp4"}
    ]
    assert row(bundle, "video · f")[1].why == reasons.VIDEO_ELSEWHERE


def test_film_that_is_nowhere_is_said() -> None:
    bundle = read_unit('<video url_name="f" edx_video_id="1-2-3"/>')

    assert row(bundle, "video · f") == ("unsupported", row(bundle, "video · f")[1])
    assert row(bundle, "video · f")[1].reasons == [(reasons.VIDEO_NOWHERE, "1-2-3")]


def test_handouts_and_times_are_kept() -> None:
    inside = (
        '<video url_name="f" youtube_id_1_0="x" start_time="00:00:10" end_time="1:00:00.5" handout="/static/a_b.pdf"/>'
    )

    data = block(read_unit(inside, {"static/a b.pdf": b"x"})).data

    assert (data["start"], data["end"], data["handouts"][0]["name"]) == (10, 3600.5, "a b.pdf")
