"""Keys in escrow at their desks: the bureau names holders, a device escrows, asks and recovers, two agree.

The device's escrow lies beside its key file and says nothing to a finder. While a recovery is under way, the
key that answers are sealed to lies in a key file of its own, under the passphrase that will be the new one.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.bureau import SUPERVISOR
from app.errors import BadInput, NotFound
from app.escrow import (
    Answer,
    Escrow,
    Holder,
    Request,
    answer_request,
    make_escrow,
    read,
    recover,
    write,
)
from app.events import KeysEscrowed, KeysRecovered, LeaseGranted, RecoveryApproved, RecoveryHoldersNamed
from app.front.wiring import House
from app.history import in_order
from offline_db.data_folder import KEYS, DataFolder, open_data_folder
from offline_db.durable import write_durably
from offline_db.keys import make_keys, open_keys, reseal_keys
from offline_db.machine_secret import SYSTEM, Safe

ESCROW, RECOVERY, ASKED = "escrow.json", "recovery.json", "recovery-request.json"


def name_holders(bureau: DataFolder, holders: Sequence[tuple[str, int]]) -> RecoveryHoldersNamed:
    """Name the supervisors, each with his device's number, who hold shares from now on.

    Raises:
        BadInput: no such supervisor or device, one named twice, or fewer than two.
    """
    officers = {o.id for o in bureau.bureau.officers if o.role == SUPERVISOR and not o.revoked}
    devices = {d.number for d in bureau.bureau.devices if not d.revoked}
    named = dict(holders)
    known = set(named) <= officers and set(named.values()) <= devices
    if not known or not len(holders) == len(set(named.values())) >= 2 or not bureau.casebook.leads:
        raise BadInput(
            "须在局机关的数据文件夹中指定两名以上审核人员，各对应一台已登记的设备，不得重复。",
            "In the bureau's own data folder, name two supervisors or more, each with an enrolled device.",
        )
    event = RecoveryHoldersNamed(tuple(named), tuple(named.values()))
    bureau.record(event)
    return event


def escrow_keys(device: DataFolder) -> KeysEscrowed:
    """Put this device's keys into escrow with the holders that the bureau named, in place of any before.

    Raises:
        NotFound: the bureau has named nobody yet. StorageFault: the disk refuses.
    """
    data = write(make_escrow(device.keys.secrets(), device.keys.key.hex(), _holders(device)))
    write_durably(device.path / ESCROW, data)
    shares = read(data, Escrow).shares
    event = KeysEscrowed(tuple(s.holder.officer for s in shares), hashlib.sha256(data).hexdigest())
    device.record(event)
    return event


def request_recovery(path: Path, new: str, safe: Safe = SYSTEM) -> bytes:
    """Return the request of a device that nobody can open; `new` will be its passphrase.

    Raises:
        NotFound: its keys are not in escrow. StorageFault: the disk or the keyring refuses.
        BadInput: the passphrase is guessed too easily.
    """
    escrow = _escrow(path)
    (path / RECOVERY).unlink(missing_ok=True)
    answer_to = make_keys(path / RECOVERY, new, safe).seal_key.hex()
    data = write(Request(escrow.device, answer_to, escrow.shares))
    write_durably(path / ASKED, data)
    return data


def approve_recovery(device: DataFolder, request: bytes) -> Answer:
    """Answer another device's request with the share of whoever is on duty here, and put that on record.

    Raises:
        BadInput: not a request of an enrolled device. NotAllowed: nobody on duty holds a share here.
    """
    asking = device.bureau.device(read(request, Request).device)
    if asking is None or asking.revoked:
        raise BadInput(
            "提出恢复的设备未登记或已停用；请与局机关核对。",
            "The device that asks is not enrolled or was revoked; ask the bureau.",
        )
    answer = answer_request(request, device.casebook.duty.officers, device.keys.sealing)
    device.record(RecoveryApproved(answer.officer, asking.key, answer.request))
    return answer


def recover_keys(path: Path, answers: Sequence[bytes], new: str, safe: Safe = SYSTEM) -> tuple[str, ...]:
    """Give a device its keys back under the passphrase of its request; returns who agreed.

    The answers are checked before anything is written, and a cut-off recovery can be done again.

    Raises:
        NotAllowed: fewer than two supervisors agreed. BadInput: a forged or foreign answer.
        NotFound: nothing was asked. StorageFault: another passphrase than at the request; the disk.
    """
    escrow, asked = _escrow(path), _bytes(path / ASKED)
    keys = open_keys(path / RECOVERY, new, safe)
    said = [read(data, Answer) for data in answers]
    reseal_keys(path / KEYS, recover(escrow, asked, said, keys.sealing), new, safe)
    officers = tuple(sorted({answer.officer for answer in said}))
    folder = open_data_folder(path, new, safe=safe)
    try:
        folder.record(KeysRecovered(officers, hashlib.sha256(asked).hexdigest()))
    finally:
        folder.close()
    for done in (path / RECOVERY, path / ASKED):
        done.unlink()
    return officers


def fingerprint(request: bytes) -> str:
    """Return what the officer reads out and the supervisor compares, before he agrees."""
    name = hashlib.sha256(request).hexdigest()
    return " ".join(name[i : i + 4] for i in range(0, 24, 4))


def holders_command(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Name the holders: officer=device …"""
    pairs = [word.partition("=") for word in args.holders]
    if not all(number.isdecimal() for _, _, number in pairs):
        raise BadInput("请写成 人员编号=设备编号，如 s1=3。", "Write officer=device, as s1=3.")
    event = name_holders(house.folder, [(officer, int(number)) for officer, _, number in pairs])
    yield f"holders: {' '.join(event.officers)}; any two recover a device's keys"


def escrow_command(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Put this device's keys into escrow."""
    yield f"in escrow with: {' '.join(escrow_keys(house.folder).officers)}"


def approve_command(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Agree to another device's recovery; without --agree only say what would be agreed to."""
    request = _bytes(Path(args.request))
    device = house.folder.bureau.device(read(request, Request).device)
    yield f"device: {device.number if device else '?'} {device.name if device else ''}"
    yield f"compare with what the officer reads out: {fingerprint(request)}"
    if args.agree:
        answer = approve_recovery(house.folder, request)
        write_durably(Path(args.answer), write(answer))
        yield f"agreed: {answer.officer}, {args.answer}"


def lease_command(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Grant devices days, counted from each word of the bureau; said again, it is another word."""
    if not house.kit.casebook.leads or not 0 <= args.days <= 366:
        raise BadInput(
            "只有局机关的数据文件夹可以设定离线期限，须在 0 至 366 天之间。",
            "Only the bureau's own data folder grants a lease, of 0 to 366 days.",
        )
    house.folder.record(LeaseGranted(args.days))
    yield f"lease: {args.days} days from every word of the bureau"


def add_escrow_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of escrow and recovery."""
    named = commands.add_parser("recovery-holders", help="bureau: name who holds shares of devices' keys")
    named.add_argument("holders", nargs="+", help="officer=device")
    named.set_defaults(run=holders_command)
    commands.add_parser("escrow", help="put this device's keys into escrow").set_defaults(run=escrow_command)
    asked = commands.add_parser("recover-request", help="ask for the keys of a device nobody can open")
    asked.add_argument("path")
    agreed = commands.add_parser("recover-approve", help="supervisor: agree to a device's recovery")
    agreed.add_argument("request")
    agreed.add_argument("answer")
    agreed.add_argument("--agree", action="store_true", help="the fingerprint was compared")
    agreed.set_defaults(run=approve_command)
    lease = commands.add_parser("offline-lease", help="bureau: grant days without a word, and give one")
    lease.add_argument("days", nargs="?", type=int, default=30)
    lease.set_defaults(run=lease_command)
    back = commands.add_parser("recover", help="take two supervisors' answers and open again")
    back.add_argument("answers", nargs="+")


def _holders(device: DataFolder) -> list[Holder]:
    root = device.logbook.root
    words = [r.event for r in in_order(device.logbook.records(log=root))] if root else []
    named = [event for event in words if isinstance(event, RecoveryHoldersNamed)]
    if not named:
        raise NotFound(
            "局机关尚未指定密钥恢复人；请先在局机关运行 recovery-holders，并同步到本机。",
            "The bureau has named no holders yet; run recovery-holders there and bring it to this device.",
        )
    keys = {d.number: d.seal_key for d in device.bureau.devices if not d.revoked}
    pairs = zip(named[-1].officers, named[-1].devices, strict=False)
    return [Holder(officer, keys[number]) for officer, number in pairs if number in keys]


def _escrow(path: Path) -> Escrow:
    return read(_bytes(path / ESCROW), Escrow)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"找不到 {path.name}：密钥没有托管，或尚未提出恢复申请。",
            f"{path.name} is missing: the keys are not in escrow, or nothing was asked yet.",
        ) from error
