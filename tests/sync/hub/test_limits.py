"""What a hub lets one device ask of it, told by a clock that the test turns."""

import json
import socket
import ssl
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.errors import Busy, StorageFault
from app.events import CommentMade
from sync.client import HubClient
from sync.frames import write_frame
from sync.hub.limits import DAY_S, MIB, Limits, Quotas, free_percent
from sync.hub.metrics import Tally, Visit
from sync.hub.patience import PatientProtocol
from sync.hub.verbs import refusal
from sync.hub.watch import Watch
from tests.sync.hub.office import Office, office

__all__ = ["office"]  # the fixture
DEVICE, OTHER = b"1" * 32, b"2" * 32


class Hand:
    """A clock, and a disk, that a test sets."""

    def __init__(self, **quotas: float) -> None:
        self.now, self.free = 1000.0, 50.0
        self.limits = Limits(replace(Quotas(), **quotas), lambda: self.now, lambda: self.free)  # type: ignore[arg-type]  # numbers


def test_who_is_not_enrolled_has_a_small_allowance_by_address() -> None:
    hand = Hand(knocks_per_min=3)
    for _ in range(3):
        hand.limits.knock("a")
    with pytest.raises(Busy) as told:
        hand.limits.knock("a")
    hand.limits.knock("b")
    hand.now += told.value.wait_s + 0.001
    hand.limits.knock("a")

    assert 19 < told.value.wait_s <= 20
    with pytest.raises(Busy):
        hand.limits.knock("a")


def test_a_device_that_asks_too_often_waits_and_others_do_not() -> None:
    hand = Hand(burst=2, requests_per_s=1)
    for _ in range(2):
        with hand.limits.visit(DEVICE):
            pass
    with pytest.raises(Busy), hand.limits.visit(DEVICE):
        raise AssertionError("let in")
    with hand.limits.visit(OTHER):
        pass
    hand.now += 1.001
    with hand.limits.visit(DEVICE):
        pass


def test_a_device_has_only_so_many_requests_at_once() -> None:
    hand = Hand(requests_at_once=1)
    with hand.limits.visit(DEVICE), pytest.raises(Busy), hand.limits.visit(DEVICE):
        raise AssertionError("let in")
    with hand.limits.visit(DEVICE):
        pass


def test_a_day_s_bytes_and_entries_are_counted_and_begin_anew() -> None:
    hand = Hand(mib_per_day=1, entries_per_day=10)
    hand.limits.bring_part(DEVICE, "a", MIB)
    with pytest.raises(Busy) as told:
        hand.limits.bring_part(DEVICE, "a", 1)
    hand.limits.bring_part(OTHER, "a", 1)
    hand.now += told.value.wait_s
    hand.limits.bring_entries(DEVICE, 10)
    hand.limits.count_entries(DEVICE, 10)
    with pytest.raises(Busy):
        hand.limits.bring_entries(DEVICE, 1)

    assert told.value.wait_s == DAY_S - 1000


def test_unfinished_uploads_are_counted_until_they_are_whole_or_forgotten() -> None:
    hand = Hand(uploads_open=2)
    for name in "ab":
        hand.limits.bring_part(DEVICE, name, 1)
    with pytest.raises(Busy):
        hand.limits.bring_part(DEVICE, "c", 1)
    hand.limits.bring_part(DEVICE, "b", 1)
    hand.limits.end_upload(DEVICE, "a")
    hand.limits.bring_part(DEVICE, "c", 1)
    hand.now += 4000
    hand.limits.bring_part(DEVICE, "d", 1)


@pytest.mark.parametrize(
    ("free", "refused"), [(10.0, []), (9.9, ["photo"]), (2.0, ["photo"]), (1.9, ["photo", "entry"])]
)
def test_a_disk_that_fills_up_takes_photos_no_more_and_at_last_no_entries(
    free: float, refused: list[str]
) -> None:
    hand = Hand()
    hand.free = free

    def bring(what: str) -> None:
        if what == "photo":
            hand.limits.bring_part(DEVICE, "a", 1)
        else:
            hand.limits.bring_entries(DEVICE, 1)

    for what in {"photo", "entry"} - set(refused):
        bring(what)
    for what in refused:
        with pytest.raises(StorageFault) as told:
            bring(what)
        assert (refusal(told.value).status, refusal(told.value).headers) == (507, {"retry-after": "600"})


def test_a_disk_that_cannot_be_asked_counts_as_full(tmp_path: Path) -> None:
    assert 0 < free_percent(tmp_path) <= 100
    assert free_percent(tmp_path / "nowhere") == 0


def test_a_client_waits_as_it_is_told_and_goes_on(office: Office) -> None:
    pauses: list[float] = []  # and no other time passes for the hub
    office.web.limits = Limits(Quotas(burst=3, requests_per_s=5), lambda: sum(pauses), lambda: 50.0)
    office.laptop.record(CommentMade("图"), bytes(5000))
    client = HubClient(office.url, office.ca, office.laptop.key, pause=pauses.append)
    report = office.laptop.sync(client, office.hub.key.key)
    client.close()

    assert report.safe, report
    assert pauses


def test_a_full_disk_at_the_hub_keeps_photos_here_and_lets_entries_through(office: Office) -> None:
    office.web.limits.free = lambda: 5.0
    office.laptop.record(CommentMade("图"), bytes(5000))
    client = office.client()
    report = office.laptop.sync(client, office.hub.key.key)

    assert report.entries_waiting == 0
    assert report.blobs_waiting == 1
    assert "磁盘剩余不足" in next(iter(report.problems.values()))
    office.web.limits.free = lambda: 50.0
    assert office.laptop.sync(client, office.hub.key.key).safe
    client.close()


def speak(office: Office) -> ssl.SSLSocket:
    context = ssl.create_default_context(cadata=office.ca)
    line = socket.create_connection(("127.0.0.1", int(office.url.rpartition(":")[2])), timeout=10)
    return context.wrap_socket(line, server_hostname="127.0.0.1")


def test_a_head_that_comes_byte_by_byte_is_not_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientProtocol, "head_s", 0.5)
    slow = [speak(office) for _ in range(20)]
    began = time.monotonic()
    for line in slow:
        line.sendall(b"GET /v1/health HT")
    client = office.client()
    assert client.checkpoint("")
    answers = [line.recv(100) for line in slow]

    assert answers == [b""] * 20
    assert time.monotonic() - began < 8
    assert client.checkpoint("")
    client.close()
    for line in slow:
        line.close()


def test_many_uploads_at_once_are_all_taken_in_the_end(office: Office) -> None:
    """Each is told to wait while the device has too many at once, and goes on."""
    office.web.limits.quotas = Quotas(requests_at_once=4)
    photos = [bytes([n]) * 3000 for n in range(40)]
    names = [office.laptop.record(CommentMade(f"第{n}张"), data) for n, data in enumerate(photos)]
    refs = [office.laptop.headers()[name].blobs[0] for name in names]
    first = office.client()
    first.append(b"".join(write_frame(office.laptop.entry(name)) for name in names))
    first.close()
    whole: list[bool] = []

    def send(sha256: str, data: bytes) -> None:
        client = office.client(pause=lambda seconds: time.sleep(0.02))  # type: ignore[arg-type]  # a pause
        whole.append(client.put_part(sha256, 0, len(data), data).whole)
        client.close()

    threads = [
        threading.Thread(target=send, args=(ref.sha256, data)) for ref, data in zip(refs, photos, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert whole == [True] * 40


def test_the_keeper_sees_how_the_hub_is(office: Office) -> None:
    lines: list[str] = []
    tally = Tally(lines.append, lambda: 1000.0)
    tally.count(Visit("POST /v1/checkpoint", 200, 0.02, 100, 200, "ab"))
    tally.count(Visit("GET /v1/entries", 429, 3.0, 0, 50, "ab"))
    watch = Watch("127.0.0.1:0", office.hub.database, office.web.limits, tally)
    try:
        with urlopen(f"http://127.0.0.1:{watch.port}/metrics") as answer:
            text = answer.read().decode()
        ready = watch.answer("/healthz/ready")
        office.web.limits.free = lambda: 1.0
        full = watch.answer("/healthz/ready")
    finally:
        watch.close()

    assert 'huhang_hub_requests_total{verb="GET /v1/entries",status="429"} 1' in text
    assert 'huhang_hub_request_seconds_bucket{le="0.025"} 1' in text
    assert 'huhang_hub_request_seconds_bucket{le="+Inf"} 2' in text
    assert "huhang_hub_last_checkpoint_timestamp_seconds 1000.0" in text
    assert f"huhang_hub_entries {len(office.hub.entries())}" in text
    assert "huhang_hub_quarantine 0" in text
    assert watch.answer("/healthz/live") == (200, "alive\n")
    assert (ready, full[0], watch.answer("/x")[0]) == ((200, "ready\n"), 503, 404)
    assert json.loads(lines[1]) == {
        "t": 1000.0,
        "verb": "GET /v1/entries",
        "status": 429,
        "ms": 3000.0,
        "in": 0,
        "out": 50,
        "device": "ab",
    }


def test_a_request_names_no_digest_and_no_address_in_the_log(office: Office) -> None:
    client = office.client()
    client.upload("ab" * 32)
    client.close()

    line = office.lines.get(timeout=30)
    assert json.loads(line)["verb"] == "GET /v1/uploads/"
    assert office.lines.empty()
    assert "abab" not in line
    assert "127.0.0.1" not in line
