"""Taking down a complaint at the desk: the right looked up, what is lacking told at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions.complaints.papers import Handed, put_papers, refuse_papers
from app.actions.complaints.texts import long_text, short_text
from app.actions.duty import require_inspectors
from app.actions.stands import case_on
from app.case import Case
from app.complaints import compare_right, lacking
from app.errors import NotAllowed
from app.events import CaseEvent, ComplaintDecided, ComplaintFiled
from app.findings import Finding
from app.kit import Kit
from app.rights import Right

MOST_RIGHTS = 50  # of one number that are compared


@dataclass(frozen=True, slots=True)
class Intake:
    """What the complainant says at the desk."""

    stand: str  # code
    right: str  # kind
    complainant: str
    number: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    agent: str = ""
    standing: str = "holder"  # or "interested"
    goods: str = ""
    reasons: str = ""
    request: str = ""
    papers: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """What the register holds under a number, and how that stands to the complaint."""

    rights: tuple[Right, ...]
    finding: Finding


def look_up_right(kit: Kit, kind: str, number: str, complainant: str) -> RightAnswer:
    """Return the rights of a number in any spelling, compared with what the complainant states.

    Raises:
        BadInput: no such kind of right, or a text that is too long.
        StorageFault: the register is damaged.
    """
    number, complainant = (
        short_text(number, "权利号码", "number"),
        short_text(complainant, "投诉人", "complainant"),
    )
    rights = kit.register.find(number)[:MOST_RIGHTS] if number else ()
    bases = kit.complaints.kind(kind).bases
    finding = compare_right(
        kind, number, complainant, rights, kit.register.extract, kit.law, kit.today(), bases
    )
    return RightAnswer(rights, finding)


def file_complaint(kit: Kit, intake: Intake, handed: Sequence[Handed] = ()) -> tuple[Case, str]:
    """Put a complaint on the file of its stand; returns the case and the complaint's id.

    Where papers are lacking the complainant is asked for them in the same breath: what counts as handed in is
    what `intake.papers` says. Photos and PDFs that are handed in go in with it, all or nothing. A file is
    opened without a visit: the desk is not the stand.

    Raises:
        NotAllowed: nobody fit is on duty, or complainant, stand, right or reasons are not stated.
        NotFound: no such stand at this fair, or an unknown kind of paper.
        BadInput: a text that is too long, an unknown kind of right, or a file that cannot be read.
        StorageFault: the disk refuses; nothing is on record then.
    """
    require_inspectors(kit)
    intake = _cleaned(intake)
    _refuse_empty(kit, intake)
    refuse_papers(kit, handed)
    case = case_on(kit, intake.stand)
    answer = look_up_right(kit, intake.right, intake.number, intake.complainant)
    complaint = _next_id(kit, case)
    filed = ComplaintFiled(
        complaint=complaint,
        right=intake.right,
        number=intake.number,
        name=intake.name or next((right.name for right in answer.rights), ""),
        complainant=intake.complainant,
        phone=intake.phone,
        address=intake.address,
        agent=intake.agent,
        goods=intake.goods,
        reasons=intake.reasons,
        proofs=_of_kind(intake.papers, [p.key for p in kit.complaints.papers if intake.right in p.kinds]),
        standing=intake.standing,
        request=intake.request,
        stated=_of_kind(intake.stated, [g.key for g in kit.complaints.grounds_of(intake.right)]),
        extract=answer.finding.extract,
        findings=(answer.finding,),
    )
    kept, blobs = put_papers(kit, complaint, handed)
    events: list[CaseEvent] = [filed, *kept]
    if papers := lacking(filed, filed.proofs, kit.complaints):
        events.append(ComplaintDecided(complaint, "to_supplement", lacking=papers))
    return kit.casebook.append(case.number, *events, blobs=blobs), complaint


def _next_id(kit: Kit, case: Case) -> str:
    device = kit.casebook.device
    prefix = f"{device.number if device else 0}."
    counts = [c.id.removeprefix(prefix) for c in case.complaints if c.id.startswith(prefix)]
    return f"{prefix}{1 + max((int(count) for count in counts if count.isdecimal()), default=0)}"


def _of_kind(given: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that belong to the kind of right, in the order of the rules."""
    return tuple(key for key in known if key in given)


def _cleaned(intake: Intake) -> Intake:
    return Intake(
        stand=intake.stand.strip(),
        right=intake.right,
        complainant=short_text(intake.complainant, "投诉人", "complainant"),
        number=short_text(intake.number, "权利号码", "number"),
        name=short_text(intake.name, "权利名称", "name of the right"),
        phone=short_text(intake.phone, "联系电话", "phone"),
        address=short_text(intake.address, "地址", "address"),
        agent=short_text(intake.agent, "代理人", "agent"),
        standing="interested" if intake.standing == "interested" else "holder",
        goods=long_text(intake.goods, "被投诉展品", "exhibits complained of"),
        reasons=long_text(intake.reasons, "理由", "reasons"),
        request=long_text(intake.request, "请求", "request"),
        papers=intake.papers,
        stated=intake.stated,
    )


def _refuse_empty(kit: Kit, intake: Intake) -> None:
    kind = kit.complaints.kind(intake.right)
    needed = [
        (intake.complainant, "投诉人", "complainant"),
        (intake.stand, "被投诉展位", "stand"),
        (
            intake.number or intake.name or intake.right == "copyright",
            f"{kind.zh}的号码",
            "number of the right",
        ),
        (intake.goods, "被投诉展品", "exhibits complained of"),
        (intake.reasons, "理由", "reasons"),
    ]
    if missing := [(zh, en) for value, zh, en in needed if not value]:
        zh, en = "、".join(m[0] for m in missing), ", ".join(m[1] for m in missing)
        raise NotAllowed(f"请填写：{zh}。", f"Please fill in: {en}.")
