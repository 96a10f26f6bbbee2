"""Private keys for documents: the officers' on their devices, the root's at the bureau. One sealed file.

It is sealed with a key derived from the data folder's own (`keys.derive`), so it opens where the folder
does and nowhere else, and is read once. An officer's key may be sealed once more by a PIN that only the
officer knows (Argon2id): then it serves from `unlock` to `lock`, and nobody else at the device signs with it.
A lost file, or PIN, means new keys and new certificates; documents already signed stay good.
"""

import os
import unicodedata
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from app.errors import BadInput, NotAllowed, NotFound, StorageFault
from offline_db.durable import write_durably

NAME = "document-keys.sealed"
MAGIC = b"huhang document keys 1\n"
LEAST, DIFFERENT = 6, 3  # characters of a PIN


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key as it lies in the file; all in hex."""

    public: str  # SubjectPublicKeyInfo, DER
    key: str = ""  # PKCS #8, DER; "" where it lies under a PIN
    salt: str = ""
    sealed: str = ""  # nonce, and AES-256-GCM of the key under what Argon2id makes of the PIN


class OfficerKeys:
    """Keys by name: an officer's id, or "root"; `sealing` is 32 bytes."""

    def __init__(self, folder: Path, sealing: bytes) -> None:
        self._path = folder / NAME
        self._cipher = AESGCM(sealing)
        self._held: dict[str, Held] | None = None
        self._open: dict[str, ec.EllipticCurvePrivateKey] = {}

    def public(self, name: str) -> ec.EllipticCurvePublicKey | None:
        """Return the public half of a key, None where none was made. Raises StorageFault as `get`."""
        held = self._all().get(name)
        return _public(held) if held else None

    def get(self, name: str) -> ec.EllipticCurvePrivateKey | None:
        """Return a key, None where none was made.

        Raises:
            NotAllowed: it lies under a PIN that was not given since.
            StorageFault: the file is damaged or not of here.
        """
        held = self._all().get(name)
        if held is None:
            return None
        if name not in self._open:
            if held.sealed:
                raise NotAllowed(
                    "签名密钥有 PIN 保护；请该人员在登录页重新上岗并输入 PIN。",
                    "The key is under a PIN: let the officer sign in again and give it.",
                )
            self._open[name] = _loaded(bytes.fromhex(held.key))
        return self._open[name]

    def put(self, name: str, key: ec.EllipticCurvePrivateKey) -> None:
        """Keep a key; it is durable when this returns.

        Raises:
            StorageFault: there is one of that name already, or the disk refuses.
        """
        if name in self._all():
            raise StorageFault(
                "该人员在本机已有签名密钥，不能再建。", "This officer has a key on this device already."
            )
        self._write(name, Held(_spki(key).hex(), _pkcs8(key).hex()))
        self._open[name] = key

    def has_pin(self, name: str) -> bool:
        """Tell whether a key lies under a PIN."""
        held = self._all().get(name)
        return held is not None and bool(held.sealed)

    def unlock(self, name: str, pin: str) -> None:
        """Let a key under a PIN serve until `lock`; takes as long as Argon2id does.

        Raises:
            NotAllowed: another PIN.
        """
        held = self._all()[name]
        sealed, salt = bytes.fromhex(held.sealed), bytes.fromhex(held.salt)
        try:
            plain = AESGCM(_stretched(pin, salt)).decrypt(
                sealed[:12], sealed[12:], bytes.fromhex(held.public)
            )
        except InvalidTag as error:
            raise NotAllowed(
                "PIN 不对；请重新输入。忘记 PIN 时，可换新密钥并重新申请证书。",
                "That is not the PIN; type it again. Where it is forgotten, take a new key and certificate.",
            ) from error
        self._open[name] = _loaded(plain)

    def lock(self) -> None:
        """Let no key under a PIN serve before its PIN is given again."""
        self._open = {name: key for name, key in self._open.items() if not self.has_pin(name)}

    def set_pin(self, name: str, pin: str) -> None:
        """Seal a key that serves now by a PIN, or by none ("").

        Raises:
            NotFound: no such key. NotAllowed: it lies under a PIN that was not given.
            BadInput: too short. StorageFault: the disk refuses; the old PIN stays.
        """
        key = self.get(name)
        if key is None:
            raise NotFound(
                "该人员在本机没有签名密钥；请先申请证书。",
                "This officer has no key on this device; ask for a certificate first.",
            )
        if not pin:
            self._write(name, Held(_spki(key).hex(), _pkcs8(key).hex()))
            return
        if len(pin) < LEAST or len(set(pin)) < DIFFERENT:
            raise BadInput(
                f"PIN 至少 {LEAST} 个字符，其中至少 {DIFFERENT} 个不同。",
                f"A PIN has at least {LEAST} characters, {DIFFERENT} of them different.",
            )
        salt, nonce, public = os.urandom(16), os.urandom(12), _spki(key)
        sealed = nonce + AESGCM(_stretched(pin, salt)).encrypt(nonce, _pkcs8(key), public)
        self._write(name, Held(public.hex(), salt=salt.hex(), sealed=sealed.hex()))

    def drop(self, name: str) -> None:
        """Forget a key whose PIN is forgotten, so that another can be made. Raises StorageFault."""
        self._write(name, None)
        self._open.pop(name, None)

    def _write(self, name: str, held: Held | None) -> None:
        changed = {who: one for who, one in self._all().items() if who != name}
        if held is not None:
            changed[name] = held
        plain, nonce = msgspec.json.encode(changed, order="sorted"), os.urandom(12)
        write_durably(self._path, MAGIC + nonce + self._cipher.encrypt(nonce, plain, MAGIC))
        self._path.chmod(0o600)
        self._held = changed

    def _all(self) -> dict[str, Held]:
        if self._held is None:
            self._held = self._read() if self._path.exists() else {}
        return self._held

    def _read(self) -> dict[str, Held]:
        try:
            data = self._path.read_bytes()
            start = len(MAGIC) + 12
            if not data.startswith(MAGIC):
                raise ValueError("another file")
            plain = self._cipher.decrypt(data[len(MAGIC) : start], data[start:], MAGIC)
            found = msgspec.json.decode(plain, type=dict[str, Held | str])
            held = {name: _renewed(one) for name, one in found.items()}
            for one in held.values():
                _public(one)  # a damaged one is told at once
            self._open = {n: _loaded(bytes.fromhex(one.key)) for n, one in held.items() if one.key}
            return held
        except (OSError, ValueError, TypeError, InvalidTag, msgspec.MsgspecError) as error:
            raise StorageFault(
                "文书签名密钥文件已损坏或不属于本机；请从备份恢复，或删除后重新申请证书。",
                "The file of document keys is damaged or not of this device; restore it or ask anew.",
            ) from error


def _renewed(found: Held | str) -> Held:
    """Return what an older file says, which held keys alone, in the shape of today."""
    return Held(_spki(_loaded(bytes.fromhex(found))).hex(), found) if isinstance(found, str) else found


def _stretched(pin: str, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFC", pin).encode()
    return Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024).derive(typed)


def _public(held: Held) -> ec.EllipticCurvePublicKey:
    key = load_der_public_key(bytes.fromhex(held.public))
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("another kind of key")
    return key


def _spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _pkcs8(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _loaded(data: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(data, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("another kind of key")
    return key
