"""A process that answers one question after another; one that hangs, dies or talks nonsense is replaced.

What comes from it is bytes that are looked at here, never objects that Python would build of them: whoever
takes the process over by a hostile file has gained nothing beyond it.
"""

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing import ProcessError
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

import msgspec

from app.errors import InspectionError, StorageFault

START_S = 60.0  # seconds within which the process must be ready, on a slow disk too
READY = b""  # its first word; anything else is why it cannot work: two sentences

Serve = Callable[..., None]
Answer = TypeVar("Answer")


class KeptProcess:
    """Keeps one process. Any thread may ask; questions take turns.

    `serve(connection, *words)` is what it runs: it sends READY or `refuse`'s sentences, then answers until
    the other end is closed. It is started by `start` or the first question, and ends with the program.
    """

    def __init__(self, serve: Serve, *words: Any) -> None:
        self._serve, self._words = serve, words
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

    def ask(self, talk: Callable[[Connection], Answer], patience_s: float, broken: InspectionError) -> Answer:
        """Return what `talk` makes of the connection, after its turn has come.

        Raises:
            InspectionError: `broken`, where the process hung for `patience_s` beyond its start, died,
                answered what is no answer (another is started), or `stop` was called meanwhile.
            StorageFault: it says that it cannot work here.
        """
        with self._turn:
            self.start()
            with self._keeping:
                connection, process, ready = self._connection, self._process, self._ready
            if connection is None or process is None:
                raise broken
            watchdog = threading.Timer(patience_s + (0 if ready else START_S), process.kill)
            watchdog.start()  # it also frees a pipe that nobody empties
            try:
                if not ready:
                    self._hear_ready(connection)
                return talk(connection)
            except (EOFError, OSError, ProcessError, msgspec.MsgspecError, ValueError) as error:
                self._replace(connection)
                raise broken from error
            finally:
                watchdog.cancel()

    def stop(self) -> None:
        """End the process; a question that is under way is answered by its `broken`."""
        with self._keeping:
            self._end()

    def _hear_ready(self, connection: Connection) -> None:
        word = connection.recv_bytes()
        if word != READY:
            self.stop()
            raise StorageFault(*msgspec.msgpack.decode(word, type=tuple[str, str]))
        self._ready = True

    def _replace(self, connection: Connection) -> None:
        with self._keeping:
            if self._connection is connection:  # nobody asked for its end
                self._end()
                self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=self._serve, args=(theirs, *self._words), daemon=True)
        self._process.start()
        theirs.close()
        self._connection, self._ready = ours, False

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process, self._connection = None, None  # who still waits at the old pipe reads its end


def refuse(connection: Connection, error: InspectionError) -> None:
    """Say in the process why it cannot work."""
    connection.send_bytes(msgspec.msgpack.encode((error.zh, error.en)))
