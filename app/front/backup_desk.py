"""Backup, restore and the drill that proves the one by the other, from the command line."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.audit import describe
from app.errors import StorageFault
from app.front.bureau_desk import fingerprint
from app.front.restoring import audit_restored, back_up, lines_of, restore
from app.front.wiring import House
from app.resources import PROGRAM
from offline_db.data_folder import KEYS
from offline_db.keys import open_keys
from sync.backup import open_lock

NEXT_BUREAU = "登记或签发之前请先与中心同步。 | Sync with the hub before you enrol or lease."
NEXT_DEVICE = "请用 request 生成登记申请，交局机关登记。 | Have the bureau enrol this device: request FILE."
VARIABLE = "HUHANG_BACKUP_PASSPHRASE"


def add_backup_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backup`, `restore` and `restore-drill`."""
    backup = commands.add_parser("backup", help="add to a backup what it lacks, sealed")
    backup.set_defaults(run=run_backup)
    drill = commands.add_parser("restore-drill", help="restore a backup into a temporary folder and compare")
    drill.set_defaults(run=run_drill)
    again = commands.add_parser("restore", help="make an installation from a backup or black box alone")
    for command in (backup, drill, again):
        command.add_argument("folder", help="the backup's folder")
        command.add_argument("--backup-passphrase", default="", help=f"or the environment's {VARIABLE}")
    again.add_argument("target", help="an empty folder for the installation")
    again.add_argument("--name", default="恢复的设备", help="what a device is called from now on")
    again.add_argument("--with", dest="keys_of", default="", help="a bureau's or hub's folder that opens it")


def run_backup(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Back the open data folder up."""
    mirror = back_up(house.folder, Path(args.folder), _passphrase(args))
    entries = sum(leaf.startswith("entry:") for leaf in mirror.held)
    yield f"backed up and read back: {entries} entries, {len(mirror.held) - entries} files"
    yield from (f"  {problem}" for problem in mirror.problems.values())


def run_drill(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Restore into a temporary folder, audit it, and compare it with what is open.

    Raises:
        StorageFault: something did not come back.
    """
    backup, live = Path(args.folder), house.folder
    private = open_lock(backup, _passphrase(args))
    with tempfile.TemporaryDirectory(prefix="huhang-drill-") as place:
        folder, restored = restore(backup, private, Path(place) / "data", "drill", PROGRAM)
        try:
            audit = audit_restored(folder)
            lacking = set(live.headers()) - set(folder.headers())
            lost = set(live.blobs.digests()) - set(folder.blobs.digests())
            yield from lines_of(restored)
            yield from describe(audit)
            entries, blobs = len(live.headers()), sum(1 for _ in live.blobs.digests())
            yield f"of what is here now: {entries - len(lacking)} of {entries} entries"
            yield f"of what is here now: {blobs - len(lost)} of {blobs} files"
        finally:
            folder.close()
    if not (restored.whole and audit.whole) or lacking or lost:
        raise StorageFault(
            "恢复演练未通过：备份缺少上面列出的内容；请再备份一次，仍不通过则换一个介质从头备份。",
            "The drill failed: the backup lacks what is named above. Back up once more; if it fails again,"
            " begin a new backup on another medium.",
        )


def run_restore(args: argparse.Namespace) -> int:
    """Make an installation from a backup alone; 1 where something did not come back."""
    backup = Path(args.folder)
    folder, restored = restore(
        backup, _reader(args, backup), Path(args.target), args.name, PROGRAM, args.passphrase
    )
    try:
        audit = audit_restored(folder)
        trust = f"bureau: {fingerprint(folder.logbook.root)}"
        for line in (*lines_of(restored), *describe(audit), trust):
            print(line)
        print(NEXT_BUREAU if folder.casebook.leads else NEXT_DEVICE)
        return 0 if restored.whole and audit.whole else 1
    finally:
        folder.close()


def _reader(args: argparse.Namespace, backup: Path) -> X25519PrivateKey:
    if args.keys_of:
        return open_keys(Path(args.keys_of) / KEYS, args.passphrase).sealing
    return open_lock(backup, _passphrase(args))


def _passphrase(args: argparse.Namespace) -> str:
    return args.backup_passphrase or os.environ.get(VARIABLE, "")
