"""What the bureau does at its own desk, and what anybody may learn there: certificates, numbers, verifier.

Numbers: a document that was issued when no block was left bears a provisional number. Once its case has
reached the bureau, `bind_numbers` gives it the next number of the bureau's own blocks; what was printed stays
as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.actions.documents.numbering import (
    NumberLine,
    free_serial,
    number_lines,
    waiting_numbers,
    written_number,
)
from app.bureau import Bureau, Officer
from app.case import Case
from app.errors import BadInput, NotAllowed, StorageFault
from app.events import NumberBound, NumbersLeased
from app.kit import Kit
from app.law import CHINA
from app.log import digest
from app.sharing import Progress
from app.verifier import Facts, gather_facts, make_verifier

OWN = 0  # the device that the bureau's own blocks are leased to; provisional numbers are bound to them
BLOCK = 20  # numbers that the bureau takes for itself when it has none left
MOST_LEASED = 100_000


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer, and whether documents can be signed with this officer's key on this device."""

    officer: Officer
    certified: int  # certificates that the bureau issued, on any device
    signs_here: bool


@dataclass(frozen=True, slots=True)
class BureauView:
    """What the bureau's page shows."""

    leads: bool  # this is the bureau's own data folder
    root: str  # SHA-256 of the root certificate, "" before there is one
    authority: str  # address of the time-stamp authority
    officers: tuple[OfficerLine, ...]
    numbers: tuple[NumberLine, ...]
    waiting: tuple[tuple[str, str, str], ...]  # provisional number, case, title
    devices: tuple[tuple[int, str], ...]  # that numbers may be leased to
    series: tuple[tuple[str, str], ...]  # word of a series and the prefix it was leased with last


@dataclass(frozen=True, slots=True)
class Bound:
    """A provisional number and the final one that it got."""

    provisional: str
    number: str
    case: str
    title: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A page that checks documents, as it was written: what people compare it by, and what it knows."""

    sha256: str
    facts: Facts


def view_bureau(kit: Kit) -> BureauView:
    """Return certificates and numbers as they are known here."""
    bureau = kit.casebook.bureau
    lacking = set(kit.signing.lacking([officer.id for officer in bureau.officers]))
    cases = _cases(kit)
    last = bureau.roots[-1] if bureau.roots else None
    series = {form.series: "" for form in kit.forms.values() if form.series}
    series |= {lease.series: lease.prefix for lease in bureau.leases}
    return BureauView(
        kit.casebook.leads,
        digest(bytes.fromhex(last.certificate)) if last else "",
        last.authority if last else "",
        tuple(OfficerLine(o, len(o.certificates), o.id not in lacking) for o in bureau.officers),
        number_lines(cases, bureau.leases),
        tuple((d.number, case.number, d.title) for case, d in waiting_numbers(cases)),
        tuple((d.number, d.name) for d in bureau.devices if not d.revoked),
        tuple(sorted(series.items())),
    )


def next_block(bureau: Bureau, device: int, series: str, prefix: str, year: int, count: int) -> NumbersLeased:
    """Return the next block of a number series for a device; blocks are never leased twice.

    Raises:
        BadInput: no such device, too many numbers or none, or no word or prefix.
    """
    known = {OWN, *(d.number for d in bureau.devices)}
    if device not in known or not 0 < count <= MOST_LEASED:
        raise BadInput(
            f"没有 {device} 号设备，或号段数量不在 1 至 {MOST_LEASED} 之间；请核对。",
            f"There is no device {device}, or the block does not have 1 to {MOST_LEASED} numbers.",
        )
    if not series.strip() or not prefix.strip():
        raise BadInput(
            "请写明字号和字头（年份之前的文字）。", "Name the series and what stands before the year."
        )
    taken = [old.last for old in bureau.leases if (old.series, old.year) == (series, year)]
    first = 1 + max(taken, default=0)
    return NumbersLeased(device, series, prefix, year, first, first + count - 1)


def lease_numbers(kit: Kit, device: int, series: str, prefix: str, year: int, count: int) -> tuple[str, str]:
    """Lease a block of numbers to a device; returns its first and last number as written.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        BadInput: see `next_block`.
    """
    at_the_bureau(kit)
    leased = next_block(kit.casebook.bureau, device, series, prefix, year, count)
    kit.casebook.append("", leased)
    first, last = (written_number(kit.letterhead, leased, n) for n in (leased.first, leased.last))
    return first, last


def bind_numbers(kit: Kit, progress: Progress) -> tuple[Bound, ...]:
    """Give every admitted document that waits for it its final number; stopped, the rest waits on.

    Raises:
        NotAllowed: this is not the bureau's own data folder, or a series was never leased.
    """
    at_the_bureau(kit)
    letterhead, bound = kit.letterhead, []
    waiting = list(waiting_numbers(_cases(kit)))
    for at, (case, document) in enumerate(waiting):
        if not progress(at, len(waiting)):
            break
        series = letterhead.forms[document.form, "zh"].series
        year = datetime.fromtimestamp(document.source.at_ms / 1000, CHINA).year
        block, serial = _free(kit, series, year)
        number = written_number(letterhead, block, serial)
        kit.casebook.append(case.number, NumberBound(document.number, number, series, year, serial))
        bound.append(Bound(document.number, number, case.number, document.title))
    return tuple(bound)


def account_numbers(kit: Kit) -> tuple[NumberLine, ...]:
    """Say what became of every number leased so far; unused ones as runs."""
    return number_lines(_cases(kit), kit.casebook.bureau.leases)


def provisional_numbers(kit: Kit) -> tuple[tuple[str, str, str], ...]:
    """Return the documents that wait for their final number: number, case, title."""
    return tuple((d.number, case.number, d.title) for case, d in waiting_numbers(_cases(kit)))


def publish_root(kit: Kit) -> str:
    """Make the bureau's root for officers' certificates; returns its SHA-256.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        NotFound: no fair names the agency yet.
    """
    at_the_bureau(kit)
    return kit.signing.publish_root(kit.fair().agency)


def certify_officers(kit: Kit, request: Path) -> tuple[str, ...]:
    """Issue the certificates that a device's file asks for; returns the officers' names.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        BadInput, NotFound: no such request, or no root yet.
        StorageFault: the file cannot be read.
    """
    at_the_bureau(kit)
    try:
        data = request.read_bytes()
    except OSError as error:
        raise StorageFault(
            f"无法读取 {request}；请检查文件。", f"{request} cannot be read; check the file."
        ) from error
    named = {officer.id: officer.name for officer in kit.casebook.bureau.officers}
    return tuple(named.get(officer, officer) for officer in kit.signing.certify(data))


def request_certificates(kit: Kit, path: Path) -> None:
    """Write the request for certificates of those inspectors who have none on this device.

    Raises:
        StorageFault: the file cannot be written.
    """
    _write(path, kit.signing.request())


def revoke_officer(kit: Kit, officer: str, reason: str) -> None:
    """Revoke an officer; documents signed before stay good where a time-stamp proves it.

    Raises:
        NotAllowed: this is not the bureau's own data folder.
        BadInput: no reason.
        NotFound: no such officer, or no root yet.
    """
    at_the_bureau(kit)
    if not reason.strip():
        raise BadInput("请写明撤销理由。", "Give the reason for revoking.")
    kit.signing.revoke(officer, reason.strip())


def export_verifier(kit: Kit, path: Path) -> Exported:
    """Write the page with which anyone checks this bureau's documents offline.

    Raises:
        StorageFault: the file cannot be written.
    """
    root, records = kit.casebook.records()
    facts = gather_facts(records, kit.casebook.bureau, kit.forms, root=root, on=kit.today())
    page = make_verifier(facts)
    _write(path, page)
    return Exported(digest(page), facts)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StorageFault(
            f"无法写入 {path}；请检查位置、权限和剩余空间。",
            f"{path} cannot be written; check its place, permissions and free space.",
        ) from error


def _cases(kit: Kit) -> tuple[Case, ...]:
    return tuple(reversed(kit.casebook.whole_cases()))


def _free(kit: Kit, series: str, year: int) -> tuple[NumbersLeased, int]:
    """Return a number of the bureau's own blocks that nobody bears, from a new block where all are used."""
    bureau = kit.casebook.bureau
    blocks = [block for block in bureau.leases if block.series == series]
    used = kit.casebook.issued(series, year)
    for block in blocks:
        if (block.device, block.year) == (OWN, year) and (serial := free_serial(block, used)):
            return block, serial
    if not blocks:
        raise NotAllowed(
            f"“{series}”从未发放过号段，不知道字头；请先发放该字号的号段。",
            "No block of this series was ever leased, so its prefix is unknown; lease one first.",
        )
    own = next_block(bureau, OWN, series, blocks[-1].prefix, year, BLOCK)
    kit.casebook.append("", own)
    return own, own.first


def at_the_bureau(kit: Kit) -> None:
    """Refuse what only the bureau's own data folder may do. Raises NotAllowed."""
    if not kit.casebook.leads:
        raise NotAllowed(
            "这只能在局机关自己的数据文件夹中进行；请在局机关的电脑上打开。",
            "This is done in the bureau's own data folder; open it on the bureau's computer.",
        )
