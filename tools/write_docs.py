"""Write the pages of the docs that are drawn from the code: `python3 run.py python tools/write_docs.py`.

The glossary comes from the rooms' READMEs, the table of settings from their `config.py`, the doors from the addresses.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "xingtan"
WORD = re.compile(r"\*(?P<word>[^*\n]+)\*(?P<meaning>[^*]*)")
ABOUT_WORDS = """# Words

One word, one meaning, everywhere: in code, in the interface, in the docs. Each is explained by the room that brings it
into the house, under *Words* in its README; this page is drawn from there (`python3 run.py fix`).

| word | meaning | room |
|---|---|---|
"""
ABOUT_SETTINGS = """# Settings

With nothing set, the site runs: SQLite, files in a folder, mail on the console. Each setting is a variable of the
environment. This page is drawn from the rooms' `config.py` (`python3 run.py fix`).

| variable | meaning | if not set | room |
|---|---|---|---|
"""
ABOUT_DOORS = """# Doors

Every address of the site, and the door that decides who may open it: the function of this name in the room's
`access.py`. Hidden and absent look the same. A rate, where there is one, counts each change a person makes. This page is
drawn from the addresses (`python3 run.py fix`); those of libraries (sign-in, admin) are their own.

| address | door | rate | room |
|---|---|---|---|
"""


class TwoMeanings(Exception):
    """Two rooms explain one word."""


def words_in(readme: str) -> Iterator[tuple[str, str]]:
    """Yield each word that a README explains, and its meaning; words in a row share the meaning of the last."""
    section = readme.partition("## Words\n")[2].partition("\n##")[0]
    waiting: list[str] = []
    for found in WORD.finditer(section.replace("\n", " ")):
        waiting.append(found["word"].strip().rstrip(":"))
        meaning = found["meaning"].strip().lstrip(":").strip(" ·;,.")
        if meaning and meaning not in {"and", "or"}:
            yield from ((word, meaning) for word in waiting)
            waiting.clear()


def words() -> str:
    """Draw the glossary.

    :raises TwoMeanings: if two rooms explain one word
    """
    known: dict[str, tuple[str, str, str]] = {}
    for readme in sorted(SOURCES.rglob("README.md")):
        room = ".".join(readme.parent.relative_to(SOURCES).parts)
        for word, meaning in words_in(readme.read_text(encoding="utf-8")):
            if word.lower() in known:
                raise TwoMeanings(f"“{word}” is explained by {known[word.lower()][2]} and by {room}: one of them goes.")
            known[word.lower()] = (word, meaning, room)
    rows = (f"| {word} | {meaning} | {room} |\n" for _, (word, meaning, room) in sorted(known.items()))
    return ABOUT_WORDS + "".join(rows)


def settings() -> str:
    """Draw the table of settings."""
    for path in sorted(SOURCES.rglob("config.py")):
        if path.parent.name != "kernel" and "tests" not in path.parts:
            import_module(".".join(["xingtan", *path.relative_to(SOURCES).with_suffix("").parts]))
    from xingtan.kernel.config import described

    unique = {each.env: each for each in described if "tests" not in each.room}
    rows = (
        f"| `{env}` | {each.help} | {_default(each.default)} | {each.room} |\n" for env, each in sorted(unique.items())
    )
    return ABOUT_SETTINGS + "".join(rows)


def doors() -> str:
    """Draw the table of doors."""
    from xingtan.site.addresses import addresses

    rows = (
        f"| `/{each.route}` | {each.door} | {getattr(each.view, 'limit', None) or ''} | {each.room} |\n"
        for each in sorted(addresses(), key=lambda each: each.route)
    )
    return ABOUT_DOORS + "".join(rows)


def api() -> str:
    """Describe the API as programs read it."""
    from xingtan.site.api import api as described

    return (
        json.dumps(described.get_openapi_schema(path_prefix="/api/"), indent=1, ensure_ascii=False, default=str) + "\n"
    )


PAGES = {
    "docs/words.md": words,
    "docs/guide/settings.md": settings,
    "docs/guide/doors.md": doors,
    "docs/guide/openapi.json": api,
}


def _default(value: object) -> str:
    return f"`{value}`" if value not in ("", (), None) else "–"


def main() -> int:
    """Write every page that changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
    import django

    django.setup()
    failed = 0
    for name, draw in PAGES.items():
        path = ROOT / name
        try:
            text = draw()
        except TwoMeanings as reason:
            print(reason, file=sys.stderr)
            failed = 1
            continue
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
