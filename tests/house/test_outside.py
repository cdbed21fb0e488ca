"""One way out and one way in: `kernel.http` opens connections, `kernel.archives` opens archives and XML. No host of a registry is named."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import SOURCES, files, name_of

OUT = {"httpx", "requests", "urllib.request", "http.client", "urllib3", "aiohttp", "ftplib"}
# Writing an archive or building an element is nobody's danger; reading one is.
READING = {
    "etree": {"fromstring", "parse", "XML", "iterparse", "XMLParser"},
    "objectify": {"fromstring", "parse", "XML"},
    "ElementTree": {"fromstring", "parse", "XML", "iterparse"},
    "minidom": {"parse", "parseString"},
    "zipfile": {"ZipFile"},
    "tarfile": {"open"},
}
WAY_OUT = ("kernel/http",)
WAY_IN = (
    "kernel/archives",
    "site/commands/test.py",  # reads the report that pytest wrote a moment ago
    "site/backups/archive.py",  # reads what backup wrote, from the operator's own disk
)
# Broken in two, so that this file does not name them either.
HOSTS = ["py" + "pi.org", "pythonhosted" + ".org", "registry." + "npmjs", "deb." + "debian.org"]


def imported(text: str) -> Iterator[str]:
    """Name every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)


def opened(text: str) -> Iterator[str]:
    """Name every call in a file that reads an archive or XML."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(args=[_, ast.Constant(value="w"), *_]):
                pass
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)) if name in READING.get(module, ()):
                yield f"{module}.{name}"


def shortcuts(place: str, text: str) -> set[str]:
    """List what a file uses to go around the one way out or in."""
    found: set[str] = set()
    if not place.startswith(WAY_OUT):
        found |= {module for module in imported(text) if module in OUT}
    if not place.startswith(WAY_IN):
        found |= set(opened(text))
    return found


def named_hosts(found: list[Path]) -> list[str]:
    """List the files that name a host of a registry."""
    return [name_of(path) for path in found if any(host.encode() in path.read_bytes() for host in HOSTS)]


def test_nothing_goes_around_the_one_way() -> None:
    bad = {
        name_of(path): sorted(found)
        for path in files("src/*.py")
        if "tests" not in path.parts
        and (found := shortcuts(str(path.relative_to(SOURCES)), path.read_text(encoding="utf-8")))
    }

    assert bad == {}


def test_no_registry_is_named() -> None:
    assert named_hosts(files(".")) == []


def test_planted_faults_are_found(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text(f"--index-url https://{HOSTS[0]}/simple\n")

    assert shortcuts("catalog/adapters/partner.py", "def f():\n    import httpx\n") == {"httpx"}
    assert shortcuts("federation/olx/reading.py", "etree.fromstring(data)") == {"etree.fromstring"}
    assert shortcuts("federation/olx/reading.py", "zipfile.ZipFile(path)") == {"zipfile.ZipFile"}
    assert shortcuts("federation/olx/writing.py", 'zipfile.ZipFile(path, "w")') == set()
    assert shortcuts("kernel/http.py", "import httpx") == set()
    assert named_hosts(list(tmp_path.iterdir())) == ["lock.txt"]
