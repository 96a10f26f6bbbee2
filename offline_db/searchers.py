"""Signs of a long list searched in processes of their own, which use every core; threads would take turns.

Each process opens the register for itself. One that dies is a fault of the batch, of which nothing is kept.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from app.errors import InspectionError, StorageFault
from app.names.answers import NameFilter, NameHit

PROCESSES = 2
Hits = tuple[NameHit, ...]
Asked = Sequence[tuple[str, NameFilter]]
Serve = Callable[[Connection, Path], None]


def answer(connection: Connection, search: Callable[[str, NameFilter], Hits]) -> None:
    """Search what comes through the pipe, list after list, until its other end is closed."""
    while True:
        try:
            asked: Asked = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send([search(sign, narrow) for sign, narrow in asked])
        except InspectionError as error:
            connection.send((error.zh, error.en))


class Searchers:
    """Processes that search a register, one list of signs after the other."""

    def __init__(self, serve: Serve, path: Path) -> None:
        """`serve(connection, path)` runs in each process and calls `answer`."""
        self._serve, self._path = serve, path
        self._ends = ExitStack()
        self._connections: list[Connection] = []

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        for _ in range(PROCESSES):
            ours, theirs = context.Pipe()
            process = context.Process(target=self._serve, args=(theirs, self._path), daemon=True)
            process.start()
            theirs.close()
            self._ends.callback(process.join)
            self._ends.enter_context(closing(ours))
            self._connections.append(ours)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    def search(self, asked: Asked) -> list[Hits]:
        """Return the hits of each sign.

        Raises:
            StorageFault: the register is damaged, or a process died.
        """
        found: list[Hits] = [()] * len(asked)
        parts = [slice(first, None, PROCESSES) for first in range(PROCESSES)]
        try:
            for connection, part in zip(self._connections, parts, strict=True):
                connection.send(asked[part])
            answers = [connection.recv() for connection in self._connections]
        except (EOFError, OSError) as error:
            raise StorageFault(
                "后台检索意外中断；已完成的部分保留，请再次开始。",
                "The search in the background broke off; what was done is kept, start it again.",
            ) from error
        for hits, part in zip(answers, parts, strict=True):
            if isinstance(hits, tuple):
                raise StorageFault(*hits)
            found[part] = hits
        return found
