"""This installation's keys: one file, opened by a passphrase and this machine's secret.

It holds the Ed25519 key that signs entries, the X25519 key that bundles are sealed to, and a data key for
the databases and blobs. The passphrase goes through Argon2id (RFC 9106) and is joined with 32 bytes that
the system's keyring keeps (`machine_secret`); both together unwrap the data. The file names what it needs.
Without a passphrase, as at the practice fair, it protects nothing but mistakes. The same secrets may lie
in escrow beside it (`app.escrow`).
"""

import os
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import BadInput, StorageFault
from offline_db.durable import write_durably
from offline_db.machine_secret import SYSTEM, Safe

PASSPHRASE, MACHINE = "passphrase", "machine"
WORK = (3, 64 * 1024, 4)  # Argon2id: iterations, memory in KiB, lanes
MOST_WORK = (64, 1024 * 1024, 64)  # a forged file must not eat the machine
SHORTEST = 8  # characters of a passphrase, at least five of them different
DIFFERENT = 5


@dataclass(frozen=True, slots=True)
class KeyFile:
    v: int
    salt: str  # hex, "" where no passphrase was set
    sealed: str  # hex of nonce and AES-256-GCM of the three secrets
    needs: tuple[str, ...] = ()  # "passphrase", "machine"
    work: tuple[int, int, int] = WORK
    machine: str = ""  # the name of the machine's secret

    @property
    def asks(self) -> tuple[str, ...]:
        """Return what opens the file; the first version knew the passphrase alone."""
        return self.needs if self.v > 1 else (PASSPHRASE,) * bool(self.salt)


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The open keys; implements `app.log.Signer`."""

    signing: Ed25519PrivateKey
    sealing: X25519PrivateKey
    data: bytes  # 32 bytes
    needs: tuple[str, ...]  # what opened them

    @property
    def key(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    @property
    def seal_key(self) -> bytes:
        return self.sealing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self.signing.sign(message)

    def secrets(self) -> bytes:
        """Return all three secrets, 96 bytes, for escrow alone."""
        return self.signing.private_bytes_raw() + self.sealing.private_bytes_raw() + self.data

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose: "log", "views", "blobs"."""
        return HKDF(hashes.SHA256(), 32, None, b"huhang data key " + purpose.encode()).derive(self.data)


def make_keys(path: Path, passphrase: str = "", safe: Safe | None = None) -> DeviceKeys:
    """Make new keys and keep them in a new file; with a usable `safe` and a passphrase it needs both.

    Raises:
        StorageFault: there is a key file already, or the disk or the keyring refuses.
        BadInput: a passphrase that is guessed too easily.
    """
    if path.exists():
        raise StorageFault(
            "该文件夹已有密钥，不能再建；请选择一个空文件夹。",
            "This folder already holds keys; choose an empty folder.",
        )
    secrets = os.urandom(96)
    file = _seal(path, secrets, passphrase, safe)
    return _keys(secrets, file.needs)


def open_keys(path: Path, passphrase: str = "", safe: Safe = SYSTEM) -> DeviceKeys:
    """Open the key file; takes as long as Argon2id does where there is a passphrase.

    Raises:
        StorageFault: missing, damaged, a wrong passphrase, or another machine's.
    """
    file = read_key_file(path)
    return _keys(_unseal(file, passphrase, safe), file.asks)


def change_passphrase(path: Path, old: str, new: str, safe: Safe = SYSTEM) -> DeviceKeys:
    """Seal the keys anew, under another passphrase and another secret of this machine; all or nothing.

    Copies of the old file stay shut from then on where they needed this machine.

    Raises:
        StorageFault: see `open_keys`; the old passphrase stands.
        BadInput: the new one is guessed too easily.
    """
    secrets = _unseal(read_key_file(path), old, safe)
    if not new:
        raise _too_weak()
    return reseal_keys(path, secrets, new, safe)


def reseal_keys(path: Path, secrets: bytes, passphrase: str, safe: Safe) -> DeviceKeys:
    """Put the three secrets (96 bytes) under a new passphrase in place of the old one.

    Raises:
        StorageFault: the disk or the keyring refuses; the old file stands. BadInput: too weak.
    """
    before = read_key_file(path)
    file = _seal(path, secrets, passphrase, safe)
    if before.machine:
        safe.forget(before.machine)
    return _keys(secrets, file.needs)


def read_key_file(path: Path) -> KeyFile:
    """Read the file without opening it.

    Raises:
        StorageFault: missing or damaged.
    """
    try:
        file = msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except OSError as error:
        raise StorageFault(
            "找不到本机密钥文件；请选择正确的数据文件夹，或从备份恢复。",
            "The key file is missing; choose the right data folder or restore the backup.",
        ) from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise _damaged() from error
    if not 1 <= file.v <= 2:
        raise StorageFault(
            "密钥文件由更新版本的程序写成；请升级本程序。",
            "A later version of the program wrote the key file; upgrade this one.",
        )
    return file


def needs_passphrase(path: Path) -> bool:
    """Tell whether the key file was sealed with a passphrase; a file that cannot be read says no."""
    try:
        return PASSPHRASE in read_key_file(path).asks
    except StorageFault:
        return False


def refuse_weak(passphrase: str) -> None:
    """Refuse a passphrase that is guessed too easily.

    Raises:
        BadInput: fewer than eight characters, or hardly any different ones.
    """
    if len(passphrase) < SHORTEST or len(set(passphrase)) < DIFFERENT:
        raise _too_weak()


def _seal(path: Path, secrets: bytes, passphrase: str, safe: Safe | None) -> KeyFile:
    file = KeyFile(2, "", "")
    machine = b""
    if passphrase:
        refuse_weak(passphrase)
        file = replace(file, salt=os.urandom(16).hex(), needs=(PASSPHRASE,))
        if safe is not None and safe.usable:
            machine = os.urandom(32)
            file = replace(file, needs=(PASSPHRASE, MACHINE), machine=os.urandom(16).hex())
            safe.put(file.machine, machine)
    nonce = os.urandom(12)
    sealed = AESGCM(_wrapping_key(file, passphrase, machine)).encrypt(nonce, secrets, _head(file))
    file = replace(file, sealed=(nonce + sealed).hex())
    write_durably(path, msgspec.json.encode(file, order="sorted"))
    path.chmod(0o600)
    return file


def _unseal(file: KeyFile, passphrase: str, safe: Safe) -> bytes:
    machine = b""
    if MACHINE in file.asks:
        machine = safe.get(file.machine) or b""
        if not machine:
            raise StorageFault(
                "本机密钥环中没有打开此数据文件夹的密钥：它属于另一台电脑或另一用户；请回到原电脑，或由两名审核人员恢复。",
                "This machine's keyring does not hold the secret of this data folder: it belongs to another "
                "machine or user. Go back to that one, or let two supervisors recover it.",
            )
    try:
        sealed = bytes.fromhex(file.sealed)
        cipher = AESGCM(_wrapping_key(file, passphrase, machine))
        return cipher.decrypt(sealed[:12], sealed[12:], _head(file) if file.v > 1 else None)
    except InvalidTag as error:
        raise StorageFault("口令不正确；请重新输入。", "Wrong passphrase; enter it again.") from error
    except (ValueError, OverflowError) as error:
        raise _damaged() from error


def _wrapping_key(file: KeyFile, passphrase: str, machine: bytes) -> bytes:
    salt = bytes.fromhex(file.salt)
    if file.v == 1:
        return _stretched(salt, WORK, passphrase.encode()) if salt else bytes(32)
    if any(asked > most for asked, most in zip(file.work, MOST_WORK, strict=True)):
        raise ValueError("more work than any file of ours asks")
    typed = unicodedata.normalize("NFC", passphrase).encode()
    stretched = _stretched(salt, file.work, typed) if PASSPHRASE in file.needs else b""
    return HKDF(hashes.SHA256(), 32, salt, b"huhang key file 2").derive(stretched + machine)


def _stretched(salt: bytes, work: tuple[int, int, int], typed: bytes) -> bytes:
    iterations, memory_kib, lanes = work
    stretch = Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory_kib)
    return stretch.derive(typed)


def _head(file: KeyFile) -> bytes:
    return msgspec.json.encode(replace(file, sealed=""), order="sorted")


def _keys(secrets: bytes, needs: tuple[str, ...]) -> DeviceKeys:
    return DeviceKeys(
        Ed25519PrivateKey.from_private_bytes(secrets[:32]),
        X25519PrivateKey.from_private_bytes(secrets[32:64]),
        secrets[64:96],
        needs,
    )


def _damaged() -> StorageFault:
    return StorageFault("本机密钥文件已损坏；请从备份恢复。", "The key file is damaged; restore the backup.")


def _too_weak() -> BadInput:
    return BadInput(
        f"口令太容易被猜出；请用至少 {SHORTEST} 个字符、其中至少 {DIFFERENT} 个不同。",
        f"The passphrase is guessed too easily; take {SHORTEST} characters or more, {DIFFERENT} different.",
    )
