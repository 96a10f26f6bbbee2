"""Private keys for documents: the officers' on their devices, the root's at the bureau. One sealed file.

It is sealed with a key derived from the data folder's own (`keys.derive`), so it opens where the folder
does and nowhere else, and is read once. A lost file means new keys and new certificates; documents already
signed stay good.
"""

import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.errors import StorageFault
from offline_db.durable import write_durably

NAME = "document-keys.sealed"
MAGIC = b"huhang document keys 1\n"


class OfficerKeys:
    """Keys by name: an officer's id, or "root"; `sealing` is 32 bytes."""

    def __init__(self, folder: Path, sealing: bytes) -> None:
        self._path = folder / NAME
        self._cipher = AESGCM(sealing)
        self._keys: dict[str, ec.EllipticCurvePrivateKey] | None = None

    def get(self, name: str) -> ec.EllipticCurvePrivateKey | None:
        """Return a key, None where none was made. Raises StorageFault: the file is damaged or not of here."""
        return self._open().get(name)

    def put(self, name: str, key: ec.EllipticCurvePrivateKey) -> None:
        """Keep a key; it is durable when this returns.

        Raises:
            StorageFault: there is one of that name already, or the disk refuses.
        """
        keys = self._open()
        if name in keys:
            raise StorageFault(
                "该人员在本机已有签名密钥，不能再建。", "This officer has a key on this device already."
            )
        changed = {**keys, name: key}
        plain = msgspec.json.encode(
            {who: _written(held).hex() for who, held in changed.items()}, order="sorted"
        )
        nonce = os.urandom(12)
        write_durably(self._path, MAGIC + nonce + self._cipher.encrypt(nonce, plain, MAGIC))
        self._path.chmod(0o600)
        self._keys = changed

    def _open(self) -> dict[str, ec.EllipticCurvePrivateKey]:
        if self._keys is None:
            self._keys = self._read() if self._path.exists() else {}
        return self._keys

    def _read(self) -> dict[str, ec.EllipticCurvePrivateKey]:
        try:
            data = self._path.read_bytes()
            start = len(MAGIC) + 12
            if not data.startswith(MAGIC):
                raise ValueError("another file")
            plain = self._cipher.decrypt(data[len(MAGIC) : start], data[start:], MAGIC)
            held = msgspec.json.decode(plain, type=dict[str, str])
            return {name: _loaded(bytes.fromhex(text)) for name, text in held.items()}
        except (OSError, ValueError, TypeError, InvalidTag, msgspec.MsgspecError) as error:
            raise StorageFault(
                "文书签名密钥文件已损坏或不属于本机；请从备份恢复，或删除后重新申请证书。",
                "The file of document keys is damaged or not of this device; restore it or ask anew.",
            ) from error


def _written(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _loaded(data: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(data, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("another kind of key")
    return key
