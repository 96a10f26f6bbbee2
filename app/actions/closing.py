"""Closing a day: is everything of the day, or of the fair, safe elsewhere, and what is not, and why.

The count is of signed entries and of the files that they name. What a closing itself writes is not counted:
the statement says up to which entry of this device's log it speaks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.documents.statement import statement
from app.errors import NotAllowed
from app.events import DayClosed
from app.kit import Kit
from app.law import CHINA
from app.log import Header
from app.safety import Safety

NO_HUB, ALARM, WAITING, LACKING = "no_hub", "alarm", "waiting", "lacking"
DEVICE, OFFICER, CASE, ALL = "device:", "officer:", "case:", "all"  # groups of entries


@dataclass(frozen=True, slots=True)
class Share:
    """What one device wrote, or what was written while one officer was on duty."""

    name: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case of which something is not safe yet; "" for what belongs to no case."""

    number: str
    title: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class Closing:
    first: date
    last: date
    whole: Safety
    devices: tuple[Share, ...]
    officers: tuple[Share, ...]
    open: tuple[OpenCase, ...]  # most is lacking first
    reasons: tuple[str, ...]  # codes: why not all is safe
    head: str  # of this device's log

    @property
    def safe(self) -> int:
        return self.whole.entries_safe + self.whole.blobs_safe

    @property
    def all(self) -> int:
        return self.whole.entries + self.whole.blobs


def look_at_days(kit: Kit, first: date, last: date) -> Closing:
    """Count what is safe of everything that clocks say happened on these days, China Standard Time."""
    names = {officer.id: officer.name for officer in kit.casebook.bureau.officers}

    def keys(header: Header) -> Iterator[str]:
        day = datetime.fromtimestamp(header.t / 1000, CHINA).date()
        if first <= day <= last and header.kind != DayClosed.__name__:
            yield ALL
            yield DEVICE + header.log
            yield CASE + header.case
            yield from (OFFICER + officer for officer in header.off)

    found = kit.safety.grouped(keys)
    devices = [Share(kit.safety.device(log), s) for log, s in _under(found, DEVICE)]
    officers = [Share(names.get(officer, officer), s) for officer, s in _under(found, OFFICER)]
    lines = {line.number: f"{line.stand}　{line.exhibitor}" for line in kit.casebook.cases()}
    cases = [OpenCase(n, lines.get(n, ""), s) for n, s in _under(found, CASE) if not s.complete]
    cases.sort(key=lambda c: (c.safety.entries_safe - c.safety.entries, c.number))
    whole = found.get(ALL, Safety())
    return Closing(
        first,
        last,
        whole,
        tuple(sorted(devices, key=lambda share: share.name)),
        tuple(sorted(officers, key=lambda share: share.name)),
        tuple(cases),
        _reasons(kit, whole),
        kit.casebook.head,
    )


def close_days(kit: Kit, first: date, last: date, language: str) -> tuple[Closing, bytes]:
    """Put the count on record, with a statement as PDF; returns both. What is not safe yet is named in it.

    Raises:
        NotAllowed: nobody is on duty, or nothing was recorded on these days.
        StorageFault: the disk refuses; nothing was recorded.
    """
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录，再办理日终核对。", "Sign in first, then close the day.")
    closing = look_at_days(kit, first, last)
    if not closing.all:
        raise NotAllowed("这些天没有任何记录，无须核对。", "Nothing was recorded on these days.")
    pdf = statement(kit.fonts, _title(language), list(_lines(kit, closing, language)), language)
    ref = kit.blobs.put(pdf, "statement")
    whole = closing.whole
    counts = (whole.entries, whole.entries_safe, whole.blobs, whole.blobs_safe)
    event = DayClosed(first, last, *counts, tuple(c.number for c in closing.open), ref.sha256)
    kit.casebook.append("", event, blobs=(ref,))
    return closing, pdf


def _under(found: Mapping[str, Safety], head: str) -> list[tuple[str, Safety]]:
    return [(key.removeprefix(head), safety) for key, safety in found.items() if key.startswith(head)]


def _reasons(kit: Kit, whole: Safety) -> tuple[str, ...]:
    state = kit.safety.state()
    found = []
    if not whole.complete:
        found = [NO_HUB] if not state.urls else [ALARM] if state.alarms else [WAITING]
    return (*found, *((LACKING,) if state.lacking else ()))


def _title(language: str) -> str:
    return "日终核对说明" if language == "zh" else "Statement of the closing of a day"


def _lines(kit: Kit, closing: Closing, language: str) -> Iterator[str]:
    zh = language == "zh"
    days = f"{closing.first} — {closing.last}" if closing.first != closing.last else f"{closing.first}"
    duty = [kit.casebook.bureau.officer(officer) for officer in kit.casebook.duty.officers]
    names = "、".join(f"{o.name}（{o.certificate}）" for o in duty if o)
    moment = f"{kit.now():%Y-%m-%d %H:%M}"
    whole = closing.whole
    yield f"日期：{days}" if zh else f"Days: {days}"
    yield f"核对时间：{moment}　核对人：{names}" if zh else f"Closed at {moment} by {names}"
    yield (
        f"合计 {closing.safe} / {closing.all} 项安全：记录 {whole.entries_safe} / {whole.entries} 条，"
        f"文件 {whole.blobs_safe} / {whole.blobs} 个。"
        if zh
        else f"{closing.safe} of {closing.all} safe: entries {whole.entries_safe} of {whole.entries}, "
        f"files {whole.blobs_safe} of {whole.blobs}."
    )
    yield (
        "“安全”指中心签名日志中有经本机核验的包含证明；没有证明的内容一律保留在本机。"
        if zh
        else "Safe means: this device verified a proof that the hub's signed log includes it. "
        "What has no proof stays here."
    )
    for title, shares in (
        ("设备" if zh else "Device", closing.devices),
        ("执法人员" if zh else "Officer", closing.officers),
    ):
        for share in shares:
            s = share.safety
            yield f"{title} {share.name}: {s.entries_safe + s.blobs_safe} / {s.entries + s.blobs}"
    for case in closing.open:
        s = case.safety
        count = s.entries + s.blobs - s.entries_safe - s.blobs_safe
        name = f"{case.number}　{case.title}" if case.number else ("（不属于案卷）" if zh else "(no case)")
        yield f"尚未安全 {count} 项：{name}" if zh else f"Not safe yet, {count}: {name}"
    yield (
        f"本说明截至本机日志记录 {closing.head}"
        if zh
        else f"This speaks up to entry {closing.head} of this device's log"
    )
