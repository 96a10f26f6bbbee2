"""What version 1 of every format wrote is read for ever: a file that no later version may change.

`tests/data/golden-1.json` was written once: entries, a sealed photo, a bundle, a checkpoint and receipts.
"""

import io
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.events import CommentMade, LogOpened, PhotoTaken
from app.log import digest, read_event, verify
from app.stream import unseal
from offline_db.blobs import MAGIC
from sync.bundle import Bundle
from sync.checkpoint import read_checkpoint
from sync.frames import BlobPart, read_frames
from sync.tlog import includes, leaf_hash

FILES = sorted((Path(__file__).resolve().parent.parent / "data").glob("golden-*.json"))


class Golden(msgspec.Struct, frozen=True):
    """What was written, in hex, with the test keys that open it."""

    device_key: str
    hub_key: str
    ids: list[str]
    frames: str
    photo: str
    blob_key: str
    blob: str
    bundle_key: str
    bundle: str
    checkpoint: str
    receipts: dict[str, tuple[int, list[str]]]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest) -> Golden:
    return msgspec.json.decode(request.param.read_bytes(), type=Golden)


def test_old_entries_verify_and_say_what_they_said(golden: Golden) -> None:
    entries = list(read_frames(bytes.fromhex(golden.frames)))

    events = [read_event(verify(entry, bytes.fromhex(golden.device_key)), entry.payload) for entry in entries]

    assert [entry.id for entry in entries] == golden.ids
    assert isinstance(events[0], LogOpened)
    assert events[1:] == [
        CommentMade("展位1A01，标注“专利产品”，未见专利号。"),
        PhotoTaken(golden.photo, "wide"),
    ]


def test_an_old_sealed_photo_opens(golden: Golden) -> None:
    sealed = io.BytesIO(bytes.fromhex(golden.blob))

    assert digest(b"".join(unseal(bytes.fromhex(golden.blob_key), MAGIC, sealed))) == golden.photo


def test_an_old_bundle_is_read(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "old.huhang"
    path.write_bytes(bytes.fromhex(golden.bundle))

    items = list(Bundle(path, X25519PrivateKey.from_private_bytes(bytes.fromhex(golden.bundle_key))))

    assert [entry for entry in items if entry in list(read_frames(bytes.fromhex(golden.frames)))]
    assert [part.sha256 for part in items if isinstance(part, BlobPart)] == [golden.photo]


def test_old_receipts_hold_under_their_checkpoint(golden: Golden) -> None:
    checkpoint = read_checkpoint(golden.checkpoint, bytes.fromhex(golden.hub_key))

    assert set(golden.receipts) == {f"entry:{name}" for name in golden.ids}
    for name, (place, steps) in golden.receipts.items():
        proof = tuple(bytes.fromhex(step) for step in steps)
        assert includes(leaf_hash(name.encode()), place, checkpoint.size, proof, checkpoint.root)
