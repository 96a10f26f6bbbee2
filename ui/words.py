"""Codes of findings and stages -> words, icon and fill: a status is read without its hue."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.case import CaseLine, Moment
from app.findings import Severity
from ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class Chip:
    word: str
    icon: str
    fill: str  # "none", "ok", "doubt", "bad"; "mild" and "strong" weigh without judging

    def colours(self, t: Tokens) -> tuple[str, str, str]:
        """Return fill, ink and border."""
        return t.fills()[self.fill]


def severity_chip(severity: str) -> Chip:
    """Return the chip of a severity; "" is an exhibit that nobody checked."""
    words = {
        Severity.OK_NO_ISSUE_SEEN: (QCoreApplication.translate("words", "未见问题"), "ok", "ok"),
        Severity.IRREGULAR: (QCoreApplication.translate("words", "不规范"), "warn", "doubt"),
        Severity.SUSPECTED: (QCoreApplication.translate("words", "存疑线索"), "stop", "bad"),
        Severity.NEEDS_VERIFICATION: (QCoreApplication.translate("words", "待核实"), "ask", "doubt"),
        Severity.COMPLAINT_ONLY: (QCoreApplication.translate("words", "依投诉"), "about", "none"),
        Severity.OTHER_AGENCY: (QCoreApplication.translate("words", "移交他部门"), "about", "none"),
        Severity.NOT_DETERMINABLE: (QCoreApplication.translate("words", "无法判断"), "ask", "none"),
    }
    word, icon, fill = words.get(severity, (QCoreApplication.translate("words", "待查"), "open", "none"))  # type: ignore[call-overload]  # a code may be ""
    return Chip(word, icon, fill)


def symbology_word(symbology: str) -> str:
    """Return what a code's kind is called; what was read by eye says so."""
    return QCoreApplication.translate("words", "目读") if symbology == "typed" else symbology


def stage_word(stage: str) -> str:
    return {
        "open": QCoreApplication.translate("words", "检查中"),
        "submitted": QCoreApplication.translate("words", "待审核"),
        "returned": QCoreApplication.translate("words", "已退回"),
        "approved": QCoreApplication.translate("words", "已审核"),
    }.get(stage, QCoreApplication.translate("words", "未开始"))


def stand_chip(line: CaseLine | None) -> Chip:
    """Return the chip of a stand: its gravest finding, or that nobody was there yet."""
    if line is None:
        return Chip(QCoreApplication.translate("words", "待查"), "open", "none")
    if line.worst == "":
        return Chip(stage_word(line.stage), "case", "none")
    return severity_chip(line.worst)


def moment_words(moment: Moment) -> str:
    """Return what a line of the timeline is called, with what became of it; of a later program, its kind."""
    if moment.state == "newer":
        text = QCoreApplication.translate(
            "words", "由较新版本的程序记录（{0}）：已保存并照常同步，升级程序后可读"
        )
        return text.format(moment.kind)
    if moment.state == "erased":
        return QCoreApplication.translate("words", "{0}（内容已依法删除）").format(moment_word(moment.kind))
    return moment_word(moment.kind)


def moment_word(kind: str) -> str:
    """Return what a kind of entry is called."""
    return {
        "PayloadErased": QCoreApplication.translate("words", "依法删除"),
        "CaseOpened": QCoreApplication.translate("words", "建立案卷"),
        "VisitStarted": QCoreApplication.translate("words", "开始检查"),
        "VisitEnded": QCoreApplication.translate("words", "结束检查"),
        "FactRecorded": QCoreApplication.translate("words", "记录"),
        "ExhibitAdded": QCoreApplication.translate("words", "登记展品"),
        "LabelScanned": QCoreApplication.translate("words", "扫描标签"),
        "ExhibitChecked": QCoreApplication.translate("words", "比对登记"),
        "PhotoTaken": QCoreApplication.translate("words", "拍照取证"),
        "PictureDerived": QCoreApplication.translate("words", "处理图片"),
        "DocumentIssued": QCoreApplication.translate("words", "出具文书"),
        "DocumentServed": QCoreApplication.translate("words", "送达文书"),
        "DocumentVoided": QCoreApplication.translate("words", "作废文书"),
        "RuleOverridden": QCoreApplication.translate("words", "说明理由后继续"),
        "ClockSettled": QCoreApplication.translate("words", "期限事项办结"),
        "ClockExtended": QCoreApplication.translate("words", "延长期限"),
        "DocumentWithdrawn": QCoreApplication.translate("words", "撤销文书"),
        "DocumentPrinted": QCoreApplication.translate("words", "打印文书"),
        "CopyHanded": QCoreApplication.translate("words", "交付文书"),
        "DocumentStamped": QCoreApplication.translate("words", "加盖时间戳"),
        "NumberBound": QCoreApplication.translate("words", "确定文号"),
        "ComplaintFiled": QCoreApplication.translate("words", "收到投诉"),
        "ComplaintSupplemented": QCoreApplication.translate("words", "补充投诉材料"),
        "ComplaintPaperKept": QCoreApplication.translate("words", "附投诉材料"),
        "ComplaintDecided": QCoreApplication.translate("words", "投诉受理决定"),
        "ComplaintNotified": QCoreApplication.translate("words", "通知参展商"),
        "ComplaintAnswered": QCoreApplication.translate("words", "参展商答辩"),
        "MediationHeld": QCoreApplication.translate("words", "调解"),
        "ComplaintConcluded": QCoreApplication.translate("words", "投诉处理意见"),
        "CaseHandedOver": QCoreApplication.translate("words", "移交案件"),
        "CaseSubmitted": QCoreApplication.translate("words", "提交审核"),
        "CaseReviewed": QCoreApplication.translate("words", "审核"),
        "Viewed": QCoreApplication.translate("words", "查看"),
        "Copied": QCoreApplication.translate("words", "复制文件"),
        "Exported": QCoreApplication.translate("words", "导出证据"),
        "ExportEnded": QCoreApplication.translate("words", "证据导出结束"),
        "CommentMade": QCoreApplication.translate("words", "意见"),
    }.get(kind) or _informant_word(kind)


def _informant_word(kind: str) -> str:
    return {
        "InformantSealed": QCoreApplication.translate("words", "密存举报人身份"),
        "InformantAsked": QCoreApplication.translate("words", "申请查看举报人身份"),
        "InformantHanded": QCoreApplication.translate("words", "转交举报人身份"),
        "InformantShown": QCoreApplication.translate("words", "查看举报人身份"),
    }.get(kind, kind)
