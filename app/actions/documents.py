"""Documents: filled from the case, previewed, issued with a number, served, voided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app import photos
from app.actions.duty import require_inspectors
from app.case import Case, Document, Photo
from app.documents import Extras, Ink, Rendered, Value, missing, render
from app.documents import Photo as PrintedPhoto
from app.errors import NotAllowed, NotFound
from app.events import DocumentIssued, DocumentServed, DocumentVoided, InkSigned, NumbersLeased
from app.findings import Severity
from app.forms import Field, Form
from app.kit import Kit
from app.law import CHINA
from app.log import BlobRef, digest
from app.proof import Proof, make_proof, values_json

MOST_PHOTOS = 60
PURPOSE_WORDS = {"wide": "展位全景", "product": "展品", "mark": "标识", "number": "号码", "other": "其他"}


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature given on the screen, or its refusal."""

    role: str
    name: str
    png: bytes = b""
    strokes: bytes = b""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is issued."""

    form: Form
    values: Mapping[str, Value]
    missing: tuple[Field, ...]


def list_forms(kit: Kit) -> tuple[Form, ...]:
    """Return the forms in Chinese, in the order of their official numbers."""
    forms = (form for (_, language), form in kit.forms.items() if language == "zh")
    return tuple(sorted(forms, key=lambda form: int(form.official)))


def draft_document(
    kit: Kit, case_number: str, form_id: str, changes: Mapping[str, Value], language: str = "zh"
) -> Draft:
    """Fill a form from the case; `changes` are what the officer typed, and win.

    Raises:
        NotFound: no such form or case.
        NotAllowed: nobody fit is on duty.
    """
    officers = require_inspectors(kit)
    form = _form(kit, form_id, language)
    case = kit.casebook.case(case_number)
    values: dict[str, Value] = {field.name: field.preset for field in form.fields}
    values |= {f.field: f.value for f in case.facts if not f.about and f.field in values and f.value}
    values |= {name: value for name, value in _known(kit, case).items() if name in values and value}
    for number, officer in enumerate(officers, 1):
        values |= {f"officer_{number}": officer.name, f"certificate_{number}": officer.certificate}
    values = {name: value for name, value in (values | dict(changes)).items() if form.field(name)}
    return Draft(form, values, missing(form, values))


def preview_document(
    kit: Kit, case_number: str, form_id: str, changes: Mapping[str, Value], language: str = "zh"
) -> Rendered:
    """Render a document as it would be issued now, without number and code.

    Raises:
        BadInput: a character that no font has, and other faults of the content.
    """
    draft = draft_document(kit, case_number, form_id, changes, language)
    case = kit.casebook.case(case_number)
    return render(draft.form, draft.values, _extras(kit, case, draft.form, (), kit.now()), kit.fonts)


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
) -> tuple[Case, str]:
    """Issue a document: number, code, PDF and signatures on record. Returns the case and the number.

    Raises:
        NotAllowed: something required is missing, no leased number is left, or a correction has no reason.
        BadInput: the content cannot be set.
    """
    draft = draft_document(kit, case_number, form_id, changes, language)
    _refuse_incomplete(draft, replaces, reason)
    case = kit.casebook.case(case_number)
    now = kit.now()
    lease, serial = _next_number(kit, draft.form, now.year)
    number = _number(kit, case, draft.form, lease, serial)
    data = values_json({**draft.values, "number": number})
    inks, signed, blobs = _keep_inks(kit, signatures)
    series, year = (lease.series, now.year) if lease else ("", 0)
    pdf = kit.blobs.put(_rendered(kit, case, draft, inks, number, data, now), "pdf")
    kept = kit.blobs.put(data, "values")
    issued = DocumentIssued(
        number=number,
        form=form_id,
        language=language,
        title=draft.form.title,
        pdf=pdf.sha256,
        case_digest=digest(data),
        series=series,
        year=year,
        serial=serial,
        values=kept.sha256,
        replaces=replaces,
        reason=reason,
        signatures=signed,
    )
    return kit.casebook.append(case_number, issued, blobs=(pdf, kept, *blobs)), number


def serve_document(
    kit: Kit,
    case_number: str,
    number: str,
    *,
    manner: str,
    recipient: str,
    photo: bytes = b"",
    note: str = "",
) -> Case:
    """Record how a document was served, with a photo of the paper signed by hand if there is one.

    Raises:
        NotAllowed, NotFound, BadInput: nobody on duty; no such document; no usable photo.
    """
    require_inspectors(kit)
    _document(kit.casebook.case(case_number), number)
    blobs: tuple[BlobRef, ...] = ()
    if photo:
        photos.read_facts(photo)
        blobs = (kit.blobs.put(photo, "photo"),)
    digest_ = blobs[0].sha256 if blobs else ""
    served = DocumentServed(number, manner, recipient, digest_, note)
    return kit.casebook.append(case_number, served, blobs=blobs)


def void_document(kit: Kit, case_number: str, number: str, reason: str) -> Case:
    """Void a document; it stays on file with its number. Raises NotAllowed, NotFound."""
    require_inspectors(kit)
    _document(kit.casebook.case(case_number), number)
    if not reason.strip():
        raise NotAllowed("作废文书须写明理由。", "Give a reason for voiding the document.")
    return kit.casebook.append(case_number, DocumentVoided(number, reason.strip()))


def document_pdf(kit: Kit, case_number: str, number: str) -> bytes:
    """Return the very bytes that were issued. Raises NotFound, StorageFault."""
    return kit.blobs.get(_document(kit.casebook.case(case_number), number).pdf)


def describe_findings(kit: Kit, case: Case, language: str = "zh") -> str:
    """Return the case's exhibits and findings as sentences for a record, ending with the closing words."""
    wording = kit.wording[language]
    lines = []
    for exhibit in case.exhibits:
        texts = "；".join(" ".join(label.text.split()) for label in exhibit.labels)
        lines.append(f"展品“{exhibit.name}”，标签内容：{texts or '未见标注'}。")
        for finding in exhibit.findings:
            if finding.severity is Severity.OK_NO_ISSUE_SEEN:
                continue
            reasons = "；".join(wording.reasons(finding))
            lines.append(f"经比对登记摘录（{finding.extract_as_of}），{wording.title(finding)}：{reasons}。")
    if case.photos:
        lines.append(f"检查人员对上述情况拍摄照片 {len(case.photos)} 张，照片摘要附后。")
    return "\n".join([*lines, wording.closing]) if lines else ""


def _refuse_incomplete(draft: Draft, replaces: str, reason: str) -> None:
    if draft.missing:
        names = "、".join(field.label for field in draft.missing)
        raise NotAllowed(f"尚缺：{names}；请补充后再出具。", f"Still missing: {names}; fill them in first.")
    if replaces and not reason.strip():
        raise NotAllowed("更正文书须写明理由。", "Give a reason for the correction.")


def _rendered(
    kit: Kit, case: Case, draft: Draft, inks: tuple[Ink, ...], number: str, data: bytes, now: datetime
) -> bytes:
    extras = _extras(kit, case, draft.form, inks, now)
    proof = make_proof(_proof(kit, case, draft.values, number, extras, data), kit.proof_key, kit.sign_proof)
    return render(draft.form, draft.values, replace(extras, number=number, code=proof), kit.fonts).pdf


def _known(kit: Kit, case: Case) -> dict[str, Value]:
    fair = kit.fair()
    began = case.visits[-1].began.at_ms if case.visits else 0
    rows = tuple((str(n), x.name, "", "件", "1", "") for n, x in enumerate(case.exhibits, 1))
    return {
        "began": _moment(datetime.fromtimestamp(began / 1000, CHINA)) if began else "",
        "ended": _moment(kit.now()),
        "place": f"{fair.venue}{case.hall}馆{case.stand}展位",
        "scene": describe_findings(kit, case),
        "items": rows,
    }


def _extras(kit: Kit, case: Case, form: Form, inks: tuple[Ink, ...], now: datetime) -> Extras:
    fair = kit.fair()
    wanted = case.photos[:MOST_PHOTOS] if any(b.kind == "photos" for b in form.blocks) else ()
    printed = tuple(_printed(kit, n, photo) for n, photo in enumerate(wanted, 1))
    return Extras(fair.agency, "", _date(now), printed, inks, False, "", fair.practice)


def _printed(kit: Kit, number: int, photo: Photo) -> PrintedPhoto:
    taken = datetime.fromtimestamp(photo.source.at_ms / 1000, CHINA)
    purpose = PURPOSE_WORDS.get(photo.purpose, photo.purpose)
    caption = (f"照片{number} {purpose} {taken:%Y-%m-%d %H:%M}", f"SHA-256 {photo.sha256[:24]}")
    return PrintedPhoto(photos.for_print(kit.blobs.get(photo.sha256)), caption)


def _keep_inks(
    kit: Kit, signatures: Sequence[Signature]
) -> tuple[tuple[Ink, ...], tuple[InkSigned, ...], tuple[BlobRef, ...]]:
    blobs: list[BlobRef] = []
    signed = []
    for s in signatures:
        refs = [
            kit.blobs.put(data, role) if data else None
            for data, role in ((s.png, "ink"), (s.strokes, "strokes"))
        ]
        blobs += [ref for ref in refs if ref]
        digests = [ref.sha256 if ref else "" for ref in refs]
        signed.append(InkSigned(s.role, s.name, digests[0], digests[1], s.refused))
    inks = tuple(Ink(s.role, s.name, s.png, s.refused) for s in signatures)
    return inks, tuple(signed), tuple(blobs)


def _next_number(kit: Kit, form: Form, year: int) -> tuple[NumbersLeased | None, int]:
    """Return this device's lease and the next free number in it; (None, 0) for forms without numbers."""
    if not form.series:
        return None, 0
    device = kit.casebook.device
    used = kit.casebook.issued(form.series, year)
    for lease in kit.casebook.bureau.leases:
        if device and (lease.device, lease.series, lease.year) == (device.number, form.series, year):
            free = next((n for n in range(lease.first, lease.last + 1) if n not in used), None)
            if free is not None:
                return lease, free
    raise NotAllowed(
        f"本机没有可用的“{form.series}”文号；请与局机关同步领取号段。",
        f"No number of the series {form.series} is left on this device; sync with the bureau for a block.",
    )


def _number(kit: Kit, case: Case, form: Form, lease: NumbersLeased | None, serial: int) -> str:
    if lease:
        return f"{lease.prefix}〔{lease.year}〕{serial}号"
    count = 1 + sum(d.form == form.form for d in case.documents)
    return f"{case.number}-{form.official}-{count}"


def _proof(
    kit: Kit, case: Case, values: Mapping[str, Value], number: str, extras: Extras, data: bytes
) -> Proof:
    officers = [kit.casebook.bureau.officer(o) for o in kit.casebook.duty.officers]
    certificates = tuple(o.certificate for o in officers if o)
    party = str(values.get("party.name") or case.exhibitor)
    return Proof(number, extras.issued, party, extras.agency, certificates, case.number, digest(data))


def _form(kit: Kit, form_id: str, language: str) -> Form:
    form = kit.forms.get((form_id, language))
    if form is None:
        raise NotFound(f"没有文书格式 {form_id}（{language}）。", f"There is no form {form_id} ({language}).")
    return form


def _document(case: Case, number: str) -> Document:
    document = case.document(number)
    if document is None:
        raise NotFound(f"案卷中没有文书 {number}。", f"There is no document {number} in the case.")
    return document


def _date(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _moment(moment: datetime) -> str:
    return f"{_date(moment)}{moment.hour}时{moment.minute:02d}分"
