"""An authority that does not answer as it should is a sentence, no crash and no endless wait."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.errors import BadInput, Unreachable
from sync.timestamps import LARGEST, ask

REPLY = "application/timestamp-reply"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path asked for; what was sent comes back at /echo."""

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        kind = REPLY if self.headers["Content-Type"] == "application/timestamp-query" else "text/plain"
        status, kind, body = {
            "/echo": (200, kind, sent),
            "/refused": (403, "text/html", b"no"),
            "/broken": (500, REPLY, b"oops"),
            "/portal": (200, "text/html", b"<html>please log in</html>"),
            "/empty": (200, REPLY, b""),
            "/huge": (200, REPLY, bytes(LARGEST + 1)),
            "/drip": (200, REPLY, bytes(2000)),
        }[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path == "/drip":
            self._drip(body)
        else:
            self.wfile.write(body)

    def _drip(self, body: bytes) -> None:
        """Give a byte now and then, until nobody takes it any more."""
        for byte in body:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
            threading.Event().wait(0.02)

    def log_message(self, format: str, *args: object) -> None:
        return None


@contextmanager
def serving() -> Iterator[str]:
    """Serve on loopback; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_request_is_sent_as_it_is_and_the_answer_comes_back() -> None:
    with serving() as url:
        assert ask(f"{url}/echo", b"\x30\x03\x02\x01\x01") == b"\x30\x03\x02\x01\x01"


@pytest.mark.parametrize("path", ["refused", "broken", "portal", "empty", "huge"])
def test_an_answer_that_is_no_stamp_is_a_sentence(path: str) -> None:
    with serving() as url, pytest.raises(Unreachable, match="保持原样"):
        ask(f"{url}/{path}", b"x")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "timestamps",
        "http://[",
        "http://a.example:99999/",
        "http://a.example:0/",
        "http://a.example/x y",
        "http://机构.example/",
        "https://user:word@a.example/",
    ],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="时间戳机构"):
        ask(url, b"x")


def test_an_authority_that_nobody_hears_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with pytest.raises(Unreachable):
        ask(f"http://127.0.0.1:{port}/", b"x")


def test_an_authority_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        ask(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"x", timeout_s=0.3)


@pytest.mark.parametrize("going", [[False], [True, False]])
def test_who_stops_it_gets_no_answer_before_or_while_it_comes(going: list[bool]) -> None:
    with serving() as url, pytest.raises(Unreachable, match="已停止"):
        ask(f"{url}/echo", b"x", progress=lambda done, total: going.pop(0))

    assert going == []


def test_an_authority_that_drips_on_and_on_is_given_up() -> None:
    with serving() as url, pytest.raises(Unreachable, match="未及时"):
        ask(f"{url}/drip", b"x", timeout_s=0.3)
