"""A backup: a mirror in a folder, which a passphrase opens, and beside it the secrets that must not be lost.

backup.json holds the salt and the public key that Argon2id (RFC 9106) makes of the passphrase; what is
written is sealed to that key. Whoever could change the file must not thereby get a copy of what follows, so
the passphrase is asked for each time and has to make the key that stands there. keys.huhang, where there is
one, is a bundle with the secrets of an installation whose keys others have pinned: the bureau's own.
"""

import os
import unicodedata
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.errors import BadInput, NotFound
from app.log import digest
from sync.bundle import Bundle, no_room, write_bundle
from sync.frames import Message, write_records
from sync.medium import Medium

LOCK, SECRETS = "backup.json", "keys.huhang"
ITERATIONS, MEMORY_KIB, LANES = 3, 64 * 1024, 4


class Lock(msgspec.Struct, frozen=True):
    """What stands in backup.json."""

    v: int
    salt: str  # hex
    key: str  # X25519 public key, hex


def open_lock(
    folder: Path, passphrase: str, *, make: bool = False, medium: Medium | None = None
) -> X25519PrivateKey:
    """Return the key that a backup's passphrase makes; with `make` a folder without a lock gets one.

    Raises:
        NotFound: no backup there. BadInput: another passphrase, or a changed lock. StorageFault.
    """
    path = folder / LOCK
    if make and not path.exists():
        salt = os.urandom(16)
        private = _key(passphrase, salt)
        lock = Lock(1, salt.hex(), private.public_key().public_bytes_raw().hex())
        _write(path, msgspec.json.encode(lock, order="sorted"), medium or Medium())
        return private
    try:
        lock = msgspec.json.decode(path.read_bytes(), type=Lock)
        private = _key(passphrase, bytes.fromhex(lock.salt))
    except OSError as error:
        raise NotFound(
            f"{folder} 中没有用口令加密的备份；请选择正确的文件夹。",
            f"There is no backup with a passphrase in {folder}; choose the right folder.",
        ) from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise _shut() from error
    if lock.v != 1 or private.public_key().public_bytes_raw().hex() != lock.key:
        raise _shut()
    return private


def keep_secrets(folder: Path, reader: bytes, secrets: bytes, medium: Medium) -> None:
    """Keep secrets sealed to a backup's key (raw), in place of older ones; unchanged ones stay."""
    plan = bytes.fromhex(digest(reader + secrets))
    records = write_records((), (), (secrets,))
    write_bundle(folder / SECRETS, [reader], plan, records, _go_on, medium)


def read_secrets(folder: Path, private: X25519PrivateKey) -> bytes:
    """Return the secrets in a backup, b"" where it holds none.

    Raises:
        BadInput: damaged, or not sealed to this key.
    """
    if not (folder / SECRETS).exists():
        return b""
    found = [item.data for item in Bundle(folder / SECRETS, private) if isinstance(item, Message)]
    return found[0] if found else b""


def _key(passphrase: str, salt: bytes) -> X25519PrivateKey:
    typed = unicodedata.normalize("NFC", passphrase).encode()
    kdf = Argon2id(salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB)
    return X25519PrivateKey.from_private_bytes(kdf.derive(typed))


def _write(path: Path, data: bytes, medium: Medium) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with medium.create(part) as file:
            medium.write(file, data)
            medium.flush(file)
        medium.move(part, path)
    except OSError as error:
        raise no_room(path) from error


def _shut() -> BadInput:
    return BadInput(
        "备份口令不正确，或 backup.json 已被改动；没有写入或读出任何内容。",
        "Not the backup's passphrase, or backup.json was changed; nothing was written or read.",
    )


def _go_on(done: int) -> bool:
    return True
