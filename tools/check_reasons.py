"""Every suppression is of a kind listed here, and says at its place why.

A new kind is added to this list, where a reviewer sees it. The words at the place follow a dash or a hash:
`# noqa: BLE001 - a listener may fail in any way, and the others must still hear`.
`python tools/check_reasons.py [PATH …]` prints what has no reason, and fails if there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ACCEPTED = {
    # What may be silenced → why it is accepted at all.
    "A001": "a word of ours (open, help) reads better in its module than a synonym",
    "A002": "the name of an argument is given by a library or a protocol",
    "A004": "as A001, at the import",
    "B008": "ninja reads the default as a declaration",
    "BLE001": "a boundary: whatever fails there is recorded, and the others go on",
    "C901": "the shape of a standard: its own long list of cases, easier read in one place",
    "D417": "the arguments are a library's",
    "DJ001": "null and empty differ in this column",
    "E402": "something must happen before the import",
    "ERA001": "an example in a comment that looks like code",
    "F401": "imported for its effect: registering is what the import does",
    "F403": "settings are collected by name",
    "FBT001": "the signature is a library's",
    "FBT002": "the signature is a library's",
    "N802": "the name is a library's",
    "N803": "the name is a library's or a formula's",
    "N806": "the name is a formula's",
    "N812": "the name is given by a library",
    "N815": "the name is given by a library",
    "PERF203": "each round fails on its own",
    "PLC0415": "imported when needed: an instant start, an optional part, or a model before apps are loaded",
    "PLW0603": "one value a process, made once",
    "RUF001": "the character is meant",
    "RUF012": "a library reads the class attribute",
    "S105": "not a secret",
    "S106": "not a secret",
    "S110": "nothing can be done about it",
    "S301": "the bytes are our own",
    "S310": "the address is our own",
    "S311": "chance that guards nothing",
    "S314": "parsed by the hardened parser",
    "S320": "parsed by the hardened parser",
    "S324": "a digest that guards nothing",
    "S603": "no word of the command comes from a person",
    "S607": "the program is found on the path by intent",
    "S308": "cleaned or escaped in the same function",
    "S608": "the statement holds no word from a person",
    "S701": "no HTML is made",
    "SLF001": "the library has no other way",
    "SIM115": "the file lives as long as the process",
    "PTH123": "as SIM115",
    "T201": "a command talks",
    "type": "the checker or a stub knows less than the code",
    "no cover": "runs where coverage cannot look",
    "no branch": "the other way cannot be reached",
    "skip": "the machine lacks what the test needs",
    "xfail": "a known limit, with its issue",
    "eslint-disable": "the rule is wrong at this place",
    "stylelint-disable": "the rule is wrong at this place",
}

SUPPRESSIONS = (
    re.compile(r"#\s*noqa\b(?P<kinds>:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*)?(?P<why>.*)"),
    re.compile(r"#\s*(?P<kinds>type):\s*ignore(\[[\w\-, ]+\])?(?P<why>.*)"),
    re.compile(r"#\s*pragma:\s*(?P<kinds>no cover|no branch)(?P<why>.*)"),
    re.compile(r"pytest\.(mark\.)?(?P<kinds>skip|xfail)(if)?\b(?P<why>.*)"),
    re.compile(r"(?P<kinds>eslint-disable|stylelint-disable)(-next-line|-line)?\b(?P<why>.*)"),
    re.compile(r"@(?P<kinds>ts-ignore|ts-nocheck|ts-expect-error)\b(?P<why>.*)"),
)
KINDS = {".py", ".ts", ".css", ".js"}
FEWEST_WORDS = 2


def unexplained(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line that suppresses something unlisted, or without saying why."""
    for number, line in enumerate(lines, start=1):
        for pattern in SUPPRESSIONS:
            found = pattern.search(line)
            if found and not is_explained(found["kinds"] or "", found["why"]):
                yield number, line.strip()
                break


def is_explained(kinds: str, why: str) -> bool:
    """Test whether every kind is on the list and the line has words of its own."""
    named = [kind.strip() for kind in kinds.lstrip(":").split(",")]
    words = re.findall(r"[^\W\d_]{2,}", why.split("reason=")[-1])
    return all(kind in ACCEPTED for kind in named) and len(words) >= FEWEST_WORDS


def files(paths: list[str]) -> list[Path]:
    """List the files git knows here, without those that speak of suppressions themselves."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *paths],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    own = {"tools/check_reasons.py", "tests/house/test_reasons.py"}
    return [Path(name) for name in listed if Path(name).suffix in KINDS and name not in own and Path(name).is_file()]


def main(paths: list[str]) -> int:
    """Print every suppression without a reason."""
    found = [
        f"{path}:{number}: {line}"
        for path in files(paths)
        for number, line in unexplained(path.read_text(encoding="utf-8").splitlines())
    ]
    for line in found:
        print(line)
    if found:
        print(f"\n{len(found)} suppressions are not listed in tools/check_reasons.py, or do not say why.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
