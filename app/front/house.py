"""What the front door opens on a house: the window, or one command on a data folder."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.errors import InspectionError
from app.front.backup_desk import run_restore
from app.front.commands import read_file
from app.front.escrow_desk import fingerprint, recover_keys, request_recovery
from app.front.hub_backup import run_hub_backup, run_hub_restore
from app.front.hub_pulling import run_hub_pull
from app.front.hub_running import run_hub
from app.front.papers_desk import run_verify_document
from app.front.parser import make_parser
from app.front.passphrases import (
    NEW_VARIABLE,
    VARIABLE,
    FolderLock,
    keep_no_core_dumps,
    new_passphrase,
    passphrase_for,
)
from app.front.practice_setup import practice_home, set_up_practice
from app.front.read_desk import run_read
from app.front.register_desk import run_register
from app.front.self_test import self_test
from app.front.stick_desk import run_hub_read
from app.front.tiles_desk import run_check_tiles, run_hub_tiles
from app.front.verify import export_log, verify
from app.front.window import open_window
from app.front.wiring import House, default_folder, open_house
from app.resources import PROGRAM
from offline_db.data_folder import create_data_folder, holds_installation

APART: dict[str, Callable[[argparse.Namespace], int]] = {  # need no data folder
    "register": run_register,
    "read": run_read,
    "hub": run_hub,
    "hub-tiles": run_hub_tiles,
    "hub-pull": run_hub_pull,
    "hub-backup": run_hub_backup,
    "hub-restore": run_hub_restore,
    "check-tiles": run_check_tiles,
    "restore": run_restore,
    "hub-read": run_hub_read,
}


def run_house(words: list[str]) -> int:
    """Run the window or a command; returns the exit status: 0 done, 1 refused or not whole, 2 wrong words."""
    args = make_parser().parse_args(words)
    args.command = args.command or ""
    keep_no_core_dumps()
    try:
        return _run(args)
    except InspectionError as error:
        sys.stderr.write(f"{error.sentence(args.language)}\n")
        return 1


def _run(args) -> int:  # type: ignore[no-untyped-def]  # argparse's Namespace
    match args.command:
        case "verify":
            path = Path(args.path)
            result, lines = verify(path, passphrase_for(path, args.passphrase))
            print("\n".join(lines))
            return 0 if result.whole else 1
        case command if command in APART:
            return APART[command](args)
        case "verify-document":
            return run_verify_document(args, lambda: _open(_folder(args.data), args.passphrase))
        case "self-test":
            for line in self_test():
                print(line)
            return 0
        case "new":
            return _make(args)
        case "set-passphrase":
            return _set_passphrase(args)
        case "recover-request" | "recover":
            return _recover(args)
    path = _folder(args.data)
    if args.command == "":
        return open_window(path, args.passphrase or os.environ.get(VARIABLE, ""), args.language)
    house = _open(path, args.passphrase)
    try:
        if args.command == "export-log":
            print(f"entries: {export_log(house.folder, Path(args.path))}")
            return 0
        for line in args.run(house, args):
            print(line)
        return 0
    finally:
        house.close()


def _make(args) -> int:  # type: ignore[no-untyped-def]  # argparse's Namespace
    path = Path(args.data or default_folder())
    passphrase = new_passphrase(args.passphrase)
    folder = create_data_folder(path, args.name, PROGRAM, bureau=args.bureau, passphrase=passphrase)
    print(f"log: {folder.own}\nneeds: {' '.join(folder.keys.needs)}")
    folder.close()
    return 0


def _set_passphrase(args) -> int:  # type: ignore[no-untyped-def]  # argparse's Namespace
    path = _folder(args.data)
    old = passphrase_for(path, args.passphrase)
    FolderLock(path).change(old, new_passphrase(args.new, NEW_VARIABLE))
    print("passphrase: changed")
    return 0


def _recover(args) -> int:  # type: ignore[no-untyped-def]  # argparse's Namespace
    path = _folder(args.data)
    if args.command == "recover-request":
        request = request_recovery(path, new_passphrase(args.passphrase))
        Path(args.path).write_bytes(request)
        print(f"request: {args.path}\nread out to both supervisors: {fingerprint(request)}")
        return 0
    answers = [read_file(answer) for answer in args.answers]
    new = args.passphrase or os.environ.get(VARIABLE, "") or new_passphrase("")
    print(f"recovered; agreed: {' '.join(recover_keys(path, answers, new))}")
    return 0


def _open(path: Path, said: str) -> House:
    return open_house(path, passphrase_for(path, said))


def _folder(given: str | None) -> Path:
    """Return the data folder: the one named, this user's own, or the practice fair's first device."""
    if given:
        return Path(given)
    if holds_installation(default_folder()):
        return default_folder()
    home = practice_home(default_folder().with_name(default_folder().name + "-practice"))
    return set_up_practice(home, _report)


def _report(zh: str, en: str) -> None:
    sys.stderr.write(f"{zh} | {en}\n")
