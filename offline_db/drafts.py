"""What officers typed into a form that is not issued yet: sealed files of this device, one a form and case.

Not in the log: a draft changes with every key, is nobody's statement, and is forgotten once its document is
issued. Not in views.db: that may be thrown away and folded again, and a draft is nowhere else. Beside them
lies what the windows held when they were locked, until they are opened again.
"""

import hashlib
import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from app.errors import BadInput, StorageFault
from app.kit import Typed
from app.stream import seal, unseal
from offline_db.durable import write_durably

MAGIC, ASIDE_MAGIC = b"DRFT1", b"DRFA1"
ASIDE = "aside"
Key = tuple[str, str, str]  # case, form, language


class Drafts:
    """Implements `app.kit.Drafts` over a folder; `key` is 32 bytes. Safe to use from several threads."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def keep(self, key: Key, typed: Mapping[str, Typed]) -> None:
        """Keep what was typed in place of what was kept before; nothing typed is forgotten.

        Raises:
            StorageFault: the disk refuses; the draft kept before stands.
        """
        if not typed:
            self.forget(key)
            return
        self._write(self._path(key), MAGIC, msgspec.json.encode(dict(typed)))

    def typed(self, key: Key) -> Mapping[str, Typed]:
        """Return what was typed; nothing where no draft is kept or it cannot be read any more."""
        try:
            sealed = self._path(key).read_bytes()
            return msgspec.json.decode(
                b"".join(unseal(self._key, MAGIC, io.BytesIO(sealed))), type=dict[str, Typed]
            )
        except (OSError, BadInput, msgspec.DecodeError, msgspec.ValidationError):
            return {}

    def forget(self, key: Key) -> None:
        """Forget what was typed; where the disk does not let go of it, it is offered once more."""
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def put_aside(self, left: bytes) -> None:
        """Keep what the windows held when they were locked.

        Raises:
            StorageFault: the disk refuses.
        """
        self._write(self._folder / ASIDE, ASIDE_MAGIC, left)

    def take_aside(self) -> bytes:
        """Return what was put aside, once; b"" where nothing was or it cannot be read any more."""
        path = self._folder / ASIDE
        with suppress(OSError, BadInput):
            left = b"".join(unseal(self._key, ASIDE_MAGIC, io.BytesIO(path.read_bytes())))
            path.unlink()
            return left
        return b""

    def _write(self, path: Path, magic: bytes, data: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFault(
                "草稿无法保存；请检查磁盘空间和权限。",
                "The draft cannot be kept; check space and permissions.",
            ) from error
        write_durably(path, seal(self._key, magic, (data,)))

    def _path(self, key: Key) -> Path:
        return self._folder / hashlib.sha256("\0".join(key).encode()).hexdigest()


def lies_aside(folder: Path) -> bool:
    """Tell whether the windows over a folder of drafts were locked, and not opened since."""
    return (folder / ASIDE).exists()
