"""How the code is looked at: CI's first half. The slowest look comes first, and two run at a time."""

from xingtan.site.workshop import Look, look_at_all, node, python

OURS = ("run.py", "conftest.py", "src", "tests", "tools", "bench")
# As the tests see it: in a folder of its own, so that looking leaves no trace in a site.
DJANGO = {"DJANGO_SETTINGS_MODULE": "tests.settings"}

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
MANAGE = "import sys; from django.core.management import execute_from_command_line; execute_from_command_line(sys.argv)"


def code_looks() -> list[Look]:
    """List every look at the code."""
    return [
        Look("types (mypy)", python("-m", "mypy", "--no-error-summary", *OURS)),
        Look("inspectors (tests/house)", python("-m", "pytest", "-q", "--no-header", "tests/house")),
        Look("form (ruff format)", python("-m", "ruff", "format", "--check", "--output-format", "concise", *OURS)),
        Look("style (ruff check)", python("-m", "ruff", "check", "--quiet", "--output-format", "concise", *OURS)),
        Look("reasons of suppressions", python("tools/check_reasons.py")),
        Look("floors, shelves, doors, circles (import-linter)", python("-c", LINT_IMPORTS, "--no-logo", "--no-cache")),
        Look("Django's own checks", python("-c", MANAGE, "check", "--fail-level", "WARNING"), DJANGO),
        Look("migrations complete", python("-c", MANAGE, "makemigrations", "--check", "--dry-run"), DJANGO),
        Look("islands, types (tsc)", node("node_modules/typescript/bin/tsc", "--noEmit")),
        Look("islands, style (eslint)", node("node_modules/eslint/bin/eslint.js", ".")),
        Look(
            "styles (stylelint)",
            node("node_modules/stylelint/bin/stylelint.mjs", "src/**/*.css", "--allow-empty-input"),
        ),
    ]


def at_code(name: str = "") -> int:
    """Look at the code in every way, or in those whose name holds the words given."""
    return look_at_all([look for look in code_looks() if name in look.name])
