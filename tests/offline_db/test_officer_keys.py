"""Document keys stay sealed on their device, some under a PIN, and a damaged file is told."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.errors import NotAllowed, StorageFault
from app.signing.certificates import make_key
from offline_db.data_folder import create_data_folder, open_data_folder
from offline_db.officer_keys import MAGIC, NAME, OfficerKeys

SEALING = bytes(range(32))
PIN = "483920"


def test_a_key_is_there_again_after_opening_and_is_read_once(tmp_path: Path) -> None:
    key = make_key()
    OfficerKeys(tmp_path, SEALING).put("i1", key)

    again = OfficerKeys(tmp_path, SEALING)
    found = again.get("i1")
    (tmp_path / NAME).unlink()

    assert found is not None
    assert found.private_numbers() == key.private_numbers()
    assert again.get("i1") is found
    assert again.get("i2") is None


def test_a_data_folder_opens_its_own_keys_only(tmp_path: Path) -> None:
    for name in ("one", "two"):
        create_data_folder(tmp_path / name, name, "0").close()
    one = open_data_folder(tmp_path / "one")
    one.officer_keys.put("i1", make_key())
    one.close()
    (tmp_path / "two" / NAME).write_bytes((tmp_path / "one" / NAME).read_bytes())

    two = open_data_folder(tmp_path / "two")

    with pytest.raises(StorageFault):
        two.officer_keys.get("i1")
    two.close()


def test_no_key_can_be_read_from_the_file(tmp_path: Path) -> None:
    key = make_key()
    OfficerKeys(tmp_path, SEALING).put("officer-7", key)

    data = (tmp_path / NAME).read_bytes()

    secret = key.private_numbers().private_value.to_bytes(32, "big")
    assert secret not in data
    assert secret.hex().encode() not in data
    assert b"officer-7" not in data
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    keys = OfficerKeys(tmp_path, SEALING)
    keys.put("i1", make_key())

    with pytest.raises(StorageFault):
        keys.put("i1", make_key())


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_damaged_file_is_told(place: int, tmp_path: Path) -> None:
    OfficerKeys(tmp_path, SEALING).put("i1", make_key())
    data = bytearray((tmp_path / NAME).read_bytes())
    data[place] ^= 1
    (tmp_path / NAME).write_bytes(data)

    with pytest.raises(StorageFault, match="密钥文件"):
        OfficerKeys(tmp_path, SEALING).get("i1")


@pytest.mark.parametrize("length", [0, 10, 40])
def test_a_file_cut_short_is_told(length: int, tmp_path: Path) -> None:
    OfficerKeys(tmp_path, SEALING).put("i1", make_key())
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(StorageFault):
        OfficerKeys(tmp_path, SEALING).get("i1")


def test_a_key_under_a_pin_serves_only_while_it_is_unlocked(tmp_path: Path) -> None:
    key, keys = make_key(), OfficerKeys(tmp_path, SEALING)
    keys.put("i1", key)
    keys.put("i2", make_key())
    keys.set_pin("i1", PIN)

    again = OfficerKeys(tmp_path, SEALING)
    assert again.public("i1") == key.public_key()
    assert again.get("i2") is not None
    with pytest.raises(NotAllowed, match="PIN 保护"):
        again.get("i1")
    with pytest.raises(NotAllowed, match="PIN 不对"):
        again.unlock("i1", "483921")
    again.unlock("i1", PIN)
    found = again.get("i1")
    assert found is not None
    assert found.private_numbers() == key.private_numbers()
    again.lock()
    with pytest.raises(NotAllowed, match="PIN 保护"):
        again.get("i1")
    assert again.get("i2") is not None


def test_the_key_of_the_folder_alone_does_not_open_what_lies_under_a_pin(tmp_path: Path) -> None:
    key, keys = make_key(), OfficerKeys(tmp_path, SEALING)
    keys.put("i1", key)
    keys.set_pin("i1", PIN)
    data = (tmp_path / NAME).read_bytes()

    plain = AESGCM(SEALING).decrypt(data[len(MAGIC) : len(MAGIC) + 12], data[len(MAGIC) + 12 :], MAGIC)

    secret = key.private_numbers().private_value.to_bytes(32, "big")
    assert b"i1" in plain
    assert secret.hex().encode() not in plain


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    key, nonce = make_key(), bytes(12)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    plain = json.dumps({"i1": der.hex()}).encode()
    (tmp_path / NAME).write_bytes(MAGIC + nonce + AESGCM(SEALING).encrypt(nonce, plain, MAGIC))

    keys = OfficerKeys(tmp_path, SEALING)
    keys.set_pin("i1", PIN)

    again = OfficerKeys(tmp_path, SEALING)
    again.unlock("i1", PIN)
    found = again.get("i1")
    assert found is not None
    assert found.private_numbers() == key.private_numbers()
