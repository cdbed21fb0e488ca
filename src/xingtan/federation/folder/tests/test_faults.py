"""What is wrong in a folder is said with its place, and nothing raises."""

import pytest

from xingtan.federation.folder.adapters import notes
from xingtan.federation.folder.tests.folders import MANIFEST, faults, read, read_unit


def _unit_fault(text: str, **files: str | bytes) -> list[tuple[str, str, str]]:
    return faults(read_unit(text, **files))


@pytest.mark.parametrize(
    ("text", "place", "why", "detail"),
    [
        ("```{problem} p\nlabel: x", "units/u.md:6", notes.NO_FENCE_END, "(line 6)"),
        ("```{probelm} p\n```\n", "units/u.md:6", notes.BAD_BLOCK, "probelm (line 6)"),
        ("```{problem} p q r\n- x\n```\n", "units/u.md:7", notes.MAPPING_WANTED, "(line 7)"),
        ("```{problem} p\na: [\n```\n", "units/u.md:7", notes.BAD_YAML, ""),
        ("```{video} v\nyoutub: x\n```\n", "units/u.md:7", notes.FIELD_UNKNOWN, "youtub (line 7)"),
        ("```{video} v\nyoutube: x\nstart: soon\n```\n", "units/u.md:8", notes.BAD_NUMBER, "start: soon (line 8)"),
        ("```{video} v\n\nposter: a.png\n```\n", "units/u.md:8", notes.MISSING, "poster: a.png (line 8)"),
        ("```{document} d\nfile: [a]\n```\n", "units/u.md:7", notes.TEXT_WANTED, "file (line 7)"),
        ("One\n\ntwo ![x](no.png)\n", "units/u.md:8", notes.MISSING, "no.png (line 8)"),
        ("+++ a b\nx\n\n+++ a\ny\n", "units/u.md:9", notes.KEY_TWICE, "a (line 9)"),
        ("+++ wrong/key\nx\n", "units/u.md:6", notes.BAD_KEY, "wrong/key (line 6)"),
        ("```{block} b\n{\n```\n", "units/u.md:7", notes.BAD_JSON, ""),
        (
            "```{problem} p\ntype: text\naccept: a\nshow_reset: perhaps\n```\n",
            "units/u.md:9",
            notes.BAD_YES_NO,
            "show_reset: perhaps (line 9)",
        ),
        ("```{problem} p\noptions: [maybe: A]\n```\n", "units/u.md:7", notes.OPTION_WANTED, "options (line 7)"),
        ("```{problem} p\ntype: essay\n```\n", "units/u.md:7", notes.TYPE_UNKNOWN, "type: essay (line 7)"),
        ("---\nkey: u\ntitel: x\n---\n", "units/u.md:3", notes.FIELD_UNKNOWN, "titel (line 3)"),
    ],
)
def test_fault_in_a_unit_has_its_line(text: str, place: str, why: str, detail: str) -> None:
    found = _unit_fault(text)

    assert (found[0][0], found[0][1]) == (place, why)
    assert detail in found[0][2]


def test_aliases_are_refused() -> None:
    assert _unit_fault("```{problem} p\nhints: &a [x]\nparts: *a\n```\n")[0][1] == notes.BAD_YAML


def test_bomb_of_aliases_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]

    assert _unit_fault("```{problem} p\n" + "\n".join(lines) + "\n```\n")[0][1] == notes.BAD_YAML


@pytest.mark.parametrize(
    ("manifest", "line", "why"),
    [
        ("title: [", 1, notes.BAD_YAML),
        ("- a", 1, notes.MAPPING_WANTED),
        ("outline: []", 1, notes.NO_TITLE),
        ("title: A\nlevel: hard", 2, notes.FIELD_UNKNOWN),
        ("title: A\ndates: {zone: Mars/North}", 2, notes.BAD_ZONE),
        ("title: A\ndates: {starts_at: soon}", 2, notes.BAD_DATE),
        ("title: A\ncover: no.png", 2, notes.MISSING),
        ("title: A\nxingtan: 9", 2, notes.VERSION_UNKNOWN),
        ("title: A\noutline:\n  - chapter: a b\n", 1, notes.BAD_KEY),
        (
            "title: A\noutline:\n  - chapter: a\n    sections:\n      - section: s\n        units: [units/no.md]",
            7,
            notes.MISSING,
        ),
    ],
)
def test_fault_in_the_manifest_has_its_line(manifest: str, line: int, why: str) -> None:
    place, found, _detail = faults(read({"course.yaml": manifest}))[0]

    assert (place, found) == (f"course.yaml:{line}", why)


def test_folder_without_a_manifest_is_refused() -> None:
    assert faults(read({"units/u.md": "x"}))[0][1] == notes.NO_MANIFEST


def test_translation_of_nothing_is_a_fault() -> None:
    found = _unit_fault("Words", units__u_zh_md="+++ other\n\n词语\n")

    assert found == [("units/u.zh-hans.md:1", notes.NOT_TRANSLATED, "other (line 1)")]


def test_every_file_is_in_the_report_once() -> None:
    files: dict[str, str | bytes] = {
        "course.yaml": MANIFEST,
        "units/u.md": "Words",
        "units/lost.md": "x",
        "media/a.png": b"x",
    }

    report = read({**files, ".DS_Store": b"", "README.md": "x"}).report

    assert [row.place for row in report.kept] == [
        "units/u.md:1",
        "units/u.md:1",
        "course.yaml:1",
        "README.md",
        "media/a.png",
    ]
    assert [(row.place, row.why) for row in report.changed] == [
        (".DS_Store", notes.LEFT_OUT),
        ("units/lost.md", notes.NOT_LISTED),
    ]


def test_reading_does_not_raise_for_any_cut_of_a_file() -> None:
    files = {
        "course.yaml": MANIFEST,
        "units/u.md": "---\nkey: u\n---\n\n+++ a\n\n```{problem} p\nlabel: x\noptions: [right: 1, wrong: 2]\n```\n",
        "units/u.zh-hans.md": "---\ntitle: x\n---\n```{problem} p\nlabel: x\noptions: [{text: 1}]\n```\n",
    }
    for path, content in files.items():
        for end in range(len(content)):
            read({**files, path: content[:end]})
