"""What the bureau's own log adds up to: devices, officers, leased numbers, fairs.

The bureau's log is signed by its root key; nothing in it can be said by a device.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import NotAllowed
from app.events import (
    CaseAssigned,
    DeviceEnrolled,
    DeviceRevoked,
    FairPublished,
    FormsPublished,
    HubPublished,
    NumbersLeased,
    OfficerCertified,
    OfficerEnrolled,
    OfficerRevoked,
    ProgramPublished,
    RootPublished,
)
from app.history import Place, Recorded, in_order

INSPECTOR = "inspector"
SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Device:
    number: int
    name: str
    key: str
    seal_key: str
    revoked: str = ""  # why, "" while enrolled
    supervises: bool = False


@dataclass(frozen=True, slots=True)
class Officer:
    id: str
    name: str
    certificate: str
    unit: str
    role: str
    valid_from: date
    valid_to: date
    revoked: str = ""
    certificates: tuple[str, ...] = ()  # X.509 for documents, DER in hex, oldest first; one for each key

    def problem(self, role: str, on: date) -> tuple[str, str] | None:
        """Return why this officer may not act in `role` on that day (zh, en), None if fit."""
        if self.revoked:
            return f"{self.name} 的执法资格已撤销", f"{self.name}'s authority was revoked"
        if self.role != role:
            return f"{self.name} 不担任该角色", f"{self.name} does not hold this role"
        if not self.valid_from <= on <= self.valid_to:
            return (
                f"{self.name} 的执法证（{self.certificate}）有效期至 {self.valid_to}，当日不在有效期内",
                f"{self.name}'s certificate ({self.certificate}) is not valid on {on}",
            )
        return None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who works at this device now; empty when nobody signed in."""

    officers: tuple[str, ...] = ()
    role: str = ""
    log: str = ""  # this device's, and the number of the entry with which they began
    since: int = -1
    ends_ms: int = 0  # UTC, by this device's clock


@dataclass(frozen=True, slots=True)
class Restored:
    """This device was restored from an older image and goes on in a fresh log; what that means for numbers.

    What it numbered after the image was made may be lost here, and printed all the same.
    """

    mark: str  # stands behind every number that this device counts by itself
    heard: bool  # the bureau has spoken since it saw the fresh log
    shut: int  # blocks leased before: nothing is taken from them any more
    open: int  # blocks leased since

    @property
    def settled(self) -> bool:
        """Whether numbers are taken from blocks again, if this device ever had any."""
        return self.heard and (self.open > 0 or self.shut == 0)


@dataclass(frozen=True, slots=True)
class Bureau:
    devices: tuple[Device, ...] = ()
    officers: tuple[Officer, ...] = ()
    leases: tuple[NumbersLeased, ...] = ()
    fairs: tuple[FairPublished, ...] = ()
    forms: FormsPublished | None = None  # the bureau's own, None where the shipped ones serve
    roots: tuple[RootPublished, ...] = ()  # for officers' certificates; the last one is in use
    authorities: tuple[str, ...] = ()  # roots of every time-stamp authority named so far (DER, hex)
    hubs: tuple[HubPublished, ...] = ()  # one for each address, the newest last
    programs: tuple[ProgramPublished, ...] = ()  # one for each file, the newest last
    assigned: frozenset[tuple[int, str]] = frozenset()  # (device, case): cases of others given to a device

    def officer(self, officer: str) -> Officer | None:
        return next((o for o in self.officers if o.id == officer), None)

    def device(self, key: str) -> Device | None:
        """Return the device whose signing key (hex) this is."""
        return next((d for d in self.devices if d.key == key), None)

    def fair(self, fair: str) -> FairPublished | None:
        return next((f for f in self.fairs if f.fair == fair), None)


def fold_bureau(records: Iterable[Recorded]) -> Bureau:
    """Fold the entries of the bureau's log, in any order; a later word on one thing replaces the earlier."""
    devices: dict[str, Device] = {}
    officers: dict[str, Officer] = {}
    leases: list[NumbersLeased] = []
    fairs: dict[str, FairPublished] = {}
    forms: FormsPublished | None = None
    roots: list[RootPublished] = []
    hubs: dict[str, HubPublished] = {}
    programs: dict[str, ProgramPublished] = {}
    assigned: set[tuple[int, str]] = set()
    for record in in_order(records):
        match record.event:
            case DeviceEnrolled() | DeviceRevoked() as word:
                _fold_device(devices, word)
            case OfficerEnrolled() | OfficerRevoked() | OfficerCertified() as event:
                _fold_officer(officers, event)
            case RootPublished() as root:
                roots.append(root)
            case FormsPublished() as published_forms:
                forms = published_forms
            case HubPublished() | ProgramPublished() | FairPublished() as published:
                _fold_published(hubs, programs, fairs, published)
            case CaseAssigned(device=number, case=case):
                assigned.add((number, case))
            case NumbersLeased() as lease:
                leases.append(lease)
    return Bureau(
        tuple(devices.values()),
        tuple(officers.values()),
        tuple(leases),
        tuple(fairs.values()),
        forms,
        tuple({root.certificate: root for root in roots}.values()),
        tuple(dict.fromkeys(root.authority_root for root in roots if root.authority_root)),
        tuple(hubs.values()),
        tuple(programs.values()),
        frozenset(assigned),
    )


def _fold_published(
    hubs: dict[str, HubPublished],
    programs: dict[str, ProgramPublished],
    fairs: dict[str, FairPublished],
    event: HubPublished | ProgramPublished | FairPublished,
) -> None:
    match event:
        case HubPublished(url=url):
            hubs.pop(url, None)  # so that the newest is the last
            hubs[url] = event
        case ProgramPublished(sha256=sha256):
            programs[sha256] = event
        case FairPublished(fair=fair):
            fairs[fair] = event


def _fold_device(devices: dict[str, Device], event: DeviceEnrolled | DeviceRevoked) -> None:
    match event:
        case DeviceEnrolled() as e:
            devices[e.key] = Device(e.device, e.name, e.key, e.seal_key, supervises=e.supervises)
        case DeviceRevoked(device=number, reason=reason):
            gone = [device for device in devices.values() if device.number == number]
            devices |= {device.key: replace(device, revoked=reason) for device in gone}


def _fold_officer(
    officers: dict[str, Officer], event: OfficerEnrolled | OfficerRevoked | OfficerCertified
) -> None:
    known = officers.get(event.officer)
    match event:
        case OfficerEnrolled(officer=officer) as e:
            held = known.certificates if known else ()
            officers[officer] = Officer(
                officer, e.name, e.certificate, e.unit, e.role, e.valid_from, e.valid_to, certificates=held
            )
        case OfficerRevoked(officer=officer, reason=reason) if known:
            officers[officer] = replace(known, revoked=reason)
        case OfficerCertified(officer=officer, certificate=der) if known:
            officers[officer] = replace(known, certificates=(*known.certificates, der))
        case _:
            pass


def since_restored(records: Iterable[Recorded], opening: Place) -> Iterator[Recorded]:
    """Yield what the bureau said after it had seen the log that a restored device began at `opening`.

    Only blocks leased there may be numbered from. What the device took from an older block may have been lost
    with the newer data and be printed all the same, and no sync can tell that everything has come back.
    """
    return (record for record in in_order(records) if record.place.has_seen(opening))


def refuse_unfit(bureau: Bureau, officers: Sequence[str], role: str, on: date) -> None:
    """Check who may work: two different certified inspectors, or one supervisor.

    Administrative Penalty Law art. 42: at least two officers with enforcement qualification.

    Raises:
        NotAllowed: with the reason.
    """
    if role == INSPECTOR and len(set(officers)) < 2:
        raise NotAllowed(
            "现场检查须由两名以上具有执法资格的人员进行（行政处罚法第四十二条）；请选择两名不同的执法人员。",
            "An inspection takes two different certified officers (Administrative Penalty Law art. 42).",
        )
    if not officers:
        raise NotAllowed("请选择值班人员。", "Choose who is on duty.")
    for name in officers:
        officer = bureau.officer(name)
        if officer is None:
            raise NotAllowed(
                "所选人员不在本局执法人员名录中；请重新载入展会包。",
                "The chosen officer is not on the bureau's list; load the fair pack again.",
            )
        problem = officer.problem(role, on)
        if problem:
            raise NotAllowed(
                f"{problem[0]}，不能上岗；请选择其他人员。", f"{problem[1]}; choose another officer."
            )
