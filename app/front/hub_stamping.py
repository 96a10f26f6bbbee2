"""A running hub has its log stamped every hour by the authority that its keeper names."""

from collections.abc import Callable
from functools import partial

from app.custody import token_holds
from app.front.beside import Beside
from sync.hub.book import HubBook
from sync.hub.stamps import Stamps
from sync.timestamps import ask

EVERY_S, AGAIN_S = 3600.0, 300.0  # after a stamp, and after a failure


def make_stamps(book: HubBook, url: str) -> Stamps:
    """Return the stamps of a hub that asks the authority at an address."""
    return Stamps(book, partial(ask, url), token_holds)


class Stamper(Beside):
    """Stamps every hour; `write` takes a line where it fails for another reason than before."""

    def __init__(self, stamps: Stamps, write: Callable[[str], None]) -> None:
        super().__init__("stamp")
        self._stamps, self._write = stamps, write

    def work(self) -> float:
        """Stamp the log as it is; sooner again where that failed."""
        before = self._stamps.problem
        self._stamps.stamp()
        problem = self._stamps.problem
        if problem and problem != before:
            self._write(problem)
        return AGAIN_S if problem else EVERY_S
