"""The command line's words for documents' signatures: check a file, stamp a document, certificates, the root.

python -m app verify-document FILE                    by what this data folder knows
python -m app verify-document FILE --root … --keys …  by what a bureau published
"""

import argparse
import importlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.actions.documents.sealing import LARGEST, check_document, stamp_document
from app.bureau import INSPECTOR
from app.errors import BadInput, NotFound, StorageFault
from app.front.commands import Command, read_file
from app.front.officers_desk import (
    certify,
    publish_root,
    request_certificates,
    revoke,
    set_authority,
    without_certificate,
)
from app.front.wiring import House
from app.law import CHINA
from app.log import digest
from app.signing.certificates import read_certificates, to_pem

ROOT, REVOKED, KEYS, AUTHORITY = "root.pem", "revoked.crl", "keys.txt", "authority.pem"


def run_verify_document(args: argparse.Namespace, house: Callable[[], House]) -> int:
    """Check a document file; returns 0 if all of it holds, 1 if anything fails or stays open.

    Raises:
        BadInput, NotFound: a file is missing or not what it should be.
    """
    with _opened(args.file) as file:
        pdf = file.read(LARGEST)
    if args.root:
        module = importlib.import_module("app.signing.verify")  # only now, since it takes its time
        verdict = module.verify_document(
            pdf,
            [der for path in args.root for der in read_certificates(read_file(path))],
            _keys(args.keys),
            revoked=[read_file(path) for path in args.revoked],
            authorities=[der for path in args.authority for der in read_certificates(read_file(path))],
        )
        holds, sentences = verdict.holds, [point.sentence(args.language) for point in verdict.points()]
    else:
        opened = house()
        try:
            checked = check_document(opened.kit, pdf)
        finally:
            opened.close()
        holds, sentences = checked.holds, list(checked.sentences(args.language))
    print("\n".join([*sentences, f"sha256 {digest(pdf)}"]))
    return 0 if holds else 1


def add_verify_command(commands: Any) -> None:
    """Add `verify-document` to the parser; it needs no data folder where the published files are named."""
    command = commands.add_parser(
        "verify-document", help="check a document file: signatures, stamps, code, data"
    )
    command.add_argument("file")
    command.add_argument("--root", action="append", default=[], help="a published root certificate")
    command.add_argument("--keys", default="", help="published keys of devices, a line each, hex")
    command.add_argument(
        "--revoked", action="append", default=[], help="a published list of revoked certificates"
    )
    command.add_argument("--authority", action="append", default=[], help="root of a time-stamp authority")


def stamp(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Put a time-stamp behind a document; needs the network."""
    case = stamp_document(house.kit, args.case, args.number)
    document = case.document(args.number)
    yield f"stamped: {args.number}  sha256 {document.stamped if document else ''}"


def make_root(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Make the bureau's root for officers' certificates, and name a time-stamp authority."""
    _at_the_bureau(house)
    publish_root(house.folder, args.agency, _now())
    if args.authority:
        set_authority(house.folder, args.authority, read_file(args.authority_root))
    root = house.folder.bureau.roots[-1]
    yield f"root: sha256 {digest(bytes.fromhex(root.certificate))}"
    yield f"authority: {root.authority or '-'}"


def export_root(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Write what anybody needs to check documents: roots, revoked certificates, keys of devices."""
    bureau = house.folder.bureau
    if not bureau.roots:
        raise NotFound("局机关尚未公布根证书。", "The bureau has published no root certificate yet.")
    files = {
        ROOT: "".join(to_pem(bytes.fromhex(root.certificate)) for root in bureau.roots).encode(),
        REVOKED: bytes.fromhex(bureau.roots[-1].revoked),
        KEYS: "".join(f"{device.key}\n" for device in bureau.devices).encode(),
    }
    if bureau.authorities:
        files[AUTHORITY] = "".join(to_pem(bytes.fromhex(root)) for root in bureau.authorities).encode()
    try:
        Path(args.folder).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (Path(args.folder) / name).write_bytes(data)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {args.folder}；请检查位置、权限和剩余空间。",
            f"{args.folder} cannot be written; check its place, permissions and free space.",
        ) from error
    yield from (f"{name}: sha256 {digest(data)}" for name, data in files.items())


def ask_certificates(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Make keys for the inspectors who have no certificate on this device, and write the request for them."""
    inspectors = [officer for officer in house.folder.bureau.officers if officer.role == INSPECTOR]
    asked = without_certificate(house.folder, inspectors)
    Path(args.path).write_bytes(request_certificates(house.folder, asked))
    yield f"request: {args.path}  officers: {' '.join(asked) or '-'}"


def issue_certificates(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Issue the certificates that a device asks for; they reach it with the next fair pack."""
    _at_the_bureau(house)
    for event in certify(house.folder, read_file(args.path)):
        yield f"certified: {event.officer}  sha256 {digest(bytes.fromhex(event.certificate))}"


def revoke_officer(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Revoke an officer and the certificates; devices learn of it with the next fair pack."""
    _at_the_bureau(house)
    revoke(house.folder, args.officer, args.reason, _now())
    yield f"revoked: {args.officer}"


Argument = tuple[str, dict[str, Any]]
PAPERS: tuple[tuple[str, Command, str, tuple[Argument, ...]], ...] = (
    ("stamp", stamp, "put a time-stamp behind a document (online)", (("case", {}), ("number", {}))),
    (
        "publish-root",
        make_root,
        "bureau: make the root of officers' certificates, name a time-stamp authority",
        (
            ("agency", {}),
            ("--authority", {"default": "", "help": "address of an RFC 3161 service"}),
            ("--authority-root", {"default": "", "help": "the root certificate of it"}),
        ),
    ),
    ("export-root", export_root, "write root, revoked certificates and device keys", (("folder", {}),)),
    ("request-certificates", ask_certificates, "device: ask for officers' certificates", (("path", {}),)),
    ("certify", issue_certificates, "bureau: issue the certificates of a request", (("path", {}),)),
    ("revoke-officer", revoke_officer, "bureau: revoke an officer", (("officer", {}), ("reason", {}))),
)


def _at_the_bureau(house: House) -> None:
    if not house.kit.casebook.leads:
        raise BadInput(
            "这只能在局机关的数据文件夹中进行；请用 --data 指定。",
            "This is done in the bureau's own data folder; name it by --data.",
        )


def _keys(path: str) -> Sequence[bytes]:
    if not path:
        return ()
    try:
        return [bytes.fromhex(line) for line in read_file(path).decode("ascii").split()]
    except ValueError as error:
        raise BadInput(
            f"{path} 不是设备公钥文件（每行一个十六进制公钥）。",
            f"{path} holds no keys of devices, a line each.",
        ) from error


def _opened(path: str) -> Any:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise NotFound(f"无法读取 {path}；请检查文件。", f"{path} cannot be read; check the file.") from error


def _now() -> datetime:
    return datetime.now(CHINA)
