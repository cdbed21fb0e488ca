"""Run the relay alone: it hands announced events to their listeners. One works for a site, a second one waits."""

import argparse

from xingtan.site import processes, programs, starting


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(asked: argparse.Namespace) -> int:
    """Relay until told to stop."""
    programs.load()
    if not starting.may_start():
        return 1
    return processes.Supervisor([programs.relay()], on_ready=lambda: processes.say("Relaying")).run()
