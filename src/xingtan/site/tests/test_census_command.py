"""The command `xingtan census`: what it refuses, and what it prints."""

import json

import pytest

from xingtan.replay import public as replay
from xingtan.site import cli

MEASURES = ("universities", "teachers", "courses", "lessons", "attendances", "learners")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    monkeypatch.setattr("os.nice", lambda by: 0)
    return tmp_path


def test_help_says_what_each_word_does(capsys):
    with pytest.raises(SystemExit):
        cli.main(["census", "--help"])

    told = capsys.readouterr().out
    for word in ("replay-2020", "close", "figures", "--scale", "--until", "1.18 billion"):
        assert word in told


@pytest.mark.parametrize("scale", ["0", "1/0", "2", "much"])
def test_scale_that_is_none_is_refused(scale, capsys):
    assert cli.main(["census", "replay-2020", "--scale", scale]) == 2
    assert "1/1000" in capsys.readouterr().err


def test_figures_say_that_nothing_was_replayed(capsys):
    assert cli.main(["census", "figures"]) == 2
    assert "xingtan census replay-2020" in capsys.readouterr().err


@pytest.mark.slow  # a spring is generated; that it is arrived at is tested where it is made
@pytest.mark.django_db
def test_spring_is_replayed_and_shown_before_it_is_counted(capsys, monkeypatch):
    monkeypatch.setattr("os.fdatasync", lambda handle: None)

    assert cli.main(["census", "replay-2020", "--scale", "1/10000"]) == 0
    told = capsys.readouterr()
    assert "'institutions': 2688" in told.out
    assert "47/47" in told.err

    assert cli.main(["census", "figures"]) == 1
    shown = capsys.readouterr().out
    assert "118,000" in shown
    assert "not borne out" in shown
    assert "not reached" in shown
    assert shown.endswith("The census did not arrive at the truth.\n")

    assert cli.main(["census", "replay-2020", "--scale", "1/1000"]) == 2
    assert "Another spring" in capsys.readouterr().err


def test_closing_says_how_long_it_took(capsys):
    assert cli.main(["census", "close", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 0


@pytest.mark.django_db
def test_census_that_did_not_arrive_says_so(capsys, own_home):
    true = {
        "counted": dict.fromkeys(MEASURES, 1),
        "weeks": [],
        "until": "2020-04-03",
        "scale": "1/1000",
    }
    true |= {part: {} for part in ("by_day", "by_university", "by_platform", "by_discipline", "by_language", "stocks")}
    true |= {"planted": {kind.value: 0 for kind in replay.Kind}}
    (own_home / "replay").mkdir()
    (own_home / "replay" / "truth.json").write_text(json.dumps(true))
    (own_home / "replay" / "reports.json").write_text("[]")

    assert cli.main(["census", "figures", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["arrived"]
    assert told["differences"][0].startswith("counted attendances: 0, and it is 1")
