"""This installation's keys: one file, sealed by a passphrase where the bureau sets one.

It holds the Ed25519 key that signs entries, the X25519 key that bundles are sealed to, and a data key for
the databases and blobs. The passphrase goes through Argon2id (RFC 9106) and unwraps the data. Without a
passphrase the file protects nothing but mistakes, and the settings page says so.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import StorageFault
from offline_db.durable import write_durably

ITERATIONS, MEMORY_KIB, LANES = 3, 64 * 1024, 4


@dataclass(frozen=True, slots=True)
class KeyFile:
    v: int
    salt: str  # hex, "" where no passphrase was set
    sealed: str  # hex of nonce and AES-256-GCM of the three secrets


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The open keys; implements `app.log.Signer`."""

    signing: Ed25519PrivateKey
    sealing: X25519PrivateKey
    data: bytes  # 32 bytes
    protected: bool

    @property
    def key(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    @property
    def seal_key(self) -> bytes:
        return self.sealing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.signing.sign(message)

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose: "log", "views", "blobs"."""
        return HKDF(hashes.SHA256(), 32, None, b"huhang data key " + purpose.encode()).derive(self.data)


def make_keys(path: Path, passphrase: str = "") -> DeviceKeys:
    """Make new keys and keep them in a new file.

    Raises:
        StorageFault: there is a key file already, or the disk refuses.
    """
    if path.exists():
        raise StorageFault(
            "该文件夹已有密钥，不能再建；请选择一个空文件夹。",
            "This folder already holds keys; choose an empty folder.",
        )
    secrets = os.urandom(96)
    salt = os.urandom(16) if passphrase else b""
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(_wrapping_key(passphrase, salt)).encrypt(nonce, secrets, None)
    write_durably(path, msgspec.json.encode(KeyFile(1, salt.hex(), sealed.hex()), order="sorted"))
    path.chmod(0o600)
    return _keys(secrets, protected=bool(passphrase))


def open_keys(path: Path, passphrase: str = "") -> DeviceKeys:
    """Open the key file.

    Raises:
        StorageFault: missing, damaged, or a wrong passphrase.
    """
    try:
        file = msgspec.json.decode(path.read_bytes(), type=KeyFile)
        salt, sealed = bytes.fromhex(file.salt), bytes.fromhex(file.sealed)
        secrets = AESGCM(_wrapping_key(passphrase, salt)).decrypt(sealed[:12], sealed[12:], None)
        return _keys(secrets, protected=bool(salt))
    except OSError as error:
        raise StorageFault(
            "找不到本机密钥文件；请选择正确的数据文件夹，或从备份恢复。",
            "The key file is missing; choose the right data folder or restore the backup.",
        ) from error
    except InvalidTag as error:
        raise StorageFault("口令不正确；请重新输入。", "Wrong passphrase; enter it again.") from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise StorageFault(
            "本机密钥文件已损坏；请从备份恢复。", "The key file is damaged; restore the backup."
        ) from error


def needs_passphrase(path: Path) -> bool:
    """Tell whether the key file was sealed with a passphrase; a file that cannot be read says no."""
    try:
        return bool(msgspec.json.decode(path.read_bytes(), type=KeyFile).salt)
    except (OSError, ValueError, msgspec.MsgspecError):
        return False


def _wrapping_key(passphrase: str, salt: bytes) -> bytes:
    if not salt:
        return bytes(32)
    return Argon2id(salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB).derive(
        passphrase.encode()
    )


def _keys(secrets: bytes, *, protected: bool) -> DeviceKeys:
    return DeviceKeys(
        Ed25519PrivateKey.from_private_bytes(secrets[:32]),
        X25519PrivateKey.from_private_bytes(secrets[32:64]),
        secrets[64:96],
        protected,
    )
