import bz2
import contextlib
import gzip
import io
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xingtan.kernel.archives import ArchiveRefused, Limits, Tree, unpack
from xingtan.kernel.archives.intake import FREE_BYTES, MIB, Intake, normal

SAMPLE = Path(__file__).parents[5] / "shared/samples/olx/openedx-demo-course.tar.gz"
COURSE = {
    "course/course.xml": b"<course/>",
    "course/about/overview.html": b"<p>Welcome.</p>",
    "course/static/\u6559.txt": b"x" * 2000,
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def tar_of(files: dict[str, bytes], *extra: tarfile.TarInfo, kind: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in extra:
            archive.addfile(member)
    return out.getvalue()


def member(name: str, kind: bytes, **more: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type = kind
    for key, value in more.items():
        setattr(made, key, value)
    return made


def zip_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def opened(data: bytes, **limits: int) -> Tree:
    return unpack(io.BytesIO(data), Limits(**limits))


def refusal(data: bytes, **limits: int) -> tuple[str, str]:
    with pytest.raises(ArchiveRefused) as refused:
        opened(data, **limits)
    assert str(refused.value)
    return refused.value.reason, refused.value.path


PACKERS: list[Callable[[dict[str, bytes]], bytes]] = [
    tar_of,
    lambda files: tar_of(files, kind=tarfile.GNU_FORMAT),
    lambda files: gzip.compress(tar_of(files)),
    lambda files: bz2.compress(tar_of(files)),
    lambda files: lzma.compress(tar_of(files)),
    zip_of,
    lambda files: zip_of(files, zipfile.ZIP_STORED),
]


@pytest.mark.parametrize("pack", PACKERS)
def test_archive_of_every_kind_is_read(pack: Callable[[dict[str, bytes]], bytes], home: Path) -> None:
    with opened(pack(COURSE)) as tree:
        assert tree.names() == sorted(COURSE)
        assert dict(tree) == COURSE
        assert tree.size("course/course.xml") == 9
        with tree.open("course/course.xml") as file:
            assert file.read(4) == b"<cou"
        assert "course/none.xml" not in tree

    assert list((home / "unpacked").iterdir()) == []


@pytest.mark.parametrize("pack", PACKERS)
def test_archive_cut_short_is_refused(pack: Callable[[dict[str, bytes]], bytes], home: Path) -> None:
    data = pack({**COURSE, "course/big.bin": os.urandom(30_000)})

    reasons = {refusal(data[:length])[0] for length in range(600, len(data) * 3 // 4, 997)}

    assert reasons <= {"damaged", "format"}
    assert list((home / "unpacked").iterdir()) == []


@pytest.mark.parametrize("pack", PACKERS)
def test_archive_with_changed_bytes_is_refused_or_read(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    data = bytearray(pack(COURSE))
    data[len(data) // 3] ^= 0x55

    with contextlib.suppress(ArchiveRefused), opened(bytes(data)) as tree:
        assert tree.names() == sorted(COURSE)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "a/../../x", "a\\b", "C:/x", "a\x01b", "a\u202exslx", ".", "x/.."]
)
@pytest.mark.parametrize("pack", PACKERS)
def test_name_that_leads_elsewhere_is_refused(pack: Callable[[dict[str, bytes]], bytes], name: str) -> None:
    assert refusal(pack({"a": b"", name: b"x"}))[0] == "name"


def test_name_with_nul_is_refused() -> None:
    data = zip_of({"aXb": b"x"}).replace(b"aXb", b"a\0b")

    assert refusal(data)[0] == "name"


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (member("l", tarfile.SYMTYPE, linkname="/etc/passwd"), "link"),
        (member("l", tarfile.LNKTYPE, linkname="a"), "link"),
        (member("d", tarfile.CHRTYPE), "special"),
        (member("d", tarfile.BLKTYPE), "special"),
        (member("d", tarfile.FIFOTYPE), "special"),
        (member("s", tarfile.GNUTYPE_SPARSE), "special"),
        (member("s", tarfile.REGTYPE, pax_headers={"GNU.sparse.major": "1"}), "special"),
        (member("s", tarfile.REGTYPE, pax_headers={"size": "-5"}), "damaged"),
        (member("../s", tarfile.DIRTYPE), "name"),
    ],
)
def test_tar_member_that_is_no_file_is_refused(extra: tarfile.TarInfo, reason: str) -> None:
    assert refusal(tar_of({"a": b"x"}, extra)) == (reason, extra.name)


def test_zip_link_is_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert refusal(out.getvalue()) == ("link", "link")


def test_locked_zip_is_refused() -> None:
    data = zip_of({"a.txt": b"x"})
    flags = data.index(b"PK\x01\x02") + 8

    assert refusal(data[:flags] + b"\x01" + data[flags + 1 :]) == ("encrypted", "a.txt")


def test_zip_packed_in_another_way_is_refused() -> None:
    assert refusal(zip_of({"a": b"x"}, zipfile.ZIP_LZMA)) == ("method", "a")


@pytest.mark.parametrize(
    "files",
    [
        {"A.txt": b"1", "a.txt": b"2"},
        {"e\u0301.txt": b"1", "\u00e9.txt": b"2"},
        {"./a": b"1", "a": b"2"},
        {"a": b"1", "a/b": b"2"},
        {"a/b": b"1", "a": b"2"},
        {"Static/x": b"1", "static/y": b"2"},
    ],
)
@pytest.mark.parametrize("pack", PACKERS)
def test_names_that_meet_on_some_machine_are_refused(
    pack: Callable[[dict[str, bytes]], bytes], files: dict[str, bytes]
) -> None:
    assert refusal(pack(files))[0] == "twice"


def test_name_in_another_encoding_is_refused() -> None:
    gbk = "\u8bfe\u7a0b.txt".encode("gbk")
    in_tar = tar_of({"N" * len(gbk): b"x"})
    block = bytearray(in_tar[:512].replace(b"N" * len(gbk), gbk))
    block[148:156] = b"%06o\0 " % (sum(block[:148]) + sum(block[156:]) + 8 * 32)

    assert refusal(bytes(block) + in_tar[512:])[0] == "encoding"
    assert refusal(zip_of({"N" * len(gbk): b"x"}).replace(b"N" * len(gbk), gbk))[0] == "encoding"


def test_utf_8_name_without_its_flag_is_read() -> None:
    name = "\u8bfe\u7a0b.txt".encode()

    with opened(zip_of({"N" * len(name): b"x"}).replace(b"N" * len(name), name)) as tree:
        assert tree.names() == ["\u8bfe\u7a0b.txt"]


@pytest.mark.parametrize("pack", PACKERS)
def test_bounds_are_kept(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    assert refusal(pack({f"{n}": b"" for n in range(11)}), files=10)[0] == "many"
    assert refusal(pack({"a": bytes(5000)}), file_bytes=4999)[0] == "file-large"
    assert refusal(pack({"a": bytes(5000), "b": bytes(5000)}), total_bytes=9000)[0] == "large"
    assert refusal(pack({"a/" * 9 + "a": b""}), depth=9)[0] == "deep"
    assert refusal(pack({"n" * 300: b""}))[0] == "long"
    assert refusal(pack({"a/" * 10 + "n" * 90: b""}), path_bytes=100)[0] == "long"
    assert refusal(pack({"a": b"x"}), seconds=-1)[0] == "slow"


def test_bomb_is_refused_long_before_its_size(tmp_path: Path) -> None:
    asked = 0

    def endless() -> Iterator[bytes]:
        nonlocal asked
        while True:
            asked += 1
            yield bytes(MIB)

    intake = Intake(Limits(file_bytes=10**15, total_bytes=10**15), tmp_path, packed_bytes=1000)
    with pytest.raises(ArchiveRefused) as refused:
        intake.take_file("bomb", 10**14, endless())

    assert (refused.value.reason, refused.value.path) == ("ratio", "bomb")
    assert asked == FREE_BYTES // MIB + 1


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKERS[2:6])
def test_bomb_takes_little_memory(pack: Callable[[dict[str, bytes]], bytes], home: Path) -> None:
    data = pack({"bomb": bytes(50 * MIB)})

    tracemalloc.start()
    reason = refusal(data, ratio=50)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert reason == ("ratio", "bomb")
    assert most < 12 * MIB
    assert list((home / "unpacked").iterdir()) == []


def test_packed_archive_in_an_archive_is_no_archive() -> None:
    assert refusal(gzip.compress(gzip.compress(tar_of(COURSE))))[0] == "format"


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK])
def test_header_that_announces_gigabytes_is_not_believed(kind: bytes) -> None:
    head = member("h", kind, size=3 * 1024**3)

    assert refusal(head.tobuf(tarfile.GNU_FORMAT) + bytes(4096))[0] == "long"


def test_endless_headers_are_refused() -> None:
    head = member("h", tarfile.XHDTYPE, size=0).tobuf()

    assert refusal(head * 100, files=10)[0] == "many"


def test_xz_that_wants_a_huge_dictionary_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 256 * 1024 * 1024}]

    assert refusal(lzma.compress(tar_of(COURSE), filters=filters))[0] == "damaged"


def test_zip_directory_too_large_for_memory_is_not_read() -> None:
    data = zip_of({"a": b"x"})
    at = data.index(b"PK\x05\x06") + 12

    assert refusal(data[:at] + struct.pack("<L", 17 * 1024 * 1024) + data[at + 4 :])[0] == "many"


def test_data_after_the_end_is_bounded() -> None:
    assert refusal(gzip.compress(tar_of(COURSE) + bytes(17 * 1024 * 1024)))[0] == "damaged"


@pytest.mark.parametrize("data", [b"", b"x", b"<html>" * 300, b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refusal(data)[0] in {"format", "damaged"}


def test_what_a_killed_process_left_is_removed_after_a_day(home: Path) -> None:
    left, recent = home / "unpacked/left", home / "unpacked/recent"
    for folder in (left, recent):
        folder.mkdir(parents=True)
    os.utime(left, (0, 0))

    opened(zip_of(COURSE)).close()

    assert list((home / "unpacked").iterdir()) == [recent]


def test_refusal_shows_no_hostile_name() -> None:
    refused = ArchiveRefused("name", "\x1b[31m" + "a%s\u202e" * 100)

    assert "\x1b" not in str(refused)
    assert "\u202e" not in str(refused)
    assert len(refused.path) < 210


def test_folder_is_read_where_it_lies(tmp_path: Path) -> None:
    top = tmp_path / "course"
    (top / "media").mkdir(parents=True)
    (top / ".git").mkdir()
    (top / ".git/config").write_text("x")
    (top / "course.yaml").write_text("title: Tea")
    (top / "media/tea.svg").write_text("<svg/>")

    with unpack(top) as tree:
        assert dict(tree) == {"course.yaml": b"title: Tea", "media/tea.svg": b"<svg/>"}

    assert (top / "course.yaml").exists()


def test_folder_with_a_link_is_refused(tmp_path: Path) -> None:
    top = tmp_path / "course"
    top.mkdir()
    (top / "link").symlink_to("/etc")

    with pytest.raises(ArchiveRefused) as refused:
        unpack(top)

    assert (refused.value.reason, refused.value.path) == ("link", "link")


def test_link_that_takes_a_files_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    tree = unpack(tmp_path, Limits())
    (tmp_path / "a").unlink()
    (tmp_path / "a").symlink_to("/etc/passwd")

    with pytest.raises(OSError, match="symbolic links"):
        tree.read("a")


@given(st.text(max_size=40))
def test_normal_name_stays_inside(name: str) -> None:
    try:
        path = normal(name, Limits())
    except ArchiveRefused:
        return

    assert not path.startswith("/")
    assert not {"..", ".", ""} & set(path.split("/") if path else [])
    assert normal(path, Limits()) == path


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PACKERS), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_any_damage_is_refused_or_read(
    pack: Callable[[dict[str, bytes]], bytes], damage: list[tuple[int, int]]
) -> None:
    data = bytearray(pack(COURSE))
    for place, value in damage:
        data[place % len(data)] = value

    with contextlib.suppress(ArchiveRefused), opened(bytes(data)) as tree:
        assert sum(tree.size(name) for name in tree) <= 10_000


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample course is not beside this checkout")
def test_real_course_is_read() -> None:
    with unpack(SAMPLE) as tree:
        assert len(tree) > 700
        assert "course/course.xml" in tree
