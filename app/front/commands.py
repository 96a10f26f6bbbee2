"""The same actions from the command line, so that a whole inspection can be scripted.

Each command is a function of an open house and its arguments; it prints lines of `key: value` or JSON.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from app.actions import custody, documents, duty, photos, register, review, scan, share, stands
from app.actions import screen as screening
from app.bureau import INSPECTOR, SUPERVISOR
from app.case import Case
from app.errors import NotFound
from app.findings import Finding
from app.front.passphrases import NEW_PIN_VARIABLE, new_passphrase, pin_of
from app.front.practice_setup import practice_fair
from app.front.screen_desk import line_of, screened_lines
from app.front.wiring import House
from app.practice import score
from app.proof import read_proof
from app.sharing import go_on

Command = Callable[[House, argparse.Namespace], Iterator[str]]


def _case(house: House, case: Case) -> Iterator[str]:
    wording = house.kit.wording["zh"]
    yield f"case: {case.number}  stand: {case.stand}  stage: {case.stage}"
    for exhibit in case.exhibits:
        yield f"  exhibit {exhibit.id}: {exhibit.name}"
        for finding in exhibit.findings:
            yield f"    {wording.sentence(finding)}"
    for document in case.documents:
        yield f"  document: {document.number}  {document.title}  {document.pdf[:16]}"
    if case.findings:
        yield wording.closing


def officers(house: House, args: argparse.Namespace) -> Iterator[str]:
    for role in (INSPECTOR, SUPERVISOR):
        for officer, problem in duty.officers_for(house.kit, role):
            yield f"{officer.id}  {officer.name}  {officer.certificate}  {role}  {problem or 'ok'}"


def on_duty(house: House, args: argparse.Namespace) -> Iterator[str]:
    pins = {officer: pin_of(officer) for officer in house.kit.signing.pinned(args.officers)}
    now = duty.start_duty(house.kit, args.officers, args.role, pins)
    yield f"on duty: {' '.join(now.officers)} ({now.role})"


def set_pin(house: House, args: argparse.Namespace) -> Iterator[str]:
    old = pin_of(args.officer) if house.kit.signing.pinned([args.officer]) else ""
    duty.set_pin(house.kit, args.officer, old, new_passphrase("", NEW_PIN_VARIABLE))
    yield f"PIN set: {args.officer}"


def forget_pin(house: House, args: argparse.Namespace) -> Iterator[str]:
    duty.forget_pin(house.kit, args.officer)
    yield f"key given up: {args.officer}; next: request-certificates"


def list_stands(house: House, args: argparse.Namespace) -> Iterator[str]:
    for line in stands.list_stands(house.kit):
        stage = line.case.stage if line.case else "-"
        yield f"{line.stand.code}  {line.stand.exhibitor}  {stage}"


def open_case(house: House, args: argparse.Namespace) -> Iterator[str]:
    yield from _case(house, stands.open_case(house.kit, args.stand))


def show_case(house: House, args: argparse.Namespace) -> Iterator[str]:
    yield from _case(house, house.kit.casebook.case(args.case))


def exhibit(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Put an exhibit on file."""
    _, name = stands.add_exhibit(
        house.kit, args.case, args.name, goods=args.goods, nice=args.nice, group=args.group
    )
    yield f"exhibit: {name}"


def fact(house: House, args: argparse.Namespace) -> Iterator[str]:
    yield from _case(
        house, stands.record_fact(house.kit, args.case, args.field, args.value, about=args.about)
    )


def record_scan(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Record a label's text and check it."""
    case = scan.record_scan(
        house.kit, args.case, args.exhibit, symbology="typed", text=args.text, source="typed"
    )
    yield from _case(house, case)


def scan_photo(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Keep a picture, read its codes and check them."""
    case, found = scan.scan_photo(house.kit, args.case, args.exhibit, read_file(args.picture))
    for symbol in found:
        yield f"code: {symbol.symbology} {symbol.printed} {'sure' if symbol.sure else 'to be confirmed'}"
    yield from _case(house, case)


def photo(house: House, args: argparse.Namespace) -> Iterator[str]:
    data = read_file(args.picture)
    case = photos.take_photo(house.kit, args.case, data, purpose=args.purpose, exhibit=args.exhibit)
    yield f"photo: sha256 {case.photos[-1].sha256}  sm3 {case.photos[-1].sm3}"


def issue(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Issue a document; with --out the PDF is written there too."""
    changes, because = (dict(p.split("=", 1) for p in pairs) for pairs in (args.value, args.because))
    options = {"replaces": args.replaces, "reason": args.reason}
    case, number = documents.issue_document(
        house.kit, args.case, args.form, changes, overrides=because, **options
    )
    if args.out:
        Path(args.out).write_bytes(custody.copy_document(house.kit, case.number, number))
    yield f"document: {number}"


def submit(house: House, args: argparse.Namespace) -> Iterator[str]:
    yield from _case(house, review.submit_case(house.kit, args.case, args.note))


def review_case(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Approve a case or send it back."""
    approve = args.outcome == "approve"
    case = review.review_case(
        house.kit, args.case, approve=approve, comment=args.comment, points=tuple(args.point)
    )
    yield from _case(house, case)


def peers(house: House, args: argparse.Namespace) -> Iterator[str]:
    for peer in share.peers(house.kit):
        yield f"{peer.key}  {peer.name}  waiting: {peer.entries_waiting} entries, {peer.blobs_waiting} files"


def write_bundle(house: House, args: argparse.Namespace) -> Iterator[str]:
    keys = args.to or [peer.key for peer in share.peers(house.kit)]
    sent = share.write_bundle(house.kit, Path(args.path), keys, go_on)
    yield f"written and read back: {sent.entries} entries, {sent.blobs} files, sha256 {sent.digest}"


def read_bundle(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Read a bundle or fair pack and say what came of it."""
    got, imported = share.read_bundle(house.kit, Path(args.path), go_on)
    yield f"kept: {got.entries_new} new entries, {got.entries_known} known, {got.blobs_new} new files"
    yield f"aside: {len(got.aside)}  refused: {len(got.refused)}  complete: {got.complete}"
    if got.receipts or got.problem:
        yield f"receipts from the hub: {got.receipts}  {got.problem}"
    if imported:
        yield f"register: {imported.rights} rights of {imported.extract.as_of}"
    if got.broke_off:
        yield got.broke_off


def join(house: House, args: argparse.Namespace) -> Iterator[str]:
    share.join_bureau(house.kit, args.bureau)
    yield "joined"


def request(house: House, args: argparse.Namespace) -> Iterator[str]:
    house.kit.stick.write_request(Path(args.path))
    yield f"request: {args.path}"


def import_register(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Import register files into a new extract."""
    report = register.import_register(
        house.kit, [Path(p) for p in args.files], args.name, date.fromisoformat(args.as_of), go_on
    )
    yield f"rights: {report.rights}  rejected: {report.rejections}  seconds: {report.seconds:.1f}"
    for rejected in report.rejected[:20]:
        yield f"  line {rejected.line}: {rejected.reason}"


def look_up(house: House, args: argparse.Namespace) -> Iterator[str]:
    yield f"extract: {house.kit.register.extract.name} {house.kit.register.extract.as_of}"
    for right in register.look_up(house.kit, args.text):
        yield msgspec.json.encode(right).decode()


def screen(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Screen a list of exhibits, or the fair pack's, and print what to look at first."""
    kit = house.kit
    state = (
        screening.screen_file(kit, Path(args.list), go_on) if args.list else screening.screen_fair(kit, go_on)
    )
    for rank, screened in enumerate(screened_lines(house.screenings, state), 1):
        yield line_of(rank, screened, kit.wording[args.language], as_line=args.json)


def check_code(house: House, args: argparse.Namespace) -> Iterator[str]:
    keys = [bytes.fromhex(device.key) for device in house.kit.casebook.bureau.devices]
    yield msgspec.json.encode(read_proof(args.text, keys)).decode()


def practice_score(house: House, args: argparse.Namespace) -> Iterator[str]:
    """Say how many planted situations were noticed, and which were not."""
    fair = practice_fair(house)
    if fair is None:
        raise NotFound("这不是练习展会，没有评分。", "This is no practice fair; there is nothing to score.")
    found: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for line in house.kit.casebook.cases():
        case = house.kit.casebook.case(line.number)
        found |= {(case.stand, x.name): x.findings for x in case.exhibits}
    result = score(fair, found)
    yield result.sentence("zh")
    for situation in result.missed:
        yield f"  {situation.stand} {situation.exhibit}: {situation.zh}"


def read_file(path: str) -> bytes:
    """Return a file's bytes. Raises NotFound with a sentence."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise NotFound(f"无法读取 {path}；请检查文件。", f"{path} cannot be read; check the file.") from error
