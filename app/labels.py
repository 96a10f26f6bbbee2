"""Picture -> lines of printed text, by a process of its own that starts in the background and stays warm.

A process, because reading takes seconds and hundreds of megabytes, because a hostile picture may hang or
kill it, and because it can then be ended without the program noticing more than a sentence.
"""

import importlib
import math
import multiprocessing
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import BadInput, InspectionError, StorageFault
from app.ocr.lines import Line, Quad, as_quad

__all__ = ["LabelFault", "LabelReader", "Line", "Quad"]

MOST_PIXELS = 120_000_000  # of a picture; more is refused
READ_PIXELS = 16_000_000  # larger pictures are shrunk to this before they are read
LEAST_SIDE = 8  # pixels; anything smaller holds no text
START_S = 60.0  # seconds within which the process must be ready, on a slow disk too
PATIENCE_S = 20.0  # seconds beyond its budget after which a reading counts as hung

Picture = NDArray[np.uint8]


class LabelFault(InspectionError):
    """The reading process hung, died or was ended; another is started for the next photo."""


class LabelReader:
    """Keeps the reading process. Any thread may read; readings take turns."""

    def __init__(self, threads: int = 1, patience_s: float = PATIENCE_S) -> None:
        """`threads` is for onnxruntime; `patience_s` is how long past its budget a reading may last."""
        self._threads, self._patience_s = threads, patience_s
        self._turn = threading.Lock()
        self._keeping = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ready = False

    def start(self) -> None:
        """Start the process if none is running; returns at once, while it loads."""
        with self._keeping:
            if self._process is None or not self._process.is_alive():
                self._begin()

    def read(self, picture: Picture, budget_s: float = 4.0) -> tuple[Line, ...]:
        """Return the lines in a picture (H, W) or (H, W, 3) uint8 BGR, label by label; () if there are none.

        Blocks until it is read. Raises:
            BadInput: no such picture, or too many pixels.
            StorageFault: the networks' files are missing.
            LabelFault: the process hung or died (another is started), or `stop` was called meanwhile.
        """
        shown, shrunk = _fitted(picture)
        if min(shown.shape[:2]) < LEAST_SIDE:
            return ()
        with self._turn:
            self.start()
            lines = self._ask(shown, budget_s)
        return tuple(_grown(line, 1 / shrunk) for line in lines) if shrunk < 1 else lines

    def stop(self) -> None:
        """End the process; a reading that is under way raises LabelFault."""
        with self._keeping:
            self._end()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _ask(self, picture: Picture, budget_s: float) -> tuple[Line, ...]:
        with self._keeping:
            connection, process, ready = self._connection, self._process, self._ready
        if connection is None or process is None:
            raise _ended()
        patience_s = budget_s + self._patience_s + (0 if ready else START_S)
        watchdog = threading.Timer(patience_s, process.kill)  # also frees a pipe that nobody empties
        watchdog.start()
        try:
            if not ready:
                self._receive(connection)
                self._ready = True
            connection.send((picture.shape, budget_s))
            connection.send_bytes(np.ascontiguousarray(picture).reshape(-1).data)
            lines: tuple[Line, ...] = self._receive(connection)
        except (EOFError, OSError) as error:
            with self._keeping:
                if self._connection is connection:  # nobody asked for its end
                    self._end()
                    self._begin()
            raise _ended() from error
        finally:
            watchdog.cancel()
        return lines

    def _receive(self, connection: Connection) -> Any:
        """Return the process's next answer. Raises EOFError when the process ends before."""
        match connection.recv():
            case (str(zh), str(en)):
                self.stop()
                raise StorageFault(zh, en)
            case answer:
                return answer

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._threads), daemon=True)
        self._process.start()
        theirs.close()
        self._connection, self._ready = ours, False

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process, self._connection = None, None  # who still waits at the old pipe reads its end


def _serve(connection: Connection, threads: int) -> None:
    """Run in the new process; only there are the networks' libraries loaded."""
    importlib.import_module("app.ocr.service").serve(connection, threads)


def _fitted(picture: Picture) -> tuple[Picture, float]:
    """Return a picture of a size that can be read, and by how much it was shrunk."""
    if picture.dtype != np.uint8 or not (picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] == 3)):
        raise BadInput("这不是可用的照片；请重新拍摄。", "This is no usable photo; take it again.")
    area = picture.shape[0] * picture.shape[1]
    if area > MOST_PIXELS:
        raise BadInput(
            "照片像素过多，文字未识别；请用普通画质重新拍摄。",
            "The photo has too many pixels and its text was not read; take it again in normal quality.",
        )
    if area <= READ_PIXELS:
        return picture, 1.0
    shrunk = math.sqrt(READ_PIXELS / area)
    return np.asarray(
        cv2.resize(picture, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), np.uint8
    ), shrunk


def _grown(line: Line, factor: float) -> Line:
    bow = (line.bow[0] * factor, line.bow[1] * factor)
    return replace(line, quad=as_quad([(x * factor, y * factor) for x, y in line.quad]), bow=bow)


def _ended() -> LabelFault:
    return LabelFault(
        "文字识别中断，已重新启动；请再试一次，或手工录入。",
        "Reading the text broke off and was started again; try once more, or type it.",
    )
