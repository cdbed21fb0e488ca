"""The command `xingtan`: one small file a command in `site/commands`, read only when it is called."""

import argparse
import ast
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

COMMANDS = Path(__file__).parent / "commands"
CHECKOUT = Path(__file__).resolve().parents[3]

# As a newcomer meets them. A command that stands in the folder and not here comes last.
ORDER = [
    *("demo", "init", "serve", "worker", "relay", "stream"),
    *("import", "export", "backup", "restore", "upgrade"),
    *("check", "bench", "test", "fix", "map"),
]
FOR_A_CHECKOUT = {"test", "fix", "map"}


class Command(Protocol):
    """What a file in `site/commands` offers. Its first line is the command's help."""

    __doc__: str | None

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, asked: argparse.Namespace) -> int:
        """Do it. 0: done; 1: something is wrong, and was said; 2: not understood; 3: done as far as this machine can."""


def commands() -> dict[str, str]:
    """Give the name and the one line of help of each command, without loading any."""
    found = {}
    for path in COMMANDS.glob("*.py"):
        name = path.stem.rstrip("_")
        if path.stem != "__init__" and (is_checkout() or name not in FOR_A_CHECKOUT):
            words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            found[name] = words.partition("\n")[0]
    return dict(sorted(found.items(), key=lambda each: (ORDER.index(each[0]) if each[0] in ORDER else 99, each[0])))


def is_checkout() -> bool:
    """Test whether this is the repository and not an installed package."""
    return (CHECKOUT / "run.py").is_file() and (CHECKOUT / "pyproject.toml").is_file()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command and run it."""
    from xingtan.kernel.config import BadSetting

    words = list(sys.argv[1:] if arguments is None else arguments)
    known = commands()
    if not words or words[0] not in known:
        return _introduce(known, words)

    command = _load(words[0])
    parser = argparse.ArgumentParser(f"xingtan {words[0]}", description=command.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    command.arguments(parser)
    asked = parser.parse_args(words[1:])
    try:
        return command.run(asked)
    except BadSetting as reason:
        print(f"xingtan: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has read enough.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives as long as the process
        return 0


def start_django() -> None:
    """Load the site, for a command that works in this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingtan.site.settings")
    django.setup()


def _load(name: str) -> Command:
    # `import` is a word of Python's own, so its file is called `import_`.
    stem = name if (COMMANDS / f"{name}.py").is_file() else f"{name}_"
    return cast(Command, import_module(f"xingtan.site.commands.{stem}"))


def _introduce(known: dict[str, str], words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "xingtan",
        description="A university course, open to anyone.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    listed = "\n".join(f"  {name:<10} {words}" for name, words in known.items())
    parser.epilog = f"commands:\n{listed}\n\nEach explains itself: xingtan COMMAND --help"
    parser.add_argument("command", choices=known, metavar="COMMAND", help="one of those below")
    parser.add_argument("--version", action="version", version=f"xingtan {_version()}")
    if not words:
        parser.print_help(sys.stderr)
        return 2
    parser.parse_args(words)
    return 2


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("xingtan")
    except metadata.PackageNotFoundError:
        return "of a checkout"


if __name__ == "__main__":
    sys.exit(main())
