import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from xingtan.kernel.archives import XmlRefused, mend_xml, parse_xml
from xingtan.kernel.archives.xml import ATTRIBUTES, DEPTH, LARGEST, NODES

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<lolz>&lol2;</lolz>"""
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><x/>'


def refusal(data: bytes) -> tuple[str, int | None]:
    with pytest.raises(XmlRefused) as refused:
        parse_xml(data, "problem/p1.xml")
    assert "problem/p1.xml" in str(refused.value)
    return refused.value.reason, refused.value.line


def test_elements_know_their_line() -> None:
    root = parse_xml(b'<?xml version="1.0"?>\n<course>\n  <!-- a -->\n  <chapter url_name="c1"/>\n</course>')

    assert root.tag == "course"
    chapter = root.find("chapter")
    assert chapter is not None
    assert (chapter.get("url_name"), chapter.sourceline) == ("c1", 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "gb18030"])
def test_encoding_is_the_one_it_names(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    word = "é" if encoding == "latin-1" else "教é"

    root = parse_xml(f'<?xml version="1.0" encoding="{declared}"?>\n<p>{word}</p>'.encode(encoding))

    assert root.text == word


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (LAUGHS, ("doctype", 2)),
        (FILE, ("doctype", 1)),
        (PARAMETER, ("doctype", 1)),
        (b'<?xml version="1.0"?><!-- <a> -->\n\n<?x <y ?>\n<!DOCTYPE html><html/>', ("doctype", 4)),
        (LAUGHS.decode().encode("utf-16"), ("doctype", 2)),
        (b"\xef\xbb\xbf" + FILE, ("doctype", 1)),
        (b"<a>\n<b>\n</a>", ("broken", 3)),
        (b"<a>&nbsp;</a>", ("broken", 1)),
        (b"<a/><!DOCTYPE a>", ("broken", 1)),
        (b"<a><!ENTITY x 'y'></a>", ("broken", 1)),
        (b"", ("broken", 1)),
        (b"<!-- never closed", ("broken", 1)),
        (b"<a>\n\xff</a>", ("encoding", 2)),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', ("encoding", None)),
        (b'<?xml version="1.0" encoding="none-such"?><a/>', ("encoding", None)),
        (b"<a>" * 101 + b"</a>" * 101, ("deep", 1)),
        (b"<a>" * 50_000, ("deep", 1)),
        (b"<a>" + b"<b/>" * NODES + b"</a>", ("nodes", 1)),
        (b"<" * (3 * NODES + 1), ("nodes", None)),
        (b"<a b='" + b"=" * (ATTRIBUTES + 1) + b"'/>", ("attributes", None)),
        (b" " * (LARGEST + 1), ("large", None)),
    ],
)
def test_hostile_or_broken_file_is_refused(data: bytes, found: tuple[str, int | None]) -> None:
    assert refusal(data) == found


def test_document_type_inside_text_is_only_text() -> None:
    root = parse_xml(b"<html><![CDATA[<!DOCTYPE html><p>Welcome</p>]]></html>")

    assert root.text == "<!DOCTYPE html><p>Welcome</p>"


def test_external_stylesheet_and_inclusion_are_not_followed() -> None:
    root = parse_xml(
        b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'
        b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>'
    )

    assert b"root:" not in etree.tostring(root)


def test_deepest_allowed_file_is_read() -> None:
    assert parse_xml(b"<a>" * DEPTH + b"</a>" * DEPTH).tag == "a"


def test_words_survive_a_percent_sign_in_the_path() -> None:
    with pytest.raises(XmlRefused) as refused:
        parse_xml(b"<a>", "100%s.xml")

    assert "100%s.xml:1" in str(refused.value)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet="<>!?-[]&;=\"'/ aDOCTYPE\n", max_size=80).map(str.encode)))
def test_anything_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(XmlRefused):
        parse_xml(data)


def test_broken_xml_is_mended_and_hostile_xml_is_not() -> None:
    root = mend_xml(b"<a><b>one<c>two</a>")

    assert [element.tag for element in root.iter()] == ["a", "b", "c"]
    for hostile in (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"", b"<a>" * 200):
        with pytest.raises(XmlRefused):
            mend_xml(hostile)
