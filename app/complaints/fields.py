"""What a complaint says for forms that are not only about complaints, form by form.

No other form gets these: who complained never stands on a paper that is about something else.
"""

from collections.abc import Callable, Iterator

from app.case import Case, Complaint
from app.complaints.rules import Rules
from app.complaints.writing import lines_of, written_day, written_minute
from app.forms import Value

Stated = Iterator[tuple[str, Value]]
Fill = Callable[[Case, Complaint, str, Rules], Stated]
SETTLED = ("refused", "concluded")  # nothing of these is handed on


def form_values(form: str, case: Case, complaint: Complaint, language: str, rules: Rules) -> Stated:
    """Yield (field, value) for one form, in "zh" or "en"; nothing for a form without fields of its own."""
    fill = FILLS.get(form)
    if fill is not None:
        yield from fill(case, complaint, language, rules)


def _registration(case: Case, complaint: Complaint, language: str, rules: Rules) -> Stated:
    filed = complaint.filed
    yield "informant.name", filed.complainant
    yield "informant.phone", filed.phone
    yield "informant.address", filed.address
    yield "registered", written_minute(complaint.source, language)
    yield "facts", filed.reasons
    yield "request", filed.request
    yield "papers", rules.words(complaint.proofs, language)


def _commitment(case: Case, complaint: Complaint, language: str, rules: Rules) -> Stated:
    yield (
        "cause",
        "a complaint about intellectual property at the fair" if language == "en" else "展会知识产权投诉",
    )


def _transfer(case: Case, complaint: Complaint, language: str, rules: Rules) -> Stated:
    """The letter that goes along to the competent authority: what was complained of, never a finding."""
    if complaint.stage in SETTLED:
        return
    handed = next((h for h in reversed(case.handed_over) if h.complaint == complaint.id), None)
    kind = next((k for k in rules.kinds if k.key == complaint.filed.right), None)
    yield "organ", handed.to if handed else ""
    yield "reason", handed.reason if handed else ""
    yield "occasion", "handling a complaint at a fair" if language == "en" else "办理展会投诉"
    yield "case_name", kind.about(language) if kind else ""
    yield "facts", _facts(case, complaint, language, rules)
    copies = "copy" if language == "en" else "复印件"
    papers = [rules.word(key, language) for key in complaint.proofs]
    yield "papers", tuple((str(n), paper, copies, "", "") for n, paper in enumerate(papers, 1))


def _facts(case: Case, complaint: Complaint, language: str, rules: Rules) -> str:
    filed, english = complaint.filed, language == "en"
    right = " ".join(filter(None, (rules.word(filed.right, language), filed.number, filed.name)))
    goods = ("; " if english else "；").join(lines_of(filed.goods))
    day = written_day(complaint.source, language)
    if english:
        text = f"On {day} {filed.complainant} complained that {case.exhibitor} (stand {case.stand}) "
        text += f"showed: {goods}. Right relied on: {right}."
    else:
        text = f"{day}，{filed.complainant}投诉称，{case.exhibitor}（展位{case.stand}）展出的{goods}"
        text += f"涉嫌侵犯其{right}。"
    answers = "\n".join(answer.answer for answer in complaint.answers if answer.answer)
    if answers:
        text += f"\nAnswer of the exhibitor: {answers}" if english else f"\n参展商答辩称：{answers}"
    if complaint.concluded is not None:
        opinion = rules.word(complaint.concluded.opinion, language)
        text += (
            f"\nOpinion given at the fair: {opinion}." if english else f"\n展会期间的处理意见：{opinion}。"
        )
    return text


FILLS: dict[str, Fill] = {
    "complaint_registration": _registration,
    "fair_commitment": _commitment,
    "case_transfer": _transfer,
}
