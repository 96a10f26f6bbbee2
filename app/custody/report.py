"""The chain of custody of a case, or of some of its photos, as the values of a document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.case import Case, Moment, Photo
from app.custody.window import Window
from app.forms import Form, Parts, Value, read_form
from app.law import CHINA
from app.resources import resource

FORM = "report.toml"
ENDED = "ExportEnded"  # of whatever was exported of the case
WHAT = {
    "PhotoTaken": "拍照取证 photo taken",
    "PictureDerived": "处理图片 picture derived",
    "Viewed": "查看 viewed",
    "Copied": "复制 copied",
    "Exported": "导出 exported",
    "ExportEnded": "导出结束 export ended:",
    "DocumentIssued": "出具文书 document issued",
    "DocumentPrinted": "打印 printed",
    "CopyHanded": "交付 copy handed",
    "DocumentServed": "送达 served",
    "DocumentStamped": "加盖时间戳 time-stamped",
    "InformantSealed": "密存举报人身份 informant's identity sealed",
    "InformantAsked": "申请查看举报人身份 informant's identity asked for",
    "InformantHanded": "转交举报人身份 informant's identity handed on",
    "InformantShown": "查看举报人身份 informant's identity shown",
    "PayloadErased": "依法删除 lawfully erased",
    "CaseSubmitted": "提交审核 submitted",
    "CaseReviewed": "审核 reviewed",
}


@dataclass(frozen=True, slots=True)
class Proved:
    """What stores and proofs say of the entries of a case, for the report."""

    windows: Mapping[str, Window]  # by entry
    receipts: Mapping[str, str]  # leaf -> where a hub proved to hold it, "log #place"
    people: Mapping[str, str]  # id -> name
    devices: Mapping[str, str]  # log -> name


def report_forms() -> Mapping[str, Form]:
    """Return the report's form by language. Raises BadInput, StorageFault."""
    return read_form(resource("custody", FORM).read_text("utf-8"), FORM, Parts({}, {}))


def report_values(case: Case, proved: Proved, photos: Iterable[str] = ()) -> dict[str, Value]:
    """Return the report's values; `photos` (SHA-256) narrow it to some photos, none means the whole case."""
    chosen = frozenset(photos)
    files = tuple(_file(photo, proved) for photo in case.photos if not chosen or photo.sha256 in chosen)
    return {
        "case": case.number,
        "stand": case.stand,
        "party": case.exhibitor,
        "files": files,
        "chain": tuple(_chain(case, proved, chosen)),
    }


def window_words(window: Window | None) -> str:
    """Return what is proved of an entry's time, Chinese and English."""
    if window is None:
        return "无 none"
    words = [
        f"不早于 not before {_local(window.after.at_ms)}" if window.after else "无下限 no lower bound",
        f"不晚于 not after {_local(window.before.at_ms)}" if window.before else "尚无上限 no upper bound yet",
    ]
    if window.impossible:
        words.append("两者矛盾 they contradict")
    if window.drift_ms:
        side = "慢 slow" if window.drift_ms < 0 else "快 fast"
        words.append(f"设备时钟至少{side} {_span(abs(window.drift_ms))}")
    if window.set_by_ms:
        words.append(f"时钟曾被拨动 clock was set by {_span(abs(window.set_by_ms))}")
    return "；".join(words)


def _file(photo: Photo, proved: Proved) -> tuple[str, ...]:
    captured = f"{_local(photo.source.at_ms)} {_who(photo.source.officers, photo.source.log, proved)}"
    if photo.camera_time:
        captured += f"；相机 camera {photo.camera_time}"
    if photo.parent:
        captured += f"；由 {photo.parent[:16]} 处理而成 derived"
    receipt = proved.receipts.get(f"blob:{photo.sha256}", "尚无回执 no receipt yet")
    return (
        f"SHA-256 {photo.sha256}\nSM3 {photo.sm3}\n{photo.size} 字节 bytes，{photo.width}×{photo.height}",
        captured,
        f"{window_words(proved.windows.get(photo.source.entry))}；{receipt}",
    )


def _chain(case: Case, proved: Proved, chosen: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for moment in case.timeline:
        if moment.kind in WHAT and (not chosen or _concerns(moment, chosen, case.number)):
            receipt = proved.receipts.get(f"entry:{moment.source.entry}", "尚无回执 no receipt yet")
            yield (
                _local(moment.source.at_ms),
                f"{WHAT[moment.kind]} {moment.text}",
                _who(moment.source.officers, moment.source.log, proved),
                f"{window_words(proved.windows.get(moment.source.entry))}；{receipt}",
            )


def _concerns(moment: Moment, chosen: frozenset[str], case: str) -> bool:
    """Tell whether a line is about one of some photos, or about the whole case, to which they belong."""
    text = moment.text
    return (
        moment.kind == ENDED
        or text == case
        or (bool(text) and any(sha256.startswith(text) for sha256 in chosen))
    )


def _who(officers: Iterable[str], log: str, proved: Proved) -> str:
    names = "、".join(proved.people.get(officer, officer) for officer in officers)
    return f"{names or '—'}，{proved.devices.get(log, log[:8])}"


def _local(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, CHINA).strftime("%Y-%m-%d %H:%M:%S")


def _span(ms: int) -> str:
    seconds = ms // 1000
    if seconds >= 172_800:
        return f"{seconds // 86_400} 天 days"
    return f"{seconds // 60} 分 min" if seconds >= 120 else f"{seconds} 秒 s"
