"""A client that keeps its connections, and the processor time that the other side spends on it."""

from __future__ import annotations

import socket
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psutil

CONNECTIONS = 4


@dataclass(frozen=True)
class Ask:
    """One request, as it goes over the wire."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None

    def on_the_wire(self, port: int) -> bytes:
        body = b"" if self.form is None else urlencode(self.form).encode()
        said = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip", **self.headers}
        if self.form is not None:
            said |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        return f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body


@dataclass(frozen=True)
class Answer:
    """What came back, in bytes as they were sent."""

    status: int
    size: int


class Connection:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.waiting = b""

    def send(self, ask: Ask) -> None:
        self.socket.sendall(ask.on_the_wire(self.port))

    def receive(self) -> Answer:
        while b"\r\n\r\n" not in self.waiting:
            self._more()
        head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split(" ", 2)[1])
        if "chunked" in headers.get("transfer-encoding", ""):
            return Answer(status, len(head) + 4 + self._chunks())
        size = 0 if status in {204, 304} else int(headers.get("content-length", 0))
        while len(self.waiting) < size:
            self._more()
        self.waiting = self.waiting[size:]
        return Answer(status, len(head) + 4 + size)

    def _chunks(self) -> int:
        total = 0
        while True:
            while b"\r\n" not in self.waiting:
                self._more()
            line, _, self.waiting = self.waiting.partition(b"\r\n")
            size = int(line, 16)
            while len(self.waiting) < size + 2:
                self._more()
            self.waiting, total = self.waiting[size + 2 :], total + size
            if not size:
                return total

    def _more(self) -> None:
        read = self.socket.recv(262144)
        if not read:
            raise ConnectionError("the server closed the connection")
        self.waiting += read

    def close(self) -> None:
        self.socket.close()


def ask_once(port: int, ask: Ask) -> Answer:
    """Ask on a connection of its own."""
    connection = Connection(port)
    connection.send(ask)
    answer = connection.receive()
    connection.close()
    return answer


@dataclass(frozen=True)
class Cost:
    """What one request costs the server."""

    cpu_ms: float
    a_second: float
    size: int


class Server:
    """The processes behind a port, found by the one that listens there."""

    def __init__(self, port: int, processes: Callable[[], list[psutil.Process]]) -> None:
        self.port, self._processes = port, processes

    def cpu(self) -> float:
        """Give the seconds of processor time they have spent, for themselves and in the kernel."""
        total = 0.0
        for process in self._processes():
            spent = process.cpu_times()
            total += spent.user + spent.system
        return total

    def cost(self, asks: Iterator[Ask], count: int, wants: int = 200) -> Cost:
        """Send so many requests, a few at a time, and tell what each of them cost."""
        connections = [Connection(self.port) for _ in range(CONNECTIONS)]
        started, spent, size = time.perf_counter(), self.cpu(), 0
        for _ in range(count // CONNECTIONS):
            for connection in connections:
                connection.send(next(asks))
            for connection in connections:
                answer = connection.receive()
                size += answer.size
                if answer.status != wants:
                    raise RuntimeError(f"an answer of {answer.status} where {wants} was expected")
        seconds, spent = time.perf_counter() - started, self.cpu() - spent
        for connection in connections:
            connection.close()
        sent = count // CONNECTIONS * CONNECTIONS
        return Cost(cpu_ms=spent / sent * 1000, a_second=sent / seconds, size=round(size / sent))

    def milliseconds(self, asks: Iterator[Ask], count: int, wants: int = 200) -> float:
        """Tell how long one request takes for the one who waits: the median, one at a time."""
        connection, times = Connection(self.port), []
        for _ in range(count):
            started = time.perf_counter()
            connection.send(next(asks))
            answer = connection.receive()
            times.append((time.perf_counter() - started) * 1000)
            if answer.status != wants:
                raise RuntimeError(f"an answer of {answer.status} where {wants} was expected")
        connection.close()
        return statistics.median(times)


def machine_ms() -> float:
    """Tell how fast this machine is just now: the processor time of a loop that is always the same."""
    started, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number * number
    return (time.process_time() - started) * 1000


def best(costs: list[Cost]) -> Cost:
    """Give the round that was disturbed least: what else runs on a machine only ever adds."""
    return min(costs, key=lambda each: each.cpu_ms)
