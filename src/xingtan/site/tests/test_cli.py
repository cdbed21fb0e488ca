"""The command explains itself at once, and says no in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from xingtan.site import cli
from xingtan.site.commands import demo


@pytest.mark.parametrize("name", cli.commands())
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])

    assert ended.value.code == 0
    assert f"usage: xingtan {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", cli.commands())
def test_every_command_is_named_in_the_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    assert ended.value.code == 0
    assert f"  {name}" in capsys.readouterr().out


def test_unknown_command_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])

    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_no_command_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "commands:" in capsys.readouterr().err


def test_help_loads_no_django() -> None:
    script = "import sys\nfrom xingtan.site import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\nsys.exit('django' in sys.modules)"

    ended = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[3], check=False
    )

    assert ended.returncode == 0


@pytest.mark.parametrize("words", [[], ["--yes-public"]])
def test_demo_does_not_listen_to_the_world_unless_told_twice(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--host", "0.0.0.0", *words]) == 2
    assert "--yes-public twice" in capsys.readouterr().err


@pytest.mark.parametrize(("host", "address"), [("localhost", "http://localhost:8000"), ("::1", "http://[::1]:8000")])
def test_demo_tells_the_site_where_it_is(host: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import argparse
    import os

    for name in ("XINGTAN_DEMO", "XINGTAN_ADDRESS", "XINGTAN_SECOND_ORIGIN"):
        monkeypatch.setenv(name, "")

    demo._tell_the_site(argparse.Namespace(host=host, port=8000))

    assert os.environ["XINGTAN_ADDRESS"] == address
    assert os.environ["XINGTAN_SECOND_ORIGIN"] == address.replace("8000", "8001")


def test_setting_that_cannot_be_read_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from xingtan.kernel.config import BadSetting
    from xingtan.site.commands import relay

    def refuse(asked: object) -> int:
        raise BadSetting("XINGTAN_PROXIES='many' cannot be read")

    monkeypatch.setattr(relay, "run", refuse)

    assert cli.main(["relay"]) == 2
    assert capsys.readouterr().err == "xingtan: XINGTAN_PROXIES='many' cannot be read\n"
