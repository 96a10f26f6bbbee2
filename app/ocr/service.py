"""The reading process: loads the networks once, then answers one photo after another until it is ended.

It is handed one end of a pipe. A request is a header, then the picture's bytes; the answer is the lines, or
the two sentences of an expected error. Anything else that goes wrong ends the process, and whoever keeps it
starts another.
"""

from multiprocessing.connection import Connection

import cv2
import msgspec
import numpy as np

from app.decoding.confined import SOME_FILES, confine
from app.decoding.process import READY, refuse
from app.errors import InspectionError
from app.ocr.networks import Networks
from app.ocr.reader import Reader

MEMORY = 8 << 30  # bytes of addresses, most of them never used
Header = tuple[tuple[int, ...], float]  # the picture's shape, seconds that may be taken


def serve(connection: Connection, threads: int) -> None:
    """Answer requests until the other end is closed; `threads` is how many onnxruntime may use."""
    cv2.setNumThreads(threads)
    try:
        reader = Reader(Networks(threads))
    except InspectionError as error:
        refuse(connection, error)
        return
    confine(MEMORY, SOME_FILES)
    connection.send_bytes(READY)
    while True:
        try:
            shape, budget_s = msgspec.msgpack.decode(connection.recv_bytes(), type=Header)
            picture = np.frombuffer(connection.recv_bytes(), np.uint8).reshape(shape)
        except EOFError:
            return
        if picture.ndim == 2:
            picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
        lines = reader.read(picture, budget_s)
        connection.send_bytes(msgspec.msgpack.encode(lines, enc_hook=float))  # the networks' numbers as ours
