"""Entries: signed bytes, strictly read."""

import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadEntry
from app.events import KINDS, CommentMade, Erased, LogOpened, Unknown
from app.log import (
    Entry,
    digest,
    is_digest,
    log_id,
    opening_key,
    read_event,
    read_header,
    verify,
    write_payload,
)
from tests.builders import NONCE, ALog, a_key


def test_an_entry_is_named_by_its_header_and_verifies_by_its_key() -> None:
    log = ALog()
    entry = log.add(CommentMade("甲"), case="F-1-0001")

    header = verify(entry, log.key.key)

    assert entry.id == digest(entry.header)
    assert header.kind == "CommentMade"
    assert header.ph == digest(entry.payload or b"")
    assert read_event(header, entry.payload) == CommentMade("甲")


def test_a_header_is_plain_json_with_sorted_keys_and_no_floats() -> None:
    entry = ALog().add(CommentMade("甲"))

    plain = json.loads(entry.header)

    assert list(plain) == sorted(plain)
    assert not any(isinstance(value, float) for value in plain.values())


@pytest.mark.parametrize("part", ["header", "signature", "payload"])
@pytest.mark.parametrize("at", [0, 17, -1])
def test_one_flipped_bit_anywhere_is_refused(part: str, at: int) -> None:
    log = ALog()
    entry = log.add(CommentMade("甲"))
    parts = {"header": entry.header, "signature": entry.signature, "payload": entry.payload or b""}
    flipped = bytearray(parts[part])
    flipped[at] ^= 1

    with pytest.raises(BadEntry):
        verify(Entry(**{**parts, part: bytes(flipped)}), log.key.key)


def test_another_key_is_refused() -> None:
    entry = ALog(1).add(CommentMade("甲"))

    with pytest.raises(BadEntry, match="签名不符"):
        verify(entry, a_key(2).key)


def test_a_header_that_says_the_same_in_other_bytes_is_refused() -> None:
    header = ALog().add(CommentMade("甲")).header
    spaced = json.dumps(json.loads(header)).encode()
    doubled = header.replace(b'{"after"', b'{"after":"x","after"')

    for data in (spaced, doubled, header + b" ", b"", b"{}", b"[]", b"\xff", b'{"v":1}'):
        with pytest.raises(BadEntry):
            read_header(data)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"seq": -1},
        {"seq": 0},
        {"prev": ""},
        {"prev": "g" * 64},
        {"ph": "../../etc/passwd"},
        {"saw": ["A" * 64]},
        {"blobs": [["0" * 63, "", 1, "photo"]]},
        {"blobs": [["0" * 64, "", -1, "photo"]]},
        {"log": "0" * 31},
    ],
)
def test_values_that_cannot_be_are_refused(change: dict[str, object]) -> None:
    plain = json.loads(ALog().add(CommentMade("甲")).header)
    data = json.dumps({**plain, **change}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    with pytest.raises(BadEntry):
        read_header(data.encode())


def test_headers_and_payloads_beyond_their_limits_are_refused() -> None:
    entry = ALog().add(CommentMade("甲"))

    with pytest.raises(BadEntry, match="过长"):
        read_header(entry.header + b" " * 70_000)
    with pytest.raises(BadEntry, match="过长"):
        read_event(read_header(entry.header), b" " * 5_000_000)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_our_error_alone(data: bytes) -> None:
    header = read_header(ALog().entries[0].header)
    for read in (lambda: read_header(data), lambda: read_event(header, data)):
        with suppress(BadEntry):
            read()


def test_deeply_nested_payloads_are_refused() -> None:
    header = read_header(ALog().add(CommentMade("甲")).header)

    with pytest.raises(BadEntry):
        read_event(header, b'{"data":' + b"[" * 100_000)


def test_a_later_kind_is_kept_as_it_came() -> None:
    header = read_header(ALog().add(CommentMade("甲")).header)
    later = type(header)(**{f: getattr(header, f) for f in header.__slots__} | {"kind": "DroneSent"})

    assert read_event(later, b'{"data":{"height":3},"salt":""}') == Unknown("DroneSent", '{"height":3}')


def test_an_erased_payload_leaves_the_kind() -> None:
    header = read_header(ALog().add(CommentMade("甲")).header)

    assert read_event(header, None) == Erased("CommentMade")


def test_a_log_proves_its_key_by_its_id() -> None:
    log = ALog(3)
    assert opening_key(log.entries[0]) == log.key.key
    assert log_id(a_key(4).key, NONCE) != log.id


def test_an_opening_entry_for_another_id_is_refused() -> None:
    log = ALog(3)
    stolen = json.loads(log.entries[0].header) | {"log": ALog(4).id}
    data = json.dumps(stolen, sort_keys=True, separators=(",", ":")).encode()

    with pytest.raises(BadEntry, match="不符"):
        opening_key(Entry(data, bytes(64), log.entries[0].payload))


def test_two_payloads_of_one_event_differ_by_their_salt() -> None:
    event = LogOpened("", "", "", "甲", "0")
    assert digest(write_payload(event, bytes(16))) != digest(write_payload(event, b"1" * 16))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0" * 64, True), ("A" * 64, False), ("0" * 63, False), ("0" * 63 + "/", False), ("", False)],
)
def test_digests_are_known_by_their_form(text: str, expected: bool) -> None:
    assert is_digest(text) is expected


def test_kinds_are_named_after_their_classes() -> None:
    assert all(KINDS[name].__name__ == name for name in KINDS)
    assert len(KINDS) == 67


@pytest.mark.parametrize("change", [{"seq": 2**63}, {"m": 2**64}, {"t": 10**17}, {"t": -(10**17)}])
def test_numbers_that_no_store_holds_are_refused(change: dict[str, int]) -> None:
    log = ALog(1)
    fields = msgspec.json.decode(log.add(CommentMade("甲")).header)

    with pytest.raises(BadEntry):
        read_header(msgspec.json.encode(fields | change, order="sorted"))
