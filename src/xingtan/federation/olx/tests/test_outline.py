"""The tree of the course: pointers, definitions in place, what is missing, circular, hidden or beside."""

from datetime import UTC, datetime

import pytest

from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.tests.trees import POINTERS, Tree, block, read, read_unit, row

IN_PLACE = {
    "course.xml": '<course url_name="2026" org="Org" course="C1" display_name="Ferns" language="en">'
    '<chapter url_name="ch1" display_name="Week 1"><sequential url_name="s1" display_name="Lesson">'
    '<vertical url_name="v1" display_name="Page"><html url_name="h1" display_name="Hello"><p>Hello</p></html>'
    "</vertical></sequential></chapter></course>",
}


def test_pointers_and_definitions_in_place_are_the_same_course() -> None:
    assert read(POINTERS) == read(IN_PLACE)


@pytest.mark.parametrize("folder", ["course/", "my export/course/"])
def test_course_may_lie_in_a_folder(folder: str) -> None:
    assert read({folder + path: content for path, content in POINTERS.items()}) == read(POINTERS)


def test_outline_keeps_names_order_and_keys() -> None:
    outline = read(POINTERS).outline()

    assert outline == {
        "chapters": [
            {
                "key": "ch1",
                "title": {"en": "Week 1"},
                "sections": [
                    {
                        "key": "s1",
                        "title": {"en": "Lesson"},
                        "graded_as": None,
                        "due_at": None,
                        "units": [{"key": "v1", "title": {"en": "Page"}, "blocks": ["h1"]}],
                    }
                ],
            }
        ]
    }


def test_every_element_is_in_the_report_once() -> None:
    report = read(POINTERS).report

    assert [finding.what for finding in report.kept] == [
        "course · Ferns",
        "chapter · Week 1",
        "sequential · Lesson",
        "vertical · Page",
        "html · Hello",
    ]
    assert report.elements == 5


def test_missing_definition_is_an_error_with_its_place() -> None:
    files = {path: content for path, content in POINTERS.items() if path != "vertical/v1.xml"}

    [finding] = read(files).report.errors

    assert (finding.place, finding.why, finding.detail) == (
        "sequential/s1.xml:1",
        reasons.NO_DEFINITION,
        "vertical/v1.xml",
    )


def test_missing_page_is_an_error() -> None:
    files = {path: content for path, content in POINTERS.items() if path != "html/h1.html"}

    [finding] = read(files).report.errors

    assert (finding.why, finding.detail) == (reasons.NO_HTML, "html/h1.html")


def test_circle_is_an_error() -> None:
    files = {**POINTERS, "vertical/v1.xml": '<vertical><vertical url_name="v2"/></vertical>'}
    files["vertical/v2.xml"] = '<vertical><vertical url_name="v1"/></vertical>'

    [finding] = read(files).report.errors

    assert (finding.place, finding.why) == ("vertical/v2.xml:1", reasons.CIRCLE)


def test_element_that_stands_in_many_places_is_read_once() -> None:
    # Each level names the next ten times: read each time, this would be a million units.
    levels = {
        f"vertical/v{level}.xml": "<vertical>" + f'<vertical url_name="v{level + 1}"/>' * 10 + "</vertical>"
        for level in range(1, 7)
    }
    files = {**POINTERS, **levels, "vertical/v7.xml": "<vertical/>"}

    report = read(files).report

    assert len([finding for finding in report.unsupported if finding.why == reasons.SECOND_PLACE]) == 54


def test_nesting_without_end_is_an_error() -> None:
    levels = {
        f"vertical/v{level}.xml": f'<vertical><vertical url_name="v{level + 1}"/></vertical>' for level in range(1, 60)
    }

    [finding] = read({**POINTERS, **levels}).report.errors

    assert finding.why == reasons.TOO_DEEP


def test_broken_structure_is_an_error_with_its_line() -> None:
    [finding] = read({**POINTERS, "chapter/ch1.xml": "<chapter>\n<sequential"}).report.errors

    assert (finding.place, finding.why) == ("chapter/ch1.xml", reasons.NOT_XML)
    assert "line 2" in finding.detail


def test_hostile_xml_is_an_error() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]><html>&b;</html>'

    [finding] = read({**POINTERS, "html/h1.xml": bomb}).report.errors

    assert (finding.place, finding.why, finding.detail) == ("html/h1.xml", reasons.NOT_XML, "doctype (line 1)")


def test_broken_problem_is_kept_whole() -> None:
    bundle = read_unit('<problem url_name="p"/>', {"problem/p.xml": "<problem><multiplechoiceresponse>"})

    assert block(bundle).kind == "unknown"
    assert block(bundle).data == {"tag": "problem", "source": "<problem><multiplechoiceresponse>"}
    assert row(bundle, "problem · p")[0] == "unsupported"


def test_broken_video_is_read_as_far_as_it_goes() -> None:
    bundle = read_unit('<video url_name="f"/>', {"video/f.xml": '<video youtube_id_1_0="abc"><transcripts><x/>'})

    name, finding = row(bundle, "video · f")
    assert block(bundle).data["youtube"] == "abc"
    assert (name, finding.reasons[0][0]) == ("changed", reasons.BROKEN_FILE)


def test_file_of_another_element_is_an_error() -> None:
    [finding] = read({**POINTERS, "html/h1.xml": "<problem/>"}).report.errors

    assert (finding.why, finding.detail) == (reasons.OTHER_TAG, "<problem>")


def test_same_name_for_two_kinds_gives_two_keys() -> None:
    bundle = read_unit('<html url_name="a"><p>x</p></html><video url_name="a" youtube_id_1_0="y"/>')

    assert [each.key for each in bundle.blocks()] == ["a", "video-a"]


def test_name_that_is_no_key_gets_one_and_is_said() -> None:
    bundle = read_unit('<html url_name="week 1: ferns"><p>x</p></html>')

    assert block(bundle).key.startswith("week-1-ferns-")
    assert row(bundle, "html · week 1: ferns")[1].why == reasons.KEY_UNWRITABLE


def test_block_without_a_name_keeps_its_key_as_long_as_its_content() -> None:
    first, again = (block(read_unit("<html><p>x</p></html>")).key for _time in range(2))
    other = block(read_unit("<html><p>y</p></html>")).key

    assert first == again != other


def test_blocks_outside_of_units_get_units_of_their_own() -> None:
    xml = (
        '<course url_name="r" org="o" course="c"><sequential url_name="s"><html url_name="a"><p>1</p></html></sequential>'
        '<chapter url_name="ch"><html url_name="b"><p>2</p></html><videosequence url_name="vs">'
        '<problem url_name="p"><p>3</p></problem></videosequence></chapter></course>'
    )

    bundle = read({"course.xml": xml})

    assert [chapter.key for chapter in bundle.chapters] == ["s-chapter", "ch"]
    assert [section.key for section in bundle.sections()] == ["s", "b-section", "vs"]
    assert [unit.key for unit in bundle.units()] == ["a-unit", "b-unit", "p-unit"]


def test_vertical_inside_a_vertical_moves_up() -> None:
    bundle = read_unit('<vertical url_name="inner"><html url_name="a"><p>1</p></html></vertical>')

    assert [each.key for each in bundle.blocks()] == ["a"]
    assert row(bundle, "vertical · inner")[1].why == reasons.FLATTENED


def test_what_only_staff_may_see_is_left_out_and_kept_as_a_file() -> None:
    bundle = read_unit('<html url_name="secret" visible_to_staff_only="true"><p>The answers</p></html>')

    assert list(bundle.blocks()) == []
    assert b"The answers" in bundle.files["left-out/html-secret.xml"].open().read()
    assert row(bundle, "html · secret")[0] == "unsupported"


def test_due_dates_and_grading_are_inherited_and_kept() -> None:
    xml = (
        '<course url_name="r" org="o" course="c"><chapter url_name="ch" due="2026-05-01T10:00:00Z">'
        '<sequential url_name="quiz" graded="true" format="Quiz"><vertical url_name="v"/></sequential>'
        '<sequential url_name="home" graded="true" format="Homework" due="&quot;2026-06-01T10:00:00Z&quot;"/>'
        '<sequential url_name="free" format="Quiz"/></chapter></course>'
    )

    sections = list(read({"course.xml": xml}).sections())

    assert [(each.graded_as, each.due_at) for each in sections] == [
        ("Quiz", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("Homework", datetime(2026, 6, 1, 10, tzinfo=UTC)),
        (None, datetime(2026, 5, 1, 10, tzinfo=UTC)),
    ]


def test_groups_and_release_dates_are_said() -> None:
    bundle = read_unit('<html url_name="g" group_access="{&quot;5&quot;: [1]}"><p>x</p></html>')

    assert row(bundle, "html · g")[1].why == reasons.GROUPS


@pytest.mark.parametrize(
    ("xml", "tag"),
    [
        ('<poll url_name="x" question="Why?"/>', "poll"),
        (
            '<openassessment url_name="x"><title>T</title><rubric><criterion/></rubric></openassessment>',
            "openassessment",
        ),
        ('<done url_name="x"/>', "done"),
        ('<acme-simulation url_name="x"><state>1</state></acme-simulation>', "acme-simulation"),
    ],
)
def test_unknown_block_is_kept_whole(xml: str, tag: str) -> None:
    bundle = read_unit(xml)

    assert block(bundle).kind == "unknown"
    assert block(bundle).data == {"tag": tag, "source": xml}
    assert [finding.why for finding in bundle.report.unsupported] == [reasons.UNKNOWN_BLOCK]


def test_block_of_blocks_is_kept_with_all_that_is_in_it() -> None:
    files = {
        "split_test/t.xml": '<split_test><vertical url_name="a"/><vertical url_name="b"/></split_test>',
        "vertical/a.xml": '<vertical><html url_name="ha"/></vertical>',
        "html/ha.xml": '<html filename="ha"/>',
        "html/ha.html": "<p>Group A</p>",
        "vertical/b.xml": "<vertical/>",
    }

    bundle = read_unit('<split_test url_name="t"/>', files)

    assert [each.kind for each in bundle.blocks()] == ["unknown"]
    assert "Group A" in block(bundle).data["source"]
    assert [finding.what for finding in bundle.report.unsupported] == [
        "split_test · t",
        "vertical · a",
        "html · ha",
        "vertical · b",
    ]


def test_tool_of_another_site_is_kept_with_its_address() -> None:
    bundle = read_unit('<lti url_name="x" launch_url="https://tool.example/launch"/>')

    assert block(bundle).data["url"] == "https://tool.example/launch"
    assert row(bundle, "lti · x")[1].why == reasons.TOOL


def test_discussion_gives_way_to_that_of_the_unit() -> None:
    bundle = read_unit('<discussion url_name="d" discussion_target="Ferns"/>')

    assert list(bundle.blocks()) == []
    assert row(bundle, "discussion · d")[1].why == reasons.DISCUSSION


def test_every_file_of_the_archive_is_in_the_report_or_belongs_to_an_element() -> None:
    files: dict[str, str | bytes] = {
        **POINTERS,
        "static/used.png": b"1",
        "static/unused.png": b"2",
        "drafts/vertical/d.xml": "<vertical/>",
        "html/orphan.xml": "<html/>",
        "info/updates.html": "<p>News</p>",
        "assets/assets.xml": "<assets/>",
        "roots/2026.xml": "<course/>",
        "tabs/faq.html": "<p>Ask</p>",
        "README.txt": "x",
    }

    bundle = read(files)

    places = {finding.place for part in ("kept", "changed", "unsupported") for finding in getattr(bundle.report, part)}
    assert set(files) - places == {"course.xml", "course/2026.xml", "html/h1.html"} - places
    assert {"drafts/vertical/d.xml", "html/orphan.xml", "info/updates.html", "static/unused.png"} <= set(bundle.files)
    assert [unit.title for unit in bundle.units()][-1] == {"en": "faq"}


def test_file_beside_the_course_is_accounted_for() -> None:
    files = {f"course/{path}": content for path, content in POINTERS.items()} | {"notes.txt": "x"}

    bundle = read(files)

    assert "outside/notes.txt" in bundle.files
    assert bundle.report.unsupported[0].place == "notes.txt"


def test_what_is_no_course_is_refused() -> None:
    assert read({"a.txt": "x"}).report.errors[0].why == reasons.NOT_OLX
    assert read({"library.xml": "<library/>"}).report.errors[0].why == reasons.A_LIBRARY
    assert read({"course.xml": '<course org="o">'}).report.errors[0].why == reasons.NOT_XML
    assert read({"course.xml": '<library><course org="o"/></library>'}).report.errors[0].why == reasons.OTHER_TAG
    moodle = "<course id='1'><shortname>A</shortname></course>"
    assert read({"course/course.xml": moodle}).report.errors[0].why == reasons.NOT_OLX
    assert (
        read({"course.xml": '<course url_name="x" org="o" course="c"/>'}).report.errors[0].why == reasons.NO_DEFINITION
    )


def test_reading_does_not_raise_for_any_cut_of_a_file() -> None:
    for path, content in POINTERS.items():
        for end in range(0, len(content), 7):
            read({**POINTERS, path: content[:end]})


def test_tree_of_a_test_is_a_tree() -> None:
    assert "course.xml" in Tree(POINTERS)
