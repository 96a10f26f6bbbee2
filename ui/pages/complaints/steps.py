"""What is asked before a step is put on record, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.actions.complaints import (
    ComplaintFile,
    accept,
    answer,
    ask_for_papers,
    conclude,
    confirm_removal,
    hand_over,
    inspect,
    mediate,
    notify,
    pass_on,
    refuse,
    supplement,
    withdraw,
)
from app.case import Case
from app.complaints import Step
from app.errors import BadInput
from app.kit import Kit

translate = QCoreApplication.translate
LINE, TEXT, TICKS, CHOICE, HOURS = "line", "text", "ticks", "choice", "hours"
FILE, FILES = "file", "files"
Answers = dict[str, object]
Job = Callable[[Kit], Case]


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    kind: str
    words: str
    options: tuple[tuple[str, str], ...] = ()  # (code, words) of ticks and choices
    preset: str = ""


def questions(step: Step, file: ComplaintFile, language: str) -> tuple[Question, ...]:
    """Return what is asked before a step; () for one that is done at once."""
    asked = {**_at_the_desk(file, language), **_in_the_hall(file, language)}
    return asked.get(step, ())


def _at_the_desk(file: ComplaintFile, language: str) -> dict[Step, tuple[Question, ...]]:
    rules, complaint = file.rules, file.kept.complaint
    filed = complaint.filed
    note = Question("reason", TEXT, translate("complaints", "说明（可空）"))
    papers = tuple((p.key, p.word(language)) for p in file.papers if p.key not in complaint.proofs)
    others = tuple(
        (p.key, p.word(language))
        for p in rules.papers
        if filed.right in p.kinds and p.key not in complaint.proofs
    )
    grounds = tuple((g.key, g.word(language)) for g in rules.grounds_of(filed.right))
    department = next((k.department for k in rules.kinds if k.key == filed.right), "")
    refusal = translate("complaints", "不予受理的理由")
    return {
        Step.SUPPLEMENT: (
            Question("papers", TICKS, translate("complaints", "补充提交的材料"), papers),
            note,
        ),
        Step.ASK: (Question("papers", TICKS, translate("complaints", "需要补充的材料"), others), note),
        Step.PASS_ON: (Question("to", LINE, translate("complaints", "接收部门"), preset=department),),
        Step.ACCEPT: (note,),
        Step.REFUSE: (Question("grounds", TICKS, refusal, grounds, preset=",".join(filed.stated)), note),
    }


def _in_the_hall(file: ComplaintFile, language: str) -> dict[Step, tuple[Question, ...]]:
    reason = Question("reason", TEXT, translate("complaints", "理由或情况"))
    opinions = tuple((key, file.rules.word(key, language)) for key in file.opinions)
    return {
        Step.NOTIFY: (
            Question("recipient", LINE, translate("complaints", "签收人")),
            Question("hours", HOURS, translate("complaints", "答辩期限（小时）"), preset=str(file.hours)),
        ),
        Step.ANSWER: (
            Question("by", LINE, translate("complaints", "答辩人")),
            Question("reason", TEXT, translate("complaints", "答辩内容")),
            Question("paper", FILE, translate("complaints", "答辩材料照片（可空）")),
        ),
        Step.MEDIATE: _mediation(),
        Step.CONCLUDE: (Question("opinion", CHOICE, translate("complaints", "处理意见"), opinions), reason),
        Step.WITHDRAW: (reason,),
        Step.REMOVED: (reason,),
        Step.HAND_OVER: (Question("to", LINE, translate("complaints", "接收机关")), reason),
    }


def _mediation() -> tuple[Question, ...]:
    parties = (
        ("complainant", translate("complaints", "投诉人同意调解")),
        ("exhibitor", translate("complaints", "参展商同意调解")),
    )
    outcomes = (
        ("agreed", translate("complaints", "达成协议")),
        ("failed", translate("complaints", "未达成协议")),
        ("declined", translate("complaints", "一方不同意调解")),
    )
    return (
        Question("consented", TICKS, translate("complaints", "双方意愿"), parties),
        Question("outcome", CHOICE, translate("complaints", "结果"), outcomes),
        Question("mediator", LINE, translate("complaints", "调解人")),
        Question("reason", TEXT, translate("complaints", "协议内容或情况")),
    )


def job_for(step: Step, case: str, complaint: str, said: Answers) -> Job:
    """Return the action of a step with what was answered."""
    reason, to = _text(said, "reason"), _text(said, "to")
    jobs: dict[Step, Job] = {
        Step.SUPPLEMENT: lambda kit: supplement(kit, case, complaint, _codes(said, "papers"), reason),
        Step.ASK: lambda kit: ask_for_papers(kit, case, complaint, _codes(said, "papers"), reason),
        Step.PASS_ON: lambda kit: pass_on(kit, case, complaint, to),
        Step.ACCEPT: lambda kit: accept(kit, case, complaint, reason),
        Step.REFUSE: lambda kit: refuse(kit, case, complaint, _codes(said, "grounds"), reason),
        Step.NOTIFY: lambda kit: notify(kit, case, complaint, _text(said, "recipient"), _hours(said)),
        Step.INSPECT: lambda kit: inspect(kit, case, complaint),
        Step.ANSWER: lambda kit: answer(
            kit, case, complaint, reason, by=_text(said, "by"), paper=_picture(said.get("paper"))
        ),
        Step.MEDIATE: lambda kit: mediate(
            kit,
            case,
            complaint,
            _text(said, "outcome"),
            consented=_codes(said, "consented"),
            mediator=_text(said, "mediator"),
            terms=reason,
        ),
        Step.CONCLUDE: lambda kit: conclude(kit, case, complaint, _text(said, "opinion"), reason),
        Step.WITHDRAW: lambda kit: withdraw(kit, case, complaint, reason),
        Step.REMOVED: lambda kit: confirm_removal(kit, case, complaint, reason),
        Step.HAND_OVER: lambda kit: hand_over(kit, case, complaint, to, reason),
    }
    return jobs[step]


def _text(said: Answers, name: str) -> str:
    return str(said.get(name, ""))


def _codes(said: Answers, name: str) -> tuple[str, ...]:
    found = said.get(name, ())
    return found if isinstance(found, tuple) else ()


def _hours(said: Answers) -> int:
    found = said.get("hours", 0)
    return found if isinstance(found, int) else 0


def _picture(path: object) -> bytes:
    """Return a photo's bytes, none where no file was chosen.

    Raises:
        BadInput: the file cannot be read.
    """
    if not isinstance(path, Path):
        return b""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"无法读取文件 {path.name}；请重新选择。",
            f"The file {path.name} cannot be read; choose it again.",
        ) from error
