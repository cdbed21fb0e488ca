"""An archive is whole or is none, and whatever happened to it on the way is noticed."""

import hashlib
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from xingtan.site.backups.archive import ABOUT, FORMAT, Refused, about, members, verified, written

LEAF = b"a leaf of the apricot tree"
DIGEST = hashlib.sha256(LEAF).hexdigest()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    place = tmp_path / "site.tar"
    write(place)
    return place


def write(place: Path, *, kept: bytes = LEAF) -> None:
    with written(place) as archive:
        archive.add_json(ABOUT, {"format": FORMAT, "made_at": "2026-11-21"})
        archive.add("secrets/django", BytesIO(b"secret"), 6)
        archive.add_kept(DIGEST, BytesIO(kept), len(kept))
        archive.finish(tables={})


def test_what_was_written_is_read(backup: Path) -> None:
    manifest = verified(backup)

    assert about(backup)["made_at"] == "2026-11-21"
    assert manifest["files"]["count"] == 1
    assert [name for name, _ in members(backup)] == ["about.json", "secrets/django", f"files/{DIGEST}", "manifest.json"]


def test_only_its_owner_reads_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_not_overwritten(backup: Path) -> None:
    with pytest.raises(Refused, match="There is something at"):
        write(backup)


def test_one_that_was_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), written(tmp_path / "site.tar"):
        raise ZeroDivisionError

    assert list(tmp_path.iterdir()) == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda data: data[:3000],
    "without its end": lambda data: data[: data.rindex(b"manifest.json")],
    "empty": lambda data: b"",
    "something else": lambda data: b"PK\x03\x04" + data[4:],
    "a secret changed": lambda data: data.replace(b"secret\0\0", b"Secret\0\0"),
    "a file changed": lambda data: data.replace(LEAF, LEAF.upper()),
    "a count changed": lambda data: data.replace(b'"count": 1', b'"count": 2'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_noticed(backup: Path, damage: str) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(DAMAGES[damage](whole))

    assert backup.read_bytes() != whole
    with pytest.raises(Refused):
        verified(backup)


def test_file_that_was_damaged_in_the_store_is_said(tmp_path: Path) -> None:
    write(tmp_path / "site.tar", kept=b"a worm was here")

    assert verified(tmp_path / "site.tar")["damaged"] == [DIGEST]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "secrets/../x", "secrets/.hidden", "files/leaf", "extra"]
)
def test_name_that_no_backup_has_is_refused(tmp_path: Path, name: str) -> None:
    place = tmp_path / "site.tar"
    with tarfile.open(place, "w") as tar:
        info = tarfile.TarInfo(name)
        info.size = 4
        tar.addfile(info, BytesIO(b"root"))

    with pytest.raises(Refused):
        about(place)


def test_link_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "site.tar"
    with tarfile.open(place, "w") as tar:
        info = tarfile.TarInfo("about.json")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)

    with pytest.raises(Refused):
        about(place)


def test_later_format_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "site.tar"
    with written(place) as archive:
        archive.add_json(ABOUT, {"format": FORMAT + 1})
        archive.finish(tables={})

    with pytest.raises(Refused, match="another version"):
        about(place)
