"""Show a small consortium: three universities, a cast to sign in as, and everything running.

The first start makes it, a later one finds it. It keeps its data where the site would: XINGTAN_HOME.
"""

import argparse
import os
import shutil
import time
from pathlib import Path

from xingtan.site import processes, programs

UNIVERSITY = "university"
PRIVATE = {"localhost", "127.0.0.1", "::1"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it listens, and how much there is to see."""
    parser.add_argument(
        "--port", type=int, default=8000, help="the port; uploaded content is on the next one (default: %(default)s)"
    )
    parser.add_argument("--host", default="localhost", help="where to listen (default: %(default)s)")
    parser.add_argument(
        "--scale",
        type=_scale,
        default=1,
        help="how many times the learners and runs (default: %(default)s); university: one of the average size besides",
    )
    parser.add_argument(
        "--courses", type=int, default=0, help="add a generated catalogue of so many partners' courses, once"
    )
    parser.add_argument(
        "--census",
        default="1/1000",
        metavar="SCALE",
        help="count the spring of 2020 at this scale, once, while the pages are open; 0: do not (default: %(default)s)",
    )
    parser.add_argument(
        "--yes-public",
        action="count",
        default=0,
        help="let others in, though everyone knows the passwords; say it twice",
    )


def _scale(said: str) -> int | str:
    return said if said == UNIVERSITY else int(said)


def run(asked: argparse.Namespace) -> int:
    """Make what is missing, print the sign-ins, serve."""
    if asked.host not in PRIVATE and asked.yes_public < 2:
        processes.say(
            f"The demo's passwords are known to all, so it does not listen at {asked.host} unless you say --yes-public twice."
        )
        return 2
    listens = "127.0.0.1" if asked.host == "localhost" else asked.host
    if taken := processes.taken(listens, (asked.port, asked.port + 1)):
        processes.say(f"Port {taken} is taken. Choose another with --port.")
        return 1
    _tell_the_site(asked)

    programs.load()
    if code := processes.in_a_child("the demo's maker", lambda: _make(asked.scale, asked.courses)):
        return code
    chosen = [
        programs.web(listens, asked.port, os.cpu_count() or 1),
        programs.stream(listens, asked.port + 1),
        programs.quick(),
        programs.heavy(),
        programs.relay(),
    ]
    ready = ((listens, asked.port), (listens, asked.port + 1))
    return processes.Supervisor(chosen, ready, lambda: _open(asked)).run()


def _open(asked: argparse.Namespace) -> None:
    _welcome(asked)
    if asked.census != "0":
        processes.fork(processes.Program("census", lambda: _count(asked.census)))


def _count(scale: str) -> None:
    from xingtan.site.demo import spring

    spring.count(scale)


def _tell_the_site(asked: argparse.Namespace) -> None:
    host = f"[{asked.host}]" if ":" in asked.host else asked.host
    os.environ["XINGTAN_DEMO"] = "true"
    os.environ["XINGTAN_ADDRESS"] = f"http://{host}:{asked.port}"
    os.environ["XINGTAN_SECOND_ORIGIN"] = f"http://{host}:{asked.port + 1}"


def _make(scale: int | str, generated: int) -> None:
    from django.utils import timezone

    from xingtan.site import tables
    from xingtan.site.demo import cast, courses, desk, lessons, monday, partners, solutions

    started = time.monotonic()
    if not _is_up_to_date():
        processes.say("Making the consortium …")
        tables.bring_up_to_date()
    cast.found(now=timezone.now())
    courses.offer(
        now=timezone.now(),
        learners=8 * (1 if isinstance(scale, str) else scale),
        say=lambda name: processes.say(f"  course {name}"),
    )
    monday.offer_short_courses(now=timezone.now(), say=lambda name: processes.say(f"  course {name}"))
    lessons.hold_first_monday(now=timezone.now())
    partners.join(now=timezone.now())
    solutions.list_them(now=timezone.now())
    desk.coordinate(now=timezone.now())
    if generated:
        _generate(generated)
    if scale == UNIVERSITY:
        _provision()
    if time.monotonic() - started > 1:
        processes.say(f"The consortium is made ({time.monotonic() - started:.1f} s).")


def _provision() -> None:
    from django.utils import timezone

    from xingtan.site.demo import cast
    from xingtan.site.demo.university import making, provisioning

    if provisioning.is_there():
        return
    processes.say("  a university of 12,200 students …")
    now = timezone.now()
    university, registrar = provisioning.found(now=now, password=cast.PASSWORD)
    lists = making.made(starts_on=provisioning.next_monday(now.date()))
    provisioning.let_in(password=cast.PASSWORD)
    provisioning.provision(lists, university=university, by=registrar, now=now)


def _generate(count: int) -> None:
    from django.utils import timezone

    try:
        from xingtan.site.demo.generated import taking_in
    except ModuleNotFoundError:
        processes.say("  A generated catalogue needs its words: pip install wordfreq")
        return
    processes.say(f"  {count:,} generated courses …")
    taking_in.take_in(courses=count, now=timezone.now())


def _is_up_to_date() -> bool:
    """Compare the names of migrations only: Django's own look imports them all, and takes longer than the rest of a start."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    applied = set(recorder.migration_qs.values_list("app", "name")) if recorder.has_table() else set()
    folders = {config.label: Path(config.path) / "migrations" for config in apps.get_app_configs()}
    there = {(label, path.stem) for label, folder in folders.items() for path in folder.glob("[0-9]*.py")}
    return there <= applied


def _welcome(asked: argparse.Namespace) -> None:
    from django.urls import reverse

    from xingtan.site.demo import cast
    from xingtan.site.demo.university import provisioning

    address = os.environ["XINGTAN_ADDRESS"]
    line = "─" * min(72, shutil.get_terminal_size().columns)
    said = [line, f"  Xingtan is open at {address}", "", f"  Sign in with the password: {cast.PASSWORD}"]
    there = (*cast.CAST, *(provisioning.PEOPLE if provisioning.is_there() else ()))
    said += [f"    {member.email:<24} {member.does}" for member in there]
    said += ["", "  Where they look first"]
    said += [f"    {member.email:<24} {address}{reverse(member.first)}" for member in there if member.first]
    said += ["", "  Ctrl-C ends it. What you do here is kept for the next start.", line]
    processes.say("\n".join(said))
