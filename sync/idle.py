"""Connections that stand idle between questions, kept for the next thread that asks."""

from collections.abc import Callable
from queue import Empty, LifoQueue
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    def close(self) -> object: ...


T = TypeVar("T", bound=Closable)


class Idle(Generic[T]):
    """As many as there were questions at once; `open` makes another. Safe to use from several threads."""

    def __init__(self, open: Callable[[], T]) -> None:
        self._open = open
        self._waiting: LifoQueue[T] = LifoQueue()
        self._closed = False

    def take(self) -> T:
        """Return one that stands idle, the last one used first, or a new one."""
        try:
            return self._waiting.get_nowait()
        except Empty:
            return self._open()

    def give_back(self, one: T) -> None:
        """Keep one for later; after `close`, which a thread may not have seen yet, it is closed."""
        self._waiting.put(one)
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close those that stand idle, and from now on each that is given back."""
        self._closed = True
        while True:
            try:
                self._waiting.get_nowait().close()
            except Empty:
                return
