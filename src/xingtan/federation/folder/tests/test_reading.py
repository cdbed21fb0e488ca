"""Reading a folder: units, blocks, problems of every kind, other languages, and faults with their lines."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from xingtan.authoring.registry.bundle import Grader, Teacher
from xingtan.federation.folder.tests.folders import MANIFEST, block, problem, read, read_unit


def test_texts_and_blocks_have_keys_that_stay() -> None:
    bundle = read_unit(
        "First.\n\n```{frame} play A game\n<canvas></canvas>\n```\n\nAfter it.\n\n+++ more And more\n\nLast.\n\n```py\n+++ no\n```\n"
    )

    assert [(each.key, each.kind, each.title, next(iter(each.data.values()))) for each in bundle.blocks()] == [
        ("u-text", "text", {}, "First."),
        ("play", "frame", {"en": "A game"}, "<canvas></canvas>"),
        ("play-text", "text", {}, "After it."),
        ("more", "text", {"en": "And more"}, "Last.\n\n```py\n+++ no\n```"),
    ]


def test_unit_without_front_matter_is_named_by_its_file() -> None:
    bundle = read({"course.yaml": MANIFEST, "units/u.md": "Words"})

    assert [(unit.key, unit.title) for unit in bundle.units()] == [("u", {})]


def test_folder_may_lie_in_a_folder() -> None:
    files = {"course.yaml": MANIFEST, "units/u.md": "Words"}

    assert read({f"ferns-main/{path}": text for path, text in files.items()}) == read(files)


def test_files_and_units_are_named_by_paths() -> None:
    bundle = read_unit(
        '![leaf](../media/leaf.png) <img src="../media/leaf.png"> [me](u.md#p) [out](https://example.org/a.png) `](../media/leaf.png)`',
        media__leaf_png=b"png",
    )

    reference = bundle.files["media/leaf.png"].reference
    assert block(bundle).data["markdown"] == (
        f'![leaf]({reference}) <img src="{reference}"> [me](course:u#p) [out](https://example.org/a.png) `](../media/leaf.png)`'
    )


def test_manifest_says_everything() -> None:
    text = """\
xingtan: 1
slug: ferns
languages: [en, zh-hans]
title: {en: Ferns, zh-hans: 蕨类}
summary: Old plants
outcomes:
  - See ferns
  - {en: Know ferns, zh-hans: 认识蕨类}
level: beginner
subject: 0511
workload_hours: 4.5
licence: CC-BY-4.0
attribution: Us
cover: media/leaf.png
certificate: You know ferns.
teachers:
  - {name: Grace, role: Professor, photo: media/leaf.png}
dates:
  starts_at: 2026-09-01T08:00:00+03:00
  ends_at: 2026-10-01
  zone: Europe/Tallinn
  grace_minutes: 30
  self_paced: yes
grading:
  pass_mark: 0.6
  cutoffs: {A: 0.9}
  completion_share: 0.8
  graders: [{name: test, label: T, weight: 0.4, min_count: 2, drop_count: 1}]
outline: []
"""

    bundle = read({"course.yaml": text, "media/leaf.png": b"x", "about.md": "**Ferns**", "about.zh-hans.md": "蕨类"})

    assert bundle.report.errors == []
    facts = bundle.facts
    assert facts.title == {"en": "Ferns", "zh-hans": "蕨类"}
    assert facts.about == {"en": "<strong>Ferns</strong>", "zh-hans": "蕨类"}
    assert facts.outcomes == ({"en": "See ferns"}, {"en": "Know ferns", "zh-hans": "认识蕨类"})
    assert (facts.subject, facts.workload_hours, facts.level) == ("0511", Decimal("4.5"), "beginner")
    assert facts.teachers == (Teacher(name={"en": "Grace"}, role={"en": "Professor"}, photo="media/leaf.png"),)
    assert bundle.dates.starts_at == datetime(2026, 9, 1, 5, tzinfo=UTC)
    assert bundle.dates.ends_at == datetime(2026, 10, 1, tzinfo=UTC)
    assert (bundle.dates.zone, bundle.dates.grace_minutes, bundle.dates.self_paced) == ("Europe/Tallinn", 30, True)
    assert bundle.policy.graders == (Grader(name="test", label="T", weight=Decimal("0.4"), min_count=2, drop_count=1),)
    assert bundle.policy.completion_share == Decimal("0.8")


@pytest.mark.parametrize(
    ("body", "question"),
    [
        (
            "label: Which?\noptions:\n  - right: A\n    feedback: Yes\n  - wrong: B\n    share: 0.5\n    fixed: true\n  - wrong: '**C**'\n    id: last",
            {
                "type": "single",
                "label": "Which?",
                "options": [
                    {"id": "a", "html": "A", "correct": True, "feedback": "Yes"},
                    {"id": "b", "html": "B", "share": 0.5, "fixed": True},
                    {"id": "last", "html": "<strong>C</strong>"},
                ],
            },
        ),
        (
            "options: [right: A, right: B, wrong: C]\npartial: half\ncombined: [{chosen: [a, c], text: Hm}]",
            {
                "type": "multiple",
                "options": [
                    {"id": "a", "html": "A", "correct": True},
                    {"id": "b", "html": "B", "correct": True},
                    {"id": "c", "html": "C"},
                ],
                "partial": "half",
                "combined": [{"chosen": ["a", "c"], "html": "Hm"}],
            },
        ),
        (
            "type: dropdown\noptions: [right: 'yes', wrong: 'no']",
            {
                "type": "dropdown",
                "options": [{"id": "a", "html": "yes", "correct": True}, {"id": "b", "html": "no"}],
            },
        ),
        (
            "type: numeric\nanswer: 9.80\ntolerance: 5%\nunits: {m: 1, cm: 0.01}\nprefixes: true\npoints: 2",
            {
                "type": "numeric",
                "answer": "9.80",
                "tolerance": "5%",
                "units": {"m": 1, "cm": 0.01},
                "prefixes": True,
                "points": 2,
            },
        ),
        ("type: numeric\nrange: [5, 7.5]", {"type": "numeric", "range": [5, 7.5]}),
        ('type: numeric\nrange: "[5, 7)"', {"type": "numeric", "range": "[5, 7)"}),
        (
            "type: text\naccept: no\npatterns: ['n\\w']\nignore_case: false\nrows: 3\nremarks: [{match: yes, text: No}, {pattern: x+, text: Hm}]",
            {
                "type": "text",
                "accept": ["no"],
                "patterns": ["n\\w"],
                "ignore_case": False,
                "rows": 3,
                "remarks": [{"match": "yes", "html": "No"}, {"match": "x+", "pattern": True, "html": "Hm"}],
            },
        ),
        (
            "type: formula\nanswer: x^2 + y\nvariables: {x: [1, 2], y: [0.5, 3]}\nsamples: 20",
            {"type": "formula", "answer": "x^2 + y", "variables": {"x": [1, 2], "y": [0.5, 3]}, "samples": 20},
        ),
    ],
)
def test_question_of_each_kind(body: str, question: dict[str, Any]) -> None:
    assert problem(body) == {"parts": [{"question": {"id": "q1", **question}}]}


def test_problem_with_everything_around_it() -> None:
    data = problem(
        "text: Look at $x^2$ & <b>think</b>.\nlabel: Well?\ntype: text\naccept: a\nhints: [One, '*Two*']\nexplanation: |\n"
        "  Because:\n\n  - this\n  - that\nweight: 3\nmax_attempts: 2\nshow_answer: always\nshow_reset: true\nshuffle: true"
    )

    assert data == {
        "parts": [
            {"html": "Look at \\(x^2\\) &amp; <b>think</b>."},
            {"question": {"id": "q1", "type": "text", "label": "Well?", "accept": ["a"]}},
        ],
        "hints": ["One", "<em>Two</em>"],
        "explanation": "<p>Because:</p>\n<ul>\n<li>this</li>\n<li>that</li>\n</ul>",
        "weight": 3,
        "max_attempts": 2,
        "show_answer": "always",
        "show_reset": True,
        "shuffle": True,
    }


def test_problem_of_several_parts() -> None:
    data = problem(
        "parts:\n  - text: It is [[q:size]] wide.\n  - question: size\n    type: numeric\n    answer: 4\n    inline: true\n  - text: So."
    )

    assert data["parts"] == [
        {"html": "It is [[q:size]] wide."},
        {"question": {"id": "size", "type": "numeric", "answer": "4", "inline": True}},
        {"html": "So."},
    ]


def test_html_stands_where_it_is_wanted() -> None:
    data = problem('label: {html: "<b>Which</b><script>x()</script>"}\ntype: text\naccept: a')

    assert data["parts"][0]["question"]["label"] == "<b>Which</b>"


def test_video_and_document() -> None:
    bundle = read_unit(
        "```{video} v\nsources: [../media/a.mp4, https://example.org/b.mp4]\ncaptions: {en: ../a.srt}\nyoutube: abc\n"
        "poster: ../media/p.png\nstart: 10\nhandouts: ../media/h.pdf\n```\n\n```{document} d\nfile: ../media/h.pdf\n```\n",
        media__a_mp4=b"a",
        media__p_png=b"p",
        media__h_pdf=b"pdf",
        a_srt="1\n00:00:01,000 --> 00:00:02,000\nHi\n",
    )

    files = bundle.files
    assert files["a.vtt"].open().read() == b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n"
    assert block(bundle).data == {
        "sources": [
            {"file": files["media/a.mp4"].digest, "url": None, "name": "a.mp4"},
            {"file": None, "url": "https://example.org/b.mp4", "name": "b.mp4"},
        ],
        "captions": [{"language": "en", "file": files["a.vtt"].digest}],
        "youtube": "abc",
        "poster": files["media/p.png"].digest,
        "start": 10,
        "handouts": [{"file": files["media/h.pdf"].digest, "name": "h.pdf"}],
    }
    assert block(bundle, 1).data == {
        "file": files["media/h.pdf"].digest,
        "name": "h.pdf",
        "media_type": "application/pdf",
        "size_bytes": 3,
    }


def test_raw_blocks() -> None:
    bundle = read_unit(
        '```{html} h\n<p onclick="x()">Hi</p>\n```\n\n```{frame} f\n---\nheight: 300\n---\n<img src="../a.png"><script>x()</script>\n```\n\n'
        '```{unknown} k\n---\ntag: poll\nurl: https://example.org\n---\n<poll/>\n```\n\n```{block} b\n{"kind": "acme", "data": {"x": [1, null]}}\n```\n',
        a_png=b"x",
    )

    file = bundle.files["a.png"]
    assert [(each.kind, each.data) for each in bundle.blocks()] == [
        ("text", {"html": "<p>Hi</p>"}),
        (
            "frame",
            {
                "html": f'<img src="{file.reference}"><script>x()</script>',
                "files": {"a.png": file.digest},
                "height": 300,
            },
        ),
        ("unknown", {"tag": "poll", "source": "<poll/>", "url": "https://example.org"}),
        ("acme", {"x": [1, None]}),
    ]


def test_other_language_is_laid_into_the_blocks() -> None:
    bundle = read_unit(
        "Words\n\n```{problem} p Title\ntext: Before\nlabel: Which?\noptions: [right: A, wrong: B]\n```\n\n```{video} v\nyoutube: abc\n```\n",
        units__u_zh_md="---\ntitle: 单元\n---\n\n词语\n\n```{problem} p 题目\nlabel: 哪个？\noptions:\n  - 甲\n  - {text: 乙, feedback: 不}\n"
        "hints: [想]\n```\n\n```{video} v\nyoutube: xyz\n```\n",
    )

    [unit] = bundle.units()
    assert unit.title == {"en": "Unit", "zh-hans": "单元"}
    assert block(bundle).data == {"markdown": "Words", "in": {"zh-hans": {"markdown": "词语"}}}
    assert block(bundle, 1).title == {"en": "Title", "zh-hans": "题目"}
    assert block(bundle, 1).data["in"] == {
        "zh-hans": {
            "parts": [
                {},
                {
                    "question": {
                        "id": "q1",
                        "label": "哪个？",
                        "options": [{"id": "a", "html": "甲"}, {"id": "b", "html": "乙", "feedback": "不"}],
                    }
                },
            ],
            "hints": ["想"],
        }
    }
    assert block(bundle, 2).data["in"] == {"zh-hans": {"youtube": "xyz"}}
