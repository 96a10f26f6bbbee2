"""The hub's server by itself: what it keeps of a request has an end, and answers go out at once."""

import contextlib
import gc
import logging
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.patience import PatientProtocol
from sync.hub.server import LARGEST_HEAD, HubServer
from sync.hub.web import Receive, Scope, Send

PASSWORD = "pass"


async def count(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer how many bytes the body had."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    text = str(size).encode()
    headers = [(b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": text})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A running server: its CA and its port."""
    folder = tmp_path_factory.mktemp("server")
    ca = certify(folder)
    server = HubServer(count, folder, PASSWORD, "127.0.0.1", 0)
    server.start()
    yield ca, server.port
    server.stop()


def certify(folder: Path) -> str:
    ca = make_authority(folder, "hub.test", PASSWORD.encode())
    issue_certificate(folder, ["127.0.0.1"], PASSWORD.encode())
    return ca


@contextlib.contextmanager
def a_line(place: tuple[str, int]) -> Iterator[ssl.SSLSocket]:
    ca, port = place
    context = ssl.create_default_context(cadata=ca)
    with (
        socket.create_connection(("127.0.0.1", port), 10) as bare,
        context.wrap_socket(bare, server_hostname="127.0.0.1") as line,
    ):
        yield line


@pytest.mark.parametrize("size", [0, 1, 70_000, 5_000_000])
def test_requests_on_one_line_are_answered_each(place: tuple[str, int], size: int) -> None:
    head = f"PATCH /x HTTP/1.1\r\nHost: h\r\nContent-Length: {size}\r\n\r\n".encode()

    with a_line(place) as line:
        for _ in range(3):
            line.sendall(head + bytes(size))
            answer = line.recv(4096)
            while not answer.endswith(str(size).encode()):
                answer += line.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: ", b"a"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"a"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"A: b\r\n"),
        (b"GET /", b"a"),
        (b"", b"G"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
    ],
    ids=["value", "name", "headers", "path", "method", "chunk", "trailers"],
)
def test_a_request_without_end_is_given_up(place: tuple[str, int], start: bytes, more: bytes) -> None:
    piece = more * (LARGEST_HEAD // len(more))
    sent = 0

    with a_line(place) as line:
        with contextlib.suppress(OSError):  # it hangs up while more is sent
            line.sendall(start)
            for _ in range(200):
                line.sendall(piece)
                sent += len(piece)
        answer = b""
        with contextlib.suppress(OSError):
            answer = line.recv(4096)

    assert answer[9:12] in (b"400", b"")
    assert sent < 200 * len(piece)


def until_said(line: ssl.SSLSocket, what: bytes) -> None:
    said = b""
    while what not in said:
        said += (more := line.recv(4096))
        assert more, said


@pytest.mark.parametrize("whole", [True, False])
def test_a_server_that_ends_leaves_no_line_open(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, whole: bool
) -> None:
    ca = certify(tmp_path)
    server = HubServer(count, tmp_path, PASSWORD, "127.0.0.1", 0, grace_s=10 if whole else 0)
    logging.getLogger("uvicorn.error").addHandler(caplog.handler)
    server.start()

    with a_line((ca, server.port)) as line:
        line.sendall(b"PATCH /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n1")
        until_said(line, b"\r\n\r\n1")
        if not whole:  # a body that never comes to its end
            line.sendall(
                b"PATCH /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n1"
            )
            until_said(line, b"100 Continue")
        server.stop()
    logging.getLogger("uvicorn.error").removeHandler(caplog.handler)

    gc.collect()  # a line left open warns here, and a warning fails a test
    assert ("exceeded" in caplog.text) == (not whole)  # an idle line is not waited for


def test_a_server_that_never_ran_gives_its_port_back(tmp_path: Path) -> None:
    certify(tmp_path)
    server = HubServer(count, tmp_path, PASSWORD, "127.0.0.1", 0)
    port = server.port

    server.stop()

    socket.create_server(("127.0.0.1", port)).close()
    gc.collect()  # a socket left open warns here


def test_small_answers_do_not_wait_for_an_acknowledgement(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, at_once = PatientProtocol.connection_made, list[int]()

    def look(protocol: PatientProtocol, transport: Any) -> None:
        line = transport.get_extra_info("socket")
        at_once.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        begin(protocol, transport)

    monkeypatch.setattr(PatientProtocol, "connection_made", look)
    with a_line(place) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 200")

    assert at_once == [1]
