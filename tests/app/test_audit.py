"""The audit names the first bad entry, whatever was done to a log."""

from collections.abc import Callable

import pytest

from app.audit import audit, describe
from app.events import CommentMade, DeviceEnrolled, PayloadErased, PhotoTaken
from app.log import BlobRef, Clock, Entry, Position, seal_entry, write_payload
from tests.builders import ALog


def fine(ref: BlobRef) -> str:
    return ""


def a_log(count: int = 6) -> ALog:
    log = ALog(7)
    for n in range(count):
        log.add(CommentMade(str(n)))
    return log


def flipped(log: ALog) -> list[Entry]:
    entries = list(log.entries)
    entries[3] = Entry(entries[3].header, entries[3].signature, b"x" + (entries[3].payload or b"")[1:])
    return entries


def without_one(log: ALog) -> list[Entry]:
    return log.entries[:3] + log.entries[4:]


def swapped(log: ALog) -> list[Entry]:
    entries = list(log.entries)
    entries[3], entries[4] = entries[4], entries[3]
    return entries


def wrong_key(log: ALog) -> list[Entry]:
    entries = list(log.entries)
    entries[3] = Entry(entries[3].header, ALog(8).entries[0].signature, entries[3].payload)
    return entries


def emptied(log: ALog) -> list[Entry]:
    entries = list(log.entries)
    entries[3] = Entry(entries[3].header, entries[3].signature, None)
    return entries


def forked(log: ALog) -> list[Entry]:
    log.add(CommentMade("again"), after=2)
    return [*log.entries[:4], log.entries[-1], *log.entries[4:-1]]


def beheaded(log: ALog) -> list[Entry]:
    return log.entries[1:]


@pytest.mark.parametrize(
    ("harm", "seq", "word"),
    [
        (flipped, 3, "摘要不符"),
        (without_one, 4, "缺失或次序"),
        (swapped, 4, "缺失或次序"),
        (wrong_key, 3, "签名不符"),
        (emptied, 3, "内容缺失"),
        (forked, 3, "分叉"),
        (beheaded, 1, "缺少开启记录"),
    ],
)
def test_harm_is_found_and_the_first_bad_entry_named(
    harm: Callable[[ALog], list[Entry]], seq: int, word: str
) -> None:
    result = audit(harm(a_log()), root="", blob_state=fine)

    assert not result.whole
    assert result.problems[0].seq == seq
    assert word in result.problems[0].zh
    assert any("first bad entry" in line for line in describe(result))


def test_a_genuine_log_passes() -> None:
    result = audit(a_log().entries, root="", blob_state=fine)

    assert result.whole
    assert (result.logs, result.entries) == (1, 7)
    assert "全部完整" in describe(result)[-1]


@pytest.mark.parametrize(("state", "word"), [("missing", "缺失"), ("altered", "已被改动")])
def test_a_missing_or_altered_blob_is_blamed_on_the_entry_that_names_it(state: str, word: str) -> None:
    log = a_log(1)
    event = PhotoTaken("0" * 64, "wide")
    payload = write_payload(event, bytes(16))
    position = Position(log.id, 2, log.entries[-1].id)
    ref = BlobRef("0" * 64, "0" * 64, 3, "photo")
    log.entries.append(seal_entry(log.key, position, event, payload, clock=Clock(0, 0), blobs=(ref,)))

    result = audit(log.entries, root="", blob_state=lambda _: state)

    assert word in result.problems[0].zh
    assert result.problems[0].entry == log.entries[-1].id


def test_a_lawful_erasure_keeps_the_log_whole() -> None:
    log = a_log(2)
    log.add(PayloadErased(log.entries[1].id, "个人信息保护法第四十七条"))
    entries = list(log.entries)
    entries[1] = Entry(entries[1].header, entries[1].signature, None)

    result = audit(entries, root="", blob_state=fine)

    assert result.whole
    assert result.erased == 1


@pytest.mark.parametrize("supervises", [False, True])
def test_an_erasure_that_nobody_entitled_ordered_is_named(supervises: bool) -> None:
    root, log, orders = ALog(9), a_log(2), ALog(3)
    root.add(DeviceEnrolled(1, "一号机", log.key.key.hex(), ""))
    root.add(DeviceEnrolled(2, "二号机", orders.key.key.hex(), "", supervises))
    orders.add(PayloadErased(log.entries[1].id, "个人信息保护法第四十七条"))
    log.entries[1] = Entry(log.entries[1].header, log.entries[1].signature, None)

    result = audit([*root.entries, *log.entries, *orders.entries], root=root.id, blob_state=fine)

    assert result.whole is supervises
    assert supervises or "没有依法删除的记录" in result.problems[0].zh


def test_a_device_that_the_bureau_never_enrolled_is_named() -> None:
    root, known, stranger = ALog(1), ALog(2), ALog(3)
    root.add(DeviceEnrolled(1, "一号机", known.key.key.hex(), ""))

    result = audit([*root.entries, *known.entries, *stranger.entries], root=root.id, blob_state=fine)

    assert [p.log for p in result.problems] == [stranger.id]


def test_bytes_that_are_no_entry_are_named_too() -> None:
    result = audit([*a_log(1).entries, Entry(b"{}", b"", b"")], root="", blob_state=fine)

    assert len(result.problems) == 1


def test_gaps_in_logs_of_others_are_lawful_where_a_device_sees_only_its_cases() -> None:
    root, mine, other, boss = (ALog(n, str(n)) for n in (9, 1, 2, 3))
    for number, log in enumerate((mine, other, boss), 1):
        key = log.key.key.hex()
        root.add(DeviceEnrolled(number, log.id[:4], key, "00" * 32, supervises=log is boss))
    for log in (mine, other):
        for n in range(4):
            log.add(CommentMade(f"第{n}条"))
    parts = [*root.entries, *mine.entries, other.entries[0], *other.entries[3:], *boss.entries]
    own_gap = [*root.entries, *mine.entries[:2], *mine.entries[3:], *other.entries]

    found = {
        who: audit(parts, root=root.id, blob_state=fine, own=own).whole
        for who, own in (("device", mine.id), ("nobody", ""), ("bureau", root.id), ("supervisor", boss.id))
    }

    assert found == {"device": True, "nobody": False, "bureau": False, "supervisor": False}
    assert not audit(own_gap, root=root.id, blob_state=fine, own=mine.id).whole
