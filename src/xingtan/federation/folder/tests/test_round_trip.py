"""Whatever a course says, it says the same when it has left as a folder and come back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Facts,
    Grader,
    Policy,
    Section,
    Unit,
)
from xingtan.authoring.registry.keys import letter
from xingtan.federation.folder.adapters.spoken import to_html, to_markdown
from xingtan.federation.folder.tests.folders import read, written
from xingtan.kernel.prose import clean

LEAF = BundleFile.of_bytes("media/a leaf.png", b"png", "image/png")
FILM = BundleFile.of_bytes("film (1).mp4", b"film", "video/mp4")
# Signs that mean something in Markdown, YAML, HTML or in our own marks, more often than chance would have it.
SIGNS = st.sampled_from(
    ["\n", "\n\n", " ", "  ", "`", "```", "~~~", "---", "+++ ", "{problem}", "$", "$$", "\\(", "\\)", "<", ">", "&", "&amp;",
     "*", "_", "#", ": ", "- ", "'", '"', "[", "](", ")", "!", "|", "\\", "é", "蕨", "😀", "null", "yes", "1.0", "\t", "\r",
     "<b>", "</b>", "<p>", "</p>", "<!--", f"![x]({LEAF.reference})", f'<img src="{FILM.reference}">', "[u](course:u0)"]
)  # fmt: skip
TEXT = st.lists(st.one_of(SIGNS, st.text("abc d\n", max_size=5)), max_size=12).map("".join)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    str.strip
)
WORDS = st.dictionaries(st.sampled_from(["en", "zh-hans", "fr"]), PLAIN, max_size=2)
HTML = TEXT.map(lambda text: str(clean(text)).strip()).map(lambda html: str(clean(html)).strip())
SOME_HTML = HTML.filter(bool)


@st.composite
def questions(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["single", "multiple", "numeric", "text", "formula"]))
    question: dict[str, Any] = {"id": name, "type": kind}
    if label := draw(HTML):
        question["label"] = label
    if kind in {"single", "multiple"}:
        right = draw(st.integers(0, 2))
        question["options"] = [
            {"id": letter(number), "html": draw(HTML), **({"correct": True} if number == right else {})}
            for number in range(3)
        ]
        if draw(st.booleans()):
            question["options"][0]["feedback"] = draw(SOME_HTML)
            question["options"][1]["id"] = "other"
    elif kind == "numeric":
        question |= draw(
            st.sampled_from([{"answer": "9.80", "tolerance": "5%"}, {"range": [1, 2.5]}, {"range": "[1, 2)"}])
        )
        question |= draw(st.sampled_from([{}, {"units": {"m": 1, "cm": 0.01}}, {"points": 0}]))
    elif kind == "text":
        question |= {"accept": draw(st.lists(PLAIN, min_size=1, max_size=3)), "ignore_case": draw(st.booleans())}
    else:
        question |= {"answer": "x^2", "variables": {"x": [1, 2.5]}, "samples": 20}
    return question


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            parts.append({"html": draw(SOME_HTML)})
        parts.append({"question": draw(questions(f"q{number + 1}"))})
    data: dict[str, Any] = {"parts": parts}
    if hints := draw(st.lists(SOME_HTML, max_size=2)):
        data["hints"] = hints
    data |= draw(st.sampled_from([{}, {"weight": 0}, {"weight": 1.5, "max_attempts": 2}, {"show_reset": True}]))
    if draw(st.booleans()):
        asked = parts[-1]["question"]
        told: dict[str, Any] = {"id": asked["id"], "label": draw(SOME_HTML)}
        if "options" in asked:
            told["options"] = [{"id": asked["options"][-1]["id"], "html": draw(SOME_HTML)}]
        data["in"] = {"zh-hans": {"parts": [{} for _part in parts[:-1]] + [{"question": told}]}}
    return data


def _texts(name: str, texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    alone = texts.map(lambda text: {name: text})
    other = texts.filter(bool)
    return st.one_of(alone, st.tuples(alone, other).map(lambda both: {**both[0], "in": {"zh-hans": {name: both[1]}}}))


BLOCKS = st.one_of(
    st.tuples(st.just("text"), _texts("markdown", TEXT)),
    st.tuples(st.just("text"), _texts("html", HTML)),
    st.tuples(st.just("problem"), problems()),
    st.tuples(st.just("unknown"), TEXT.map(lambda text: {"tag": "x", "source": text})),
    st.tuples(st.just("frame"), TEXT.map(lambda text: {"html": text, "files": {}})),
    st.tuples(
        st.just("video"),
        st.just(
            {
                "sources": [{"file": FILM.digest, "url": None, "name": FILM.name}],
                "captions": [],
                "youtube": None,
                "poster": LEAF.digest,
            }
        ),
    ),
    st.tuples(st.just("acme"), st.dictionaries(PLAIN, st.one_of(TEXT, st.integers(), st.none()), max_size=2)),
)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    blocks = [
        BundleBlock(key=f"b{number}", kind=kind, title=draw(WORDS), data=data)
        for number, (kind, data) in enumerate(draw(st.lists(BLOCKS, max_size=5)))
    ]
    count = draw(st.integers(2, 3))
    units = [Unit(key=f"u{number}", title=draw(WORDS), blocks=tuple(blocks[number::count])) for number in range(count)]
    # A text may be named as if it followed its neighbour, whether it does or not.
    is_named_after: bool = draw(st.booleans())
    if blocks and is_named_after:
        units[0] = replace(units[0], blocks=(replace(units[0].blocks[0], key="u0-text"), *units[0].blocks[1:]))
    sections = (
        Section(key="s", title=draw(WORDS), units=tuple(units), graded_as=draw(st.sampled_from([None, "quiz"]))),
    )
    return Bundle(
        facts=Facts(
            title={"en": draw(PLAIN)},
            summary=draw(WORDS),
            about=draw(st.dictionaries(st.sampled_from(["en", "fr"]), SOME_HTML, max_size=2)),
            languages=("en", "zh-hans"),
            outcomes=tuple(draw(st.lists(WORDS, max_size=2))),
            workload_hours=draw(st.sampled_from([None, Decimal(3), Decimal("1.5")])),
        ),
        policy=Policy(graders=(Grader(name=draw(PLAIN), weight=Decimal("0.3")),)),
        chapters=(Chapter(key="c", title=draw(WORDS), sections=sections),),
        files={file.path: file for file in (LEAF, FILM)},
    )


def _comparable(bundle: Bundle) -> Bundle:
    """A frame lists the files its page points to; here the page is left to say so."""

    def unit(each: Unit) -> Unit:
        blocks = tuple(
            replace(block, data={**block.data, "files": {}}) if block.kind == "frame" else block
            for block in each.blocks
        )
        return replace(each, blocks=blocks)

    [chapter] = bundle.chapters
    [section] = chapter.sections
    section = replace(section, units=tuple(unit(each) for each in section.units))
    return replace(bundle, chapters=(replace(chapter, sections=(section,)),))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bundles())
def test_course_comes_back_as_it_left(bundle: Bundle) -> None:
    files = written(bundle)
    again = read(files)

    assert again.report.errors == []
    assert _comparable(again) == bundle
    assert written(again) == files


@settings(max_examples=60, deadline=None)
@given(HTML)
def test_markdown_found_for_html_gives_exactly_it(html: str) -> None:
    found = to_markdown(html)

    assert found is None or to_html(found) == html


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_html_of_markdown_is_clean(text: str) -> None:
    html = to_html(text)

    assert str(clean(html)).strip() == html
