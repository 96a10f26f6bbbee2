"""The commands of enrolment, for the bureau and for a new device."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.errors import NotFound
from app.events import CaseAssigned, DeviceRevoked, HubPublished
from app.front import enrol_desk as desk
from app.front.hub_desk import Card, decoded
from app.front.syncing import sync_with
from app.front.wiring import House
from app.sharing import go_on
from offline_db.data_folder import DataFolder
from sync.invitation import read_code

Argument = tuple[str, dict[str, Any]]
URL: Argument = ("url", {"help": "https://host:port"})
DEVICE: Argument = ("device", {"type": int, "help": "its number"})


def add_enrol_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what the bureau and a new device say to each other."""
    supervisor: Argument = (
        "--supervisor",
        {"action": "store_true", "help": "it may see all cases"},
    )
    picture: Argument = ("--qr", {"default": "", "help": "write the code as a picture here"})
    address: Argument = ("--hub", {"default": "", "help": "https://host:port, where the code is words"})
    table: tuple[tuple[str, Any, str, tuple[Argument, ...]], ...] = (
        ("publish-hub", publish_hub, "bureau: name a hub in the bureau's log", (URL, ("card", {}))),
        ("invite", invite, "bureau: make a one-time code for a new device", (URL, picture)),
        ("waiting", waiting, "bureau: which invited devices wait to be enrolled", (URL,)),
        ("confirm", confirm, "bureau: enrol a waiting device", (URL, ("words", {}), supervisor)),
        ("enrol", enrol, "ask to be enrolled by a code, words or a picture", (("code", {}), address)),
        ("enrol-hub", enrol_hub, "bureau: let a hub see all that the others hold", (("card", {}),)),
        ("assign", assign, "bureau: give a case to another device", (DEVICE, ("case", {}))),
        ("revoke-device", revoke, "bureau: revoke a device", (DEVICE, ("reason", {}))),
    )
    for name, run, text, arguments in table:
        command = commands.add_parser(name, help=text)
        for argument, options in arguments:
            command.add_argument(argument, **options)
        command.set_defaults(run=run)


def publish_hub(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Put a hub's address and card into the bureau's log."""
    desk.refuse_all_but_the_bureau(house.folder)
    path = Path(args.card)
    if not path.is_file():
        raise NotFound(f"找不到 {path}；请指明 hub.card。", f"{path} is missing; name the hub.card.")
    text = path.read_text("utf-8")
    decoded(text.encode(), Card)
    house.folder.record(HubPublished(args.url, text))
    yield f"published: {args.url}"


def invite(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Make a code, leave its invitation at the hub, and show it."""
    invited = desk.invite(house.folder, args.url)
    if args.qr:
        desk.draw_qr(invited.code).save(args.qr)
        yield f"picture: {args.qr}"
    yield f"words: {invited.code.words}"
    yield f"until: {invited.until:%Y-%m-%d %H:%M:%S}"


def waiting(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Say which devices wait: fingerprint, name, since when."""
    for one in desk.applicants(house.folder, args.url):
        yield f"{one.words}  {one.name}  {one.asked_at:%Y-%m-%d %H:%M:%S}"


def confirm(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Enrol the device with this fingerprint, and bring the hub the bureau's word."""
    enrolled = desk.confirm(house.folder, args.url, args.words, supervises=args.supervisor)
    yield f"enrolled: device {enrolled.device}  {enrolled.name}"
    report = sync_with(house.folder, args.url, None, go_on)
    if not report.safe:
        yield f"the hub was not told yet, sync again: {report.alarm or report.broke_off}"


def enrol(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Ask to be enrolled, and say the fingerprint for the supervisor to compare."""
    path = Path(args.code)
    text = desk.read_qr(house.kit.decoder, path) if path.is_file() else args.code
    code = read_code(text, args.hub)
    yield f"fingerprint: {desk.ask_by_code(house.folder, code)}"
    yield f"让主管核对指纹并确认，然后同步 | let the supervisor compare it and confirm; then: sync {code.url}"


def enrol_hub(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Enrol the key of a hub as a supervisor's, so that it may pull from the others. Twice is harmless."""
    desk.refuse_all_but_the_bureau(house.folder)
    path = Path(args.card)
    if not path.is_file():
        raise NotFound(f"找不到 {path}；请指明 hub.card。", f"{path} is missing; name the hub.card.")
    enrolled = desk.enrol_hub(house.folder, decoded(path.read_bytes(), Card))
    yield f"enrolled: hub {enrolled.name}, as device {enrolled.number}; sync with every hub to tell it"


def assign(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Give a case of one device to another as well."""
    _refuse_unknown(house.folder, args.device)
    house.folder.record(CaseAssigned(args.device, args.case))
    yield f"assigned: {args.case} to device {args.device}"


def revoke(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Revoke a device: what it sends from now on is kept apart."""
    _refuse_unknown(house.folder, args.device)
    house.folder.record(DeviceRevoked(args.device, args.reason))
    yield f"revoked: device {args.device}"


def _refuse_unknown(bureau: DataFolder, number: int) -> None:
    desk.refuse_all_but_the_bureau(bureau)
    if number not in {device.number for device in bureau.bureau.devices}:
        raise NotFound(f"没有 {number} 号设备；请核对。", f"There is no device {number}; check its number.")
