"""The key file: what opens it, what does not, and how it is changed. Threat 1: a lost or stolen laptop."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from keyring.backends import SecretService, Windows, fail, kwallet, libsecret, macOS, null

from app.errors import BadInput, StorageFault
from offline_db.data_folder import create_data_folder, open_data_folder
from offline_db.keys import KeyFile, change_passphrase, make_keys, needs_passphrase, open_keys, read_key_file
from offline_db.machine_secret import SystemSafe, trusted

WORDS, OTHER = "展馆里的安全口令", "另一个足够长的口令"


@dataclass
class Machine:
    """A keyring in memory: one user's, on one machine."""

    usable: bool = True
    held: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        return self.held.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self.held[name] = secret

    def forget(self, name: str) -> None:
        del self.held[name]


def test_a_folder_opens_with_its_passphrase_on_its_machine_and_not_otherwise(tmp_path: Path) -> None:
    machine = Machine()
    path = tmp_path / "device"
    create_data_folder(path, "一号机", "0", passphrase=WORDS, safe=machine).close()

    open_data_folder(path, WORDS, safe=machine).close()

    assert read_key_file(path / "keys.json").needs == ("passphrase", "machine")
    assert {len(secret) for secret in machine.held.values()} == {32}
    with pytest.raises(StorageFault, match="口令"):
        open_data_folder(path, OTHER, safe=machine)
    with pytest.raises(StorageFault, match="另一台电脑"):
        open_data_folder(path, WORDS, safe=Machine())
    with pytest.raises(StorageFault, match="另一台电脑"):
        open_data_folder(path, WORDS, safe=Machine(usable=False))
    with pytest.raises(StorageFault, match="口令"):
        open_data_folder(path, WORDS, safe=Machine(held=dict.fromkeys(machine.held, bytes(32))))


def test_a_machine_without_a_keyring_is_recorded_to_need_the_passphrase_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = make_keys(path, WORDS, Machine(usable=False))

    assert read_key_file(path).needs == made.needs == ("passphrase",)
    assert needs_passphrase(path)
    assert open_keys(path, WORDS, Machine()).key == made.key


def test_what_a_key_file_says_it_needs_cannot_be_changed(tmp_path: Path) -> None:
    path, machine = tmp_path / "keys.json", Machine()
    make_keys(path, WORDS, machine)
    honest = msgspec.json.decode(path.read_bytes())

    lies: tuple[dict[str, object], ...] = (
        {"needs": ["passphrase"]},
        {"needs": []},
        {"work": [1, 64, 1]},
        {"work": [3, 1 << 30, 4]},
    )
    for lie in lies:
        path.write_bytes(msgspec.json.encode(honest | lie))
        with pytest.raises(StorageFault):
            open_keys(path, WORDS, machine)


def test_a_changed_passphrase_opens_and_neither_the_old_one_nor_an_old_copy_does(tmp_path: Path) -> None:
    path, machine = tmp_path / "keys.json", Machine()
    made = make_keys(path, WORDS, machine)
    copy = tmp_path / "copy.json"
    copy.write_bytes(path.read_bytes())

    changed = change_passphrase(path, WORDS, OTHER, machine)

    assert open_keys(path, OTHER, machine).data == changed.data == made.data
    assert len(machine.held) == 1
    with pytest.raises(StorageFault, match="口令"):
        open_keys(path, WORDS, machine)
    with pytest.raises(StorageFault, match="另一台电脑"):
        open_keys(copy, WORDS, machine)


def test_a_change_that_is_refused_leaves_the_old_passphrase(tmp_path: Path) -> None:
    path, machine = tmp_path / "keys.json", Machine()
    make_keys(path, WORDS, machine)
    before = path.read_bytes()

    for old, new in ((OTHER, WORDS), (WORDS, ""), (WORDS, "1234567"), (WORDS, "aaaaaaaaaaaa")):
        with pytest.raises((StorageFault, BadInput)):
            change_passphrase(path, old, new, machine)

    assert path.read_bytes() == before
    open_keys(path, WORDS, machine)


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_a_key_file_of_the_first_version_opens_and_is_rewritten_at_its_first_change(
    tmp_path: Path, passphrase: str
) -> None:
    path, machine, secrets = tmp_path / "keys.json", Machine(), os.urandom(96)
    salt, nonce = os.urandom(16) if passphrase else b"", os.urandom(12)
    stretch = Argon2id(salt=salt or bytes(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    wrap = stretch.derive(passphrase.encode()) if passphrase else bytes(32)
    sealed = nonce + AESGCM(wrap).encrypt(nonce, secrets, None)
    path.write_bytes(msgspec.json.encode({"v": 1, "salt": salt.hex(), "sealed": sealed.hex()}))

    opened = open_keys(path, passphrase, machine)
    change_passphrase(path, passphrase, OTHER, machine)

    assert opened.data == secrets[64:]
    assert read_key_file(path).v == 2
    assert open_keys(path, OTHER, machine).data == secrets[64:]


def test_one_passphrase_typed_by_two_input_methods_is_one_passphrase(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "keys.json", "café 展馆 2026")

    assert open_keys(tmp_path / "keys.json", "cafe\u0301 展馆 2026").key == made.key


def test_keys_are_never_made_twice(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys.json")

    with pytest.raises(StorageFault, match="已有密钥"):
        make_keys(tmp_path / "keys.json")


def test_only_keyrings_that_encrypt_are_taken() -> None:
    kept = (SecretService.Keyring, Windows.WinVaultKeyring, kwallet.DBusKeyring, libsecret.Keyring)

    assert all(trusted(object.__new__(kind)) for kind in (*kept, macOS.Keyring))
    assert not trusted(object.__new__(null.Keyring))
    assert not trusted(object.__new__(fail.Keyring))


def test_a_machine_without_a_keyring_says_so_and_keeps_nothing() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(object.__new__(null.Keyring))
    try:
        safe = SystemSafe()
        assert not safe.usable
        with pytest.raises(StorageFault, match="密钥环"):
            safe.put("name", bytes(32))
        assert safe.get("name") is None
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff" * 100,
        b'{"v":1,"salt":"","sealed":"zz"}',
        b'{"v":2,"salt":"","sealed":"00"}',
        b'{"v":9,"salt":"","sealed":""}',
        msgspec.json.encode(KeyFile(2, "00", "00" * 40, ("passphrase",), (0, 0, 0))),
    ],
)
def test_damaged_key_files_say_what_to_do(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(data)

    with pytest.raises(StorageFault):
        open_keys(tmp_path / "keys.json")
