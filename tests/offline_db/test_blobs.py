"""Original bytes on this device: they come back as their name says, or not at all."""

import random
from pathlib import Path

import pytest

from app.errors import NotFound, StorageFault
from app.log import digest
from app.stream import CHUNK
from offline_db.blobs import BlobFolder
from offline_db.durable import write_durably

KEY = bytes(range(32))


def place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path, KEY)
    ref = blobs.put(b"a photo", "wide")

    assert ref.sha256 == digest(b"a photo")
    assert blobs.get(ref.sha256) == b"a photo"


@pytest.mark.parametrize("size", [0, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_files_of_any_number_of_chunks_come_back_and_are_found_genuine(tmp_path: Path, size: int) -> None:
    blobs, data = BlobFolder(tmp_path, KEY), random.Random(size).randbytes(size)
    sha256 = blobs.put(data, "wide").sha256

    blobs.verify(sha256)

    assert blobs.get(sha256) == data


def test_other_bytes_under_a_name_are_refused_though_they_are_sealed_with_the_right_key(
    tmp_path: Path,
) -> None:
    blobs = BlobFolder(tmp_path, KEY)
    mine, other = blobs.put(b"what was there", "wide").sha256, blobs.put(b"what was not", "wide").sha256
    place(tmp_path, other).replace(place(tmp_path, mine))

    for read in (blobs.get, blobs.verify):
        with pytest.raises(StorageFault, match="已损坏"):
            read(mine)


@pytest.mark.parametrize("at", [0, 5, -1])
def test_one_altered_byte_is_refused(tmp_path: Path, at: int) -> None:
    blobs = BlobFolder(tmp_path, KEY)
    path = place(tmp_path, blobs.put(b"what was there", "wide").sha256)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)

    for read in (blobs.get, blobs.verify):
        with pytest.raises(StorageFault, match="已损坏"):
            read(path.name)


@pytest.mark.parametrize("name", ["ab" * 32, "", "../" + "ab" * 32])
def test_what_is_not_kept_here_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    for read in (BlobFolder(tmp_path, KEY).get, BlobFolder(tmp_path, KEY).verify):
        with pytest.raises(NotFound):
            read(name)


def test_a_disk_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StorageFault, match="无法写入"):
        write_durably(tmp_path / "file" / "x", b"data")
