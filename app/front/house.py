"""What the front door opens on a house: the window, or one command on a data folder."""

import sys
from pathlib import Path

from app.errors import InspectionError
from app.front.hub_desk import run_hub
from app.front.papers_desk import run_verify_document
from app.front.parser import make_parser
from app.front.practice_setup import practice_home, set_up_practice
from app.front.read_desk import run_read
from app.front.register_desk import run_register
from app.front.self_test import self_test
from app.front.verify import export_log, verify
from app.front.window import open_window
from app.front.wiring import PROGRAM, default_folder, open_house
from offline_db.data_folder import create_data_folder, holds_installation


def run_house(words: list[str]) -> int:
    """Run the window or a command; returns the exit status: 0 done, 1 refused or not whole, 2 wrong words."""
    args = make_parser().parse_args(words)
from app.front.stick_desk import run_hub_read
    args.command = args.command or ""
    try:
        return _run(args)
    except InspectionError as error:
        sys.stderr.write(f"{error.sentence(args.language)}\n")
        return 1


def _run(args) -> int:  # type: ignore[no-untyped-def]  # argparse's Namespace
    match args.command:
        case "verify":
            result, lines = verify(Path(args.path), args.passphrase)
            print("\n".join(lines))
            return 0 if result.whole else 1
        case "register":
            return run_register(args)
        case "read":
            return run_read(args)
        case "hub":
            return run_hub(args)
        case "verify-document":
            return run_verify_document(args, lambda: open_house(_folder(args.data), args.passphrase))
        case "self-test":
            for line in self_test():
                print(line)
            return 0
        case "new":
            path = Path(args.data or default_folder())
            folder = create_data_folder(
                path, args.name, PROGRAM, bureau=args.bureau, passphrase=args.passphrase
            )
        case "hub-read":
            return run_hub_read(args)
            print(f"log: {folder.own}")
            folder.close()
            return 0
    path = _folder(args.data)
    if args.command == "":
        return open_window(path, args.passphrase, args.language)
    house = open_house(path, args.passphrase)
    try:
        if args.command == "export-log":
            print(f"entries: {export_log(house.folder, Path(args.path))}")
            return 0
        for line in args.run(house, args):
            print(line)
        return 0
    finally:
        house.close()


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
