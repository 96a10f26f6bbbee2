"""Parts of photos whose line broke: what came is kept, once, and nothing goes blindly again."""

import time

import pytest

from app.errors import Unreachable
from app.events import CommentMade
from app.log import digest
from app.sharing import go_on
from sync import wire
from sync.signatures import Target
from sync.uplink import Uplink
from tests.sync.hub import test_web
from tests.sync.hub.lines import break_idle

office = test_web.office


@pytest.mark.parametrize("hang_up", [True, False])  # at once, or it stands still until the hub gives up
def test_what_came_of_a_part_whose_line_broke_is_kept(office: test_web.Office, hang_up: bool) -> None:
    data = bytes(range(256)) * 200
    sha256 = digest(data)
    office.laptop.record(CommentMade("图"), data)
    Uplink(office.laptop, office.hub.book, office.hub.key.key, go_on).send_entries(
        list(office.laptop.headers())
    )
    target = Target("PATCH", "", wire.BLOB + sha256, f"offset=0&total={len(data)}")
    start = test_web.signed_lines(office, target, data)[:-20_000]

    found = test_web.raw(office, start, hang_up=hang_up)
    until = time.monotonic() + 5
    while not (held := office.hub.book.upload(sha256).offset) and time.monotonic() < until:
        time.sleep(0.05)

    assert held == len(data) - 20_000
    assert (b"408" in found) != hang_up
    assert (
        test_web.raw(office, test_web.signed_lines(office, target, data)).split(b" ")[1] == b"401"
    )  # the same nonce again


def test_a_part_is_not_sent_blindly_again_where_the_line_broke(office: test_web.Office) -> None:
    client = office.client()
    client.checkpoint("")
    break_idle(client)

    with pytest.raises(Unreachable):
        client.put_part("0" * 64, 0, 1, b"x")
    client.close()
