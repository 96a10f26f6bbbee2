"""Picture -> lines of printed text, by a process of its own that starts in the background and stays warm.

A process, because reading takes seconds and hundreds of megabytes, because a hostile picture may hang or
kill it, and because it can then be ended without the program noticing more than a sentence.
"""

import importlib
import math
from dataclasses import replace
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from app.decoding.process import KeptProcess
from app.errors import BadInput, InspectionError
from app.ocr.lines import Line, Quad, as_quad

__all__ = ["LabelFault", "LabelReader", "Line", "Quad"]

MOST_PIXELS = 120_000_000  # of a picture; more is refused
READ_PIXELS = 16_000_000  # larger pictures are shrunk to this before they are read
LEAST_SIDE = 8  # pixels; anything smaller holds no text
PATIENCE_S = 20.0  # seconds beyond its budget after which a reading counts as hung

Picture = NDArray[np.uint8]


class LabelFault(InspectionError):
    """The reading process hung, died or was ended; another is started for the next photo."""


class LabelReader:
    """Keeps the reading process. Any thread may read; readings take turns."""

    def __init__(self, threads: int = 1, patience_s: float = PATIENCE_S) -> None:
        """`threads` is for onnxruntime; `patience_s` is how long past its budget a reading may last."""
        self._kept, self._patience_s = KeptProcess(_serve, threads), patience_s

    def start(self) -> None:
        """Start the process if none is running; returns at once, while it loads."""
        self._kept.start()

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
        lines = self._kept.ask(
            lambda pipe: _talk(pipe, shown, budget_s), budget_s + self._patience_s, _ended()
        )
        return tuple(_grown(line, 1 / shrunk) for line in lines) if shrunk < 1 else lines

    def stop(self) -> None:
        """End the process; a reading that is under way raises LabelFault."""
        self._kept.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _talk(connection: Connection, picture: Picture, budget_s: float) -> tuple[Line, ...]:
    connection.send_bytes(msgspec.msgpack.encode((picture.shape, budget_s)))
    connection.send_bytes(np.ascontiguousarray(picture).reshape(-1).data)
    return msgspec.msgpack.decode(connection.recv_bytes(), type=tuple[Line, ...])


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
