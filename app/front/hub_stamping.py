"""A running hub has its log stamped every hour by the authority that its keeper names."""

import threading
from collections.abc import Callable
from functools import partial

from app.custody import token_holds
from sync.hub.book import HubBook
from sync.hub.stamps import Stamps
from sync.timestamps import ask

EVERY_S, AGAIN_S = 3600.0, 300.0  # after a stamp, and after a failure


def make_stamps(book: HubBook, url: str) -> Stamps:
    """Return the stamps of a hub that asks the authority at an address."""
    return Stamps(book, partial(ask, url), token_holds)


class Stamper:
    """Stamps in a thread of its own; `write` takes a line where it fails for another reason than before."""

    def __init__(self, stamps: Stamps, write: Callable[[str], None]) -> None:
        self._stamps, self._write = stamps, write
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stamp", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, after the question under way."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            before = self._stamps.problem
            self._stamps.stamp()
            problem = self._stamps.problem
            if problem and problem != before:
                self._write(problem)
            self._ending.wait(AGAIN_S if problem else EVERY_S)
