import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import pytest

from xingtan.kernel import files
from xingtan.kernel.files import stores
from xingtan.kernel.files.keeping import FOUR_HOURS
from xingtan.kernel.seals import SealBroken

TEA = b"Tea is picked in spring.\n"
DIGEST = hashlib.sha256(TEA).hexdigest()
NOW = 1_800_000_000


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    server_of = pytest.importorskip("moto.server", reason="moto is not installed")
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> stores.Store:
    if request.param == "folder":
        url = f"file://{tmp_path}/fi%20les"
    else:
        boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
        endpoint = request.getfixturevalue("bucket_server")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "test")
        bucket = f"b{os.urandom(4).hex()}"
        boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=bucket)
        url = f"s3://{bucket}/site?endpoint={endpoint}&region=us-east-1&key=test&secret=test"
    settings.XINGTAN = SimpleNamespace(files_url=url, second_origin="http://files.test")
    return stores.at(url)


def test_file_is_kept_once_and_found_by_its_digest(store: stores.Store) -> None:
    kept = files.keep(io.BytesIO(TEA), name="tea.txt")
    again = files.keep(TEA, name="other.md")

    assert kept == files.Kept(DIGEST, len(TEA), "text/plain")
    assert again.digest == DIGEST
    assert files.read(DIGEST) == TEA
    assert files.size(DIGEST) == len(TEA)
    assert files.exists(DIGEST)
    assert list(files.every()) == [DIGEST]
    with files.open(DIGEST) as file:
        file.seek(7)
        assert file.read(2) == TEA[7:9]


def test_dropped_file_is_gone(store: stores.Store) -> None:
    files.keep(TEA)

    files.drop(DIGEST)
    files.drop(DIGEST)

    assert not files.exists(DIGEST)
    assert list(files.every()) == []
    with pytest.raises(FileNotFoundError), files.open(DIGEST) as file:
        file.read()


def test_what_is_no_digest_is_no_path(store: stores.Store) -> None:
    for bad in ("../../../etc/passwd", "ab", DIGEST.upper(), f"{DIGEST}/x"):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            files.open(bad)


def test_nothing_half_made_is_left(tmp_path: Path, settings) -> None:
    settings.XINGTAN = SimpleNamespace(files_url=f"file://{tmp_path}")

    class Broken:
        def read(self, size: int, /) -> bytes:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        files.keep(Broken())

    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


def test_bucket_hands_files_out_itself(store: stores.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep(TEA)

    elsewhere = store.elsewhere(DIGEST, media_type="text/vtt", disposition="inline", seconds=60)

    if elsewhere:
        with urlopen(elsewhere) as answer:
            assert answer.read() == TEA
            assert answer.headers["Content-Type"] == "text/vtt"


def test_address_shows_the_file_for_a_while(store: stores.Store) -> None:
    address = files.address(DIGEST, "static/\u8336 tea.svg", sandbox=True, inline=False, now=NOW)

    origin, path = urlsplit(address).netloc, urlsplit(address).path
    _, f, sealed, name = path.split("/")
    assert (origin, f, unquote(name)) == ("files.test", "f", "\u8336 tea.svg")
    shown = files.check(sealed, unquote(name), now=NOW)
    assert (shown.digest, shown.media_type, shown.is_inline, shown.is_sandboxed) == (
        DIGEST,
        "image/svg+xml",
        False,
        True,
    )
    assert NOW + FOUR_HOURS < shown.ends_at <= NOW + 2 * FOUR_HOURS
    with pytest.raises(SealBroken):
        files.check(sealed, unquote(name), now=NOW + 2 * FOUR_HOURS)
    with pytest.raises(SealBroken):
        files.check(sealed, "evil.html", now=NOW)


def test_address_stays_the_same_for_a_while(store: stores.Store) -> None:
    moments = range(NOW, NOW + 3 * FOUR_HOURS, 60)

    addresses = [files.address(DIGEST, "tea.txt", now=moment) for moment in moments]

    assert len(set(addresses)) == 4
    other = hashlib.sha256(b"other").hexdigest()
    changes = {n for n in range(1, len(moments)) if addresses[n] != addresses[n - 1]}
    others = [files.address(other, "tea.txt", now=moment) for moment in moments]
    assert changes != {n for n in range(1, len(moments)) if others[n] != others[n - 1]}


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"", "text/plain"),
        ("a.PNG", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.png", b"<html><script>", "text/html"),
        ("a.jpg", b" \n<!-- x --><!DOCTYPE html>", "text/html"),
        ("a.jpg", b"\xef\xbb\xbf<svg onload=alert(1)>", "image/svg+xml"),
        ("a.svg", b'<?xml version="1.0"?>\n<svg xmlns="">', "image/svg+xml"),
        ("a.svg", b"", "image/svg+xml"),
        ("a.svg", b"<script>", "text/html"),
        ("a.svg", b"<?xml version='1.0'?><rss/>", "image/svg+xml"),
        ("a", b"<?xml version='1.0'?><rss/>", "application/xml"),
        ("a.srt", b"<b>Hello</b>", "application/x-subrip"),
        ("a.md", b"<div>Hello</div>", "text/markdown"),
        ("a.csv", b"%PDF-1.4", "text/csv"),
        ("a.bin", b"%PDF-1.4", "application/pdf"),
        ("a.html", b"", "text/html"),
        ("a.xhtml", b"<html xmlns=''>", "application/xhtml+xml"),
        ("a.js", b"alert(1)", "text/javascript"),
        ("a.mjs", b"", "text/javascript"),
        ("a.vtt", b"WEBVTT", "text/vtt"),
        ("a.mp4", b"", "video/mp4"),
        ("a.webp", b"", "image/webp"),
        ("a.tar.gz", b"\x1f\x8b", "application/octet-stream"),
        ("", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("", b"anything", "application/octet-stream"),
        ("http://x/a.png", b"", "image/png"),
    ],
)
def test_media_type_is_told_by_name_unless_the_content_acts(name: str, head: bytes, kind: str) -> None:
    assert files.media_type(name, head) == kind


@pytest.mark.parametrize("url", ["ftp://host/x", "http://host"])
def test_store_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="FILES_URL"):
        stores.at(url)
