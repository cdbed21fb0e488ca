"""HTML blocks: texts, frames, links, mathematics, and what is said of what was left out."""

import pytest

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.tests.trees import block, read_unit, row

PNG = {"static/leaf one.png": b"png", "static/images_two.png": b"two"}


def _page(content: str) -> tuple[str, dict[str, object], str, list[str]]:
    files: dict[str, str | bytes] = {**PNG, "html/h.xml": '<html filename="h"/>', "html/h.html": content}
    bundle = read_unit('<html url_name="h"/>', files)
    name, finding = row(bundle, "html · h")
    found = list(bundle.blocks())
    return (found[0].kind if found else "", found[0].data if found else {}, name, [why for why, _ in finding.reasons])


def test_plain_text_is_kept() -> None:
    assert _page("<p>Hello</p>") == ("text", {"html": "<p>Hello</p>"}, "kept", [])


@pytest.mark.parametrize(
    "address",
    [
        "/static/leaf one.png",
        "/static/leaf_one.png",
        "/static/leaf%20one.png",
        "/asset-v1:Org+C1+run+type@asset+block@leaf_one.png",
        "https://studio.example/asset-v1:Org+C1+run+type@asset+block@leaf_one.png",
        "/c4x/Org/C1/asset/leaf_one.png",
    ],
)
def test_every_way_to_point_to_a_file_is_understood(address: str) -> None:
    _kind, data, name, _whys = _page(f'<img src="{address}" alt="A leaf">')

    assert str(data["html"]).startswith('<img src="file:')
    assert str(data["html"]).endswith('/leaf%20one.png" alt="A leaf">')
    assert name == "kept"


def test_folder_in_a_file_name_is_an_underscore() -> None:
    assert "images_two.png" in str(_page('<img src="/static/images/two.png" alt="">')[1]["html"])


def test_missing_file_is_said() -> None:
    _kind, data, name, whys = _page('<img src="/static/no.png" alt="Nothing">')

    assert data["html"] == '<img alt="Nothing">'
    assert (name, whys[0]) == ("changed", reasons.MISSING_FILE)


def test_links_lead_to_units_and_blocks() -> None:
    inside = (
        '<html url_name="h"><a href="/jump_to_id/v">unit</a><a href="/jump_to_id/h">block</a>'
        '<a href="/courses/course-v1:O+C+R/jump_to/block-v1:O+C+R+type@vertical+block@v">old</a>'
        '<a href="/course/">home</a><a href="s">bare</a><a href="/jump_to_id/nowhere">lost</a></html>'
    )

    bundle = read_unit(inside)

    html = block(bundle).data["html"].replace(' rel="noopener noreferrer"', "")
    assert html == (
        '<a href="course:v">unit</a><a href="course:v#h">block</a><a href="course:v">old</a>'
        '<a href="course:">home</a><a href="course:v">bare</a><a href="course:">lost</a>'
    )
    assert row(bundle, "html · h")[1].reasons == [(reasons.MISSING_PLACE, "nowhere")]


@pytest.mark.parametrize(
    "written",
    [r"\(x^2\)", "[mathjaxinline]x^2[/mathjaxinline]", '<script type="math/tex">x^2</script>'],
)
def test_mathematics_is_written_one_way(written: str) -> None:
    assert _page(f"<p>{written}</p>")[1] == {"html": r"<p>\(x^2\)</p>"}


def test_script_beside_a_text_is_taken_out_and_kept() -> None:
    source = '<p>Words</p><script src="https://track.example/a.js"></script>'

    kind, data, name, whys = _page(source)

    assert (kind, data) == ("text", {"html": "<p>Words</p>", "source": source})
    assert (name, whys) == ("changed", [reasons.REMOVED_ACTIVE])


@pytest.mark.parametrize(
    "source",
    [
        '<iframe src="/static/leaf one.png" height="300"></iframe>',
        '<canvas id="c"></canvas><script>draw()</script>',
        "<button onclick='go()'>Go</button><script>function go(){}</script>",
        '<div id="stage"></div><script src="/static/leaf one.png"></script>',
    ],
)
def test_what_lives_by_its_script_becomes_a_frame(source: str) -> None:
    kind, data, name, whys = _page(source)

    assert kind == "frame"
    assert "/static/" not in str(data["html"])
    assert (name, whys[0]) == ("changed", reasons.ACTIVE_FRAME)


def test_frame_knows_its_height_and_files() -> None:
    _kind, data, _name, _whys = _page('<iframe src="/static/leaf one.png" style="width: 100%; height: 300px"></iframe>')

    assert data["height"] == 300
    assert list(data["files"]) == ["static/leaf one.png"]  # type: ignore[call-overload]  # JSON has no types


def test_page_of_another_site_becomes_a_link() -> None:
    kind, data, _name, whys = _page('<iframe src="https://www.youtube.com/embed/abc" title="A film"></iframe>')

    assert kind == "text"
    assert 'href="https://www.youtube.com/watch?v=abc"' in str(data["html"])
    assert ">A film</a>" in str(data["html"])
    assert whys == [reasons.LINK_FOREIGN]


@pytest.mark.parametrize(
    "source", ["<script>x()</script>", '<link rel="stylesheet" href="/static/a.css">', "", "<p> </p>"]
)
def test_page_with_nothing_to_read_is_laid_aside(source: str) -> None:
    kind, _data, name, _whys = _page(source)

    assert (kind, name) == ("", "changed")


def test_source_of_what_was_laid_aside_is_kept() -> None:
    bundle = read_unit(
        '<html url_name="h"/>', {"html/h.xml": '<html filename="h"/>', "html/h.html": "<script>x()</script>"}
    )

    assert bundle.files["left-out/html-h.html"].open().read() == b"<script>x()</script>"


def test_lost_markup_is_said() -> None:
    _kind, data, _name, whys = _page('<p style="color:red" onclick="x()">A <marquee>b</marquee></p>')

    assert data["html"] == "<p>A b</p>"
    assert whys == [reasons.REMOVED_ACTIVE, reasons.LOST_MARKUP]


def test_old_encoding_is_read_and_said() -> None:
    files: dict[str, str | bytes] = {
        "html/h.xml": '<html filename="h"/>',
        "html/h.html": "<p>Café</p>".encode("latin-1"),
    }

    bundle = read_unit('<html url_name="h"/>', files)

    assert block(bundle).data["html"] == "<p>Café</p>"
    assert row(bundle, "html · h")[1].why == reasons.ENCODING
