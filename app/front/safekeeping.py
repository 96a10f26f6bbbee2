"""What is safe of an open data folder, and its hubs: implements `app.safety.Safekeeping`."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path

from app.errors import NotFound
from app.events import KINDS, AlarmRaised, EntriesLost
from app.front.syncing import sync_with
from app.log import Header
from app.safety import Aside, ForkLine, HubState, NewerLine, Proofs, RaisedLine, Safety, safety
from app.sharing import Progress, Synced
from offline_db.alarms import alarms_in, fact_of
from offline_db.clock import read_clock
from offline_db.data_folder import DataFolder
from offline_db.hub_store import HubStore


class HubDesk:
    """The proofs of one data folder. Safe to use from several threads."""

    def __init__(self, folder: DataFolder, mirrored: Callable[[], Set[str]]) -> None:
        self._folder = folder
        self._mirrored = mirrored  # the leaves on the black box that is in
        self._receipts = folder.logbook.receipts

    def state(self) -> HubState:
        """Return how this device stands with its hubs."""
        headers = self._folder.headers()
        return HubState(
            urls=self._receipts.cards(),
            heard_ms=self._receipts.heard(),
            safety=safety(headers, self._proofs()),
            alarms=self._receipts.alarms(unread=True),
            aside=self._aside(),
            forks=self._forks(),
            lost=self._folder.lost(),
            restored=self._folder.casebook.restored(),
            lacking=len(HubStore(self._folder).lacking_blobs()),
            raised=self._raised(),
            newer=tuple(self._newer(h) for h in headers.values() if h.kind not in KINDS),
        )

    def cases(self, numbers: Iterable[str]) -> Mapping[str, Safety]:
        asked = set(numbers)
        found = self.grouped(lambda header: (header.case,) if header.case in asked else ())
        return {number: found.get(number, Safety()) for number in asked}

    def blobs(self, digests: Iterable[str]) -> Mapping[str, Safety]:
        """Return how safe each blob is, with the entries that name it."""
        asked: dict[str, dict[str, Header]] = {sha256: {} for sha256 in digests}
        for name, header in self._folder.headers().items():
            for ref in header.blobs:
                if ref.sha256 in asked:
                    only = tuple(r for r in header.blobs if r.sha256 == ref.sha256)
                    asked[ref.sha256][name] = replace(header, blobs=only)
        proofs = self._proofs()
        return {sha256: safety(found, proofs) for sha256, found in asked.items()}

    def grouped(self, keys: Callable[[Header], Iterable[str]]) -> Mapping[str, Safety]:
        """Return how safe entries are, by the keys that each header is given."""
        groups: dict[str, dict[str, Header]] = {}
        for name, header in self._folder.headers().items():
            for key in keys(header):
                groups.setdefault(key, {})[name] = header
        proofs = self._proofs()
        return {key: safety(found, proofs) for key, found in groups.items()}

    def device(self, log: str) -> str:
        key = self._folder.key_of(log)
        device = self._folder.bureau.device(key.hex()) if key else None
        return device.name if device else log[:8]

    def sync(self, progress: Progress) -> Synced:
        """Sync with every hub joined; the report of the first that failed. Raises NotFound without any."""
        urls = self._receipts.cards()
        if not urls:
            raise NotFound(
                "本机尚未加入中心；请在“同步中心”填写地址并选择局机关发放的名片文件。",
                "No hub was joined yet; enter its address and choose the card that the bureau gave out.",
            )
        reports = [self._sync(url, None, progress) for url in urls]
        return next((report for report in reports if report.alarm or report.broke_off), reports[-1])

    def join(self, url: str, card: Path, progress: Progress) -> Synced:
        """Sync with a hub for the first time, by its card. Raises NotFound, BadInput."""
        if not card.is_file():
            raise NotFound(
                f"没有名片文件 {card}；请重新选择。", f"There is no card file {card}; choose it again."
            )
        return self._sync(url.strip().rstrip("/"), card, progress)

    def read_alarm(self, number: int) -> None:
        self._receipts.read_alarm(number, self._folder.casebook.duty.officers, read_clock().utc_ms)

    def _sync(self, url: str, card: Path | None, progress: Progress) -> Synced:
        report = sync_with(self._folder, url, card, progress)
        if report.origin and not report.alarm:
            self._receipts.keep_heard(url, read_clock().utc_ms)
        return report

    def _raised(self) -> tuple[RaisedLine, ...]:
        """Return the alarms on record, each fact once; what this device lost itself stands in `lost`."""
        found: dict[tuple[str, ...], RaisedLine] = {}
        logbook = self._folder.logbook
        own = logbook.key_of(logbook.own)
        for header, event in sorted(alarms_in(logbook), key=lambda pair: pair[0].t):
            if isinstance(event, EntriesLost) and logbook.key_of(header.log) == own:
                continue
            text = event.text if isinstance(event, AlarmRaised) else _loss(event)
            line = found.setdefault(fact_of(event), RaisedLine(text, (), header.t))
            devices = (*line.devices, self.device(header.log))
            found[fact_of(event)] = replace(line, devices=tuple(dict.fromkeys(devices)))
        return tuple(sorted(found.values(), key=lambda line: -line.at_ms))

    def _newer(self, header: Header) -> NewerLine:
        found = (self._folder.bureau.officer(officer) for officer in header.off)
        names = tuple(o.name if o else name for o, name in zip(found, header.off, strict=True))
        return NewerLine(header.kind, header.case, names, self.device(header.log), header.t)

    def _proofs(self) -> Proofs:
        return Proofs(self._receipts.safe(), self._mirrored(), self._receipts.stamped())

    def _aside(self) -> tuple[Aside, ...]:
        found = self._folder.logbook.quarantined()
        return tuple(Aside(name, header.log, header.kind, reason) for name, header, reason in found)

    def _forks(self) -> tuple[ForkLine, ...]:
        logbook = self._folder.logbook
        return tuple(ForkLine(f.log, self.device(f.log), f.seq, f.entries) for f in logbook.forks())


def _loss(event: EntriesLost) -> str:
    log, first, last = event.log[:8], event.first, event.last
    return (
        f"日志 {log} 第 {first} 至 {last} 条曾经保存，在该设备上丢失。"
        f" | Entries {first} to {last} of log {log} had been saved and were lost on that device."
    )
