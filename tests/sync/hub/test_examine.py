"""What becomes of an entry at the hub, as tables: enrolled, opened, genuine, emptied, or not."""

import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events import CommentMade, DeviceRevoked, PayloadErased
from app.log import Entry
from sync.hub.examine import (
    EMPTIED,
    REVOKED,
    UNENROLLED,
    UNOPENED,
    Known,
    bureau_of,
    enrolled_by,
    examine,
    keys_in,
    read_all,
)
from tests.builders import ALog
from tests.sync.hub.making import a_bureau_log

BUREAU = a_bureau_log([1])
DEVICE = ALog(1)
STRANGER = ALog(2)
for log in (DEVICE, STRANGER):
    log.add(CommentMade("甲"))
ENROLLED = enrolled_by(BUREAU.entries)
ALONE = Known(BUREAU.id, {}, ENROLLED)
OPENED = Known(BUREAU.id, {DEVICE.id: DEVICE.key.key}, ENROLLED)


def fate(entry: Entry, known: Known, *others: Entry) -> str:
    """What becomes of one entry, in a batch with others."""
    items, unreadable = read_all([*others, entry])
    verdict = examine(items, known)
    name = entry.id
    if name in {n for n, _ in (*unreadable, *verdict.refused)}:
        return "refused"
    if name in verdict.known:
        return "known"
    reasons = {n: reason for n, _, reason in verdict.aside}
    return reasons.get(name) or ("kept" if name in {n for n, _, _ in verdict.kept} else "nothing")


def forged(entry: Entry) -> Entry:
    return replace(entry, signature=bytes(64))


def emptied(entry: Entry) -> Entry:
    return replace(entry, payload=None)


OPENING, SECOND = DEVICE.entries[:2]


@pytest.mark.parametrize(
    ("entry", "known", "others", "expected"),
    [
        (OPENING, ALONE, (), "kept"),
        (SECOND, OPENED, (), "kept"),
        (SECOND, ALONE, (OPENING,), "kept"),
        (SECOND, ALONE, (), UNOPENED),
        (SECOND, replace(OPENED, held=frozenset({SECOND.id})), (), "known"),
        (STRANGER.entries[0], ALONE, (), UNENROLLED),
        (STRANGER.entries[1], ALONE, (STRANGER.entries[0],), UNENROLLED),
        (BUREAU.entries[0], Known(BUREAU.id, {}, frozenset()), (), "kept"),
        (BUREAU.entries[0], Known("0" * 32, {}, frozenset()), (), UNENROLLED),
        (forged(SECOND), OPENED, (), "refused"),
        (forged(OPENING), ALONE, (), "refused"),
        (replace(SECOND, payload=b"{}"), OPENED, (), "refused"),
        (replace(SECOND, header=b"{}"), OPENED, (), "refused"),
        (replace(SECOND, header=SECOND.header + b" "), OPENED, (), "refused"),
        (emptied(SECOND), OPENED, (), EMPTIED),
        (emptied(SECOND), replace(OPENED, erased=frozenset({SECOND.id})), (), "kept"),
        (SECOND, OPENED, (forged(STRANGER.entries[0]),), "kept"),
        (SECOND, OPENED, (forged(SECOND),), "refused"),  # and kept as well: see below
    ],
)
def test_what_becomes_of_an_entry(
    entry: Entry, known: Known, others: tuple[Entry, ...], expected: str
) -> None:
    assert fate(entry, known, *others) == expected


def test_a_forged_copy_does_not_shut_the_genuine_one_out() -> None:
    items, _ = read_all([forged(SECOND), SECOND, SECOND])

    verdict = examine(items, OPENED)

    assert [item[2] for item in verdict.kept] == [SECOND]
    assert (verdict.known, len(verdict.refused)) == ([SECOND.id], 1)


def test_an_emptied_entry_comes_in_with_the_order_of_who_may_erase() -> None:
    log = ALog(1)
    target = log.add(CommentMade("隐私"))
    order = log.add(PayloadErased(target.id, "个人信息保护法第四十七条"))
    supervisor = replace(ALONE, supervisors=ENROLLED)

    assert fate(emptied(target), supervisor, log.entries[0], order) == "kept"
    assert fate(emptied(target), ALONE, log.entries[0], order) == EMPTIED


def test_the_bureau_s_word_does_not_come_in_emptied_whoever_orders_it() -> None:
    word = BUREAU.entries[1]
    known = Known(BUREAU.id, {BUREAU.id: BUREAU.key.key}, ENROLLED, erased=frozenset({word.id}))

    assert fate(emptied(word), known) == EMPTIED


def test_a_revoked_device_waits_aside_under_its_own_flag() -> None:
    bureau = a_bureau_log([1])
    bureau.add(DeviceRevoked(1, "遗失"))
    word = bureau_of(bureau.entries)
    known = replace(OPENED, enrolled=keys_in(word, revoked=False), revoked=keys_in(word, revoked=True))

    assert fate(SECOND, known) == REVOKED
    assert fate(SECOND, replace(known, revoked=frozenset())) == UNENROLLED


@given(st.integers(0, 5000), st.integers(1, 255), st.sampled_from(["header", "signature", "payload"]))
def test_no_changed_entry_is_kept(place: int, change: int, part: str) -> None:
    data = bytearray(getattr(SECOND, part))
    data[place % len(data)] ^= change
    entry = replace(SECOND, **{part: bytes(data)})

    assert fate(entry, OPENED) not in ("kept", "known")


@given(st.binary(max_size=200), st.binary(min_size=64, max_size=64), st.binary(max_size=50))
def test_any_bytes_are_refused_without_harm(header: bytes, signature: bytes, payload: bytes) -> None:
    assert fate(Entry(header, signature, payload), OPENED) == "refused"


def test_the_fates_of_many_do_not_depend_on_their_order() -> None:
    entries = [*BUREAU.entries, *DEVICE.entries, *STRANGER.entries, forged(SECOND)]
    expected = None
    for _ in range(20):
        entries.sort(key=lambda _: os.urandom(4))
        verdict = examine(read_all(entries)[0], ALONE)
        found = {n for n, _, _ in verdict.kept}, {n for n, _, _ in verdict.aside}
        assert expected in (None, found)
        expected = found
