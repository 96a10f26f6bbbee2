"""Codes of the complaint track -> words, icons and fills; clocks -> how much is left."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.actions.complaints import ComplaintLine
from app.case import Complaint, Moment
from app.complaints import CLOSED as ENDED
from app.complaints import PASS_ON, REMOVED, Rules, Step
from app.procedure.clocks import Running
from ui.words import Chip, moment_word

translate = QCoreApplication.translate
OPEN, LATE, CLOSED = "open", "late", "closed"


def stage_chip(stage: str) -> Chip:
    """Return the chip of a complaint's stage."""
    word, icon, fill = {
        "filed": (translate("complaints", "待受理"), "open", "doubt"),
        "to_supplement": (translate("complaints", "待补充"), "ask", "doubt"),
        "accepted": (translate("complaints", "已受理"), "case", "mild"),
        "notified": (translate("complaints", "已通知"), "document", "mild"),
        "answered": (translate("complaints", "已答辩"), "review", "mild"),
        "refused": (translate("complaints", "不受理"), "stop", "none"),
        "concluded": (translate("complaints", "已有意见"), "ok", "ok"),
        "handed_over": (translate("complaints", "已移交"), "sync", "ok"),
    }.get(stage, (stage, "ask", "none"))
    return Chip(word, icon, fill)


def step_word(step: Step) -> str:
    """Return what a step's button says."""
    return {
        Step.SUPPLEMENT: translate("complaints", "补充材料"),
        Step.PASS_ON: translate("complaints", "转交主管部门"),
        Step.ASK: translate("complaints", "要求补充"),
        Step.ACCEPT: translate("complaints", "受理"),
        Step.REFUSE: translate("complaints", "不予受理"),
        Step.NOTIFY: translate("complaints", "通知参展商"),
        Step.INSPECT: translate("complaints", "到展位检查"),
        Step.ANSWER: translate("complaints", "记录答辩"),
        Step.MEDIATE: translate("complaints", "调解"),
        Step.CONCLUDE: translate("complaints", "处理意见"),
        Step.WITHDRAW: translate("complaints", "撤回投诉"),
        Step.REMOVED: translate("complaints", "核验撤展"),
        Step.HAND_OVER: translate("complaints", "移交案件"),
    }[step]


def moment_text(moment: Moment, rules: Rules, language: str) -> str:
    """Return a step that was taken as a line: what it was and what it came to."""
    said = moment.text
    if moment.kind == "ComplaintDecided":
        return {
            "accepted": translate("complaints", "决定受理"),
            "refused": translate("complaints", "决定不予受理"),
            "to_supplement": translate("complaints", "告知补充材料"),
        }.get(said, said)
    if moment.kind == "MediationHeld":
        return {
            "agreed": translate("complaints", "调解：达成协议"),
            "failed": translate("complaints", "调解：未达成协议"),
            "declined": translate("complaints", "调解：一方不同意"),
        }.get(said, said)
    if moment.kind == "ComplaintConcluded":
        return translate("complaints", "处理意见：{0}").format(rules.word(said, language))
    if moment.kind == "ComplaintPaperKept":
        return translate("complaints", "附材料：{0}").format(paper_word(said, rules, language))
    if moment.kind == "ClockSettled":
        return {
            PASS_ON: translate("complaints", "已转交主管部门"),
            REMOVED: translate("complaints", "已核验撤展"),
        }.get(said, moment_word(moment.kind))
    word = (
        translate("complaints", "补充材料")
        if moment.kind == "ComplaintSupplemented"
        else moment_word(moment.kind)
    )
    first = next(iter(said.splitlines()), "")
    return f"{word}　{first[:60]}" if first else word


def paper_word(code: str, rules: Rules, language: str) -> str:
    """Return what a paper is called."""
    return rules.word(code, language) if code else translate("complaints", "其他材料")


def clock_word(clock: Running, language: str) -> str:
    """Return what a clock is about, shortly."""
    return {
        "complaint.pass_on": translate("complaints", "移交主管部门"),
        "complaint.answer": translate("complaints", "参展商答辩"),
        "fair.hand_over": translate("complaints", "展后移交"),
    }.get(clock.clock.key, clock.word(language))


def left_word(clock: Running, now: datetime) -> str:
    """Return how much is left of a clock, or how long it is over: hours to the second, days as days."""
    left = clock.due - now
    over = left < timedelta(0)
    seconds = int(abs(left).total_seconds())
    if not clock.to_the_minute:
        days = seconds // 86400
        words = translate("complaints", "{0} 天").format(days)
    else:
        words = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    text = translate("complaints", "已超 {0}") if over else translate("complaints", "剩 {0}")
    return text.format(words)


def clock_fill(clock: Running, now: datetime) -> str:
    """Return how a running clock is filled: red once it is over, amber when it presses."""
    if now >= clock.due:
        return "bad"
    return "doubt" if clock.due - now <= clock.clock.soon else "mild"


def clock_chip(line: ComplaintLine, now: datetime) -> Chip | None:
    """Return the chip of the clock that presses most, None where none runs."""
    if not line.clocks:
        return None
    clock = min(line.clocks, key=lambda c: c.due)
    fill = clock_fill(clock, now)
    return Chip(left_word(clock, now), {"bad": "stop", "doubt": "warn"}.get(fill, "clock"), fill)


def group_of(line: ComplaintLine, now: datetime) -> str:
    """Return the filter that a complaint falls under."""
    if any(now >= clock.due for clock in line.clocks):
        return LATE
    return CLOSED if line.kept.complaint.stage in ENDED else OPEN


def right_word(complaint: Complaint, rules: Rules, language: str) -> str:
    """Return the right relied on in a line: kind, number, name."""
    filed = complaint.filed
    return "　".join(filter(None, (rules.word(filed.right, language), filed.number, filed.name)))
