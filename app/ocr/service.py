"""The reading process: loads the networks once, then answers one photo after another until it is ended.

It is handed one end of a pipe. A request is a header, then the picture's bytes; the answer is the lines, or
the two sentences of an expected error. Anything else that goes wrong ends the process, and whoever keeps it
starts another.
"""

import sys
from multiprocessing.connection import Connection
from typing import Any

import cv2
import numpy as np

from app.errors import InspectionError
from app.ocr.lines import Line
from app.ocr.networks import Networks
from app.ocr.reader import Reader

Header = tuple[tuple[int, ...], float]  # the picture's shape, seconds that may be taken
Answer = tuple[Line, ...] | tuple[str, str]  # lines, or a sentence in Chinese and in English
READY = "ready"


def serve(connection: Connection, threads: int) -> None:
    """Answer requests until the other end is closed; `threads` is how many onnxruntime may use."""
    sys.addaudithook(_refuse_network)
    cv2.setNumThreads(threads)
    try:
        reader = Reader(Networks(threads))
    except InspectionError as error:
        connection.send((error.zh, error.en))
        return
    connection.send(READY)
    while True:
        try:
            shape, budget_s = connection.recv()
            picture = np.frombuffer(connection.recv_bytes(), np.uint8).reshape(shape)
        except EOFError:
            return
        if picture.ndim == 2:
            picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
        connection.send(reader.read(picture, budget_s))


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError("the reading process uses no network")
