"""Say what is wrong, and how to mend it: with this site, and in a checkout with the code.

Without a choice, a checkout looks at the code and an installed package at the site. 0: nothing to mend; 1: something.
"""

import argparse

from xingtan.site.cli import is_checkout


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to look at."""
    if is_checkout():
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--code", action="store_true", help="look at the code only: what CI does first (default here)"
        )
        choice.add_argument("--site", action="store_true", help="look at the running site only")
        parser.add_argument("--only", help="of the code, only the looks whose name holds this")
    parser.add_argument(
        "--json", action="store_true", help="print what is wrong with the site as JSON, and nothing else"
    )


def run(asked: argparse.Namespace) -> int:
    """Look."""
    if is_checkout() and not asked.site and not asked.json:
        from xingtan.site import looks

        return looks.at_code(asked.only or "")
    from xingtan.site import looks_at_site

    return looks_at_site.run(as_json=asked.json)
