"""Parts of photos whose line broke: what came is kept, once, and nothing goes blindly again."""

import time

import pytest

from app.errors import Unreachable
from app.events import CommentMade
from app.log import digest
from app.sharing import go_on
from sync import wire
from sync.hub.web import Guest, Request
from sync.signatures import Target
from sync.uplink import Uplink
from tests.sync.hub.lines import break_idle
from tests.sync.hub.office import Office, office, raw, reset, signed_lines

__all__ = ["office"]
BUSY_S = 0.5  # how long a hub takes to look up who asks


@pytest.mark.parametrize("hang_up", [True, False])  # at once, or it stands still until the hub gives up
def test_what_came_of_a_part_whose_line_broke_is_kept(office: Office, hang_up: bool) -> None:
    data = bytes(range(256)) * 200
    sha256 = digest(data)
    office.laptop.record(CommentMade("图"), data)
    Uplink(office.laptop, office.hub.book, office.hub.key.key, go_on).send_entries(
        list(office.laptop.headers())
    )
    target = Target("PATCH", "", wire.BLOB + sha256, f"offset=0&total={len(data)}")
    start = signed_lines(office, target, data)[:-20_000]

    found = raw(office, start, hang_up=hang_up)
    until = time.monotonic() + 5
    while not (held := office.hub.book.upload(sha256).offset) and time.monotonic() < until:
        time.sleep(0.05)

    assert held == len(data) - 20_000
    assert (b"408" in found) != hang_up
    assert raw(office, signed_lines(office, target, data)).split(b" ")[1] == b"401"  # the same nonce again


def test_what_came_before_a_device_was_admitted_is_kept_where_the_line_broke(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(range(256)) * 800
    sha256 = digest(data)
    office.laptop.record(CommentMade("图"), data)
    Uplink(office.laptop, office.hub.book, office.hub.key.key, go_on).send_entries(
        list(office.laptop.headers())
    )
    target = Target("PATCH", "", wire.BLOB + sha256, f"offset=0&total={len(data)}")
    admit = office.web.admit

    def admit_late(request: Request) -> Guest:
        time.sleep(BUSY_S)
        return admit(request)

    monkeypatch.setattr(office.web, "admit", admit_late)

    reset(office, signed_lines(office, target, data)[:-5_000])
    until = time.monotonic() + 5
    while not (held := office.hub.book.upload(sha256).offset) and time.monotonic() < until:
        time.sleep(0.05)

    assert held == len(data) - 5_000


def test_a_part_is_not_sent_blindly_again_where_the_line_broke(office: Office) -> None:
    client = office.client()
    client.checkpoint("")
    break_idle(client)

    with pytest.raises(Unreachable):
        client.put_part("0" * 64, 0, 1, b"x")
    client.close()
