"""Mend what a tool can mend: form, order of imports, simple faults of style, drawn pages of the docs, catalogs of translations."""

import argparse

from xingtan.site import looks
from xingtan.site.workshop import node, python
from xingtan.site.workshop import run as run_tool


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to mend."""
    parser.add_argument("paths", nargs="*", help="Python files or folders (default: everything)")


def run(asked: argparse.Namespace) -> int:
    """Mend, and say what is left."""
    paths = tuple(asked.paths or looks.OURS)
    tools = [
        python("-m", "ruff", "check", "--fix", "--quiet", "--output-format", "concise", *paths),
        python("-m", "ruff", "format", *paths),
    ]
    if not asked.paths:
        tools.append(python("tools/write_docs.py"))
        tools.append(python("tools/messages.py"))
        tools.append(node("node_modules/eslint/bin/eslint.js", ".", "--fix"))
        tools.append(node("node_modules/stylelint/bin/stylelint.mjs", "src/**/*.css", "--fix", "--allow-empty-input"))
    return max(run_tool(tool) for tool in tools)
