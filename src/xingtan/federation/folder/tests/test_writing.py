"""Writing a folder: bytes of what is unchanged stay, what is changed is canonical, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Dates,
    Facts,
    Grader,
    Policy,
    Section,
    Teacher,
    Unit,
)
from xingtan.federation.folder.tests.folders import MANIFEST, Tree, block, read, read_unit, written

UNIT = """\
---
key:   u            # spacing of my own
title: Unit
---


Words with *care*.   See ![a leaf](<../media/leaf.png> "Leaf").

```{problem}   p   A title
# Which one, then?
options:
    - wrong: Moss
    - {right: Fern, feedback: Yes}
label:   Which?
```
"""
FILES: dict[str, str | bytes] = {
    "course.yaml": "# My course\n" + MANIFEST,
    "units/u.md": UNIT,
    "units/u.zh-hans.md": "---\ntitle:  单元\n---\n\n+++ u-text\n词语\n",
    "about.md": "# Ferns\r\n\r\nOld.\r\n",
    "media/leaf.png": b"\x89PNG",
    "LICENSE": "CC BY 4.0",
}


def _with_block(bundle: Bundle, key: str, **changes: object) -> Bundle:
    def unit(each: Unit) -> Unit:
        blocks = tuple(
            replace(block, data={**block.data, **changes}) if block.key == key else block for block in each.blocks
        )
        return replace(each, blocks=blocks)

    return _with_units(bundle, lambda units: tuple(unit(each) for each in units))


def _with_units(bundle: Bundle, change: object) -> Bundle:
    [chapter] = bundle.chapters
    [section] = chapter.sections
    units = change(section.units)
    return replace(bundle, chapters=(replace(chapter, sections=(replace(section, units=units),)),))


def test_unchanged_course_is_written_with_the_same_bytes() -> None:
    bundle = read(FILES)

    assert bundle.report.errors == []
    assert written(bundle) == Tree(FILES).files


def test_text_that_says_nothing_stays() -> None:
    files: dict[str, str | bytes] = {
        **FILES,
        "about.md": "",
        "units/u.zh-hans.md": "---\n# to do\n---\n",
        "units/u.fr.md": "",
    }

    assert written(read(files)) == Tree(files).files


def test_only_the_changed_file_is_written_anew() -> None:
    bundle = _with_block(read(FILES), "u-text", markdown="Other words.")

    files = written(bundle)

    assert {path for path, content in files.items() if content != Tree(FILES).files[path]} == {"units/u.md"}
    assert files["units/u.md"].decode() == (
        "---\nkey: u\ntitle: Unit\n---\n\nOther words.\n\n```{problem} p A title\ntype: single\nlabel: Which?\noptions:\n"
        "  - wrong: Moss\n  - right: Fern\n    feedback: Yes\n```\n"
    )


def test_changed_translation_leaves_the_text_it_translates() -> None:
    bundle = _with_block(read(FILES), "u-text", **{"in": {"zh-hans": {"markdown": "别的词语"}}})

    files = written(bundle)

    assert {path for path, content in files.items() if content != Tree(FILES).files[path]} == {"units/u.zh-hans.md"}
    assert files["units/u.zh-hans.md"].decode() == "---\ntitle: 单元\n---\n\n别的词语\n"


def test_changed_title_writes_only_the_manifest() -> None:
    bundle = read(FILES)

    files = written(replace(bundle, facts=replace(bundle.facts, title={"en": "Mosses"})))

    assert {path for path, content in files.items() if content != Tree(FILES).files[path]} == {"course.yaml"}


def test_replaced_file_leaves_the_texts_that_name_it() -> None:
    bundle = read(FILES)
    old = bundle.files["media/leaf.png"]
    new = BundleFile.of_bytes("media/leaf.png", b"new", "image/png")
    text = block(bundle).data["markdown"].replace(old.digest, new.digest)
    changed = replace(_with_block(bundle, "u-text", markdown=text), files={**bundle.files, new.path: new})

    files = written(changed)

    assert {path for path, content in files.items() if content != Tree(FILES).files[path]} == {"media/leaf.png"}


def test_new_unit_gets_a_path_of_its_title_and_others_keep_theirs() -> None:
    new = Unit(
        key="n", title={"en": "What’s new?"}, blocks=(BundleBlock(key="n-text", kind="text", data={"markdown": "x"}),)
    )
    bundle = _with_units(read(FILES), lambda units: (new, *units))

    files = written(bundle)

    assert files["units/whats-new.md"].decode() == "---\nkey: n\ntitle: What’s new?\n---\n\nx\n"
    assert files["units/u.md"] == UNIT.encode()
    assert read(files) == bundle


def test_removed_unit_is_not_written() -> None:
    files = written(_with_units(read(FILES), lambda _units: ()))

    assert {path for path in files if path.startswith("units/")} == set()


def test_moved_unit_keeps_its_bytes() -> None:
    bundle = read(FILES)
    [chapter] = bundle.chapters
    section = Section(key="other", title={"en": "Other"}, units=chapter.sections[0].units, graded_as="test")

    files = written(replace(bundle, chapters=(replace(chapter, sections=(section,)),)))

    assert files["units/u.md"] == UNIT.encode()


def test_course_from_elsewhere_is_the_same_when_it_comes_back() -> None:
    leaf = BundleFile.of_bytes("static/leaf one.png", b"png", "image/png")
    captions = BundleFile.of_bytes("captions/v.en.vtt", b"WEBVTT\n\n", "text/vtt")
    blocks = (
        BundleBlock(
            key="h",
            kind="text",
            title={"en": "Two words"},
            data={
                "html": f'<p><img src="{leaf.reference}" alt=""> <a href="course:v1#h" rel="noopener noreferrer">x</a></p>'
            },
        ),
        BundleBlock(key="t1", kind="text", data={"markdown": "one"}),
        BundleBlock(key="t1-text", kind="text", data={"markdown": "two, named as if it followed"}),
        BundleBlock(key="open", kind="text", data={"markdown": "```\nnever closed"}),
        BundleBlock(key="odd", kind="text", title={"en": " odd\ntitle"}, data={"markdown": "\n+++ not a mark\r\n"}),
        BundleBlock(
            key="v",
            kind="video",
            data={
                "sources": [],
                "captions": [{"language": "en", "file": captions.digest}],
                "youtube": None,
                "poster": leaf.digest,
            },
        ),
        BundleBlock(
            key="q",
            kind="acme.quiz",
            title={"fr": "Seulement"},
            data={"deep": [{"x": None}, 1.5, True], "in": {"fr": {"a": 1}}},
        ),
    )
    bundle = Bundle(
        facts=Facts(
            slug="x",
            title={"en": "A: title"},
            about={"en": "<section><h2>Hm</h2>\n\n<p>x</p></section>"},
            languages=("en",),
            outcomes=({"en": "null"}, {"fr": "~"}),
            workload_hours=Decimal("1.50"),
            teachers=(Teacher(name={"en": "A", "fr": "B"}, photo="static/leaf one.png"),),
        ),
        dates=Dates(starts_at=datetime(2026, 1, 1, tzinfo=UTC), zone="Asia/Shanghai"),
        policy=Policy(
            pass_mark=Decimal("0.55"),
            cutoffs={"0.5": Decimal("0.5")},
            graders=(Grader(name="T #1", weight=Decimal(1)),),
        ),
        chapters=(
            Chapter(
                key="c",
                title={"fr": "Un"},
                sections=(
                    Section(
                        key="s",
                        due_at=datetime(2026, 2, 1, 10, 30, 15, tzinfo=UTC),
                        units=(Unit(key="v1", title={"en": "One"}, blocks=blocks), Unit(key="v2", title={"en": "One"})),
                    ),
                ),
            ),
        ),
        files={file.path: file for file in (leaf, captions)},
    )

    again = read(written(bundle))

    assert again.report.errors == []
    assert again == bundle


def test_canonical_writing_is_a_fixed_point() -> None:
    once = written(replace(read(FILES), sources={}))
    twice = written(replace(read(once), sources={}))

    assert once == twice


def test_captions_made_of_others_are_kept_beside_them() -> None:
    bundle = read_unit(
        "```{video} v\nyoutube: x\ncaptions: {en: ../a.srt}\n```\n", a_srt="1\n00:00:01,000 --> 00:00:02,000\nHi\n"
    )

    files = written(bundle)

    assert files["a.vtt"].startswith(b"WEBVTT")
    assert b"../a.srt" in files["units/u.md"]
    assert read(files) == bundle
