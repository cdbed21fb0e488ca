"""What the previous commit wrote, this one can go on with."""

import json
import subprocess
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from xingtan.site.cli import CHECKOUT
from xingtan.site.tests.homes import SOURCES, make

BEGIN = """
import io
sys.stdin = io.StringIO("three apricots on a terrace")
assert cli.main(["init", "--email", "operator@example.org", "--password-stdin", "--no-mail"]) == 0
from xingtan.universities import public as universities
universities.admit(slug="apricot", name={"en": "Apricot University"}, country="CN", zone="Asia/Shanghai")
"""
GO_ON = """
assert cli.main(["upgrade", "--json"]) == 0
assert cli.main(["backup", "after.tar", "--json"]) == 0
from django.apps import apps
from xingtan.people import public as people
from xingtan.universities import public as universities
print(people.Person.objects.get(email="operator@example.org").is_operator, universities.University.objects.get())
for model in apps.get_models():
    list(model._default_manager.all()[:1])
"""


def git(*words: str) -> bytes:
    ended = subprocess.run(["git", *words], cwd=CHECKOUT, capture_output=True, check=False)
    if ended.returncode:
        pytest.skip(f"the previous commit is not here: {ended.stderr.decode().strip()}")
    return ended.stdout


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the code of the previous commit, if its migrations are still those of this one."""
    folder = tmp_path_factory.mktemp("before")
    with tarfile.open(fileobj=BytesIO(git("archive", "HEAD~1", "src"))) as packed:
        packed.extractall(folder, filter="data")
    sources = folder / "src"
    for old in sources.glob("xingtan/**/migrations/[0-9]*.py"):
        now = SOURCES / old.relative_to(sources)
        if not now.is_file() or now.read_bytes() != old.read_bytes():
            pytest.skip("a migration was rewritten, as they may be until the first release")
    return sources


@pytest.mark.slow
def test_site_of_the_previous_commit_goes_on(before: Path, tmp_path: Path) -> None:
    home = make(tmp_path / "home")
    replace(home, sources=before).run(BEGIN)

    upgraded, backup, found = home.run(GO_ON).splitlines()

    assert found == "True Apricot University"
    assert bool(json.loads(upgraded)["migrations"]) == bool(json.loads(upgraded)["backup"])
    assert json.loads(backup)["rows"] > 0
