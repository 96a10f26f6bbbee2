"""Where frames come from: a camera, a clip or a folder of pictures, all read in the same way.

OpenCV serves all three. Qt's own multimedia would weigh 175 MB more, does not load where the sound server's
library is missing, and converts frames on the GUI thread. Cameras are told by name and path, never by
number alone: numbers change when one is unplugged.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")  # some cameras open in 20 s with it
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")  # it warns at each try to open what is not there

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import BadInput

_enumerate: Callable[[int], Sequence[Any]] | None = None
with contextlib.suppress(ImportError, OSError):  # not on macOS, whose cameras are only counted
    from cv2_enumerate_cameras import enumerate_cameras as _enumerate

Frame = NDArray[np.uint8]
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
CLIP_SUFFIXES = (".mp4", ".avi", ".mov", ".mkv", ".webm")
WANTED = (1920, 1080)  # px; a camera takes the nearest that it has
BACKENDS = {"linux": (cv2.CAP_V4L2,), "win32": (cv2.CAP_MSMF, cv2.CAP_DSHOW)}.get(
    sys.platform, (cv2.CAP_ANY,)
)
AUTO_EXPOSURE = {cv2.CAP_V4L2: (1.0, 3.0)}  # what means manual and automatic; elsewhere 0 and 1
MJPEG = cv2.VideoWriter.fourcc(
    "M", "J", "P", "G"
)  # uncompressed, USB 2 brings 5 frames a second in full size
COUNTED = 3  # cameras that are offered where they cannot be listed


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that is plugged in."""

    name: str
    path: str  # what stays the same when other cameras come and go, "" where the system tells none
    number: int
    backend: int


class FrameSource(Protocol):
    """Where frames come from."""

    def read(self) -> Frame | None:
        """Return the next frame, (H, W, 3) uint8 BGR, when it is due; None when there is none now."""
        ...

    def expose(self, step: int) -> bool:
        """Make the picture brighter (1) or darker (-1), or leave it to the camera (0); False if it cannot."""
        ...

    def close(self) -> None: ...


def list_cameras() -> tuple[CameraDevice, ...]:
    """Return the cameras that are plugged in, by the first backend that tells of any."""
    if _enumerate is None:
        return tuple(CameraDevice(f"Camera {n + 1}", "", n, cv2.CAP_ANY) for n in range(COUNTED))
    for backend in BACKENDS:
        if found := _listed(backend):
            return found
    return ()


def _listed(backend: int) -> tuple[CameraDevice, ...]:
    try:
        found = _enumerate(backend) if _enumerate else ()
    except (OSError, NotImplementedError):  # a device vanishes while it is asked; no such backend here
        return ()
    devices = [CameraDevice(str(c.name or ""), str(c.path or ""), int(c.index), backend) for c in found]
    return tuple(sorted(devices, key=lambda d: d.number))


class CameraSource:
    """A camera; found again by its path or name, and opened by itself after it was unplugged."""

    def __init__(self, wanted: CameraDevice) -> None:
        self._wanted = wanted
        self._capture: cv2.VideoCapture | None = None
        self._backend = cv2.CAP_ANY
        self._exposure: float | None = None

    def read(self) -> Frame | None:
        if self._capture is None:
            self._open()
        if self._capture is None:
            return None
        good, frame = self._capture.read()
        if not good or frame is None:
            self.close()
            return None
        return as_frame(frame)

    def expose(self, step: int) -> bool:
        if self._capture is None:
            return False
        manual, automatic = AUTO_EXPOSURE.get(self._backend, (0.0, 1.0))
        if step == 0:
            self._exposure = None
            return bool(self._capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, automatic))
        now = self._exposure if self._exposure is not None else self._capture.get(cv2.CAP_PROP_EXPOSURE)
        then = now + step if now <= 0 else now * 1.5**step  # Windows counts in powers of two, Linux in 100 µs
        self._capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, manual)
        if now == 0 or not self._capture.set(cv2.CAP_PROP_EXPOSURE, then):
            return False
        self._exposure = then
        return True

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _open(self) -> None:
        """Open the camera by the first backend that knows it and gives a frame."""
        for backend in BACKENDS:
            device = same_device(self._wanted, _listed(backend)) if _enumerate else self._wanted
            if device is None:
                continue
            capture = cv2.VideoCapture(device.number, backend)
            capture.set(
                cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")
            )  # else 5 frames a second in full size
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED[1])
            if capture.isOpened() and capture.read()[0]:
                self._capture, self._backend, self._exposure = capture, backend, None
                return
            capture.release()


def same_device(wanted: CameraDevice, found: tuple[CameraDevice, ...]) -> CameraDevice | None:
    """Return the camera that was chosen among those plugged in now: by path, else by name."""
    by_path = [device for device in found if device.path and device.path == wanted.path]
    by_name = [device for device in found if device.name == wanted.name]
    return next(iter((*by_path, *by_name)), None)


class ClipSource:
    """A clip at its own pace, repeated."""

    def __init__(self, path: Path, wait: Callable[[float], object], now: Callable[[], float]) -> None:
        self._path, self._wait, self._now = path, wait, now
        self._capture: cv2.VideoCapture | None = None
        self._due = 0.0

    def read(self) -> Frame | None:
        if self._capture is None:
            self._capture = cv2.VideoCapture(str(self._path))
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._due = max(self._due + 1 / (rate if 1 <= rate <= 240 else 25), self._now() - 0.5)
        self._wait(max(0.0, self._due - self._now()))
        good, frame = self._capture.read()
        if not good:
            self.close()
            self._capture = cv2.VideoCapture(str(self._path))
            good, frame = self._capture.read()
        return as_frame(frame) if good and frame is not None else None

    def expose(self, step: int) -> bool:
        return False

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class FolderSource:
    """The pictures of a folder, one after the other, repeated; what is no picture is passed over."""

    def __init__(
        self,
        folder: Path,
        decode: Callable[[bytes], Frame],
        wait: Callable[[float], object],
        pace_s: float = 0.5,
    ) -> None:
        self._folder, self._decode, self._wait, self._pace_s = folder, decode, wait, pace_s
        self._paths: list[Path] = []

    def read(self) -> Frame | None:
        """Return the next picture; each file is tried once in a round."""
        for _ in range(2):
            while self._paths:
                path = self._paths.pop(0)
                try:
                    frame = self._decode(path.read_bytes())
                except (BadInput, OSError):
                    continue
                self._wait(self._pace_s)
                return frame
            self._paths = pictures_in(self._folder)
        return None

    def expose(self, step: int) -> bool:
        return False

    def close(self) -> None:
        self._paths = []


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures of a folder by name, [] where it cannot be read."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES and p.is_file())
    except OSError:
        return []


def as_frame(picture: NDArray[Any]) -> Frame | None:
    """Return any picture of a camera as (H, W, 3) uint8 BGR, None where it is none."""
    if picture.dtype != np.uint8 or picture.ndim not in (2, 3) or min(picture.shape[:2]) < 2:
        return None
    channels = 1 if picture.ndim == 2 else picture.shape[2]
    if channels == 1:
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if channels == 4:
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGRA2BGR), dtype=np.uint8)
    return np.asarray(picture, dtype=np.uint8) if channels == 3 else None
