"""What a course says of itself beside its outline: policies, facts, grading, textbooks."""

from datetime import UTC, datetime
from decimal import Decimal

from xingtan.authoring.registry.bundle import Bundle, Grader
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.tests.trees import POINTERS, read, read_unit


def _policies(**policy: str) -> Bundle:
    return read(
        {
            **POINTERS,
            "policies/2026/policy.json": policy.get("policy", "{}"),
            "policies/2026/grading_policy.json": policy.get("grading", "{}"),
        }
    )


def test_grading_policy_is_read() -> None:
    grading = (
        '{"GRADER": [{"type": "Quiz", "short_label": "Q", "weight": 0.4, "min_count": 3, "drop_count": 1}, {"bad": 1}],'
        ' "GRADE_CUTOFFS": {"A": 0.9, "B": 0.6}}'
    )

    policy = _policies(grading=grading).policy

    assert policy.graders == (Grader(name="Quiz", label="Q", weight=Decimal("0.4"), min_count=3, drop_count=1),)
    assert policy.cutoffs == {"A": Decimal("0.9"), "B": Decimal("0.6")}
    assert policy.pass_mark == Decimal("0.6")


def test_policy_file_has_the_last_word() -> None:
    bundle = _policies(
        policy='{"course/2026": {"display_name": "Mosses", "language": "zh_CN"}, "chapter/ch1": {"display_name": "One"}}'
    )

    assert bundle.facts.title == {"zh-hans": "Mosses"}
    assert bundle.facts.languages == ("zh-hans",)
    assert bundle.chapters[0].title == {"zh-hans": "One"}


def test_broken_policy_is_an_error() -> None:
    assert _policies(grading="{").report.errors[0].why == reasons.NOT_JSON


def test_facts_are_read() -> None:
    settings = (
        'start="2026-02-01T00:00:00Z" enrollment_end="2026-03-01" graceperiod="1 day 2 hours" self_paced="true" '
        'course_image="cover.png" license="creative-commons: ver=4.0 BY NC SA" '
        'learning_info="[&quot;See ferns&quot;]" '
        'instructor_info="{&quot;instructors&quot;: [{&quot;name&quot;: &quot;Ada&quot;, &quot;title&quot;: &quot;Prof&quot;}]}"'
    )
    files: dict[str, str | bytes] = {
        "about/overview.html": "<h2>About</h2><script>x()</script>",
        "about/short_description.html": "All about <b>ferns</b>",
        "about/effort.html": "3 hours per week",
        "about/duration.html": "4 weeks",
        "static/cover.png": b"png",
    }

    bundle = read_unit("", files, settings)

    facts = bundle.facts
    assert facts.summary == {"en": "All about ferns"}
    assert facts.about == {"en": "<h2>About</h2>"}
    assert facts.outcomes == ({"en": "See ferns"},)
    assert facts.workload_hours == 12
    assert facts.licence == "CC-BY-NC-SA-4.0"
    assert facts.cover == "static/cover.png"
    assert facts.teachers[0].name == {"en": "Ada"}
    assert bundle.dates.starts_at == datetime(2026, 2, 1, tzinfo=UTC)
    assert bundle.dates.closes_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert bundle.dates.grace_minutes == 26 * 60
    assert bundle.dates.self_paced


def test_pdf_textbooks_become_documents_of_the_last_chapter() -> None:
    settings = (
        'pdf_textbooks="[{&quot;tab_title&quot;: &quot;Book&quot;, &quot;chapters&quot;: '
        '[{&quot;title&quot;: &quot;One&quot;, &quot;url&quot;: &quot;/static/one.pdf&quot;}]}]"'
    )

    bundle = read_unit("<html><p>x</p></html>", {"static/one.pdf": b"%PDF"}, settings)

    last = list(bundle.blocks())[-1]
    assert (last.kind, last.data["name"], last.data["size_bytes"]) == ("document", "one.pdf", 4)
    assert bundle.chapters[-1].key == "pages"
