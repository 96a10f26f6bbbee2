"""Clocks in words: state, moment, time left; for the due list and for a stand's file."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from app.law import CHINA
from app.procedure.clocks import Running
from app.wording import Wording
from ui.words import Chip

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def clock_chip(running: Running) -> Chip:
    """Return the chip of a clock's state: late is red, pressing is amber; a target is amber at most."""
    states = {
        "running": (QCoreApplication.translate("clocks", "进行中"), "open", "none"),
        "soon": (QCoreApplication.translate("clocks", "临近"), "warn", "doubt"),
        "overdue": (QCoreApplication.translate("clocks", "逾期"), "stop", "bad"),
        "lapsed": (QCoreApplication.translate("clocks", "已届满"), "about", "none"),
        "settled": (QCoreApplication.translate("clocks", "已办结"), "ok", "ok"),
        "settled_late": (QCoreApplication.translate("clocks", "逾期办结"), "warn", "doubt"),
    }
    chip = Chip(*states[running.state])
    return replace(chip, fill="doubt") if running.is_target and chip.fill == "bad" else chip


def matter_word(running: Running, language: str) -> str:
    """Return what a clock is about; a target of practice says so."""
    word = running.word(language)
    word = word[:1].upper() + word[1:]
    return QCoreApplication.translate("clocks", "{0}（目标）").format(word) if running.is_target else word


def due_word(running: Running) -> str:
    """Return the last day, or the minute, of a clock."""
    if running.to_the_minute:
        return f"{running.due.astimezone(CHINA):%m-%d %H:%M}"
    return f"{running.day:%Y-%m-%d}"


def left_word(running: Running) -> str:
    """Return how much time is left, or how late it is or was; "" for what was settled in time."""
    if running.late and running.state != "lapsed":
        return QCoreApplication.translate("clocks", "逾期 {0}").format(span_word(running.late))
    if running.open and running.left:
        return QCoreApplication.translate("clocks", "剩 {0}").format(span_word(running.left))
    return ""


def span_word(span: timedelta) -> str:
    """Return a span of time in its two greatest units."""
    if span >= DAY:
        hours = span % DAY // HOUR
        days = QCoreApplication.translate("clocks", "{0} 天").format(span.days)
        return days + (QCoreApplication.translate("clocks", " {0} 小时").format(hours) if hours else "")
    minutes = int(span % HOUR / timedelta(minutes=1))
    if span >= HOUR:
        hours_word = QCoreApplication.translate("clocks", "{0} 小时").format(span // HOUR)
        if not minutes:
            return hours_word
        return hours_word + QCoreApplication.translate("clocks", " {0} 分钟").format(minutes)
    return QCoreApplication.translate("clocks", "{0} 分钟").format(minutes)


def whose_word(running: Running) -> str:
    """Return whose time runs."""
    return {
        "us": QCoreApplication.translate("clocks", "本机关"),
        "party": QCoreApplication.translate("clocks", "当事人"),
        "police": QCoreApplication.translate("clocks", "公安机关"),
        "holder": QCoreApplication.translate("clocks", "协助单位"),
    }[running.clock.runs_for]


def clock_lines(running: Running, wording: Wording) -> tuple[str, ...]:
    """Return what there is to know of a clock, a line each: counted from, until, basis, doubts, notes."""
    started = QCoreApplication.translate("clocks", "起算：{0}").format(
        f"{running.started.astimezone(CHINA):%Y-%m-%d %H:%M}"
    )
    until = QCoreApplication.translate("clocks", "届满：{0}　{1}").format(
        due_word(running), left_word(running)
    )
    lines = [started, until.rstrip()]
    lines.append(QCoreApplication.translate("clocks", "期限属于：{0}").format(whose_word(running)))
    if running.basis is not None:
        lines.append(
            QCoreApplication.translate("clocks", "依据：{0}").format(wording.citation(running.basis))
        )
    if running.is_target:
        lines.append(QCoreApplication.translate("clocks", "这是绿色通道的工作目标，不是法定期限。"))
    elif not running.deadline.verified:
        lines.append(QCoreApplication.translate("clocks", "期限长度尚未与正式文本核对。"))
    if not running.certain:
        lines.append(QCoreApplication.translate("clocks", "所涉年份没有放假安排，按周末推算，日期不确定。"))
    if running.extended:
        lines.append(QCoreApplication.translate("clocks", "已延长：{0}").format(running.extended))
    if running.settled is not None:
        settled = f"{running.settled.astimezone(CHINA):%Y-%m-%d %H:%M}"
        lines.append(QCoreApplication.translate("clocks", "办结：{0}").format(settled))
    if running.note:
        lines.append(QCoreApplication.translate("clocks", "说明：{0}").format(running.note))
    return tuple(lines)
