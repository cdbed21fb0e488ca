"""The translations, compiled from `locale/*/LC_MESSAGES/*.po` as Django reads them. Standard library only."""

from __future__ import annotations

from pathlib import Path

from tools.setup import environment
from tools.setup.steps import ROOT, STAMPS, once, run

LOCALE = ROOT / "src" / "xingtan" / "locale"
COMPILE = """
import sys, polib
for path in sys.argv[1:]:
    polib.pofile(path).save_as_mofile(path[:-3] + ".mo")
"""


def make() -> None:
    """Compile every catalog, if one changed."""
    catalogs = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    if not catalogs:
        return
    if not all(path.with_suffix(".mo").is_file() for path in catalogs):
        (STAMPS / "messages").unlink(missing_ok=True)
    once("messages", "Compiling the translations", [*catalogs], lambda: _compile(catalogs))


def _compile(catalogs: list[Path]) -> None:
    run(
        [str(environment.PYTHON), "-c", COMPILE, *(str(path) for path in catalogs)],
        environment=environment.surroundings(),
        otherwise="A catalog of translations could not be read (see above).",
    )
