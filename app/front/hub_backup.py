"""A hub's keys in a backup: sealed to a passphrase, tried at once, and put into an empty folder again.

Without them a copy of the hub's database and files is worth nothing: both lie encrypted under them, devices
trust no other key and no other certificate. They never go into a backup plainly.
"""

import argparse
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.errors import BadInput, NotFound, StorageFault
from app.front.backup_desk import VARIABLE as BACKUP_VARIABLE
from app.front.hub_desk import CARD, FACTS, KEYS, TLS, VARIABLE, Card, decoded
from offline_db.durable import write_durably
from offline_db.keys import DeviceKeys, make_keys, open_keys, refuse_weak, reseal_keys
from offline_db.machine_secret import SYSTEM
from sync.backup import LOCK, SECRETS, keep_secrets, open_lock, read_secrets
from sync.hub.certificates import CA, CA_KEY, SERVER, SERVER_KEY, issue_certificate
from sync.medium import Medium

FILES = (FACTS, CARD, *(f"{TLS}/{name}" for name in (CA, CA_KEY, SERVER, SERVER_KEY)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds of a hub, sealed as a whole."""

    hub: str  # signing key, hex
    secrets: bytes
    files: Mapping[str, bytes]  # by their names within the hub's folder


def add_hub_backup_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hub-backup` and `hub-restore`."""
    backup = commands.add_parser("hub-backup", help="keep a hub's keys, sealed, and try them")
    again = commands.add_parser("hub-restore", help="put a hub's keys into an empty folder")
    for command in (backup, again):
        command.add_argument("folder", help="the backup's folder")
        command.add_argument("--hub", required=True, help="the hub's folder")
        command.add_argument("--backup-passphrase", default="", help=f"better: {BACKUP_VARIABLE}")
        command.add_argument("--hub-passphrase", default="", help=f"better: {VARIABLE}")


def run_hub_backup(args: argparse.Namespace) -> int:
    """Back a hub's keys up, and prove that they come back."""
    backup, hub = Path(args.folder), Path(args.hub)
    keys = back_up_hub(hub, backup, _hub_passphrase(args), _passphrase(args))
    print(f"kept, sealed and tried: keys and certificates of hub {keys.key.hex()[:16]} in {backup}")
    print(f"copy beside it what they open: the rest of {hub}, or the database and the bucket")
    return 0


def run_hub_restore(args: argparse.Namespace) -> int:
    """Put a hub's keys into an empty folder; its database and files are copied beside them."""
    keys = restore_hub(Path(args.folder), Path(args.hub), _passphrase(args), _hub_passphrase(args))
    print(f"restored: keys and certificates of hub {keys.key.hex()[:16]} in {args.hub}")
    return 0


def back_up_hub(hub: Path, backup: Path, hub_passphrase: str, passphrase: str) -> DeviceKeys:
    """Keep a hub's keys in a backup's folder, sealed to a passphrase; they are tried before, and read back.

    Raises:
        BadInput: no passphrase, a weak or another one, or another installation's backup.
        NotFound, StorageFault: no hub's folder, its passphrase is another, or the medium refuses.
    """
    _refuse_plain(passphrase)
    keys = open_keys(hub / KEYS, hub_passphrase)
    kept = Kept(keys.key.hex(), keys.secrets(), {name: _read(hub / name) for name in FILES})
    _try(kept, keys)
    medium = Medium()
    private = open_lock(backup, passphrase, make=not (backup / LOCK).exists(), medium=medium)
    if (backup / SECRETS).exists() and _read_kept(read_secrets(backup, private)).hub != kept.hub:
        raise _another()
    keep_secrets(backup, private.public_key().public_bytes_raw(), msgspec.json.encode(kept), medium)
    return keys


def restore_hub(backup: Path, hub: Path, passphrase: str, hub_passphrase: str) -> DeviceKeys:
    """Put a hub's keys and certificates into a folder without keys, under a passphrase of its own.

    Raises:
        NotFound, BadInput: no such backup, another passphrase, no or a weak passphrase for the hub.
        StorageFault: the folder holds keys already, or the disk refuses.
    """
    _refuse_plain(hub_passphrase)
    if (hub / KEYS).exists():
        raise StorageFault(
            f"{hub} 已有密钥；请选择一个空文件夹。", f"{hub} holds keys already; choose an empty folder."
        )
    kept = _read_kept(read_secrets(backup, open_lock(backup, passphrase)))
    try:
        (hub / TLS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFault(
            f"无法建立 {hub}；请检查位置和权限。", f"{hub} cannot be made; check its place and permissions."
        ) from error
    make_keys(hub / KEYS)
    keys = reseal_keys(hub / KEYS, kept.secrets, hub_passphrase, SYSTEM)
    for name, data in kept.files.items():
        write_durably(hub / name, data)
    _try(kept, keys)
    return keys


def _try(kept: Kept, keys: DeviceKeys) -> None:
    """Try whether card and authority are those of the keys: else devices would not come back.

    Raises BadInput, StorageFault.
    """
    if keys.key.hex() != decoded(kept.files[CARD], Card).key:
        raise _another()
    with tempfile.TemporaryDirectory(prefix="huhang-drill-") as place:
        for name in (CA, CA_KEY):
            (Path(place) / name).write_bytes(kept.files[f"{TLS}/{name}"])
        issue_certificate(Path(place), ["drill.test"], keys.derive("tls").hex().encode())


def _read_kept(data: bytes) -> Kept:
    try:
        kept = msgspec.json.decode(data, type=Kept)
    except (ValueError, msgspec.MsgspecError) as error:
        raise _another() from error
    if set(kept.files) != set(FILES):
        raise _another()
    return kept


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"无法读取中心文件夹中的 {path.name}；请核对文件夹。",
            f"{path.name} of the hub's folder cannot be read; check the folder.",
        ) from error


def _refuse_plain(passphrase: str) -> None:
    if not passphrase:
        raise BadInput(
            f"中心的密钥不能不加密保存；请设置口令（环境变量 {BACKUP_VARIABLE} 和 {VARIABLE}）。",
            f"A hub's keys are not kept plainly; set passphrases ({BACKUP_VARIABLE} and {VARIABLE}).",
        )
    refuse_weak(passphrase)


def _another() -> BadInput:
    return BadInput(
        "该文件夹中不是这个中心的密钥备份；请为它另选一个文件夹。",
        "This folder holds no backup of this hub's keys; choose a folder of its own for it.",
    )


def _passphrase(args: argparse.Namespace) -> str:
    return str(args.backup_passphrase or os.environ.get(BACKUP_VARIABLE, ""))


def _hub_passphrase(args: argparse.Namespace) -> str:
    return str(args.hub_passphrase or os.environ.get(VARIABLE, ""))
