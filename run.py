#!/usr/bin/env python3
"""The one door of a checkout: `python3 run.py` shows the demo, `python3 run.py ARGS…` is `xingtan ARGS…`.

Makes what the command needs first (packages, front end, translations), each part once, and again only when its
inputs change. Needs nothing but Python; `python3 run.py --help` lists the commands.
"""

import os
import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit("Python {}.{} or newer is needed; this is {}.{}.".format(*OLDEST, *sys.version_info[:2]))
if os.name != "posix":
    sys.exit("Xingtan runs on Linux and macOS; on Windows, start it inside WSL.")

from tools.setup import environment, frontend, messages, steps  # noqa: E402 - an older Python could not read them

# These look at the code or the running site from outside, and need the tools for it.
FOR_A_CHECKOUT = {"test", "check", "fix", "map", "bench"}


def main(arguments: list[str]) -> None:
    """Prepare what the command needs, then become it."""
    os.chdir(steps.ROOT)
    for_a_checkout = bool(arguments) and arguments[0] in FOR_A_CHECKOUT
    try:
        with steps.alone():
            environment.make(with_tests=for_a_checkout)
            if arguments[:1] != ["python"]:
                frontend.make(with_checks=for_a_checkout)
                messages.make()
    except steps.Impossible as reason:
        sys.exit(f"run.py: {reason}")
    except KeyboardInterrupt:
        sys.exit("run.py: stopped; start it again and it goes on where it was.")

    python = str(environment.PYTHON)
    if arguments[:1] == ["python"]:
        os.execve(python, [python, *arguments[1:]], environment.surroundings())
    os.execve(python, [python, "-m", "xingtan.site.cli", *(arguments or ["demo"])], environment.surroundings())


if __name__ == "__main__":
    main(sys.argv[1:])
