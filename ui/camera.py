"""Live reading: one thread takes frames, one reads the newest of them, and the window only paints.

The thread that takes frames also makes the picture that is shown, in the very size and format in which it
is painted, and only when the window has painted the last one: so a slow window drops pictures and never
queues them. The reading thread takes the newest frame and leaves older ones unread. A source that fails
is asked again every second; a code is accepted when frames agree.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from app.errors import InspectionError
from app.symbols import Agreement, Symbol, read_frame
from ui.glances import Gaze
from ui.pixels import picture_of
from ui.sources import Frame, FrameSource

RETRY_S = 1.0
STILL_QUALITY = 95
PARTING_S = 0.5  # how long the window waits for a source that hangs; it then closes by itself


@dataclass(frozen=True, slots=True)
class Sighting:
    """The codes seen in one frame, for the viewfinder."""

    width: int  # of the frame, px
    height: int
    symbols: tuple[Symbol, ...]  # quads in pixels of the frame
    accepted: frozenset[str] = frozenset()  # texts that frames agreed on


class Mailbox:
    """Holds the newest frame; an older one that nobody took is gone."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._filled = threading.Condition()

    def put(self, frame: Frame | None) -> None:
        with self._filled:
            self._frame = frame
            self._filled.notify()

    def take(self, timeout_s: float) -> Frame | None:
        """Return the newest frame once, None if none came in time."""
        with self._filled:
            if self._frame is None:
                self._filled.wait(timeout_s)
            frame, self._frame = self._frame, None
            return frame


class Camera(QObject):
    """Frames of one source, shown and read; its signals reach the thread that made it."""

    shown = Signal(QImage)  # a picture to paint; call `painted` when that is done
    seen = Signal(object)  # Sighting, for every frame in which codes were seen, and the first without
    found = Signal(object)  # Symbol, once while it stays in sight
    lost = Signal()
    came = Signal()  # the first frame, also after `lost`
    exposed = Signal(bool)

    def __init__(self, make: Callable[[], FrameSource], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._stopped = threading.Event()
        self._mail = Mailbox()
        self._newest: Frame | None = None
        self._place = (960, 540)
        self._painted = threading.Event()
        self._painted.set()
        self._held = False
        self._steps: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=f"huhang-{name}", daemon=True)
            for name, work in (("frames", self._take_frames), ("codes", self._read_codes))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads; a source that hangs is closed by its own thread as soon as it answers."""
        self._stopped.set()
        self._mail.put(None)
        for thread in self._threads:
            if thread.is_alive():
                thread.join(PARTING_S)

    def painted(self) -> None:
        """Say that the picture shown last was painted, so that the next may come."""
        self._painted.set()

    def show_at(self, width: int, height: int) -> None:
        """Make pictures that fit these pixels of the screen."""
        self._place = (max(16, width), max(16, height))

    def hold(self, held: bool) -> None:
        """Keep the newest frame as it is, for `still` and for the eye; let go again."""
        self._held = held

    def expose(self, step: int) -> None:
        """Ask for a brighter (1) or darker (-1) picture, or the camera's own choice (0); see `exposed`."""
        self._steps.put(step)

    def frame(self) -> Frame | None:
        """Return the newest frame in full size; None before the first and after the last."""
        return self._newest

    def still(self) -> bytes:
        """Return the newest frame in full size as JPEG, b"" where there is none."""
        frame = self._newest
        if frame is None:
            return b""
        _, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, STILL_QUALITY])
        return data.tobytes()

    def _tell(self, signal: SignalInstance, *what: object) -> None:
        """Emit a signal; the window may have gone while a slow source or a busy machine kept its thread."""
        if not self._stopped.is_set():
            with contextlib.suppress(RuntimeError):  # Qt's half of this object went between the two lines
                signal.emit(*what)

    def _take_frames(self) -> None:
        source = self._make()
        told = None
        while not self._stopped.is_set():
            frame = self._frame_of(source)
            if frame is None:
                if told is not False:
                    self._newest = None
                    self._tell(self.lost)
                told = False
                self._stopped.wait(RETRY_S)
                continue
            if told is not True:
                self._tell(self.came)
            told = True
            if self._held:
                continue
            self._newest = frame
            self._mail.put(frame)
            if self._painted.is_set():
                self._painted.clear()
                self._tell(self.shown, preview(frame, *self._place))
        source.close()

    def _frame_of(self, source: FrameSource) -> Frame | None:
        """Return the source's next frame; one that breaks has none, and is closed to be opened again."""
        try:
            while not self._steps.empty():
                self._tell(self.exposed, source.expose(self._steps.get()))
            return source.read()
        except (cv2.error, OSError, ValueError, InspectionError):
            source.close()
            return None

    def _read_codes(self) -> None:
        gaze, agreement = Gaze(), Agreement()
        accepted: dict[str, float] = {}
        blank = True
        while not self._stopped.is_set():
            frame = self._mail.take(0.5)
            if frame is None:
                continue
            symbols = look(frame, gaze)
            now = time.monotonic()
            for symbol in agreement.accept(symbols, now):
                self._tell(self.found, symbol)
                accepted[symbol.text] = now
            if symbols or not blank:
                height, width = frame.shape[:2]
                sure = frozenset(s.text for s in symbols if s.text in accepted)
                self._tell(self.seen, Sighting(width, height, symbols, sure))
            blank = not symbols
            if len(accepted) > 100:
                accepted.clear()


def look(frame: Frame, gaze: Gaze) -> tuple[Symbol, ...]:
    """Return the codes in the part of a frame whose turn it is, with corners in pixels of the frame."""
    height, width = frame.shape[:2]
    glance = gaze.next(height, width)
    part = np.asarray(cv2.cvtColor(glance.cut(frame), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    symbols = tuple(replace(s, quad=glance.back(s.quad)) for s in read_frame(part))
    gaze.saw([s.quad for s in symbols], glance.turned)
    return symbols


def preview(frame: Frame, width: int, height: int) -> QImage:
    """Return a frame, (H, W, 3) BGR, fitted into width x height."""
    scale = min(width / frame.shape[1], height / frame.shape[0], 1.0)
    size = max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale))
    small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA) if scale < 1.0 else frame
    return picture_of(np.asarray(small, np.uint8))
