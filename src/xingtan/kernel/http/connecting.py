"""Connections to other people's servers: only to addresses that were checked, and never past the deadline."""

import contextlib
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, Never

import certifi
import httpcore
import httpx
from django.conf import settings

from xingtan.kernel.errors import OutsideFailed

TROUBLE = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses that carry another one inside: what counts is where the packets end.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NoAnswer(OutsideFailed):
    """Nobody answered, or stopped in the middle."""


class Way(httpx.BaseTransport):
    """httpx on top, checked connections below."""

    def __init__(self, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=_Backend(deadline))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request on its way, and give the answer before its body is read."""
        if request.url.scheme not in ("http", "https"):
            raise OutsideFailed("the address is neither http nor https")
        asked = request.url
        url = httpcore.URL(scheme=asked.raw_scheme, host=asked.raw_host, port=asked.port, target=asked.raw_path)
        with _as_failure():
            answer = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Pieces(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Pieces(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_failure():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextlib.contextmanager
def _as_failure() -> Iterator[None]:
    try:
        yield
    except TROUBLE as trouble:
        raise NoAnswer(type(trouble).__name__) from None


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and never past the deadline."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._real = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        trouble: Exception | None = None
        for address in addresses(host, port):
            try:
                stream = self._real.connect_tcp(address, port, timeout=_left(self._deadline))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                trouble = failed
            else:
                return _Stream(stream, self._deadline)
        raise trouble or OutsideFailed("the name has no address")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> Never:
        raise OutsideFailed("there is no way out through a socket of this machine")


class _Stream(httpcore.NetworkStream):
    def __init__(self, real: httpcore.NetworkStream, deadline: float) -> None:
        self._real, self._deadline = real, deadline

    def close(self) -> None:
        self._real.close()

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, _left(self._deadline))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._real.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)


def addresses(host: str, port: int) -> list[str]:
    """Resolve a name to addresses that may be asked.

    :raises OutsideFailed: if there is none, or any of them is not public
    """
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise OutsideFailed("the name cannot be resolved") from None
    if f"{host}:{port}" not in settings.XINGTAN.outside_allowed and not all(map(is_public, found)):
        raise OutsideFailed("the address is not public")
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """Test whether an address belongs to the internet at large, and not to some network nearby."""
    parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutsideFailed("it takes too long")
    return left


@cache
def _trust() -> ssl.SSLContext:
    trusted = ssl.create_default_context()
    trusted.load_verify_locations(certifi.where())
    return trusted
