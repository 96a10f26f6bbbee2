"""Lawful erasure of what entries say of people: by a supervisor, on a basis that the law files name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.actions.evidence import cited
from app.bureau import SUPERVISOR, refuse_unfit
from app.case import Case, Moment
from app.errors import BadInput, NotAllowed, NotFound
from app.events import PayloadErased
from app.kit import Kit

BASES = ("erasure.period", "erasure.purpose", "erasure.request", "erasure.consent", "erasure.unlawful")
WORDS = ("依法删除", "erase")  # with the case number behind: what an officer types to confirm


@dataclass(frozen=True, slots=True)
class ErasureView:
    """What of a case can be erased, what was, and on which provisions."""

    allowed: bool  # by who is on duty, at this device
    lines: tuple[Moment, ...]  # the latest first
    files: Mapping[str, tuple[str, ...]]  # entry -> SHA-256 of the files that go with it
    bases: tuple[str, ...]
    orders: tuple[Moment, ...]  # given before


def erasure_view(kit: Kit, number: str, language: str) -> ErasureView:
    """Return what a supervisor decides by. Raises NotFound: no such case."""
    timeline = kit.casebook.case(number).timeline
    files = kit.custody.erasable(number)
    return ErasureView(
        kit.casebook.duty.role == SUPERVISOR and _orders_count(kit),
        tuple(m for m in reversed(timeline) if m.source.entry in files),
        files,
        cited(kit, BASES, language),
        tuple(m for m in reversed(timeline) if m.kind == PayloadErased.__name__),
    )


def erase(kit: Kit, number: str, entries: Sequence[str], basis: str, note: str, word: str) -> Case:
    """Order that what entries say, and the files they name, are erased; carried out here at once.

    `basis` is one of `cited`, `note` says who asked or decided, `word` is what the officer typed.

    Raises:
        NotAllowed: no supervisor on duty, or a device whose orders do not count.
        BadInput: nothing chosen, no basis of the law files, no note, another word. NotFound: no such entry.
    """
    duty = kit.casebook.duty
    if duty.role != SUPERVISOR or not _orders_count(kit):
        raise NotAllowed(
            "只有审核人员可以依法删除，并且须在局机关或者审核人员的设备上操作。",
            "Only a supervisor erases, at the bureau's own or a supervisor's device.",
        )
    refuse_unfit(kit.casebook.bureau, duty.officers, SUPERVISOR, kit.today())
    if basis not in (*cited(kit, BASES, "zh"), *cited(kit, BASES, "en")):
        raise BadInput("请选择法律依据。", "Choose the legal basis.")
    if not entries or not note.strip():
        raise BadInput(
            "请勾选要删除的记录，并写明由谁提出、由谁决定。",
            "Tick what is to be erased, and say who asked for it and who decided.",
        )
    if word.split() not in [[begin, number] for begin in WORDS]:
        raise BadInput(
            f"确认词不符；请输入“{WORDS[0]} {number}”。", f"Type “{WORDS[1]} {number}” to confirm."
        )
    files = kit.custody.erasable(number)
    if missing := set(entries) - files.keys():
        raise NotFound(
            f"案卷中没有可删除的记录 {min(missing)[:16]}；请重新打开该案卷。",
            f"The case has no entry {min(missing)[:16]} to be erased; open it again.",
        )
    for entry in entries:
        kit.custody.order(PayloadErased(entry, f"{basis}；{note.strip()}", files[entry]))
    return kit.casebook.case(number)


def _orders_count(kit: Kit) -> bool:
    device = kit.casebook.device
    return kit.casebook.leads or bool(device and device.supervises and not device.revoked)
