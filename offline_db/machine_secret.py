"""Secrets that the operating system keeps for this user on this machine, so that a stolen disk is not enough.

Windows Credential Manager, macOS Keychain, Secret Service or KWallet, by the library keyring. A secret is 32
bytes: Credential Manager holds little more. Only stores that encrypt are taken; where there is none, as on
a bare Linux server, `usable` says so, and a key file then records that it needs the passphrase alone.
"""

from contextlib import suppress
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from app.errors import StorageFault

SERVICE = "huhang"
TRUSTED = (  # of keyring's back ends those that encrypt; others would keep the secret in a plain file
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)


class Safe(Protocol):
    """Keeps secrets by name, for this user on this machine."""

    @property
    def usable(self) -> bool: ...

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, secret: bytes) -> None: ...

    def forget(self, name: str) -> None: ...


class SystemSafe:
    """The operating system's own keyring, asked anew each time."""

    @property
    def usable(self) -> bool:
        """Tell whether this machine has a keyring that encrypts."""
        return _backend() is not None

    def get(self, name: str) -> bytes | None:
        """Return a secret, None where this machine does not hold it.

        Raises:
            StorageFault: there is a keyring, and it stays locked or does not answer.
        """
        backend = _backend()
        try:
            text = backend.get_password(SERVICE, name) if backend else None
            return bytes.fromhex(text) if text else None
        except (KeyringError, ValueError) as error:
            raise _shut() from error

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret, and read it back.

        Raises:
            StorageFault: the keyring refuses, or gives something else back.
        """
        backend = _backend()
        try:
            if backend is not None:
                backend.set_password(SERVICE, name, secret.hex())
        except (KeyringError, ValueError) as error:
            raise _shut() from error
        if self.get(name) != secret:
            raise _shut()

    def forget(self, name: str) -> None:
        """Forget a secret; one that does not go is of no use without its key file."""
        backend = _backend()
        with suppress(KeyringError):
            if backend is not None:
                backend.delete_password(SERVICE, name)


SYSTEM = SystemSafe()


def trusted(backend: KeyringBackend) -> bool:
    """Tell whether a back end of keyring encrypts what it keeps."""
    return type(backend).__module__ in TRUSTED


def _backend() -> KeyringBackend | None:
    chosen = keyring.get_keyring()
    chained = getattr(chosen, "backends", ())  # several at once: the chainer, in the order of their priority
    return next((backend for backend in (chosen, *chained) if trusted(backend)), None)


def _shut() -> StorageFault:
    return StorageFault(
        "操作系统的密钥环没有打开或拒绝访问；请以平时的用户登录系统、解锁密钥环后重试。",
        "The system's keyring is locked or refuses; log in as the usual user, unlock it and try again.",
    )
