"""What is done again and again beside a running hub, in a thread of its own."""

import threading
from abc import ABC, abstractmethod


class Beside(ABC):
    """Does its `work` at once and then every so often, from `start` to `stop`."""

    def __init__(self, name: str) -> None:
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def work(self) -> float:
        """Do it once; returns after how many seconds again."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is under way."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def go_on(self, done: int, total: int) -> bool:
        """Tell work that is under way whether to go on; a `Progress`."""
        return not self._ending.is_set()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it ends."""
        self._ending.wait(seconds)

    def _run(self) -> None:
        while not self._ending.is_set():
            self.wait(self.work())
