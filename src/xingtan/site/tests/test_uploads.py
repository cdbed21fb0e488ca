import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from xingtan.kernel import files
from xingtan.kernel.files.stores import Folder
from xingtan.site.uploads import Uploads, part_of

MAIN = "http://site.test"
DATA = bytes(range(256)) * 3000


class Answer:
    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    async def take(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Folder:
    settings.XINGTAN = SimpleNamespace(files_url=f"file://{tmp_path}", second_origin="http://files.test")
    return Folder(tmp_path)


def ask(folder: Folder, address: str, method: str = "GET", **headers: str) -> Answer:
    answer = Answer()
    path = urlsplit(address).path
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Uploads(folder, MAIN)(scope, None, answer.take))  # type: ignore[arg-type]  # it asks for no body
    return answer


def test_file_is_shown_whole_with_its_headers(folder: Folder) -> None:
    kept = files.keep(DATA, name="茶.mp4")

    answer = ask(folder, files.address(kept.digest, "茶.mp4"))

    assert (answer.status, answer.body) == (200, DATA)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-length"] == str(len(DATA))
    assert answer.headers["content-disposition"] == "inline; filename=\"_.mp4\"; filename*=UTF-8''%E8%8C%B6.mp4"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"].endswith("sandbox")


def test_file_to_be_saved_is_offered_so(folder: Folder) -> None:
    kept = files.keep(DATA)

    answer = ask(folder, files.address(kept.digest, 'a"b\r\n.bin', inline=False), "HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(DATA))
    assert answer.headers["content-disposition"].startswith('attachment; filename="a_b__.bin"; ')


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-", 206, 0, len(DATA)),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=-50", 206, len(DATA) - 50, len(DATA)),
        ("bytes=700000-9999999", 206, 700_000, len(DATA)),
        ("bytes=0-1,5-6", 200, 0, len(DATA)),
        ("bytes=5-2", 200, 0, len(DATA)),
        ("bytes=-", 200, 0, len(DATA)),
        ("lines=1-2", 200, 0, len(DATA)),
        (f"bytes={'9' * 30}-", 200, 0, len(DATA)),
    ],
)
def test_part_of_a_file_is_shown(folder: Folder, wanted: str, status: int, start: int, end: int) -> None:
    kept = files.keep(DATA)

    answer = ask(folder, files.address(kept.digest, "a.mp4"), range=wanted)

    assert (answer.status, answer.body) == (status, DATA[start:end])
    assert answer.headers["content-length"] == str(end - start)
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(DATA)}"


@pytest.mark.parametrize("wanted", ["bytes=768000-", "bytes=-0"])
def test_part_past_the_end_is_refused(folder: Folder, wanted: str) -> None:
    kept = files.keep(DATA)

    answer = ask(folder, files.address(kept.digest, "a.mp4"), range=wanted)

    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{len(DATA)}"


def test_empty_file_has_no_part() -> None:
    assert part_of(b"bytes=-5", 0) == (416, 0, 0)
    assert part_of(None, 0) == (200, 0, 0)


def test_part_of_another_version_is_shown_whole(folder: Folder) -> None:
    address = files.address(files.keep(DATA).digest, "a.mp4")
    tag = ask(folder, address).headers["etag"]

    assert ask(folder, address, range="bytes=0-9", if_range=tag).status == 206
    assert ask(folder, address, range="bytes=0-9", if_range='"other"').status == 200
    assert ask(folder, address, if_none_match=tag).status == 304
    assert ask(folder, address, if_none_match=tag).body == b""


def test_active_content_acts_in_a_sandbox_only(folder: Folder) -> None:
    page = files.keep(b"<script>alert(1)</script>", name="a.html")

    still = ask(folder, files.address(page.digest, "a.html")).headers["content-security-policy"]
    acting = ask(folder, files.address(page.digest, "a.html", sandbox=True)).headers["content-security-policy"]

    assert still == (
        "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; "
        "frame-ancestors http://site.test; sandbox"
    )
    assert "sandbox allow-scripts" in acting
    assert "allow-same-origin" not in acting
    assert "allow-top-navigation" not in acting
    assert "frame-ancestors http://site.test" in acting


def test_captions_are_read_as_utf_8(folder: Folder) -> None:
    captions = files.keep("WEBVTT\n\n茶".encode(), name="a.vtt")

    assert ask(folder, files.address(captions.digest, "a.vtt")).headers["content-type"] == "text/vtt; charset=utf-8"


def test_address_that_is_not_ours_shows_nothing(folder: Folder) -> None:
    kept = files.keep(DATA)
    address = files.address(kept.digest, "a.mp4")
    ended = files.address(kept.digest, "a.mp4", now=1_000_000_000)
    absent = files.address("0" * 64, "a.mp4")

    found = [
        ask(folder, each)
        for each in (address.replace("a.mp4", "b.mp4"), ended, absent, "/f/x/a.mp4", "/f//", "/f/a%2Fb")
    ]

    assert {(each.status, each.body) for each in found} == {(404, b"")}
    assert ask(folder, address, "POST").status == 405


def test_bucket_is_where_the_browser_is_sent(folder: Folder) -> None:
    class Bucket(Folder):
        def elsewhere(self, digest: str, *, media_type: str, disposition: str, seconds: int) -> str | None:
            return f"http://bucket.test/{media_type}/{disposition.partition(';')[0]}/{seconds > 0}"

    bucket = Bucket(folder.workshop())
    answer = ask(bucket, files.address(files.keep(DATA).digest, "a.mp4"))

    assert (answer.status, answer.headers["location"]) == (302, "http://bucket.test/video/mp4/inline/True")
