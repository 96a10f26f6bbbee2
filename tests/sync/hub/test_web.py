"""The hub's web and its client: enrolled devices only, each request once, and no answer but a hub's."""

import contextlib
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, InspectionError, NotAllowed, NotFound, Unreachable
from app.events import CommentMade
from app.log import digest
from sync import wire
from sync.client import HubClient
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.server import HubServer
from sync.hub.verbs import answer, refusal
from sync.hub.web import Request
from sync.peer import Peer
from sync.signatures import Target
from tests.sync.hub.lines import break_idle
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log
from tests.sync.hub.office import PASSWORD, Office, a_web, office, raw, signed_lines
from tests.sync.hub.test_signatures import NOW, TARGET, headers

__all__ = ["office"]

BODY = b"hello"
QUERIES = ["start=0&most=9", "offset=0&total=5", "old=0&new=99999999999999999"]
BODIES = [b'[["entry:x"],1]', b"[[],1" + b"0" * 400 + b"]", b"[" * 5000]


def test_a_request_is_answered_once(office: Office) -> None:
    web = a_web(office.hub, lambda: float(NOW))
    target = Target("POST", "h", wire.CHECKPOINT, "")
    request = Request(target, headers(target, b""))
    signed = web.admit(request)

    assert web.answer(request, signed, b"").status == 200
    with pytest.raises(NotAllowed, match="已经受理"):
        web.answer(request, signed, b"")
    with pytest.raises(NotAllowed, match="内容与签名不符"):
        web.answer(request, signed, b"x")


def test_a_sync_over_the_web_is_a_sync(office: Office) -> None:
    data = bytes(range(256)) * 4000
    office.laptop.record(CommentMade("图"), data)
    client = office.client()

    report = office.laptop.sync(client, office.hub.key.key)
    late = ALaptop(2, a_bureau_log([1, 2]))
    other = office.client(late)
    got = late.sync(other, office.hub.key.key)

    assert report.safe, report
    assert got.safe, got
    assert set(late.headers()) >= set(office.laptop.headers())
    assert list(late.blobs.values()) == [data]
    client.close()
    other.close()


def test_both_ends_agree_on_every_verb(office: Office) -> None:
    client = office.client()
    near: Peer = office.hub.book
    names = [f"entry:{name}" for name in office.laptop.headers()]

    assert client.checkpoint("") == near.checkpoint("")
    assert client.consistency(2, 4) == near.consistency(2, 4)
    assert client.receipts(names, 4) == near.receipts(names, 4)
    assert client.feed(0, 10) == near.feed(0, 10)
    assert client.append(near.feed(0, 10).frames) == near.append(near.feed(0, 10).frames)
    assert client.upload("0" * 64) == near.upload("0" * 64)
    assert client.put_part(digest(b"x"), 0, 1, b"x") == near.put_part(digest(b"x"), 0, 1, b"x")
    with pytest.raises(NotFound):
        client.get_blob("0" * 64, 0, 1)
    with pytest.raises(BadInput):
        client.consistency(5, 900)
    client.close()


def test_a_device_that_is_not_enrolled_is_told_so(office: Office) -> None:
    client = office.client(ALaptop(3, a_bureau_log([3])))
    with pytest.raises(NotAllowed, match="登记"):
        client.checkpoint("")
    client.close()


def test_a_clock_that_is_far_off_is_named(office: Office) -> None:
    client = office.client(now=lambda: time.time() + 3600)  # type: ignore[arg-type]  # a clock

    with pytest.raises(NotAllowed, match="60 分钟"):
        client.checkpoint("")
    client.close()


def test_a_connection_that_stood_idle_or_a_hub_that_came_back_is_spoken_to_again(office: Office) -> None:
    client = office.client()
    before = client.checkpoint("")
    break_idle(client)

    assert client.checkpoint("") == before
    client.close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "ftp://x", "https://", "https://x/y", "nonsense", "https://x:99999"]
)
def test_other_addresses_are_refused_with_a_sentence(office: Office, url: str) -> None:
    with pytest.raises(BadInput):
        HubClient(url, office.ca, office.laptop.key)


def test_nobody_there_is_a_sentence(office: Office) -> None:
    client = HubClient("https://127.0.0.1:9", office.ca, office.laptop.key)

    with pytest.raises(Unreachable):
        client.checkpoint("")


class Portal(BaseHTTPRequestHandler):
    """The page that a hotel's network shows to everybody, with status 200."""

    def do_POST(self) -> None:
        page = b"<html>Welcome! Please log in.</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_PATCH = do_POST

    def log_message(self, format: str, *args: object) -> None: ...


@contextlib.contextmanager
def a_portal(office: Office) -> Iterator[str]:
    """Serve the page, even with the hub's own certificate."""
    server = HTTPServer(("127.0.0.1", 0), Portal)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(office.folder / "tls/server.pem", office.folder / "tls/server.key", PASSWORD)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_captive_portal_that_answers_200_makes_nothing_safe(office: Office) -> None:
    name = office.laptop.record(CommentMade("之后"))
    with a_portal(office) as url:
        client = HubClient(url, office.ca, office.laptop.key)
        report = office.laptop.sync(client, office.hub.key.key)
        client.close()

    assert report.broke_off
    assert not report.alarm
    assert f"entry:{name}" not in office.laptop.logbook.receipts.safe()


def test_a_server_of_another_authority_is_not_spoken_to(office: Office) -> None:
    other = make_authority(office.folder / "other", "hub.test", b"x")
    client = HubClient(office.url, other, office.laptop.key)

    with pytest.raises(Unreachable, match="不是本局签发"):
        client.checkpoint("")


def test_a_server_of_another_name_is_not_spoken_to(office: Office) -> None:
    issue_certificate(office.folder / "tls", ["hub.example"], PASSWORD.encode())
    server = HubServer(a_web(office.hub), office.folder / "tls", PASSWORD, "127.0.0.1", 0)
    server.start()
    client = HubClient(f"https://127.0.0.1:{server.port}", office.ca, office.laptop.key)

    with pytest.raises(Unreachable, match="不是本局签发"):
        client.checkpoint("")
    server.stop()


def test_a_body_that_stands_still_is_given_up(office: Office) -> None:
    began = time.monotonic()
    found = raw(office, signed_lines(office, TARGET, BODY, length=1000))

    assert b"408" in found.split(b"\r\n")[0]
    assert time.monotonic() - began < 4


def test_a_body_that_is_too_large_is_given_up(office: Office) -> None:
    found = raw(office, signed_lines(office, replace(TARGET, method="GET"), bytes(100_000)))
    assert b"400" in found.split(b"\r\n")[0]


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/entries?start=0&most=1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PATCH /v1/blobs/../../etc HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx",
        b"POST /v1/checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"\x16\x03\x01" + bytes(100),
        b"GET /" + b"a" * 200_000,
    ],
)
def test_unsigned_or_broken_requests_are_refused_and_the_hub_lives_on(office: Office, data: bytes) -> None:
    assert raw(office, data).split(b" ")[:2][1:] in ([b"401"], [b"400"], [])

    client = office.client()
    assert client.checkpoint("")
    client.close()


@given(
    st.sampled_from(["GET", "POST", "PATCH", "PUT"]),
    st.sampled_from(
        [wire.CHECKPOINT, wire.CONSISTENCY, wire.RECEIPTS, wire.APPEND, wire.UPLOAD, wire.BLOB, "/"]
    ),
    st.text(max_size=30),
    st.text(max_size=60) | st.sampled_from(QUERIES),
    st.binary(max_size=200) | st.sampled_from(BODIES),
)
def test_whatever_is_asked_the_web_answers_or_refuses(
    method: str, path: str, more: str, query: str, body: bytes
) -> None:
    hub = AHub(Path("unused"), a_bureau_log([1]))
    try:
        assert answer(hub.book, Target(method, "h", path + more, query), body).status == 200
    except InspectionError as error:
        assert refusal(error).status in (400, 401, 404)  # noqa: PT017 -- either outcome is right
    hub.book.close()
