"""What reads bundles and black boxes, each with bytes that it takes; see `tests.faults.parsers`."""

import shutil
from pathlib import Path

from app.log import digest
from app.sharing import go_on
from sync import wire
from sync.bundle import Bundle, write_bundle
from sync.frames import decompress, read_records, write_frame, write_records
from sync.intake import Intake
from sync.medium import Medium
from sync.mirror import make_mirror
from sync.salvage import read_mirror
from sync.segments import FILE, FRAMES, PART, Segment
from tests.faults.world import SEAL, Parsers, World
from tests.sync.hub.making import ALaptop


def records(world: World) -> Parsers:
    """Return the readers of bundles and what is in them."""
    photo = b"\xff\xd8" * 900
    plain = b"".join(write_records(world.entries, [(digest(photo), photo)], [b"{}"]))
    bundle = world.folder / "good.huhang"
    reader = SEAL.public_key().public_bytes_raw()
    write_bundle(bundle, [reader], bytes(32), [plain], lambda done: True, Medium())

    def records(data: bytes) -> None:
        taker = Intake(ALaptop(2, world.day.bureau), len(data), go_on, lambda message, whole: None)
        for item in read_records([data[:700], data[700:]]):
            taker.take(item)
        taker.flush()

    def sealed(data: bytes) -> None:
        path = world.folder / "bad.huhang"
        path.write_bytes(data)
        list(Bundle(path, SEAL))

    return {
        "records": ([plain], records),
        "bundles": ([bundle.read_bytes()], sealed),
        "packed bytes": ([wire.pack(plain)], decompress),
    }


def mirrors(world: World) -> Parsers:
    """Return the readers of black boxes and backups."""
    reader = [SEAL.public_key().public_bytes_raw()]
    good = world.folder / "good"
    root = world.day.bureau.id
    mirror = make_mirror(world.day.laptop, good, reader, world.key, root, Medium())
    mirror.catch_up(lambda: True)
    mirror.close()
    facts, filled = sorted(good.glob("*.seg"))[:2]

    def taken(folder: Path) -> None:
        read_mirror(folder, SEAL, Intake(ALaptop(2, world.day.bureau), 0, go_on, lambda message, whole: None))

    def torn(data: bytes) -> None:
        path = good / filled.name
        path.write_bytes(data)
        taken(good)

    def sealed(data: bytes) -> None:
        folder = world.folder / "made"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(facts, folder)
        segment = Segment(folder / "000002.seg", reader, Medium())
        half = len(data) // 2
        for kind in (FRAMES, FILE, PART):
            segment.add(kind, data[:half] if kind == PART else data)
        segment.flush()
        segment.close()
        taken(folder)

    packed = wire.pack(b"".join(map(write_frame, world.own)))
    file = bytes.fromhex(digest(b"x")) + (1).to_bytes(8, "big")
    return {"black boxes": ([filled.read_bytes()], torn), "black boxes, sealed": ([packed, file], sealed)}
