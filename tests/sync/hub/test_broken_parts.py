"""Parts of photos whose line broke: what came is kept, once, and nothing goes blindly again."""

import json
import socket
import threading

import pytest

from app.errors import Unreachable
from app.events import CommentMade
from app.log import digest
from app.sharing import go_on
from sync import wire
from sync.hub.patience import PatientProtocol
from sync.hub.web import Guest, Request
from sync.signatures import Target
from sync.uplink import Uplink
from tests.faults.line import RESET
from tests.sync.hub.lines import break_idle
from tests.sync.hub.office import Office, a_line, office, raw, signed_lines

__all__ = ["office"]


def a_part(office: Office, size: int) -> tuple[str, bytes]:
    """Record a photo that the hub lacks; returns its SHA-256 and a request that brings it whole."""
    data = bytes(range(256)) * (size // 256)
    office.laptop.record(CommentMade("图"), data)
    Uplink(office.laptop, office.hub.book, office.hub.key.key, go_on).send_entries(
        list(office.laptop.headers())
    )
    target = Target("PATCH", "", wire.BLOB + digest(data), f"offset=0&total={size}")
    return digest(data), signed_lines(office, target, data)


@pytest.mark.parametrize("hang_up", [True, False])  # at once, or it stands still until the hub gives up
def test_what_came_of_a_part_whose_line_broke_is_kept(office: Office, hang_up: bool) -> None:
    sha256, part = a_part(office, 51_200)

    found = raw(office, part[:-20_000], hang_up=hang_up)

    assert json.loads(office.lines.get(timeout=30))["status"] == (499 if hang_up else 408)
    assert office.hub.book.upload(sha256).offset == 51_200 - 20_000
    assert (b"408" in found) != hang_up
    assert raw(office, part).split(b" ")[1] == b"401"  # the same nonce again


def test_what_came_before_a_device_was_admitted_is_kept_where_the_line_broke(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256, part = a_part(office, 204_800)
    there, lost, came = threading.Event(), threading.Event(), 0
    admit, hear, lose = office.web.admit, PatientProtocol.on_body, PatientProtocol.connection_lost

    def admit_late(request: Request) -> Guest:
        assert lost.wait(30)
        return admit(request)

    def hear_all(line: PatientProtocol, body: bytes) -> None:
        nonlocal came
        hear(line, body)
        came += len(body)
        if came == 204_800 - 5_000:
            there.set()

    def lose_line(line: PatientProtocol, error: Exception | None) -> None:
        lost.set()
        lose(line, error)

    monkeypatch.setattr(office.web, "admit", admit_late)
    monkeypatch.setattr(PatientProtocol, "on_body", hear_all)
    monkeypatch.setattr(PatientProtocol, "connection_lost", lose_line)

    with a_line(office) as tls:
        tls.sendall(part[:-5_000])
        assert there.wait(30)
        tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    assert json.loads(office.lines.get(timeout=30))["status"] == 499
    assert office.hub.book.upload(sha256).offset == 204_800 - 5_000


def test_a_part_is_not_sent_blindly_again_where_the_line_broke(office: Office) -> None:
    client = office.client()
    client.checkpoint("")
    break_idle(client)

    with pytest.raises(Unreachable):
        client.put_part("0" * 64, 0, 1, b"x")
    client.close()
