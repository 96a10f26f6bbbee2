"""Who works at this device. Officers sign in for a shift; who has a certificate here says so by signature."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.bureau import INSPECTOR, Duty, Officer, refuse_unfit
from app.errors import NotAllowed
from app.events import DutyEnded, DutyStarted
from app.kit import Kit
from app.lease import refuse_shut


def officers_for(kit: Kit, role: str) -> tuple[tuple[Officer, str], ...]:
    """Return the bureau's officers of a role, each with why they may not work today ("" if they may).

    The reason is the Chinese sentence part; `Officer.problem` gives both languages.
    """
    found = []
    for officer in kit.casebook.bureau.officers:
        if officer.role == role:
            problem = officer.problem(role, kit.today())
            found.append((officer, problem[0] if problem else ""))
    return tuple(found)


def start_duty(
    kit: Kit, officers: Sequence[str], role: str, pins: Mapping[str, str] = MappingProxyType({})
) -> Duty:
    """Put officers on duty at this device for a shift (`app.delegation.SHIFT`); later entries name them.

    `pins` has what those officers typed whose key on this device lies under a PIN.

    Raises:
        NotAllowed: not two certified officers for an inspection, a certificate out of date, a PIN that is
            not the officer's, or a device that the bureau revoked or has not been heard of for too long.
    """
    refuse_unfit(kit.casebook.bureau, officers, role, kit.today())
    refuse_shut(kit.casebook.device, kit.casebook.lease())
    kit.signing.lock()
    for officer in kit.signing.pinned(officers):
        kit.signing.unlock(officer, pins.get(officer, ""))
    delegations = kit.signing.delegate(officers, role, kit.now())
    kit.casebook.append("", DutyStarted(tuple(officers), role, delegations))
    return kit.casebook.duty


def end_duty(kit: Kit) -> Duty:
    """Take everybody off duty; keys under a PIN serve no more."""
    kit.signing.lock()
    if kit.casebook.duty.officers:
        kit.casebook.append("", DutyEnded())
    return kit.casebook.duty


def set_pin(kit: Kit, officer: str, old: str, new: str) -> None:
    """Put an officer's key on this device under a PIN, another one, or none ("").

    Raises:
        NotAllowed, NotFound, BadInput, StorageFault: see `app.signing.Pins.set_pin`.
    """
    kit.signing.set_pin(officer, old, new)


def forget_pin(kit: Kit, officer: str) -> None:
    """Give up an officer's key on this device, whose PIN is forgotten; a new certificate must be asked for.

    Documents signed before stay good.

    Raises:
        NotAllowed: the key lies under no PIN, so that nothing is to be forgotten.
        StorageFault: the disk refuses.
    """
    if officer not in kit.signing.pinned([officer]):
        raise NotAllowed("该人员没有设置 PIN。", "This officer has set no PIN.")
    kit.signing.renew(officer)


def require_inspectors(kit: Kit) -> tuple[Officer, Officer]:
    """Return the two officers on duty, fit to act today.

    Raises:
        NotAllowed: nobody, not two, not inspectors, or a certificate out of date.
    """
    duty = kit.casebook.duty
    if duty.role != INSPECTOR:
        raise NotAllowed(
            "当前没有执法人员上岗；请先由两名执法人员登录。",
            "No inspectors are on duty; two certified officers must sign in first.",
        )
    refuse_unfit(kit.casebook.bureau, duty.officers, INSPECTOR, kit.today())
    refuse_shut(kit.casebook.device, kit.casebook.lease())
    found = [kit.casebook.bureau.officer(officer) for officer in duty.officers[:2]]
    first, second = (officer for officer in found if officer is not None)
    return first, second
