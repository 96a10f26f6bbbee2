"""What of a document stays out of the case: who gave it, as its form says; the whole paper is sealed.

Both papers bear one number. The one in the case says 【保密】 where the other names somebody; its code and
its digests are of what it says itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.actions.documents.filling import Draft
from app.actions.documents.signatures import Kept, Put, Signature
from app.errors import NotAllowed
from app.events import InformantSealed
from app.informants import WITHHELD, new_paper, seal_paper, secrets_of, tells, without_secrets
from app.kit import Kit
from app.log import BlobRef, digest
from app.signing import Finished


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was set: the data that its code vouches for, what signers gave, the file."""

    data: bytes
    kept: Kept
    done: Finished


def withheld(draft: Draft, signatures: Sequence[Signature]) -> tuple[Draft, tuple[Signature, ...]]:
    """Return what of a document goes into the case; the same where its form holds nothing confidential.

    Of a confidential signer nothing is said but that there is a signature; why there is none is sealed.
    """
    form, word = draft.form, WITHHELD[draft.form.language]
    return replace(draft, values=without_secrets(form, draft.values)), tuple(
        Signature(s.role, word, page=s.page, words=word) if s.role in form.confidential_signers else s
        for s in signatures
        if s.is_given or s.role not in form.confidential_signers
    )


def refuse_told(draft: Draft, signatures: Sequence[Signature], reasons: Iterable[str]) -> None:
    """Refuse a document whose open part says what it must withhold; what the case says already may stand.

    Raises:
        NotAllowed: names the field.
    """
    form = draft.form
    names = {s.name for s in signatures if s.role in form.confidential_signers}
    secrets = secrets_of(form, draft.values, names - set(draft.known.values()))
    for field in form.fields:
        value = draft.values.get(field.name, "")
        if not field.confidential and value != draft.known.get(field.name) and tells(value, secrets):
            raise NotAllowed(
                f"“{field.label}”中写有举报人的姓名、电话等身份信息，会随案卷发给其他设备；请删去后再出具。",
                f"“{field.label_en}” tells who reported, and goes to other devices; take it out first.",
            )
    if any(tells(reason, secrets) for reason in reasons):
        raise NotAllowed(
            "所写的理由中有举报人的身份信息，会随案卷发给其他设备；请删去后再出具。",
            "The reason that you gave tells who reported, and goes to other devices; take it out first.",
        )


def seal_whole(
    kit: Kit, case: str, number: str, make: Callable[[Put], Made]
) -> tuple[InformantSealed, BlobRef]:
    """Make the whole paper and keep it sealed for this device; what its signers gave is sealed with it.

    Raises:
        NotAllowed: this device is not enrolled. StorageFault: the disk refuses.
    """
    device = kit.casebook.device
    if device is None:
        raise NotAllowed(
            "本机尚未由局机关登记，不能密存举报人身份；请先登记本机。",
            "The bureau has not enrolled this device, so it cannot seal an identity; enrol it first.",
        )
    files: dict[str, bytes] = {}

    def put(data: bytes, role: str) -> BlobRef:
        name = digest(data)
        files[name] = data
        return BlobRef(name, "", len(data), role)

    made = make(put)
    paper = new_paper(made.done.pdf, made.data, made.kept.signed, files)
    data, check, wraps = seal_paper(paper, case, number, {device.key: device.seal_key})
    kept = kit.blobs.put(data, "sealed")
    return InformantSealed(number, kept.sha256, check, wraps), kept
