"""Sites of a test's own: a folder and a database each, and commands that run there as an operator's do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[3]
PROLOGUE = "import sys\nfrom xingtan.site import cli\n"


@dataclass(frozen=True)
class Home:
    """A site in a folder; on SQLite if no database is named."""

    folder: Path
    database_url: str = ""
    files_url: str = ""
    sources: Path = SOURCES

    def run(self, script: str, *words: str, code: int = 0, **settings: str) -> str:
        """Run a script there, and give what it printed."""
        ended = subprocess.run(
            [sys.executable, "-c", PROLOGUE + script, *words],
            env=self._environment(settings),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == code, ended.stderr[-4000:]
        return ended.stdout

    def command(self, *words: str, code: int = 0, **settings: str) -> dict[str, Any]:
        """Run a command that prints JSON, and give it."""
        printed = self.run("sys.exit(cli.main())", *words, "--json", code=code, **settings)
        return json.loads(printed) if printed else {}

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith(("XINGTAN", "DATABASE", "FILES"))
        }
        ours |= {"XINGTAN_HOME": str(self.folder), "PYTHONPATH": str(self.sources)}
        ours["DJANGO_SETTINGS_MODULE"] = "xingtan.site.settings"
        ours |= {"DATABASE_URL": self.database_url, "FILES_URL": self.files_url}
        return {name: value for name, value in ours.items() if value} | settings


def make(folder: Path, database_url: str = "", files_url: str = "") -> Home:
    """Make the folder of a site in which nothing is yet."""
    folder.mkdir()
    return Home(folder, database_url, files_url)
