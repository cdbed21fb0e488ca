"""Run the workers alone: tasks that take a moment, and tasks that take minutes."""

import argparse

from xingtan.site import processes, programs, starting


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which queues."""
    parser.add_argument("--queue", choices=["quick", "heavy"], help="only this one (default: both, a process each)")


def run(asked: argparse.Namespace) -> int:
    """Work until told to stop."""
    programs.load()
    if not starting.may_start():
        return 1
    made = {"quick": programs.quick, "heavy": programs.heavy}
    chosen = [make() for name, make in made.items() if asked.queue in {None, name}]
    return processes.Supervisor(chosen, on_ready=lambda: processes.say("Working")).run()
