"""How fast photos go to a stick, beside the stick: `python -m tests.bench.sticks FOLDER [MB] [rounds]`.

FOLDER lies on the medium. In each round `dd conv=fsync` writes as many bytes there and reads them back from
the medium, and a bundle of photos of 3 MB is written, flushed and read back; in turn, so that both meet the
same load. Processor time is told beside the clock's, for a machine that does other things as well.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.events import PhotoTaken
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.stick import Stick
from tests.builders import a_bureau, a_device

PHOTO = 3_000_000  # bytes


def desks(place: Path, size: int) -> tuple[DataFolder, DataFolder]:
    """Return a device with photos of so many bytes, and the one that they are for."""
    bureau = a_bureau(place / "bureau")
    first, second = a_device(bureau, place / "one", 1), a_device(bureau, place / "two", 2)
    first.admit([*bureau.logbook.entries(), *second.logbook.entries()])
    bureau.close()
    for _ in range(size // PHOTO):
        ref = first.blobs.put(os.urandom(PHOTO), "photo")
        first.casebook.append("F-1-0001", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    return first, second


def raw(folder: Path, size: int) -> None:
    """Write and read back by dd: first flushed to the medium, then past this machine's memory."""
    path = folder / "raw.bin"
    blocks = ["bs=1M", f"count={size // 2**20}", "status=none"]
    words = ["dd", "if=/dev/urandom", f"of={path}.src", *blocks]
    if not Path(f"{path}.src").exists():
        subprocess.run(words, check=True)
    subprocess.run(["dd", f"if={path}.src", f"of={path}", "bs=1M", "conv=fsync", "status=none"], check=True)
    subprocess.run(
        ["dd", f"of={path}", "oflag=nocache", "conv=notrunc", "count=0", "status=none"], check=True
    )
    subprocess.run(["dd", f"if={path}", "of=/dev/null", "bs=1M", "status=none"], check=True)
    path.unlink()


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return wall and processor seconds, children included."""
    before = os.times()
    began = time.perf_counter()
    work()
    after = os.times()
    return time.perf_counter() - began, sum(after[:4]) - sum(before[:4])


def main(folder: Path, megabytes: int, rounds: int) -> None:
    size = megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as place:
        first, second = desks(Path(place), size)
        raw(folder, size)  # makes the source, and warms it up
        shares = []
        for number in range(rounds):
            target = folder / f"bench-{number}" / "x.huhang"
            target.parent.mkdir()
            wall, cpu = timed(lambda: raw(folder, size))
            stick = Stick(first)
            ours, ours_cpu = timed(lambda to=target, by=stick: write(by, to, second))  # type: ignore[misc]  # mypy #15459
            shares.append(wall / ours)
            print(
                f"dd {size / wall / 1e6:7.0f} MB/s ({cpu:5.2f} s cpu)   bundle {size / ours / 1e6:7.0f} MB/s"
                f" ({ours_cpu:5.2f} s cpu)   share {wall / ours:.2f}",
                flush=True,
            )
            for path in target.parent.iterdir():
                path.unlink()
            target.parent.rmdir()
        print(f"median share {statistics.median(shares):.2f}; {size // PHOTO} photos, {megabytes} MB")
        (folder / "raw.bin.src").unlink()
        first.close()
        second.close()


def write(stick: Stick, target: Path, taker: DataFolder) -> None:
    """Write a bundle for one device."""
    stick.write(target, [taker.keys.key.hex()], go_on)


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[2:4]]
    main(Path(sys.argv[1]), *sizes, *(300, 3)[len(sizes) :])
