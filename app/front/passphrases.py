"""Where a passphrase comes from: the command line, the environment, or whoever sits at the terminal.

Words of a command line can be read by every user of the machine while it runs; the environment and the
terminal cannot.
"""

import getpass
import os
import sys
from pathlib import Path

from app.errors import BadInput, NotAllowed
from offline_db.data_folder import KEYS, is_locked
from offline_db.keys import change_passphrase, open_keys, read_key_file
from offline_db.machine_secret import SYSTEM, Safe

if sys.platform != "win32":
    import resource

VARIABLE, NEW_VARIABLE = "HUHANG_PASSPHRASE", "HUHANG_NEW_PASSPHRASE"
PIN_VARIABLE, NEW_PIN_VARIABLE = "HUHANG_PIN_", "HUHANG_NEW_PIN"


class FolderLock:
    """What the window may ask of a data folder's lock; implements `ui.guard.Lock`."""

    def __init__(self, path: Path, safe: Safe = SYSTEM) -> None:
        self._keys = path / KEYS
        self._safe = safe

    @property
    def needs(self) -> tuple[str, ...]:
        """Return what opens the folder: "passphrase", "machine"."""
        return read_key_file(self._keys).asks

    def try_passphrase(self, passphrase: str) -> None:
        """Check a passphrase; takes as long as Argon2id does. Raises StorageFault: a wrong one."""
        open_keys(self._keys, passphrase, self._safe)

    def change(self, old: str, new: str) -> None:
        """Put a new passphrase in place of the old one.

        Raises:
            StorageFault: a wrong one, or the disk or keyring refuses. BadInput: too weak.
        """
        change_passphrase(self._keys, old, new, self._safe)


def passphrase_for(path: Path, said: str) -> str:
    """Return the passphrase that opens a data folder: the one said, the environment's, or one asked for.

    Raises:
        NotAllowed: one is needed, and nobody is there to ask.
    """
    told = said or os.environ.get(VARIABLE, "")
    if told or not is_locked(path):
        return told
    return _ask("口令 | Passphrase: ")


def new_passphrase(said: str, variable: str = VARIABLE) -> str:
    """Return the passphrase of a new installation, asked for twice where it was not said.

    Raises:
        NotAllowed: nobody is there to ask. BadInput: two different ones.
    """
    told = said or os.environ.get(variable, "")
    if told:
        return told
    first = _ask("新口令 | New passphrase: ")
    if _ask("再输入一次 | Once more: ") != first:
        raise BadInput("两次输入的口令不同；请重新输入。", "The two passphrases differ; enter them again.")
    return first


def pin_of(officer: str) -> str:
    """Return an officer's PIN: the environment's (HUHANG_PIN_ and the id), or one asked for.

    Raises:
        NotAllowed: nobody is there to ask.
    """
    return os.environ.get(f"{PIN_VARIABLE}{officer}", "") or _ask(f"PIN {officer}: ")


def keep_no_core_dumps() -> None:
    """Let a crash leave no picture of the memory, and so of the keys, on the disk (POSIX)."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise NotAllowed(
            f"数据文件夹须有口令：请在终端中输入，或用环境变量 {VARIABLE} 或 --passphrase 给出。",
            f"The data folder takes a passphrase: type it at a terminal, or give it by the environment's "
            f"{VARIABLE} or by --passphrase.",
        )
    return getpass.getpass(prompt)
