"""What live reading costs, and how soon a code is taken: `python -m tests.bench.live [FOLDER-OR-CLIP]`.

Prints CPU of one 720p frame in the reading thread and in the window's thread, the time from the first frame
with a code, held still, to its acceptance, and what a large photo costs. Frames are made here, with noise,
other print and a slowly moving code; a clip or a folder as argument serves for the first figure instead.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
import zxingcpp
from PySide6.QtWidgets import QApplication

from app.numbers.products import check_digit
from app.photo_reading import read_picture
from app.photos import decode
from app.symbols import Agreement, Symbol
from ui.camera import Camera, look
from ui.glances import Gaze
from ui.sources import CLIP_SUFFIXES, ClipSource, FolderSource, Frame
from ui.theme import LIGHT
from ui.viewfinder import Viewfinder

HEIGHT, WIDTH = 720, 1280
RATE = 30  # frames a second
KINDS = ("EAN13", "QRCode", "Code128", "DataMatrix", "UPCA")
DECODE_BAR, WINDOW_BAR, ACCEPT_BAR, PHOTO_BAR = 8, 2, 250, 300  # ms


class Scene:
    """A hall of noise and print in which a code lies; a source of frames."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        coarse = self._random.integers(70, 190, (HEIGHT // 40, WIDTH // 40, 3), dtype=np.uint8)
        ground = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        for row in range(60, HEIGHT, 90):
            at = (40 + row % 70, row)
            cv2.putText(ground, "MADE WITH CARE 2026 / 100 % COTTON", at, 0, 0.9, (40, 40, 40), 2)
        self._ground = np.asarray(ground, dtype=np.int16)
        self._noises = [self._random.normal(0, 5, (HEIGHT, WIDTH, 3)).astype(np.int16) for _ in range(6)]
        self._code: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None = None
        self._at = (0, 0)
        self._due = time.monotonic()
        self.first_shown = 0.0

    def show(self, kind: str, text: str, scale: int, left: int, top: int) -> None:
        """Put a code into the scene from the next frame on."""
        made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
        self._code = np.pad(np.array(made.to_image(scale=scale)), 6 * scale, constant_values=255)[
            :HEIGHT, :WIDTH
        ]
        self._at = (min(left, WIDTH - self._code.shape[1]), min(top, HEIGHT - self._code.shape[0]))
        self.first_shown = 0.0

    def hide(self) -> None:
        self._code = None

    def frame(self, shift: int = 0) -> Frame:
        """Return a frame; the code is moved by `shift` px."""
        picture = self._ground.copy()
        if self._code is not None:
            height, width = self._code.shape
            left, top = max(0, min(WIDTH - width, self._at[0] + shift)), self._at[1]
            picture[top : top + height, left : left + width] = self._code[:, :, None]
        picture += self._noises[int(self._random.integers(len(self._noises)))]
        return np.clip(picture, 0, 255).astype(np.uint8)

    def read(self) -> Frame | None:
        self._due = max(self._due + 1 / RATE, time.monotonic() - 0.1)
        time.sleep(max(0.0, self._due - time.monotonic()))
        shown = self._code is not None
        frame = self.frame()
        if shown and not self.first_shown:
            self.first_shown = time.monotonic()
        return frame

    def expose(self, step: int) -> bool:
        return False

    def close(self) -> None:
        self.hide()


def a_code(n: int) -> tuple[str, str]:
    """Return the kind and the text of the n-th code; no two are alike."""
    kind = KINDS[n % len(KINDS)]
    digits = f"69{n:010d}" if kind == "EAN13" else f"036{n:08d}"
    return kind, digits + check_digit(digits)[0] if kind in ("EAN13", "UPCA") else f"HUHANG {n:06d}"


def made_frames(count: int) -> Iterator[Frame]:
    """Yield frames in which codes come, move and go."""
    scene = Scene()
    for n in range(count):
        if n % 20 == 0:
            scene.show(*a_code(n // 20), 3, 300 + n % 400, 240)
        if n % 20 == 14:
            scene.hide()
        yield scene.frame(shift=(n % 20) * 4)


def given_frames(path: Path, count: int) -> Iterator[Frame]:
    """Yield frames of a clip or a folder, reduced to 720p."""
    now = time.monotonic
    clip = path.suffix.lower() in CLIP_SUFFIXES
    source = ClipSource(path, lambda s: None, now) if clip else FolderSource(path, decode, lambda s: None)
    for _ in range(count):
        frame = source.read()
        if frame is not None:
            scale = min(HEIGHT / frame.shape[0], WIDTH / frame.shape[1])
            yield np.asarray(
                cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
            )


def reading_cost(frames: Iterator[Frame]) -> tuple[list[float], int]:
    """Return CPU ms of each frame in the reading thread, and how many codes were accepted."""
    gaze, agreement, spent, accepted = Gaze(), Agreement(), [], 0
    for n, frame in enumerate(frames):
        before = time.thread_time()
        accepted += len(agreement.accept(look(frame, gaze), n / RATE))
        spent.append((time.thread_time() - before) * 1000)
    return spent, accepted


class Watched:
    """A viewfinder before a scene, whose painting and finding are timed."""

    def __init__(self) -> None:
        self.application = QApplication.instance() or QApplication([])
        self.scene = Scene(1)
        self.window: list[float] = []  # CPU ms of each painted picture
        self.found: list[float] = []  # when a code was taken
        self._painted = 0
        self.finder = Viewfinder(LIGHT, "")
        self.finder.resize(700, 420)
        self.camera = Camera(lambda: self.scene)
        self.camera.shown.connect(self.finder.show_picture)
        self.camera.seen.connect(self.finder.show_sighting)
        self.camera.found.connect(self._take)
        self.finder.painted.connect(self.camera.painted)
        self.finder.painted.connect(self._count)
        self.finder.resized.connect(self.camera.show_at)
        self.finder.show()
        self.camera.start()

    def turn(self, seconds: float) -> None:
        """Let the window work until a code is taken, or for a time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.found:
            before, count = time.thread_time(), self._painted
            self.application.processEvents()
            if self._painted > count:
                self.window.append((time.thread_time() - before) * 1000 / (self._painted - count))
            time.sleep(0.001)

    def _take(self, symbol: Symbol) -> None:
        self.found.append(time.monotonic())

    def _count(self) -> None:
        self._painted += 1


def live_cost(rounds: int) -> tuple[list[float], list[float], int]:
    """Return CPU ms of the window's thread for each painted frame, ms to acceptance, and codes missed."""
    watched, waits, missed = Watched(), list[float](), 0
    place = np.random.default_rng(5)
    for n in range(rounds):
        watched.scene.hide()
        watched.found.clear()
        watched.turn(0.3)
        watched.found.clear()
        watched.scene.show(*a_code(1000 + n), 3, int(place.integers(250, 650)), int(place.integers(150, 350)))
        watched.turn(3)
        if watched.found and watched.scene.first_shown:
            waits.append((watched.found[0] - watched.scene.first_shown) * 1000)
        else:
            missed += 1
    watched.camera.stop()
    return watched.window, waits, missed


def photo_cost(rounds: int) -> list[float]:
    """Return CPU ms from the bytes of a 12-megapixel photo to its codes, once all is warm."""
    scene = Scene(2)
    scene.show(*a_code(7), 3, 500, 300)
    large = cv2.resize(scene.frame(), (4000, 3000), interpolation=cv2.INTER_CUBIC)
    data = cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    spent = []
    for _ in range(rounds + 1):
        before = time.thread_time()
        assert read_picture(decode(data)).codes
        spent.append((time.thread_time() - before) * 1000)
    return spent[1:]


def main(given: Path | None) -> None:
    cv2.setNumThreads(1)
    spent, accepted = reading_cost(given_frames(given, 300) if given else made_frames(300))
    window, waits, missed = live_cost(25)
    print(line("reading thread, CPU ms a frame", spent, f"bar: p95 {DECODE_BAR}; {accepted} codes accepted"))
    print(line("window's thread, CPU ms a picture", window, f"bar: p99 {WINDOW_BAR}"))
    print(line("held still to accepted, wall ms", waits, f"bar: {ACCEPT_BAR}; {missed} codes missed"))
    print(line("12-megapixel photo to codes, CPU ms", photo_cost(10), f"bar: {PHOTO_BAR}"))


def line(what: str, values: list[float], note: str) -> str:
    """Return a line of the table."""
    if not values:
        return f"{what:<36} none; {note}"
    middle, high, highest = np.percentile(values, [50, 95, 99])
    return f"{what:<36} p50 {middle:6.1f}  p95 {high:6.1f}  p99 {highest:6.1f}  of {len(values):4d}   {note}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
