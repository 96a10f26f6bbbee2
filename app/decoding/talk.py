"""What the program and a decoding process say to one another: a task with a file, and what came of it.

Both ways msgpack with fixed types, then plain bytes; of a picture pieces that stay in the processor's cache.
"""

from multiprocessing.connection import Connection

import msgspec
import numpy as np

from app.photos import MOST_PIXELS, PhotoFacts, Picture, Size

PIECE = 1 << 20  # bytes of a picture that are sent at once
CHANNELS = 3


class ReadFacts(msgspec.Struct, tag=True):
    """What does a photo say of itself?"""


class Decode(msgspec.Struct, tag=True):
    """A photo's pixels, shrunk to fit."""

    fit: Size | None


class CountPages(msgspec.Struct, tag=True):
    """How many pages has a PDF?"""


class DrawPage(msgspec.Struct, tag=True):
    """A page of a PDF as a picture; beyond the last is the last."""

    at: int
    dpi: float


Task = ReadFacts | Decode | CountPages | DrawPage


class Answer(msgspec.Struct):
    """What came of a task; a picture follows where `size` is given."""

    refused: tuple[str, str] | None = None  # a sentence in Chinese and in English
    facts: PhotoFacts | None = None
    pages: int = 0
    size: Size | None = None


def send_task(connection: Connection, task: Task, data: bytes) -> None:
    """Send a task and its file."""
    connection.send_bytes(msgspec.msgpack.encode(task))
    connection.send_bytes(data)


def receive_task(connection: Connection) -> tuple[Task, bytes]:
    """Return the next task and its file. Raises EOFError when there will be none."""
    return msgspec.msgpack.decode(connection.recv_bytes(), type=Task), connection.recv_bytes()


def send_answer(connection: Connection, answer: Answer, picture: Picture | None) -> None:
    """Send an answer, with its picture (H, W, 3) uint8 where there is one."""
    if picture is not None:
        answer.size = (picture.shape[1], picture.shape[0])
    connection.send_bytes(msgspec.msgpack.encode(answer))
    if picture is not None:
        whole = np.ascontiguousarray(picture).reshape(-1).data
        for start in range(0, len(whole), PIECE):
            connection.send_bytes(whole[start : start + PIECE])


def receive_answer(connection: Connection) -> tuple[Answer, Picture | None]:
    """Return an answer and its picture.

    Raises:
        EOFError, OSError: the process has ended.
        msgspec.MsgspecError, ValueError, multiprocessing.ProcessError: what came is no answer.
    """
    answer = msgspec.msgpack.decode(connection.recv_bytes(), type=Answer)
    if answer.size is None:
        return answer, None
    width, height = answer.size
    if min(width, height) < 1 or width * height > MOST_PIXELS:
        raise ValueError("a picture of an impossible size")
    picture = np.empty((height, width, CHANNELS), np.uint8)
    whole = picture.reshape(-1).data
    for start in range(0, len(whole), PIECE):
        piece = whole[start : start + PIECE]
        if connection.recv_bytes_into(piece) != len(piece):
            raise ValueError("a picture that is cut short")
    return answer, picture
