"""The processes of a site: one that loads the code once, and the others made from it.

They share the memory of what is loaded, so six cost little more than two, and all are up within a moment.
"""

import ctypes
import gc
import logging
import os
import platform
import resource
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn

logger = logging.getLogger(__name__)

STOPS_WITHIN_SECONDS = 4.0
LIVES_LONG_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 5.0
TRIES_AT_START = 5
MOST_CONNECTIONS = 65_536
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15


@dataclass(frozen=True)
class Program:
    """What one child does until it is told to stop."""

    name: str
    run: Callable[[], object]


@dataclass
class _Child:
    program: Program
    pid: int = 0
    started_at: float = 0.0
    failures: int = 0
    due_at: float = 0.0


@dataclass
class Supervisor:
    """Keeps every program running, and ends them all together.

    :param ready: the ports that answer once the site is up
    :param on_ready: called once, when they do
    """

    programs: Iterable[Program]
    ready: tuple[tuple[str, int], ...] = ()
    on_ready: Callable[[], object] = lambda: None
    _children: list[_Child] = field(default_factory=list)
    _is_ready: bool = False
    _is_stopping: bool = False
    _has_given_up: bool = False

    def run(self) -> int:
        """Start all, start again what dies, end all when told to. Returns an exit code."""
        self._children = [_Child(program) for program in self.programs]
        _share_memory()
        bell = self._listen_to_signals()
        while not self._is_stopping:
            self._start_what_is_due()
            _wait(bell, 1.0 if self._is_ready else 0.05)
            self._look_after()
            self._tell_when_ready()
        self._stop()
        return 1 if self._has_given_up else 0

    def _listen_to_signals(self) -> socket.socket:
        bell, rope = socket.socketpair()
        for end in (bell, rope):
            end.setblocking(False)
        signal.set_wakeup_fd(rope.fileno(), warn_on_full_buffer=False)
        self._rope = rope
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        return bell

    def _on_stop(self, number: int, frame: object) -> None:
        self._is_stopping = True

    def _start_what_is_due(self) -> None:
        for child in self._children:
            if not child.pid and time.monotonic() >= child.due_at:
                child.started_at = time.monotonic()
                child.pid = fork(child.program)

    def _look_after(self) -> None:
        while dead := _dead_child():
            pid, status = dead
            for child in self._children:
                if child.pid == pid:
                    self._mourn(child, status)

    def _mourn(self, child: _Child, status: int) -> None:
        lived = time.monotonic() - child.started_at
        child.pid = 0
        child.failures = 0 if lived > LIVES_LONG_SECONDS else child.failures + 1
        # Once is an accident, and nobody should wait for it; again and again is a fault that haste does not mend.
        pause = 0.0 if child.failures < 2 else min(0.1 * 2**child.failures, LONGEST_PAUSE_SECONDS)
        child.due_at = time.monotonic() + pause
        if not self._is_stopping:
            logger.warning("%s ended (%s) and is started again", child.program.name, describe(status))
        if child.failures >= TRIES_AT_START and not self._is_ready:
            logger.error("%s does not start; the site is stopped", child.program.name)
            self._has_given_up = self._is_stopping = True

    def _tell_when_ready(self) -> None:
        if not self._is_ready and all(answers(*place) for place in self.ready):
            self._is_ready = True
            self.on_ready()

    def _stop(self) -> None:
        living = [child for child in self._children if child.pid]
        for child in living:
            _signal(child.pid, signal.SIGTERM)
        until = time.monotonic() + STOPS_WITHIN_SECONDS
        while living and time.monotonic() < until:
            while dead := _dead_child():
                living = [child for child in living if child.pid != dead[0]]
            time.sleep(0.02)
        for child in living:
            # The whole group: what the child started must not outlive it.
            _signal(-child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)


def fork(program: Program) -> int:
    """Start the program in a process of its own, in a group of its own, that dies with this one."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        _become(program, parent)
    return pid


def in_a_child(name: str, run: Callable[[], object]) -> int:
    """Do something whose memory and connections this process does not want to keep. Returns its exit code."""
    _, status = os.waitpid(fork(Program(name, run)), 0)
    return os.waitstatus_to_exitcode(status)


def _become(program: Program, parent: int) -> NoReturn:
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        # Ctrl-C goes to the group in the foreground: only the supervisor should hear it, and end the others in order.
        os.setpgid(0, 0)
        _take_name(program.name)
        die_with_parent(parent)
        program.run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            say(end.code)
    except BaseException:
        logger.exception("%s failed", program.name)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Nothing that the parent prepared for its own end may run here.
        os._exit(code)


def _take_name(name: str) -> None:
    """Let the lists of processes say what this one does; fifteen letters fit."""
    if platform.system() == "Linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"xingtan-{name.split()[0]}"[:15].encode())


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, however that ends."""
    if platform.system() == "Linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        return
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def hold_many_connections() -> int:
    """Let this process hold as many connections as the system allows, and say how many: the usual limit is a thousand.

    Each open page holds one to the stream process, and each browser keeps one to the web process for its next click.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = min(MOST_CONNECTIONS, most) if most > 0 else MOST_CONNECTIONS
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return allowed


def until_told() -> threading.Event:
    """Give an event that is set when this process is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: stop.set())
    return stop


def answers(host: str, port: int) -> bool:
    """Test whether something listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as knock:
        knock.settimeout(0.2)
        return knock.connect_ex((host, port)) == 0


def taken(host: str, ports: Iterable[int]) -> int | None:
    """Find the first port that something else holds already."""
    for port in ports:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return port
    return None


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output is for what a command was asked for."""
    print(sentence, file=sys.stderr, flush=True)


def describe(status: int) -> str:
    """Say how a process ended."""
    code = os.waitstatus_to_exitcode(status)
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _share_memory() -> None:
    """Leave what is loaded untouched by the collector, whose marks would copy every page in every child."""
    gc.collect()
    gc.freeze()


def _wait(bell: socket.socket, seconds: float) -> None:
    ready, _, _ = select.select([bell], [], [], seconds)
    if ready:
        bell.recv(4096)


def _dead_child() -> tuple[int, int] | None:
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return (pid, status) if pid else None


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
