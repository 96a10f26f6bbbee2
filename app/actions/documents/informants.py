"""Who reported: sealed with the report, shown for a purpose, asked for and handed on to who needs to know."""

from dataclasses import dataclass

from app.actions.documents.values import read_values
from app.bureau import Device
from app.case import Asked, Case, Document, Sealed
from app.errors import BadInput, InspectionError, NotAllowed, NotFound
from app.events import InformantAsked, InformantHanded, InformantShown
from app.informants import Paper, open_paper, secrets_of, tells, wrap_again
from app.kit import Kit

VIEW, PRINT = "view", "print"


@dataclass(frozen=True, slots=True)
class InformantView:
    """A document of a case whose informant is sealed, and what this device can do about it."""

    number: str
    title: str
    holders: tuple[str, ...]  # names of devices, the one that registered the report first
    opens: bool  # here
    may_ask: bool
    asked: tuple[tuple[str, Asked], ...]  # open requests, each with the device's name
    readers: tuple[Device, ...]  # that it can be handed to from here, those that asked first
    shown: int  # how often it was shown or printed


def informants_of(kit: Kit, case_number: str) -> tuple[InformantView, ...]:
    """Return the documents of a case that withhold who gave them. Raises NotFound: no such case."""
    case = kit.casebook.case(case_number)
    return tuple(_view(kit, case, d, d.sealed) for d in case.documents if d.sealed)


def show_informant(kit: Kit, case_number: str, number: str, purpose: str, act: str = VIEW) -> bytes:
    """Return the whole paper (PDF), byte for byte as it was signed, to be looked at or printed.

    Who, when and why is on record, durably, before the bytes leave this function.

    Raises:
        NotAllowed: nobody on duty, no purpose, one that names the informant, or not sealed for this device.
        NotFound: no such document, none that withholds anybody, or its sealed bytes are not here.
        BadInput, StorageFault: damaged; the disk refuses, and nothing is shown.
    """
    _on_duty(kit)
    if not purpose.strip():
        raise NotAllowed("请写明为何需要知道举报人身份。", "Say why you need to know who reported.")
    _, paper = _opened(kit, case_number, number)
    refuse_naming(kit, case_number, number, purpose)
    kit.casebook.append(case_number, InformantShown(number, purpose.strip(), act))
    return paper.pdf


def ask_informant(kit: Kit, case_number: str, number: str, purpose: str) -> Case:
    """Ask the devices that hold an identity for it; they see it with the next sync.

    Raises:
        NotAllowed: nobody on duty, no purpose, or neither a supervisor's device nor one given the case.
        NotFound: no such document.
    """
    _on_duty(kit)
    _sealed(kit, case_number, number)
    device = kit.casebook.device
    if device is None or not _may_know(kit, device, case_number):
        raise NotAllowed(
            "只有审核人员的设备和分派到本案的设备可以申请；请由局机关先分派本案。",
            "Only a supervisor's device or one that the case was given to may ask; let the bureau assign it.",
        )
    if not purpose.strip():
        raise NotAllowed("请写明为何需要知道举报人身份。", "Say why you need to know who reported.")
    return kit.casebook.append(case_number, InformantAsked(number, device.key, purpose.strip()))


def hand_informant(kit: Kit, case_number: str, number: str, device: str, reason: str) -> Case:
    """Seal an identity to one more device (signing key, hex); nothing is shown by that.

    Raises:
        NotAllowed: nobody on duty, no reason, not sealed for this device, or the other need not know.
        NotFound: no such document or device. BadInput, StorageFault: see `show_informant`.
    """
    _on_duty(kit)
    if not reason.strip():
        raise NotAllowed("请写明为何转交。", "Say why it is handed on.")
    reader = kit.casebook.bureau.device(device)
    if reader is None:
        raise NotFound("本局没有登记这台设备；请先同步。", "The bureau has no such device; sync first.")
    if not _may_know(kit, reader, case_number):
        raise NotAllowed(
            f"{reader.name} 不是审核人员的设备，本案也没有分派给它，或者它已停用；不能转交举报人身份。",
            "That device is no supervisor's, was not given the case, or is revoked; the identity stays here.",
        )
    key, _ = _opened(kit, case_number, number)
    refuse_naming(kit, case_number, number, reason)
    sealed = _sealed(kit, case_number, number)
    wrap = wrap_again(key, case_number, number, sealed, reader.key, reader.seal_key)
    return kit.casebook.append(case_number, InformantHanded(number, wrap.device, wrap.sealed, reason.strip()))


def refuse_naming(kit: Kit, case_number: str, number: str, *texts: str) -> None:
    """Refuse words for the log that tell who a document withholds, as far as this device can know.

    Raises:
        NotAllowed: they do.
    """
    document = kit.casebook.case(case_number).document(number)
    if document is None or document.sealed is None:
        return
    try:
        _, paper = _opened(kit, case_number, number)
        form = kit.forms[document.form, document.language]
        values = read_values(paper.values)
    except (InspectionError, KeyError):
        return
    names = (s.name for s in paper.signatures if s.role in form.confidential_signers)
    if any(tells(text, secrets_of(form, values, names)) for text in texts):
        raise NotAllowed(
            "所写内容中有举报人的身份信息，会随案卷发给其他设备；请改写为“举报人”。",
            "What you wrote tells who reported, and goes to other devices; write “the informant” instead.",
        )


def is_whole(kit: Kit, case_number: str, number: str, pdf: bytes) -> bool | None:
    """Tell whether a file is the whole paper; None where that is not sealed for this device, or damaged.

    Who asks holds the file already: nothing is shown by the answer.
    """
    try:
        return _opened(kit, case_number, number)[1].pdf == pdf
    except (NotAllowed, NotFound, BadInput):
        return None


def _view(kit: Kit, case: Case, document: Document, sealed: Sealed) -> InformantView:
    bureau, own = kit.casebook.bureau, kit.casebook.device
    names = {device.key: device.name for device in bureau.devices}
    opens = kit.proof_key.hex() in sealed.devices
    waiting = [asked for asked in sealed.asked if asked.device not in sealed.devices]
    asking = [asked.device for asked in waiting]
    readers = [
        d for d in bureau.devices if d.key not in sealed.devices and _may_know(kit, d, case.number) and opens
    ]
    return InformantView(
        document.number,
        f"{document.title}　{document.bound or document.number}",
        tuple(names.get(device, device[:8]) for device in sealed.devices),
        opens,
        not opens and own is not None and own.key not in asking and _may_know(kit, own, case.number),
        tuple((names.get(asked.device, asked.device[:8]), asked) for asked in waiting),
        tuple(sorted(readers, key=lambda d: (d.key not in asking, d.number))),
        len(sealed.shown),
    )


def _may_know(kit: Kit, device: Device, case: str) -> bool:
    """Tell whether a device may be told: a supervisor's, or one that the bureau gave the case to."""
    given = (device.number, case) in kit.casebook.bureau.assigned
    return not device.revoked and (device.supervises or given)


def _opened(kit: Kit, case: str, number: str) -> tuple[bytes, Paper]:
    sealed = _sealed(kit, case, number)
    device = kit.proof_key.hex()
    data = kit.blobs.get(sealed.paper) if device in sealed.devices else b""
    return open_paper(data, case, number, sealed, device, kit.unwrap)


def _sealed(kit: Kit, case: str, number: str) -> Sealed:
    document = kit.casebook.case(case).document(number)
    if document is None or document.sealed is None:
        raise NotFound(
            f"文书 {number} 没有密存的举报人身份；请核对文号。",
            f"No identity is sealed with the document {number}; check its number.",
        )
    return document.sealed


def _on_duty(kit: Kit) -> None:
    if not kit.casebook.duty.officers:
        raise NotAllowed("请先登录。", "Sign in first.")
