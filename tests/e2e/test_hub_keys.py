"""A hub's keys come back from a backup alone, and never lie there plainly."""

import base64
import shutil
from pathlib import Path

import pytest

from app.__main__ import main
from app.errors import BadInput, InspectionError, NotFound, StorageFault
from app.front.hub_backup import back_up_hub, restore_hub
from app.front.hub_desk import BOOK, KEYS, TLS, make_hub, open_book, open_hub
from app.front.hub_desk import VARIABLE as HUB_VARIABLE
from offline_db.keys import open_keys
from tests.builders import a_bureau

BACKUP, NEW = "backup passphrase 2", "another one 3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder, and beside it a backup of its keys."""
    folder = tmp_path_factory.mktemp("hub")
    bureau = a_bureau(folder / "bureau", 1)
    for name in ("hub", "second"):
        make_hub(folder / name, bureau, f"{name}.test/log", ["127.0.0.1"], "")
    bureau.close()
    words = ["hub-backup", str(folder / "backup"), "--hub", str(folder / "hub")]
    assert main([*words, "--backup-passphrase", BACKUP]) == 0
    return folder / "hub"


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.with_name("backup"), tmp_path / "backup")
    return tmp_path / "backup"


def test_a_hub_comes_back_from_its_keys_and_a_copy_of_what_they_open(
    made: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(made, open_keys(made / KEYS))
    note = book.checkpoint("")
    book.close()
    monkeypatch.setenv(HUB_VARIABLE, NEW)
    monkeypatch.setenv("HUHANG_BACKUP_PASSPHRASE", BACKUP)

    assert main(["hub-restore", str(backup), "--hub", str(tmp_path / "again")]) == 0
    shutil.copy(made / BOOK, tmp_path / "again" / BOOK)
    again = open_hub(tmp_path / "again", NEW, "127.0.0.1", 0)
    came = again.book.checkpoint("")
    again.close()

    assert came == note  # the same key, and the same log
    assert (tmp_path / "again" / TLS / "ca.pem").read_bytes() == (made / TLS / "ca.pem").read_bytes()
    assert open_keys(made / KEYS).secrets().hex().encode() not in (tmp_path / "again" / KEYS).read_bytes()


@pytest.mark.parametrize(
    ("passphrase", "why"), [("", "不能不加密"), ("short", "太容易"), ("aaaaaaaaaa", "太容易")]
)
def test_keys_are_not_kept_without_a_passphrase_worth_its_name(
    made: Path, backup: Path, tmp_path: Path, passphrase: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        back_up_hub(made, tmp_path / "plain", "", passphrase)
    with pytest.raises(BadInput, match=why):
        restore_hub(backup, tmp_path / "again", BACKUP, passphrase)

    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_nothing_secret_can_be_read_in_the_backup(made: Path, backup: Path) -> None:
    secrets = open_keys(made / KEYS).secrets()
    lying = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())

    assert lying
    for secret in (secrets[:32], secrets[32:64], secrets[64:]):
        for written in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert written not in lying


@pytest.mark.parametrize(
    ("kind", "why", "hub", "passphrase"),
    [
        (BadInput, "不是这个中心", "second", BACKUP),
        (BadInput, "口令不正确", "hub", NEW),
        (StorageFault, "密钥文件", "none", BACKUP),
    ],
)
def test_what_does_not_fit_is_refused_and_touches_nothing(
    made: Path, backup: Path, kind: type[InspectionError], why: str, hub: str, passphrase: str
) -> None:
    before = (backup / "keys.huhang").read_bytes()

    with pytest.raises(kind, match=why):
        back_up_hub(made.with_name(hub), backup, "", passphrase)

    assert (backup / "keys.huhang").read_bytes() == before


def test_keys_are_put_into_no_folder_that_has_some(made: Path, backup: Path, tmp_path: Path) -> None:
    before = (made / KEYS).read_bytes()

    with pytest.raises(StorageFault, match="已有密钥"):
        restore_hub(backup, made, BACKUP, NEW)
    with pytest.raises(NotFound, match="没有用口令加密的备份"):
        restore_hub(tmp_path / "nowhere", tmp_path / "again", BACKUP, NEW)

    assert (made / KEYS).read_bytes() == before


@pytest.mark.parametrize("file", ["hub.card", "tls/ca.key"])
def test_keys_and_certificates_that_do_not_belong_together_are_no_backup(
    made: Path, tmp_path: Path, file: str
) -> None:
    shutil.copytree(made, tmp_path / "hub")
    shutil.copy(made.with_name("second") / file, tmp_path / "hub" / file)

    with pytest.raises(InspectionError):
        back_up_hub(tmp_path / "hub", tmp_path / "mixed", "", BACKUP)

    assert not (tmp_path / "mixed").exists()
