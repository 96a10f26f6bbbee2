"""Is a log whole and genuine? The question a court asks, answered without trust in this program's stores.

Every entry is checked again from its bytes: form, number, link, signature, payload, blobs, enrolment.
The first bad one is named; all bad ones are listed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.delegation import faults
from app.erasing import may_order
from app.errors import BadEntry
from app.events import DeviceEnrolled, DutyStarted, EntriesLost, OfficerCertified, PayloadErased
from app.log import BlobRef, Entry, Header, opening_key, read_event, read_header, verify


@dataclass(frozen=True, slots=True)
class Problem:
    log: str
    seq: int
    entry: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Audit:
    logs: int
    entries: int
    blobs: int
    erased: int
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class _Log:
    """What the walk knows of one log: a fork has several ends."""

    key: bytes
    seq: int = -1
    tips: set[str] = field(default_factory=set)  # the entries of that number
    before: set[str] = field(default_factory=lambda: {""})  # and those of the number before

    def follows(self, header: Header) -> bool:
        """Tell whether an entry links to one of the number before its own."""
        return header.prev in (self.before if header.seq == self.seq else self.tips or self.before)

    def reach(self, seq: int, name: str) -> None:
        """Go on to an entry, whatever was found wrong with it."""
        if seq != self.seq:
            self.before, self.tips = self.tips, set()
        self.seq = seq
        self.tips.add(name)


Last = tuple[int, str]  # number and id of a log's last entry; "" where only the number is known
BlobState = Callable[[BlobRef], str]  # "" where the bytes are there and match; "missing" or "altered"


def audit(
    entries: Iterable[Entry],
    *,
    root: str,
    blob_state: BlobState,
    own: str = "",
    noted: Mapping[str, Last] | None = None,
) -> Audit:
    """Check entries given log by log, each log in order. `root` is the bureau's log, "" if none is pinned.

    `own` is the log of the device that holds them. A device that may not see all cases (`Device.supervises`)
    is given only parts of the others' logs: what is missing there is no fault of its store. Without `own`
    every log must be whole. `noted` are the last entries that were acknowledged of logs, where that was noted
    beside them: a log that ends before has lost what follows.
    """
    walk = _Walk(root, blob_state, own)
    for entry in entries:
        walk.step(entry)
    for log, last in (noted or {}).items():
        walk.expect(log, last, "")
    walk.finish()
    return Audit(len(walk.logs), walk.entries, len(walk.blobs), len(walk.erased), tuple(walk.problems))


class _Walk:
    def __init__(self, root: str, blob_state: BlobState, own: str) -> None:
        self.root = root
        self.blob_state = blob_state
        self.own = own
        self.supervisors: set[bytes] = set()
        self.gaps: list[Problem] = []  # in logs of others
        self.logs: dict[str, _Log] = {}
        self.followed: dict[tuple[str, str], str] = {}
        self.problems: list[Problem] = []
        self.entries = 0
        self.blobs: set[str] = set()
        self.enrolled: set[bytes] = set()
        self.erased: dict[str, Header] = {}
        self.orders: list[tuple[str, PayloadErased]] = []  # to erase, with the log that gives them
        self.duties: list[tuple[Header, str, DutyStarted]] = []
        self.certified: dict[str, list[str]] = {}
        self.lost_blobs: list[tuple[Header, str, BlobRef, str]] = []
        self.names: set[str] = set()
        self.lasts: set[tuple[str, Last, str]] = set()  # a log, where it must reach, the log that says so

    def step(self, entry: Entry) -> None:
        """Check one entry against what came before it."""
        self.entries += 1
        name = entry.id
        self.names.add(name)
        try:
            header = read_header(entry.header)
            log = self._log(header, name, entry)
            if log is not None:
                verify(entry, log.key, header)
                self._learn(header, name, entry)
                self._link(header, name, log)
        except BadEntry as error:
            self._blame(_claimed(entry), name, error.zh, error.en)
            return
        for ref in header.blobs:
            self.blobs.add(ref.sha256)
            state = self.blob_state(ref)
            if state:
                self.lost_blobs.append((header, name, ref, state))

    def expect(self, log: str, last: Last, said_by: str) -> None:
        """Expect a log to reach an entry, as another log of the same device says, or "" for its store."""
        self.lasts.add((log, last, said_by))

    def finish(self) -> None:
        """Judge what only the whole set can tell: losses, erasures, enrolment, others' gaps."""
        self._find_losses()
        owner = self.logs.get(self.own)
        if owner is None or self.own == self.root or owner.key in self.supervisors:
            self.problems += self.gaps
        orders = [order for log, order in self.orders if self._counts(log)]
        erasing = {order.entry for order in orders}
        erased_blobs = {sha256 for order in orders for sha256 in order.blobs}
        for name, header in self.erased.items():
            if name not in erasing:
                self._blame(
                    header, name, "内容缺失且没有依法删除的记录", "payload missing without an erasure entry"
                )
        for header, name, ref, state in self.lost_blobs:
            if state == "missing" and ref.sha256 in erased_blobs:
                continue
            words = {"missing": ("缺失", "is missing"), "altered": ("已被改动", "was altered")}[state]
            digest = ref.sha256[:16]
            self._blame(header, name, f"文件 {digest} {words[0]}", f"the file {digest} {words[1]}")
        for header, name, duty in self.duties if self.root else ():
            for zh, en in faults(header.log, duty, self.certified):
                self._blame(header, name, zh, en)
        for name, log in self.logs.items():
            if self.root and name != self.root and log.key not in self.enrolled:
                self.problems.append(
                    Problem(name, 0, "", "该日志的设备未经局机关登记", "the log's device is not enrolled")
                )

    def _counts(self, log: str) -> bool:
        """Tell whether orders of a log count; where no bureau is known, nobody can tell."""
        return not self.root or may_order(log, self._of(log)[0], self.root, self.supervisors)

    def _find_losses(self) -> None:
        """Name what logs have lost at their ends; a device's word counts for logs of its own key."""
        for name, (seq, head), said_by in sorted(self.lasts):
            key, reached = self._of(name)
            if said_by and self._of(said_by)[0] != key:
                continue
            if head in self.names if head else reached >= seq:
                continue
            first = min(reached + 1, seq)
            zh = f"第 {first} 至 {seq} 条曾经保存，现已不在：请与中心同步，或读入黑匣子、同步包取回"
            en = f"{first} to {seq} were saved and are gone: sync with a hub, or read a black box or bundle"
            problem = Problem(name, seq, head, zh, en)
            mine = not said_by or not self.own or self._of(self.own)[0] == key
            if problem not in self.problems:
                (self.problems if mine else self.gaps).append(problem)

    def _of(self, name: str) -> tuple[bytes, int]:
        """Return a log's key and the number that it reaches; b"" and -1 where there is no such log."""
        log = self.logs.get(name)
        return (log.key, log.seq) if log else (b"", -1)

    def _log(self, header: Header, name: str, entry: Entry) -> _Log | None:
        known = self.logs.get(header.log)
        if known is not None:
            return known
        if header.seq != 0:
            self._blame(header, name, "日志缺少开启记录", "the log's opening entry is missing")
            return None
        self.logs[header.log] = _Log(opening_key(entry))
        return self.logs[header.log]

    def _learn(self, header: Header, name: str, entry: Entry) -> None:
        if entry.payload is None:
            self.erased[name] = header
            return
        match read_event(header, entry.payload):
            case DeviceEnrolled(key=key, supervises=supervises) if header.log == self.root:
                self.enrolled.add(bytes.fromhex(key))
                if supervises:
                    self.supervisors.add(bytes.fromhex(key))
            case OfficerCertified(officer=officer, certificate=der) if header.log == self.root:
                self.certified.setdefault(officer, []).append(der)
            case DutyStarted() as duty if duty.delegations:
                self.duties.append((header, name, duty))
            case PayloadErased() as order:
                self.orders.append((header.log, order))
            case EntriesLost(log=log, last=last, head=head):
                self.expect(log, (last, head), header.log)
            case _:
                pass

    def _link(self, header: Header, name: str, log: _Log) -> None:
        twin = self.followed.setdefault((header.log, header.prev), name)
        if twin != name:
            self._blame(
                header,
                name,
                f"分叉：与记录 {twin[:16]} 同位",
                f"a fork: it stands beside entry {twin[:16]}",
            )
        elif header.seq not in (log.seq, log.seq + 1):
            zh = f"序号应为 {log.seq + 1}：记录缺失或次序被改"
            en = f"expected number {log.seq + 1}: entries are missing or out of order"
            if self.own and header.seq > log.seq and header.log not in (self.own, self.root):
                self.gaps.append(Problem(header.log, header.seq, name, zh, en))
            else:
                self._blame(header, name, zh, en)
        elif not log.follows(header):
            self._blame(header, name, "与前一条记录不相接", "it does not link to the entry before")
        log.reach(header.seq, name)

    def _blame(self, header: Header | None, name: str, zh: str, en: str) -> None:
        log, seq = (header.log, header.seq) if header else ("", -1)
        self.problems.append(Problem(log, seq, name, zh, en))


def _claimed(entry: Entry) -> Header | None:
    """Return the header of an entry that failed, where it can be read at all."""
    try:
        return read_header(entry.header)
    except BadEntry:
        return None


def describe(result: Audit) -> tuple[str, ...]:
    """Return the audit as lines for a person, Chinese | English, the first bad entry first."""
    lines = [
        f"日志 {result.logs} 本，记录 {result.entries} 条，文件 {result.blobs} 个，"
        f"依法删除 {result.erased} 条 | {result.logs} logs, {result.entries} entries, "
        f"{result.blobs} files, {result.erased} erased"
    ]
    if result.whole:
        return (*lines, "全部完整、真实 | all whole and genuine")
    for index, p in enumerate(result.problems[:20]):
        first = "第一处问题 | first bad entry: " if index == 0 else ""
        where = f"{p.log[:8]} #{p.seq} {p.entry[:16]}"
        lines.append(f"✗ {first}{where}: {p.zh} | {p.en}")
    more = len(result.problems) - 20
    return (*lines, f"……另有 {more} 处 | and {more} more") if more > 0 else tuple(lines)
