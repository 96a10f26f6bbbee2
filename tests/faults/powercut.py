"""Power cuts: from a scene recorded once, every state in which a cut may leave the disk can be made.

Thousands of such images are drawn for each scene, opened by the program's own code and audited: what was
acknowledged before the cut must be there and whole. Controls show that images tell: where the flushes of the
log, of photos or of folders do nothing, records and photos are lost.
"""

import hashlib
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from app.errors import InspectionError
from tests.faults.disk import Disk
from tests.faults.kills import MEMORY
from tests.faults.recording import Call, build_recorder, read_calls, start_recorded
from tests.faults.report import Tally, told
from tests.faults.scenes import SCENES
from tests.faults.site import faults_at, make_site, open_laptop

OPENED_WHOLE = 20  # of so many images one is opened as the program does, views and all
FRESH = 1 << 48  # added to inodes of files that a scene made
CONTROLS: Mapping[
    str, tuple[str, str, bool]
] = {  # scene, part of the paths whose flushes do nothing, ordered
    "no flush of the log": ("capture", "log.db", True),
    "no flush of photos": ("capture", "blobs/", True),
    "no flush of folders": ("capture", "folder", False),
    "no flush of the hub's book": ("sync", "hub.db", True),
    "no flush of the hub's photos": ("sync", "objects/", True),
}


@dataclass(frozen=True)
class Scene:
    """A recorded scene: the place as it was before, and the calls."""

    name: str
    root: Path
    before: Path
    calls: tuple[Call, ...]


def record(name: str, home: Path, library: Path) -> Scene:
    """Play a scene under the recorder."""
    root, before, trace = home / name, home / f"{name}-before", home / f"{name}.trace"
    if name == "birth":
        root.mkdir()
        (root / "root").write_text("")
    else:
        make_site(root)
    shutil.copytree(root, before)
    inodes = {path.relative_to(root): path.stat().st_ino for path in root.rglob("*")}
    with start_recorded(library, "tests.faults.scenes", name, str(root), str(trace)) as process:
        process.communicate()
    assert process.returncode == 0, f"the scene {name} failed"
    known = {inodes[path.relative_to(before)]: path.stat().st_ino for path in before.rglob("*")}
    return Scene(name, root, before, tuple(_of_the_copy(read_calls(trace, root), known)))


def _of_the_copy(calls: Iterable[Call], known: dict[int, int]) -> Iterator[Call]:
    """Give files that were there before the inodes of their copies; one made anew is no old one any more."""
    for call in calls:
        if call.letter == "C":
            known[call.file] = call.file + FRESH
        yield Call(call.letter, known.get(call.file, call.file), call.offset, call.a, call.b)


@dataclass
class Cutting:
    """Draws images of one scene and examines them."""

    scene: Scene
    home: Path
    draw: random.Random
    ordered: bool
    deaf: str = ""
    tally: Tally = field(default_factory=Tally)

    def run(self, images: int) -> Tally:
        """Draw so many images, spread over all moments of the scene."""
        disk = Disk(self.scene.before, ordered=self.ordered, deaf=self.deaf)
        calls = self.scene.calls
        moments = sorted(self.draw.randrange(len(calls) + 1) for _ in range(images))
        writer = ImageFolder(self.home)
        acknowledged: list[str] = []
        seen: set[tuple[bytes, int]] = set()
        done = 0
        for number, moment in enumerate(moments):
            for call in calls[done:moment]:
                disk.step(call)
                if call.letter == "A" and call.a.startswith("E "):
                    acknowledged.append(call.a[2:])
            done = moment
            image = disk.crash(self.draw)
            key = (_digest(image), len(acknowledged))
            self.tally.counts["images"] += 1
            if key in seen:
                self.tally.counts["the same as one before"] += 1
                continue
            seen.add(key)
            writer.write(image, disk)
            self._examine(acknowledged, number)
        return self.tally

    def _examine(self, acknowledged: list[str], number: int) -> None:
        where = f"{self.scene.name}, {'ordered' if self.ordered else 'adversarial'}, image {number}"
        born = self.scene.name != "birth" or acknowledged
        wrong = faults_at(self.home, acknowledged, hub=self.scene.name == "sync") if born else []
        self.tally.wrong += [f"{where}: {text}" for text in wrong]
        if born and number % OPENED_WHOLE == 0 and not wrong:
            self.tally.counts["opened whole"] += 1
            try:
                with closing(open_laptop(self.home)) as folder:
                    self.tally.wrong += [f"{where}: {line} is said to be lost" for line in folder.lost()]
            except InspectionError as error:
                self.tally.wrong.append(f"{where}: {error.en}")


class ImageFolder:
    """A folder that is made to hold one image after another; what is there already is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._there: dict[Path, tuple[int, int]] = {}

    def write(self, image: Mapping[str, tuple[int, int, bytes | None]], disk: Disk) -> None:
        """Make the folder hold an image."""
        wanted = {self._folder / name: found for name, found in image.items()}
        for path in self._folder.rglob("*"):
            if path.is_file() and (path not in wanted or path not in self._there):
                path.unlink()
                self._there.pop(path, None)
        for path, (number, version, content) in wanted.items():
            key = (number, version)
            if content is None and self._there.get(path) == key:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(disk.files[number].base if content is None else content)
            if content is None and ".db" not in path.name:  # opening changes databases
                self._there[path] = key
            else:
                self._there.pop(path, None)


def _digest(image: Mapping[str, tuple[int, int, bytes | None]]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for path, (number, version, content) in sorted(image.items()):
        digest.update(f"{path} {number} {version} ".encode())
        digest.update(content if content is not None else b"flushed")
    return digest.digest()


def run_powercuts(images: int, workers: int, seed: int) -> Tally:
    """Draw images of every scene with both ways of keeping names, and look at the controls."""
    home = Path(tempfile.mkdtemp(prefix="huhang-cuts-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        library = build_recorder(home)
        scenes = [record(name, home, library) for name in SCENES]
        total = Tally()
        total.counts["calls recorded"] = sum(len(scene.calls) for scene in scenes)
        works = [
            partial(_cut, scenes, home / f"w{n}", seed * 1000 + n, images // workers) for n in range(workers)
        ]
        total.add(told(works))
        for name, (scene, deaf, ordered) in CONTROLS.items():
            recorded = next(s for s in scenes if s.name == scene)
            found = told([partial(control, recorded, home / "control", deaf, ordered=ordered)])
            total.counts[f"control, {name}: wrong of {found.counts['images']}"] = len(found.wrong)
            if not found.wrong:
                total.wrong.append(f"the control found nothing: {name}")
        return total
    finally:
        shutil.rmtree(home)


def control(scene: Scene, home: Path, deaf: str, *, ordered: bool, images: int = 60) -> Tally:
    """Draw images of a disk that does not heed certain flushes."""
    home.mkdir(exist_ok=True)
    return Cutting(scene, home, random.Random(5), ordered, deaf).run(images)


def _cut(scenes: list[Scene], home: Path, seed: int, images: int) -> Tally:
    tally = Tally()
    kinds = [(scene, ordered) for scene in scenes for ordered in (True, False)]
    for number, (scene, ordered) in enumerate(kinds):
        place = home / str(number)
        place.mkdir(parents=True)
        share = images // len(kinds) + (number < images % len(kinds))
        tally.add(Cutting(scene, place, random.Random(seed * 100 + number), ordered).run(share))
        shutil.rmtree(place)
    return tally
