"""A disk that is full or breaks: every n-th call that changes files fails, in turn, in each scene.

ENOSPC once, ENOSPC from then on, a write cut short, EIO once. Each must be refused by one of our sentences or
do no harm; what was acknowledged is there; and with space again the same work goes through.
"""

import errno
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from app.errors import InspectionError
from app.events import CommentMade
from app.fold import fold
from app.sharing import go_on
from offline_db.data_folder import KEYS, LOG
from offline_db.driver import connect
from offline_db.keys import open_keys
from sync.stick import Stick
from tests.builders import a_bureau, a_device, carry
from tests.faults.kills import MEMORY
from tests.faults.papers import issuing, make_desk
from tests.faults.recording import build_recorder, recorder, start_recorded
from tests.faults.report import Tally
from tests.faults.site import LAPTOP, faults_at, make_site, open_hub, open_laptop, sync, take_photo

Say = Callable[[str], None]
STICK = "stick.huhang"
NEWER = ("make_receipts", "make_cards", "make_contacts")  # migrations that an older log.db has not seen
DONE, REFUSED, BUG = "went through all the same", "refused with a sentence", "broke"
WAYS: Mapping[str, tuple[int, int, int]] = {  # errno, from then on, cut short
    "full once": (errno.ENOSPC, 0, 0),
    "full": (errno.ENOSPC, 1, 0),
    "full in the middle of a write": (errno.ENOSPC, 1, 1),
    "broken once": (errno.EIO, 0, 0),
}


def capture(place: Path, say: Say) -> None:
    """Take photos and make a remark."""
    with closing(open_laptop(place)) as folder:
        for _ in range(2):
            say(take_photo(folder, "F-1-0001", 5_000)[0])
            folder.casebook.append("F-1-0001", CommentMade("补记"))
            say(folder.logbook.head)


def syncing(place: Path, say: Say) -> None:
    """Take a photo and sync with a hub on the same disk."""
    with closing(open_laptop(place)) as folder, closing(open_hub(place)) as book:
        say(take_photo(folder, "F-1-0001", 20_000)[0])
        report = sync(folder, book)
        if not report.safe:
            raise InspectionError(
                *(report.alarm or report.broke_off or "未收齐 | not all safe").split(" | ", 1)
            )


def importing(place: Path, say: Say) -> None:
    """Read what another device put on a stick."""
    with closing(open_laptop(place)) as folder:
        Stick(folder).read(place / STICK, go_on)
        for name in folder.headers():
            say(name)


def upgrading(place: Path, say: Say) -> None:
    """Open a log that an older version of the program left."""
    with closing(open_laptop(place)) as folder:
        folder.casebook.append("F-1-0001", CommentMade("升级后"))
        say(folder.logbook.head)


def going_on(place: Path, say: Say) -> None:
    """Go on in the running program once there is space again; the refusal comes after that."""
    refusal: InspectionError | None = None
    with closing(open_laptop(place)) as folder:
        for _ in range(4):
            try:
                say(take_photo(folder, "F-1-0001", 3_000)[0])
            except InspectionError as error:
                refusal = error
                recorder().recorder_arm(0, 0, 0, 0)
                say(take_photo(folder, "F-1-0001", 3_000)[0])
        assert folder.casebook.case("F-1-0001") == fold("F-1-0001", folder.logbook.records(case="F-1-0001"))
    if refusal is not None:
        raise refusal


SCENES: Mapping[str, Callable[[Path, Say], None]] = {
    "capture": capture,
    "going on": going_on,
    "sync": syncing,
    "import": importing,
    "upgrade": upgrading,
    "issue": issuing,
}


def make_place(scene: str, place: Path) -> None:
    """Make the place that a scene begins with."""
    if scene == "issue":
        make_desk(place)
        return
    if scene != "import":
        make_site(place)
    if scene == "import":
        bureau = a_bureau(place / "bureau", inspectors=1)
        other, taker = a_device(bureau, place / "other", 2), a_device(bureau, place / LAPTOP, 1)
        for _ in range(3):
            take_photo(other, "F-2-0001", 4_000)
        carry(bureau, other, place / "news")
        Stick(other).write(place / STICK, [taker.keys.key.hex()], go_on)
        for folder in (taker, other, bureau):
            folder.close()
    if scene == "upgrade":
        grow_older(place / LAPTOP)


def grow_older(folder: Path) -> None:
    """Take from a log.db what later versions of the program added."""
    connection = connect(folder / LOG, open_keys(folder / KEYS).derive("log"), exclusive=True)
    for table in ("checkpoints", "receipts", "cursors", "alarms", "cards", "contacts", "alarms_read"):
        connection.execute(f"DROP TABLE {table}")
    for name in NEWER:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (name,))
    connection.close()


class Filling:
    """One scene with one way to fail, at every `step`-th call."""

    def __init__(self, scene: str, fresh: Path, functions: Any) -> None:
        self.scene, self._fresh, self._functions = scene, fresh, functions
        self._place = fresh.with_name(f"{fresh.name}-tried")
        functions.recorder_start(str(self._place).encode(), b"")
        self.tally = Tally()

    def calls(self) -> int:
        """Count the calls of the scene where nothing fails."""
        self._again()
        self._functions.recorder_arm(0, 0, 0, 0)
        SCENES[self.scene](self._place, lambda name: None)
        return int(self._functions.recorder_count())

    def fail(self, way: str, at: int) -> None:
        """Play the scene with call `at` failing, look at what is there, and play it again with space."""
        self._again()
        where = f"{self.scene}, {way} at call {at}"
        said: list[str] = []
        error, on, short = WAYS[way]
        self._functions.recorder_arm(at, error, on, short)
        came, text = self._play(said)
        self._functions.recorder_arm(0, 0, 0, 0)
        if came == BUG:
            self.tally.wrong.append(f"{where}: {text}")
        else:
            self.tally.counts[came] += 1
        self.tally.counts[f"calls failed in {self.scene}"] += 1
        kept = (text for text in self._faults(said) if self.scene != "import" or "is missing" not in text)
        self.tally.wrong += [f"{where}: {text}" for text in kept]  # photos of a bundle come after its entries
        came, text = self._play(said)
        if came != DONE:
            self.tally.wrong.append(f"{where}, does not go on: {text}")
        self.tally.wrong += [f"{where}, then on: {text}" for text in self._faults(said)]

    def _play(self, said: list[str]) -> tuple[str, str]:
        """Play the scene; returns what came of it, and a text, since an exception would keep files open."""
        try:
            SCENES[self.scene](self._place, said.append)
        except InspectionError as refusal:
            return REFUSED, refusal.en
        except Exception as bug:  # noqa: BLE001  whatever else comes out is the finding
            way_out = " < ".join(frame.name for frame in traceback.extract_tb(bug.__traceback__)[:1:-1])
            return BUG, f"{type(bug).__name__}: {bug}: {way_out}"
        return DONE, ""

    def _faults(self, said: list[str]) -> list[str]:
        return faults_at(self._place, said, hub=self.scene == "sync")

    def _again(self) -> None:
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._fresh, self._place)


def run_full(size: int, workers: int, seed: int) -> Tally:
    """Fail about `size` calls, spread over all scenes and ways; 0 fails every single one."""
    home = Path(tempfile.mkdtemp(prefix="huhang-full-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        library = build_recorder(home)
        arguments = [(scene, str(home / scene), str(size // len(SCENES)), str(seed)) for scene in SCENES]
        total = Tally()
        running: list[Any] = []
        for scene, place, *more in arguments:
            running.append(start_recorded(library, "tests.faults.full", scene, place, *more))
            if len(running) >= workers:
                total.add(_heard(running.pop(0)))
        for process in running:
            total.add(_heard(process))
        return total
    finally:
        shutil.rmtree(home)


def _heard(process: Any) -> Tally:
    said, _ = process.communicate()
    if process.returncode:
        return Tally(wrong=[f"a scene ended with {process.returncode}"])
    counts, wrong = msgspec.json.decode(said.splitlines()[-1], type=tuple[dict[str, int], list[str]])
    tally = Tally(wrong=wrong)
    tally.counts.update(counts)
    return tally


def main(scene: str, place: str, size: str, seed: str) -> None:
    """Play one scene with failing calls, under the recorder, and print what was found as JSON."""
    fresh = Path(place)
    make_place(scene, fresh)
    filling = Filling(scene, fresh, recorder())
    calls = filling.calls()
    every = [(way, at) for at in range(1, calls + 1) for way in WAYS]
    step = max(1, len(every) // int(size)) if int(size) else 1
    for way, at in every[int(seed) % step :: step]:
        filling.fail(way, at)
    print(msgspec.json.encode((filling.tally.counts, filling.tally.wrong)).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
