"""Issuing a document: number, code, PDF, signatures and reasons, all on record in one transaction.

Everything that can fail comes before the append: blobs are durable first, then one append makes the number
used. A full disk, a character without a glyph or a crash on the way leaves no document and no used number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from app.actions.documents.disputed import refuse_disputed
from app.actions.documents.extras import extras_for
from app.actions.documents.filling import Draft, draft_document
from app.actions.documents.numbering import Number, next_number
from app.actions.documents.signatures import Put, Signature, keep_signatures
from app.actions.documents.withholding import Made, refuse_told, seal_whole, withheld
from app.actions.procedure import permit
from app.case import Case
from app.documents import Extras, Rendered, Value, render
from app.errors import NotAllowed
from app.events import DocumentIssued, FactRecorded
from app.kit import Kit
from app.log import digest
from app.procedure.moments import read_until, whole_days
from app.proof import Proof, make_proof, values_json
from app.signing import Finished

PARTY = "party."  # what is issued of a party is known of it from then on


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it is about to be issued: what signers are shown, and what they sign for."""

    draft: Draft
    number: str
    digest: str  # SHA-256 of the values with the number, as the document's code will state it
    rendered: Rendered


def prepare_document(
    kit: Kit,
    case_number: str,
    form_id: str,
    changes: Mapping[str, Value],
    language: str = "zh",
    *,
    replaces: str = "",
) -> Prepared:
    """Set a complete document with the number it would get now; issue it with `draft.values` and `digest`.

    Raises:
        NotAllowed: something required is missing, or two devices disagree on a field that it states.
        BadInput: the content cannot be set.
    """
    draft = draft_document(kit, case_number, form_id, changes, language, replaces=replaces)
    _refuse_incomplete(draft)
    case, now = kit.casebook.case(case_number), kit.now()
    refuse_disputed(kit, case, draft.form)
    number = next_number(kit, case, draft.form, now)
    extras = replace(extras_for(kit, case, draft.form, (), now), number=number.text)
    data = _stated(draft, case, extras)
    return Prepared(draft, number.text, digest(data), render(draft.form, draft.values, extras, kit.fonts))


def issue_document(
    kit: Kit,
    case_number: str,
    form_id: str,
    changes: Mapping[str, Value],
    signatures: Sequence[Signature] = (),
    *,
    language: str = "zh",
    replaces: str = "",
    reason: str = "",
    signed_for: str = "",
    overrides: Mapping[str, str] | None = None,
) -> tuple[Case, str]:
    """Issue a document: number, code, PDF and signatures on record. Returns the case and the number.

    `signed_for` is the digest that `prepare_document` gave for what the signers saw; `overrides` are the
    officers' reasons to go on in spite of a rule, by rule.

    Raises:
        NotAllowed: something required is missing or in conflict, a rule of conduct stands against it, a
            correction has no reason, or what was signed has changed.
        BadInput: the content cannot be set.
        StorageFault: the disk refuses; nothing was issued and no number used, or, where the sentence says so,
            all of it is recorded and only the lists are behind.
    """
    draft = draft_document(kit, case_number, form_id, changes, language, replaces=replaces)
    _refuse_incomplete(draft)
    case, now = kit.casebook.case(case_number), kit.now()
    refuse_disputed(kit, case, draft.form)
    _refuse_correction(case, replaces, reason)
    number = next_number(kit, case, draft.form, now)
    extras = replace(extras_for(kit, case, draft.form, (), now), number=number.text)
    _refuse_stale(signed_for, _stated(draft, case, extras))
    refuse_told(draft, signatures, (reason, *(overrides or {}).values()))
    allowed = permit(draft.obstacles, overrides or {}, about=number.text)
    make = partial(_made, kit, case, extras, now)
    said, given = withheld(draft, signatures)
    sealed = None
    if (said, given) != (draft, tuple(signatures)):
        sealed = seal_whole(kit, case_number, number.text, lambda put: make(draft, signatures, put))
    made = make(said, given, kit.blobs.put)
    pdf, values = kit.blobs.put(made.done.pdf, "pdf"), kit.blobs.put(made.data, "values")
    issued = _issued(said, number, made, pdf.sha256, values.sha256)
    issued = replace(issued, replaces=replaces, reason=reason.strip())
    events = (*_learned(case, said, changes), *allowed, issued, *((sealed[0],) if sealed else ()))
    blobs = (pdf, values, *made.kept.blobs, *((sealed[1],) if sealed else ()))
    case = kit.casebook.append(case_number, *events, blobs=blobs)
    kit.drafts.forget((case_number, form_id, language))
    return case, number.text


def _refuse_incomplete(draft: Draft) -> None:
    if draft.missing:
        zh = "、".join(field.label for field in draft.missing)
        en = ", ".join(field.label_en for field in draft.missing)
        raise NotAllowed(f"尚缺：{zh}；请补充后再出具。", f"Still missing: {en}; fill them in first.")


def _refuse_correction(case: Case, replaces: str, reason: str) -> None:
    if not replaces:
        return
    if not reason.strip():
        raise NotAllowed("更正文书须写明理由。", "Give a reason for the correction.")
    old = case.document(replaces)
    if old is None or not old.stands:
        raise NotAllowed(
            f"案卷中没有可更正的文书 {replaces}；请选择仍有效的文书。",
            "There is no standing document of that number to correct; choose one that stands.",
        )


def _refuse_stale(signed_for: str, data: bytes) -> None:
    if signed_for and signed_for != digest(data):
        raise NotAllowed(
            "签名之后文书内容或文号有变，签名不能沿用；请重新核对并签名。",
            "The document or its number changed after it was signed; check it and sign again.",
        )


def _issued(draft: Draft, number: Number, made: Made, pdf: str, values: str) -> DocumentIssued:
    """Return the event of a document whose PDF and values have these digests."""
    return DocumentIssued(
        number=number.text,
        form=draft.form.form,
        language=draft.form.language,
        title=draft.form.title,
        pdf=pdf,
        case_digest=values,
        series=number.series,
        year=number.year,
        serial=number.serial,
        values=values,
        signatures=made.kept.signed,
        signed_by=made.done.signed_by,
        until=read_until(str(draft.values.get(draft.form.until, ""))),
        about=str(draft.values.get(draft.form.about, "")).strip(),
        days=whole_days(str(draft.values.get(draft.form.days, ""))),
    )


def _learned(case: Case, draft: Draft, changes: Mapping[str, Value]) -> list[FactRecorded]:
    """Return facts of the party that officers typed, so that the next form knows them."""
    names = (name for name in changes if name.startswith(PARTY) and draft.form.field(name))
    return [
        FactRecorded("", name, value)
        for name in names
        if isinstance(value := draft.values[name], str)
        if value and value != draft.known.get(name) and value != case.fact(name)
    ]


def _stated(draft: Draft, case: Case, extras: Extras) -> bytes:
    """Return what the document's code vouches for: its values, number, form, and each photo it shows.

    A photo stands with the digest of the original and of the smaller picture that is printed.
    """
    photos = tuple(
        (printed.caption[0], photo.sha256, digest(printed.jpeg))
        for photo, printed in zip(case.photos, extras.photos, strict=False)
    )
    stated = {"number": extras.number, "form": draft.form.form, "language": draft.form.language}
    return values_json({**draft.values, **stated, **({"photos": photos} if photos else {})})


def _made(
    kit: Kit,
    case: Case,
    extras: Extras,
    now: datetime,
    draft: Draft,
    signatures: Sequence[Signature],
    put: Put,
) -> Made:
    """Set, archive and sign a document; what its signers gave is kept by `put`."""
    data = _stated(draft, case, extras)
    kept = keep_signatures(put, kit.decoder, signatures, digest(data), draft.form.language)
    return Made(data, kept, _finished(kit, case, draft, replace(extras, inks=kept.inks), data, now))


def _finished(kit: Kit, case: Case, draft: Draft, extras: Extras, data: bytes, now: datetime) -> Finished:
    """Set the document, archive it with its data, and sign it by the officers on duty who can."""
    proof = make_proof(_proof(kit, case, draft.values, extras, data), kit.proof_key, kit.sign_proof)
    pdf = render(draft.form, draft.values, replace(extras, code=proof), kit.fonts).pdf
    officers = kit.casebook.duty.officers
    return kit.signing.finish(pdf, data, proof, officers=officers, moment=now, language=draft.form.language)


def _proof(kit: Kit, case: Case, values: Mapping[str, Value], extras: Extras, data: bytes) -> Proof:
    officers = [kit.casebook.bureau.officer(o) for o in kit.casebook.duty.officers]
    certificates = tuple(o.certificate for o in officers if o)
    party = str(values.get("party.name") or case.exhibitor)
    return Proof(extras.number, extras.issued, party, extras.agency, certificates, case.number, digest(data))
