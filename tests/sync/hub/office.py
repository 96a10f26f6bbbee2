"""A hub's web behind TLS on loopback, an enrolled laptop, and what goes over the line as bare bytes."""

import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from app.events import CaseAssigned
from sync.client import HubClient
from sync.hub.certificates import issue_certificate, make_authority
from sync.hub.limits import Limits, Quotas
from sync.hub.metrics import Tally
from sync.hub.server import HubServer
from sync.hub.web import HubWeb
from sync.signatures import Target, sign_request
from tests.sync.hub.making import AHub, ALaptop, a_bureau_log
from tests.sync.hub.test_signatures import NONCE

PASSWORD = "pass"


@dataclass
class Office:
    hub: AHub
    laptop: ALaptop
    url: str
    ca: str
    folder: Path
    web: HubWeb
    lines: SimpleQueue[str]  # of its log: one for each request, once all that belongs to it is done

    def client(self, laptop: ALaptop | None = None, **options: float) -> HubClient:
        return HubClient(self.url, self.ca, (laptop or self.laptop).key, **options)  # type: ignore[arg-type]  # times


def a_web(
    hub: AHub,
    now: Callable[[], float] = time.time,
    still_s: float = 30.0,
    say: Callable[[str], None] = lambda line: None,
) -> HubWeb:
    limits = Limits(Quotas(), time.monotonic, lambda: 50.0)
    return HubWeb(hub.book, hub.database, limits, Tally(say, now), now, still_s)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    bureau = a_bureau_log([1, 2])
    bureau.add(CaseAssigned(2, "F-1-0001"))
    hub = AHub(tmp_path / "objects", bureau)
    laptop = ALaptop(1, bureau)
    laptop.sync(hub.book, hub.key.key)
    ca = make_authority(tmp_path / "tls", "hub.test", PASSWORD.encode())
    issue_certificate(tmp_path / "tls", ["127.0.0.1"], PASSWORD.encode())
    lines: SimpleQueue[str] = SimpleQueue()
    web = a_web(hub, still_s=1.0, say=lines.put)
    server = HubServer(web, tmp_path / "tls", PASSWORD, "127.0.0.1", 0)
    server.start()
    yield Office(hub, laptop, f"https://127.0.0.1:{server.port}", ca, tmp_path, web, lines)
    server.stop()


@contextlib.contextmanager
def a_line(office: Office) -> Iterator[ssl.SSLSocket]:
    """Open a bare line to the hub over TLS."""
    context = ssl.create_default_context(cadata=office.ca)
    with (
        socket.create_connection(("127.0.0.1", int(office.url.rpartition(":")[2])), 5.0) as line,
        context.wrap_socket(line, server_hostname="127.0.0.1") as tls,
    ):
        yield tls


def raw(office: Office, data: bytes, *, hang_up: bool = False) -> bytes:
    """Send bytes over TLS and return what comes back until the hub hangs up or a while passes."""
    with contextlib.suppress(OSError), a_line(office) as tls:
        tls.sendall(data)
        if hang_up:
            tls.shutdown(socket.SHUT_WR)
            b"".join(iter(lambda: tls.recv(65536), b""))  # until the hub goes too: a reset could overtake it
        return b"" if hang_up else tls.recv(65536)
    return b""


def signed_lines(office: Office, target: Target, body: bytes, length: int | None = None) -> bytes:
    authority = office.url.removeprefix("https://")
    addressed = replace(target, authority=authority)
    signed = sign_request(office.laptop.key, addressed, body, int(time.time()), NONCE)
    lines = [f"{target.method} {target.path}?{target.query} HTTP/1.1", f"Host: {authority}"]
    lines += [f"{name}: {value}" for name, value in signed.items()]
    lines += [f"Content-Length: {len(body) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + body
