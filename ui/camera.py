"""A thread that reads frames and the codes in them: from a camera, a clip or a folder of pictures."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")  # some cameras open in 20 s with it

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.errors import BadInput
from app.photos import decode
from app.symbols import Agreement, read_frame

Frame = NDArray[np.uint8]
PREVIEW = 960  # px, width of what is shown
RETRY_S = 1.0


class FrameSource(Protocol):
    """Where frames come from; `read` gives None when there is none at the moment."""

    def read(self) -> Frame | None: ...

    def close(self) -> None: ...


class CameraSource:
    """A camera by its index; opened again by itself after it was unplugged."""

    def __init__(self, index: int) -> None:
        self._index = index
        self._capture: cv2.VideoCapture | None = None

    def read(self) -> Frame | None:
        if self._capture is None:
            self._capture = cv2.VideoCapture(self._index)
        good, frame = self._capture.read() if self._capture.isOpened() else (False, None)
        if not good or frame is None:
            self.close()
            return None
        return np.asarray(frame, dtype=np.uint8)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class ClipSource:
    """A clip, repeated."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._capture = cv2.VideoCapture(str(path))

    def read(self) -> Frame | None:
        good, frame = self._capture.read()
        if not good:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            good, frame = self._capture.read()
        return np.asarray(frame, dtype=np.uint8) if good else None

    def close(self) -> None:
        self._capture.release()


class FolderSource:
    """The pictures of a folder, one after the other, repeated."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(
            p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
        )
        self._next = 0

    def read(self) -> Frame | None:
        if not self._paths:
            return None
        path = self._paths[self._next % len(self._paths)]
        self._next += 1
        try:
            return decode(path.read_bytes())
        except (BadInput, OSError):
            return None

    def close(self) -> None:
        self._paths = []


class Camera(QObject):
    """Reads frames in a thread of its own; the newest still can be had at any time."""

    frame_ready = Signal(QImage)
    symbol_found = Signal(object)
    lost = Signal()

    def __init__(
        self, make: Callable[[], FrameSource], parent: QObject | None = None, pace_s: float = 0.03
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._pace_s = pace_s
        self._stopped = threading.Event()
        self._newest: Frame | None = None
        self._thread = threading.Thread(target=self._watch, name="huhang-camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; waits until the source is closed."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def still(self) -> bytes:
        """Return the newest frame in full size as JPEG, b"" before the first frame."""
        if self._newest is None:
            return b""
        _, data = cv2.imencode(".jpg", self._newest, [cv2.IMWRITE_JPEG_QUALITY, 95])
        return data.tobytes()

    def _watch(self) -> None:
        source, agreement = self._make(), Agreement()
        told = False
        while not self._stopped.is_set():
            frame = source.read()
            if frame is None:
                self._newest = None
                if not told:
                    self.lost.emit()
                told = True
                self._stopped.wait(RETRY_S)
                continue
            told = False
            self._newest = frame
            self.frame_ready.emit(preview(frame))
            for symbol in agreement.accept(read_frame(frame), time.monotonic()):
                self.symbol_found.emit(symbol)
            self._stopped.wait(self._pace_s)
        source.close()


def preview(frame: Frame) -> QImage:
    """Return a frame as it is shown: (H, W, 3) BGR to a picture at most `PREVIEW` px wide."""
    height, width = frame.shape[:2]
    if width > PREVIEW:
        size = (PREVIEW, height * PREVIEW // width)
        frame = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    height, width = frame.shape[:2]
    return QImage(frame.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888).copy()
