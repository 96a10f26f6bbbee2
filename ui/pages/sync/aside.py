"""What needs a person's eye: losses, a restored device, what waits aside, forks, later programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bureau import Restored
from app.safety import HubState, LostLine
from ui.page import Page
from ui.pages.case_papers import clock
from ui.pages.sync.corner import sentence
from ui.widgets import card, clear, label

Group = tuple[str, str, tuple[str, ...]]  # a title, what it means and what to do, and a line for each thing


@dataclass(frozen=True, slots=True)
class AsideView:
    """Groups of lines, the most urgent first."""

    groups: tuple[Group, ...]


def present(state: HubState, language: str) -> AsideView:
    """Return what there is to look at; no groups if there is nothing."""
    found = (*_waiting(state, language), *_told(state, language))
    counted = ((f"{title}　{len(lines)}", meaning, lines) for title, meaning, lines in found if lines)
    return AsideView((*_lost(state.lost), *_restored(state.restored), *counted))


def _waiting(state: HubState, language: str) -> Iterator[Group]:
    """Yield what waits aside, and what stands twice in one place."""
    tr = QCoreApplication.translate
    yield (
        tr("aside", "暂存待核的记录"),
        tr("aside", "来源尚不能核实，未采纳也未丢弃；局机关登记该设备或补齐缺件后自动采纳。"),
        tuple(
            f"{a.kind}　{tr('aside', '日志')} {a.log[:8]}　{a.entry[:16]}　{sentence(a.reason, language)}"
            for a in state.aside
        ),
    )
    yield (
        tr("aside", "日志分叉"),
        tr(
            "aside",
            "同一日志同一位置有两条记录：可能由旧备份恢复，也可能有人另写。两支均已保留，请查明并报告局机关。",
        ),
        tuple(
            "　".join((f.device, tr("aside", "第 {0} 条之处").format(f.seq), *(e[:16] for e in f.entries)))
            for f in state.forks
        ),
    )


def _told(state: HubState, language: str) -> Iterator[Group]:
    """Yield what stands in the log: entries of later programs, and alarms of whatever device."""
    tr = QCoreApplication.translate
    yield (
        tr("aside", "新版程序的记录"),
        tr("aside", "本机程序不认识这些记录，已原样保存并继续转送；请升级程序后查看。"),
        tuple(
            f"{clock(n.at_ms)}　{n.kind}　{n.case}　{'、'.join(n.officers)}　{n.device}" for n in state.newer
        ),
    )
    yield (
        tr("aside", "日志中的警报"),
        tr("aside", "各设备发现后记入日志的：中心改写或漏交记录、日志分叉、记录丢失。请查明并报告局机关。"),
        tuple(
            f"{clock(r.at_ms)}　{'、'.join(r.devices)}　{sentence(r.text, language)}" for r in state.raised
        ),
    )


def what_to_do(restored: Restored) -> Iterator[str]:
    """Yield what a restored image means for numbers, and what an officer has to do about it."""
    tr = QCoreApplication.translate
    yield tr("aside", "新案卷编号和自编文号之后带 {0}，不会与恢复前的编号重复。").format(restored.mark)
    if restored.open:
        yield tr("aside", "局机关已在恢复之后重新发放号段，正式文号照常使用。")
    elif restored.shut:
        yield tr("aside", "恢复之前的 {0} 个号段不再取号，文书先编临时文号。").format(restored.shut)
    if not restored.heard:
        yield tr(
            "aside", "请先与中心同步，或用U盘与局机关交换，取回局里已有的记录，也让局机关知道本机已恢复。"
        )
    if restored.shut and not restored.open:
        yield tr("aside", "请局机关在收到本机新日志之后，为本机重新发放号段并绑定临时文号。")
    yield tr("aside", "备份之后出具而没有送出的文书和记录可能找不回来：请核对手中的纸质文书，并报告局机关。")


def what_is_gone(lost: Iterable[LostLine]) -> Iterator[str]:
    """Yield which acknowledged entries are not here, and what an officer has to do about it; none of none."""
    tr = QCoreApplication.translate
    lines = [
        tr("aside", "日志 {0}：第 {1} 至 {2} 条，缺 {3} 条。").format(
            line.log[:8], line.first, line.last, line.missing
        )
        for line in lost
    ]
    if lines:
        yield from lines
        yield tr(
            "aside", "请先与中心同步；本机有黑匣子的，插上后在“U盘与其他设备”一栏读入：那里有的都会原样取回。"
        )
        yield tr("aside", "取不回的，请对照纸质文书和现场照片补录，并报告局机关。本机照常可用。")


def _lost(lost: tuple[LostLine, ...]) -> Iterator[Group]:
    tr = QCoreApplication.translate
    if lost:
        yield (
            tr("aside", "保存过的记录不在了　{0}").format(sum(line.missing for line in lost)),
            tr("aside", "它们曾经保存，现在已不在本机：磁盘出错，或恢复了较早的备份。这一情况已记入日志。"),
            tuple(what_is_gone(lost)),
        )


def _restored(restored: Restored | None) -> Iterator[Group]:
    tr = QCoreApplication.translate
    if restored is not None:
        yield (
            tr("aside", "本机的日志退回过较早的状态"),
            tr("aside", "恢复了较早的备份，或磁盘出错；已停写旧日志、另起新日志，旧日志保留备查。"),
            tuple(what_to_do(restored)),
        )


class AsidePanel(QWidget):
    """Shows an `AsideView`, anew only where it changed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._shown: AsideView | None = None
        self._body = QVBoxLayout(self)
        page.desk.hub.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        view = present(self._page.desk.hub.state, self._page.desk.language)
        if view == self._shown:
            return
        self._shown = view
        clear(self._body)
        if not view.groups:
            self._body.addWidget(label(self.tr("没有待核的记录，也没有分叉。"), "soft"))
        for title, meaning, lines in view.groups:
            frame, inside = card()
            inside.addWidget(label(title, "h2"))
            inside.addWidget(label(meaning, "soft"))
            for line in lines:
                inside.addWidget(label(line))
            self._body.addWidget(frame)
        self._body.addStretch(1)
