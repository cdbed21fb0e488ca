import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed
from xingtan.kernel.http import connecting
from xingtan.kernel.http.connecting import addresses, is_public

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Another server, on this machine, that answers as the test says."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                outer.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                outer.answers[self.path](self)

            do_POST = do_GET  # noqa: N815 - the name is the library's

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def speak(self, context: ssl.SSLContext) -> None:
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server(settings) -> Iterator[Server]:
    made = Server()
    settings.XINGTAN = SimpleNamespace(outside_allowed=(f"127.0.0.1:{made.port}", f"localhost:{made.port}"))
    yield made
    made.close()


def saying(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def dripping(piece: bytes, seconds: float, *, before_headers: bool) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if not before_headers:
            handler.send_response(200)
            handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(piece)
                time.sleep(seconds)
        except OSError:
            pass

    return answer


def test_answer_comes_back_whatever_its_status(server: Server) -> None:
    server.answers["/tea?kind=green"] = saying('{"tea": "茶"}'.encode(), 404, x_kind="green")

    reply = http.fetch(f"http://127.0.0.1:{server.port}/tea?kind=green", headers={"accept": "application/json"})

    assert (reply.status, reply.json(), reply.headers["x-kind"]) == (404, {"tea": "茶"}, "green")
    method, _, headers, _ = server.asked[0]
    assert method == "GET"
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert (headers["accept"], headers["accept-encoding"], headers["user-agent"]) == (
        "application/json",
        "identity",
        "Xingtan",
    )


@pytest.mark.parametrize(
    ("data", "kind", "body"),
    [({"a": "1 2"}, "application/x-www-form-urlencoded", b"a=1+2"), (b"raw", None, b"raw")],
)
def test_body_is_sent(server: Server, data: Any, kind: str | None, body: bytes) -> None:
    server.answers["/"] = saying(b"ok")

    http.fetch(f"http://127.0.0.1:{server.port}/", method="POST", data=data)

    method, _, headers, sent = server.asked[0]
    assert (method, headers.get("content-type"), sent) == ("POST", kind, body)


def test_redirect_is_followed_and_checked_again(server: Server) -> None:
    server.answers["/a"] = saying(b"", 302, location="/b")
    server.answers["/b"] = saying(b"here")
    server.answers["/c"] = saying(b"x" * 100, 302, location="http://127.0.0.1:9/")

    assert http.fetch(f"http://localhost:{server.port}/a").body == b"here"
    with pytest.raises(OutsideFailed, match="not public"):
        http.fetch(f"http://127.0.0.1:{server.port}/c")


def test_redirects_end(server: Server) -> None:
    server.answers["/a"] = saying(b"", 302, location="/a")

    with pytest.raises(OutsideFailed, match="too many redirects"):
        http.fetch(f"http://127.0.0.1:{server.port}/a")
    assert len(server.asked) == 6


def test_sign_in_is_not_carried_to_another_server(server: Server) -> None:
    server.answers["/a"] = saying(b"", 302, location=f"http://localhost:{server.port}/b")
    server.answers["/b"] = saying(b"here")

    http.fetch(f"http://127.0.0.1:{server.port}/a", headers={"authorization": "Bearer x"})

    assert ["authorization" in headers for _, _, headers, _ in server.asked] == [True, False]


def test_answer_too_large_is_not_read(server: Server) -> None:
    server.answers["/"] = saying(bytes(5000))

    with pytest.raises(OutsideFailed, match="too large"):
        http.fetch(f"http://127.0.0.1:{server.port}/", most_bytes=4999)


def test_packed_answer_is_not_unpacked(server: Server) -> None:
    server.answers["/"] = saying(gzip.compress(bytes(10**6)), content_encoding="gzip")

    with pytest.raises(OutsideFailed, match="packed"):
        http.fetch(f"http://127.0.0.1:{server.port}/")


@pytest.mark.parametrize("before_headers", [True, False])
def test_answer_that_drips_has_an_end(server: Server, before_headers: bool) -> None:
    server.answers["/"] = dripping(b"X-A: b\r\n", 0.02, before_headers=before_headers)

    with pytest.raises(OutsideFailed):
        http.fetch(f"http://127.0.0.1:{server.port}/", seconds=0.2)


def test_silence_fails(settings) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{unheard.getsockname()[1]}"
        settings.XINGTAN = SimpleNamespace(outside_allowed=(where,))

        with pytest.raises(OutsideFailed):
            http.fetch(f"http://{where}/", seconds=2)


@pytest.mark.parametrize("name", ["site.test", "other.test"])
def test_certificate_is_checked_for_the_name_that_was_asked(
    server: Server, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.answers["/"] = saying(b"here")
    certificate, key = self_signed("site.test", tmp_path)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate, key)
    server.speak(ours)
    theirs = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(connecting, "_trust", lambda: theirs)
    monkeypatch.setattr(connecting, "addresses", lambda host, port: ["127.0.0.1"])

    if name == "site.test":
        assert http.fetch(f"https://{name}:{server.port}/").body == b"here"
    else:
        with pytest.raises(OutsideFailed):
            http.fetch(f"https://{name}:{server.port}/")


def self_signed(name: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key").write_bytes(key.private_bytes(*plain))
    return folder / "certificate", folder / "key"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http:///nothing",
        "not an address",
        "http://a.b:99999999/",
        "http://" + "a" * 300 + ".test/",
    ],
)
def test_what_may_not_be_asked_is_not_asked(url: str) -> None:
    with pytest.raises(OutsideFailed):
        http.fetch(url, seconds=5)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_address_is_public_where_the_packets_end(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_name_with_one_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

    with pytest.raises(OutsideFailed, match="not public"):
        addresses("rebinding.test", 80)


def test_connection_goes_to_the_address_that_was_checked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/"] = saying(b"here")
    real, looked = socket.getaddrinfo, []

    def look_up(host: str, *args: Any, **kwargs: Any) -> Any:
        if host != "site.test":
            return real(host, *args, **kwargs)
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(connecting, "is_public", lambda address: True)

    assert http.fetch(f"http://site.test:{server.port}/").body == b"here"
    assert looked == ["site.test"]
    assert server.asked[0][2]["host"] == f"site.test:{server.port}"
