"""Opened packs for several threads: each reader has one to itself, since a pack serves one at a time.

A pack that another has taken the place of in the meantime is closed when its reader gives it back.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from app.errors import BadInput, StorageFault
from app.rights import Extract
from offline_db.pack.manifest import FILE
from offline_db.pack.pack import Pack

NOTHING = Extract("（尚未导入）", date(1970, 1, 1), "", 0)
MOST = 4  # packs open at once


class Readers:
    """The packs over one folder. A damaged one says so when it is read, not before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Condition()
        self._free: list[Pack] = []
        self._out = 0
        self._state = 0  # how often the folder changed
        self._extract = NOTHING
        self._fault: StorageFault | None = None
        self.renew()

    @property
    def extract(self) -> Extract:
        return self._extract

    @contextmanager
    def reading(self) -> Iterator[Pack | None]:
        """Give the block a pack, None where there is none.

        Raises:
            StorageFault: the pack is damaged.
        """
        with self._turn:
            while not self._free and self._out >= MOST:
                self._turn.wait()
            if self._fault is not None:
                raise self._fault
            pack = self._free.pop() if self._free else self._opened()
            state = self._state
            self._out += 1
        try:
            yield pack
        finally:
            with self._turn:
                self._out -= 1
                if pack is not None and state == self._state:
                    self._free.append(pack)
                elif pack is not None:
                    pack.close()
                self._turn.notify()

    def renew(self) -> None:
        """Open what now lies in the folder; whoever reads the old state reads on."""
        self.close()
        with self._turn:
            self._fault, self._extract = None, NOTHING
            try:
                pack = self._opened()
            except StorageFault as error:
                self._fault = error
                return
            if pack is not None:
                self._extract = pack.extract
                self._free.append(pack)

    def close(self) -> None:
        """Let go of all packs; those that are read now are closed when their readers are done."""
        with self._turn:
            self._state += 1
            for pack in self._free:
                pack.close()
            self._free.clear()

    def _opened(self) -> Pack | None:
        if not (self._path / FILE).exists():
            return None
        try:
            return Pack.open(self._path)
        except BadInput as error:
            raise StorageFault(
                f"{error}请重新导入登记摘录。", f"{error.sentence('en')} Import the extract again."
            ) from error
