"""The black box: a marked stick or card that gets every new entry and photo at once, by a thread of its own.

It closes the one real window of loss, a laptop that is destroyed before its first sync. The officer marks a
medium once; from then on it is used whenever it is in. The thread looks for it, catches up, waits to be
woken, and never holds up the desk: it takes what is durable already, and no lock while it writes.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import BadInput, InspectionError, NotAllowed, StorageFault
from app.log import Signer
from app.sharing import BoxState
from sync.medium import Medium
from sync.mirror import Full, Mirror, Source, make_mirror, open_mirror

FOLDER = "huhang-box"
LOOK_S = 2.0  # between looks for the medium, and for what nobody woke the thread for
AGAIN_S = 15.0  # after a fault


class Keys(Signer, Protocol):
    """This device's keys."""

    @property
    def sealing(self) -> X25519PrivateKey: ...


class BlackBox:
    """Mirrors `source` to the marked medium among `media()`, the folders where media are mounted.

    `readers` returns the X25519 keys, raw, that the bureau reads the box with. `marks` is a file that
    remembers which media were marked here; it holds no secret. No box may lie within `data`.
    """

    def __init__(
        self,
        source: Source,
        keys: Keys,
        root: Callable[[], str],
        readers: Callable[[], Sequence[bytes]],
        media: Callable[[], Iterable[Path]],
        marks: Path,
        medium: Medium | None = None,
        data: Path | None = None,
    ) -> None:
        self._source = source
        self._keys = keys
        self._root = root
        self._readers = readers
        self._media = media
        self._marks = marks
        self._data = data
        self._medium = medium or Medium()
        self._mirror: Mirror | None = None
        self._lock = threading.Lock()  # over the mirror: one thread at a time
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._wanted = threading.Event()  # somebody waits for the lock
        self._thread: threading.Thread | None = None
        self._state = BoxState("missing" if self.marked() else "none")

    def state(self) -> BoxState:
        """Return how it stands; cheap, from any thread."""
        mirror, state = self._mirror, self._state
        if mirror is None or state.mode != "on":
            return state
        entries, blobs = mirror.behind
        return BoxState("on", state.place, entries, blobs, next(iter(mirror.problems.values()), ""))

    def mirrored(self) -> frozenset[str]:
        """Return the leaves that the medium now in holds, read back from it; names as in receipts."""
        mirror = self._mirror
        return frozenset(mirror.held) if mirror else frozenset()

    def media(self) -> tuple[Path, ...]:
        """Return the media that could be marked."""
        return tuple(self._media())

    def marked(self) -> tuple[str, ...]:
        """Return the media that were marked here, by the places where they were."""
        try:
            return tuple(msgspec.json.decode(self._marks.read_bytes(), type=list[str]))
        except (OSError, msgspec.MsgspecError):
            return ()

    def mark(self, place: Path) -> None:
        """Make a medium, or a folder on another disk or share, this device's black box; the thread fills it.

        Raises:
            BadInput: a folder within the data folder. StorageFault: the medium refuses.
            NotAllowed: nobody but this device could read it.
        """
        if self._data and self._data.resolve() in (place.resolve(), *place.resolve().parents):
            raise BadInput(
                "这个文件夹就在本机的数据文件夹里，会与它一起丢失；请选择另一块磁盘、U盘或网络共享。",
                "That folder is within this device's data folder and would be lost with it; choose another "
                "disk, a stick or a share.",
            )
        readers = self._readers()
        if not readers:
            raise NotAllowed(
                "本机还不知道局机关或中心的密钥，黑匣子将无人能读；请先载入展会包或与中心同步一次。",
                "This device knows no key of the bureau or a hub, so nobody could read the box; load the"
                " fair pack or sync with a hub first.",
            )
        self._wanted.set()
        with self._lock:
            self._wanted.clear()
            self._drop("missing")
            folder = self._folder(place)
            if not folder.exists():
                all_readers = (self._own(), *readers)
                make_mirror(self._source, folder, all_readers, self._keys, self._root(), self._medium)
            try:
                places = sorted({*self.marked(), str(place)})
                self._marks.write_bytes(msgspec.json.encode(places))
            except OSError as error:
                raise StorageFault(
                    "无法在本机记下黑匣子；请检查磁盘空间。",
                    "The black box cannot be noted on this device; check the disk's space.",
                ) from error
        self.wake()

    def start(self) -> None:
        """Begin the thread."""
        self._thread = threading.Thread(target=self._run, name="black-box", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something new."""
        self._woken.set()

    def stop(self) -> None:
        """Write what waits, end the file and the thread."""
        self._ending.set()
        self.wake()
        if self._thread is not None:
            self._thread.join()
        with self._lock:
            self._drop("missing")

    def look(self) -> None:
        """Find the marked medium and catch up: one turn of the thread. Raises nothing."""
        with self._lock:
            try:
                self._turn()
            except Full as error:
                self._drop("full", error)
            except InspectionError as error:
                self._drop("faulty" if self._is_in() else "missing", error)

    def _run(self) -> None:
        while not self._ending.is_set():
            self._woken.clear()
            self.look()
            bad = self._state.mode in ("full", "faulty")
            if bad:
                self._ending.wait(AGAIN_S)
            else:
                self._woken.wait(LOOK_S)

    def _turn(self) -> None:
        if self._mirror is not None and not self._is_in():
            self._drop("missing")
        if self._mirror is None:
            self._mirror = self._find()
        if self._mirror is None:
            self._state = BoxState("missing" if self.marked() else "none")
            return
        self._state = BoxState("on", str(self._mirror.folder.parent.parent))
        self._mirror.catch_up(lambda: not (self._ending.is_set() or self._wanted.is_set()))

    def _find(self) -> Mirror | None:
        for place in dict.fromkeys((*self._media(), *map(Path, self.marked()))):
            folder = self._folder(place)
            if not folder.is_dir():
                continue
            self._state = BoxState("checking", str(place))
            readers = (self._own(), *self._readers())
            try:
                return open_mirror(
                    self._source, folder, readers, self._keys.sealing, self._keys.key, self._medium
                )
            except BadInput as error:
                self._state = BoxState("faulty", str(place), problem=f"{error.zh} | {error.en}")
        return None

    def _is_in(self) -> bool:
        return self._mirror is not None and self._mirror.folder.is_dir()

    def _drop(self, mode: str, error: InspectionError | None = None) -> None:
        place = str(self._mirror.folder.parent.parent) if self._mirror else ""
        if self._mirror is not None:
            self._mirror.close()
        self._mirror = None
        marked = mode != "missing" or bool(self.marked())
        problem = f"{error.zh} | {error.en}" if error else ""
        self._state = BoxState(mode if marked else "none", place, problem=problem)

    def _folder(self, place: Path) -> Path:
        return place / FOLDER / self._keys.key.hex()[:16]

    def _own(self) -> bytes:
        return self._keys.sealing.public_key().public_bytes_raw()
