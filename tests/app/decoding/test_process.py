"""A process that dies, hangs or lies is a sentence, and the next question is answered by another."""

import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pytest

from app.decoding import Decoder
from app.decoding.decoder import MEMORY, _serve
from app.decoding.process import READY, KeptProcess
from app.decoding.talk import Answer, receive_answer
from app.errors import BadInput
from tests.app.decoding.test_decoder import a_photo

BROKEN = BadInput("断", "broken")


def fail_once(connection: Connection, place: str, fail: Callable[[], None]) -> None:
    """Fail at the first photo there is; whoever comes after the process that did decodes photos."""
    if Path(place).exists():
        _serve(connection, MEMORY, False)
        return
    Path(place).touch()
    connection.send_bytes(READY)
    connection.recv_bytes()
    fail()


def die() -> None:
    os._exit(1)


def hang() -> None:
    threading.Event().wait()


@pytest.mark.parametrize("fail", [die, hang])
def test_a_process_that_dies_or_hangs_is_a_sentence_and_the_next_photo_is_decoded(
    tmp_path: Path, fail: Callable[[], None]
) -> None:
    decoder = Decoder(patience_s=1)
    decoder._photos = KeptProcess(fail_once, str(tmp_path / "failed"), fail)
    decoder._photos.ask(lambda pipe: None, 30, BROKEN)  # it is ready, for whose start there is more patience

    with pytest.raises(BadInput, match="解码中断"):
        decoder.decode(a_photo())

    assert decoder.decode(a_photo()).shape == (240, 320, 3)
    decoder.stop()


LIES: dict[str, Callable[[Connection], None]] = {}


def lie(tell: Callable[[Connection], None]) -> Callable[[Connection], None]:
    LIES[tell.__name__] = tell
    return tell


@lie
def no_answer(pipe: Connection) -> None:
    pipe.send_bytes(b"\xff\xff")


@lie
def an_object(pipe: Connection) -> None:
    pipe.send(Path("/"))


@lie
def an_impossible_size(pipe: Connection) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(Answer(size=(1 << 30, 1 << 30))))


@lie
def a_negative_size(pipe: Connection) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(Answer(size=(-4, -4))))


@lie
def too_many_pixels(pipe: Connection) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(Answer(size=(2, 2))))
    pipe.send_bytes(bytes(4096))


@lie
def too_few_pixels(pipe: Connection) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(Answer(size=(20, 20))))
    pipe.send_bytes(bytes(7))


@lie
def no_more_pixels(pipe: Connection) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(Answer(size=(20, 20))))


def tell_lies(connection: Connection, name: str) -> None:
    connection.send_bytes(READY)
    connection.recv_bytes()
    LIES[name](connection)


@pytest.mark.parametrize("name", LIES)
def test_a_process_that_was_taken_over_gets_nothing_but_a_sentence(name: str) -> None:
    taken = KeptProcess(tell_lies, name)

    def talk(pipe: Connection) -> object:
        pipe.send_bytes(b"go")
        return receive_answer(pipe)

    with pytest.raises(BadInput, match="断"):
        taken.ask(talk, 10, BROKEN)
    taken.stop()
