"""Bundles and sticks: sealed, whole or refused, harmless twice, never a half."""

import os
from pathlib import Path

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, InspectionError
from app.events import CaseOpened, CommentMade, FactRecorded, PhotoTaken
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.bundle import Bundle, write_bundle
from sync.exchange import NOTHING, lacking_entries, receipt_of
from sync.frames import BlobPart, End, read_frames, read_records, write_frame, write_records
from sync.medium import Medium
from sync.stick import Stick, read_request
from tests.builders import ALog, a_bureau, a_device, carry, recorded

CASE = "F-1-0001"
PLAN = bytes(32)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[DataFolder, DataFolder]:
    bureau = a_bureau(tmp_path / "bureau")
    devices = a_device(bureau, tmp_path / "one", 1), a_device(bureau, tmp_path / "two", 2)
    bureau.close()
    carry_log(bureau, devices)
    return devices


def carry_log(bureau: DataFolder, devices: tuple[DataFolder, DataFolder]) -> None:
    """Both devices know each other: the second enrolment reaches the first."""
    first, second = devices
    first.admit([*second.logbook.entries()])


def work(device: DataFolder, photos: int = 2) -> None:
    for n in range(photos):
        ref = device.blobs.put(os.urandom(50_000) + bytes([n]), "photo")
        device.casebook.append(CASE, PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    device.casebook.append(CASE, CaseOpened("F", "1A01", "1", "甲公司"))


def seal_for(path: Path, *keys: X25519PrivateKey) -> None:
    """Write a bundle with a log of one entry."""
    public = [key.public_key().public_bytes_raw() for key in keys]
    write_bundle(path, public, PLAN, write_records(ALog().entries, []), lambda done: True, Medium())


def test_frames_come_back_as_they_were() -> None:
    log = ALog()
    log.add(CommentMade("甲"))

    assert list(read_frames(b"".join(write_frame(e) for e in log.entries))) == log.entries


def test_records_carry_entries_then_blobs_then_the_end() -> None:
    log = ALog()
    blob = os.urandom(2_500_000)

    items = list(read_records(write_records(log.entries, [("ab" * 32, blob)])))

    parts = [i for i in items if isinstance(i, BlobPart)]
    assert items[0] == log.entries[0]
    assert b"".join(p.data for p in parts) == blob
    assert items[-1] == End(1, 1)


@given(st.binary(max_size=300))
def test_any_bytes_are_records_or_refused(data: bytes) -> None:
    for read in (read_frames, lambda d: read_records([d])):
        try:
            list(read(data))
        except BadInput as error:
            assert error.zh  # noqa: PT017 -- either outcome is right


def test_a_bomb_is_not_unpacked() -> None:
    body = zstandard.ZstdCompressor().compress(bytes(200_000_000))
    record = b"Z" + len(body).to_bytes(4, "big") + body

    with pytest.raises(BadInput):
        list(read_records([record]))


def test_a_bundle_opens_for_its_recipients_alone(tmp_path: Path) -> None:
    ours, theirs = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    log = ALog()
    path = tmp_path / "x.huhang"

    seal_for(path, ours)

    assert next(iter(Bundle(path, ours))) == log.entries[0]
    with pytest.raises(BadInput, match="不是为本机加密"):
        list(Bundle(path, theirs))


def test_every_changed_byte_of_a_bundle_is_noticed(tmp_path: Path) -> None:
    ours = X25519PrivateKey.generate()
    path = tmp_path / "x.huhang"
    seal_for(path, X25519PrivateKey.generate(), ours)
    data = path.read_bytes()

    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(BadInput):
            list(Bundle(path, ours))


def test_a_stopped_write_leaves_nothing_behind(tmp_path: Path) -> None:
    key = X25519PrivateKey.generate().public_key().public_bytes_raw()

    with pytest.raises(BadInput, match="取消"):
        write_bundle(
            tmp_path / "x.huhang",
            [key],
            PLAN,
            write_records(ALog().entries, []),
            lambda done: False,
            Medium(),
        )

    assert list(tmp_path.iterdir()) == []


def test_a_stick_brings_entries_and_photos_and_twice_is_harmless(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    work(first)
    path = tmp_path / "stick.huhang"
    sent = Stick(first).write(path, [second.keys.key.hex()], go_on)

    got = Stick(second).read(path, go_on)
    again = Stick(second).read(path, go_on)

    assert (got.blobs_new, got.complete, got.blobs_lacking) == (2, True, 0)
    assert got.cases == (CASE,)
    assert sent.blobs == 2
    assert (again.entries_new, again.blobs_new, again.complete) == (0, 0, True)
    assert second.casebook.case(CASE) == first.casebook.case(CASE)
    assert second.audit().whole


def test_what_was_confirmed_is_not_sent_again(pair: tuple[DataFolder, DataFolder], tmp_path: Path) -> None:
    first, second = pair
    work(first)
    carry(first, second, tmp_path / "1.huhang")
    carry(second, first, tmp_path / "2.huhang")

    sent = Stick(first).write(tmp_path / "3.huhang", [second.keys.key.hex()], go_on)

    assert sent.blobs == 0
    assert sent.entries <= 2  # what was written about the exchange itself


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_stick_pulled_half_way_harms_nothing_and_the_next_one_completes(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path, share: float
) -> None:
    first, second = pair
    work(first, photos=40)
    path = tmp_path / "stick.huhang"
    Stick(first).write(path, [second.keys.key.hex()], go_on)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])

    try:
        half = Stick(second).read(path, go_on)
        assert not half.complete
        assert half.broke_off
    except InspectionError as error:
        assert error.zh  # noqa: PT017 -- cut before the first chunk: refused as a whole
    path.write_bytes(whole)
    got = Stick(second).read(path, go_on)

    assert got.complete
    assert got.blobs_lacking == 0
    assert len(second.casebook.case(CASE).photos) == 40
    assert second.audit().whole


def test_a_photo_that_was_missing_is_asked_for_and_sent_later(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    work(first, photos=1)
    sha256 = first.casebook.case(CASE).photos[0].sha256
    second.admit([*first.logbook.entries()])
    second.casebook.append(CASE, CommentMade("照片未到"))
    carry(second, first, tmp_path / "1.huhang")

    carry(first, second, tmp_path / "2.huhang")
    if not second.has_blob(sha256):
        carry(second, first, tmp_path / "3.huhang")
        carry(first, second, tmp_path / "4.huhang")

    assert second.has_blob(sha256)


def test_both_values_of_a_conflict_reach_both_sides(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    first, second = pair
    work(first)
    carry(first, second, tmp_path / "1.huhang")
    first.casebook.append(CASE, FactRecorded("", "quantity", "12"))
    second.casebook.append(CASE, FactRecorded("", "quantity", "15"))

    carry(first, second, tmp_path / "2.huhang")
    carry(second, first, tmp_path / "3.huhang")

    for device in pair:
        (conflict,) = device.casebook.case(CASE).conflicts
        assert {v.value for v in conflict.versions} == {"12", "15"}


@pytest.mark.parametrize("data", [b"", b"IPFB1", b"IPFB1\xff\xff" + b"x" * 200, b"hello" * 1000])
def test_other_files_are_refused_with_a_sentence(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "x.huhang"
    path.write_bytes(data)

    with pytest.raises(InspectionError):
        Stick(pair[0]).read(path, go_on)
    with pytest.raises(InspectionError):
        read_request(path)


def test_a_missing_file_is_refused_with_a_sentence(
    pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    with pytest.raises(InspectionError):
        Stick(pair[0]).read(tmp_path / "none.huhang", go_on)


def test_a_peer_that_said_nothing_lacks_everything() -> None:
    log = ALog()
    records = recorded(log.entries)
    places = {r.id: r.place for r in records}
    headers = {r.id: r.header for r in records}

    assert lacking_entries(NOTHING, places) == [log.entries[0].id]
    assert lacking_entries(receipt_of([log.id], headers, places), places) == []
