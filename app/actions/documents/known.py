"""What a case knows of a form's fields: facts, stand, officers, times, goods, the law of the day.

Nothing here is a conclusion: findings are worded as indications, and what the law demands to be stated is
cited as it stands on the day of the act.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from app.actions.documents.moments import write_date, write_moment
from app.actions.documents.values import read_values
from app.bureau import Officer
from app.case import Case, Exhibit, Photo
from app.complaints import complaint_at_hand, complaint_values
from app.errors import BadInput, NotFound, StorageFault
from app.findings import Severity
from app.forms import Field, Form, Value
from app.informants import is_confidential
from app.kit import Kit
from app.numbers.amounts import read_amount, write_amount
from app.procedure.moments import clock

REMEMBERED = ("contact", "contact_phone", "contact_address")
CASES_SEEN = 12  # latest cases whose documents are looked at for what the bureau itself always writes
MOST_SUGGESTIONS = 8
PURPOSES = {"wide": "展位全景", "product": "展品", "mark": "标识", "number": "号码", "other": "其他"}
HERE = (
    "place",
    "act_place",
    "served_in",
    "measure_place",
    "keep_place",
)  # at the stand
NOW = ("registered", "decided", "sealed_at", "served_at")  # as the document is filled in
TODAY = ("today", "from", "released_from", "moved")
MEASURES = ("preservation_notice", "coercive_decision")  # what a list or a strip belongs to
FIRST_COUNT = "1"
MINUTE = timedelta(minutes=1)


def known_values(
    kit: Kit, case: Case, form: Form, officers: tuple[Officer, Officer], about: str = ""
) -> dict[str, Value]:
    """Return what is known of a form's fields; those of which nothing is known are left out."""
    found: dict[str, Value] = {f.field: f.value for f in case.facts if not f.about}
    found |= _of_stand(kit, case)
    found |= _of_party(case, found)
    found |= {"scene": describe_findings(kit, case, form.language)}
    for number, officer in enumerate(officers, 1):
        found |= {f"officer_{number}": officer.name, f"certificate_{number}": officer.certificate}
    found["recorder"] = officers[1].name
    found |= _of_documents(case)
    found["taken"] = write_moment(clock(case.photos[-1].source.at_ms)) if case.photos else ""
    complaint = about or complaint_at_hand(case)
    found |= _time_to_answer(kit, case)
    found |= complaint_values(case, complaint, form.language, kit.complaints, form.form)
    for field in form.fields:
        if field.kind == "list" and (rows := list_rows(kit, case, form, field)):
            found[field.name] = rows
    return {f.name: found[f.name] for f in form.fields if found.get(f.name)}


def suggestions(kit: Kit, case: Case, form: Form) -> dict[str, tuple[str, ...]]:
    """Return phrases to pick from, by field: the form's own, the findings' provisions, earlier documents'."""
    found: dict[str, list[str]] = {
        f.name: list(f.snippets) for f in form.fields if f.kind in ("text", "long_text")
    }
    earlier = list(_earlier_values(kit, case.number))
    for name in ("provision", "broken", "basis"):
        if name in found:
            found[name][:0] = _provisions_of_findings(kit, case, form.language)
    addresses = [case.fact("party.address"), case.address, kit.fair().venue]
    for name, phrases in found.items():
        phrases += [v for values in earlier if isinstance(v := values.get(name), str)]
        if name.endswith("address"):
            phrases += addresses
            phrases += [str(v) for values in earlier for k, v in values.items() if k.endswith("address")]
    return {name: _few(phrases) for name, phrases in found.items() if any(phrases)}


def remembered(kit: Kit, form: Form) -> dict[str, Value]:
    """Return what this bureau wrote of itself in its latest documents: contacts, remedies."""
    wanted = [f.name for f in form.fields if f.name in REMEMBERED]
    if not wanted:
        return {}
    found: dict[str, Value] = {}
    for line in kit.casebook.cases()[:CASES_SEEN]:
        for values in _earlier_values(kit, line.number, form.language):
            for name in wanted:
                if values.get(name):
                    found.setdefault(name, values[name])
        if len(found) == len(wanted):
            break
    return found


def _cited(kit: Kit, key: str, on: date, language: str) -> str:
    """Return a provision as it is cited on that day, "" where nothing is in force under the key."""
    provision = kit.law.provision(key, on)
    return provision.citation(language) if provision else ""


def values_of(kit: Kit, case: Case, number: str) -> Mapping[str, Value]:
    """Return the values that a document was made from, without confidential ones, in older logs too.

    None where this device does not hold them.
    """
    document = case.document(number)
    if document is None or not document.values:
        return {}
    try:
        found = read_values(kit.blobs.get(document.values))
    except (NotFound, BadInput, StorageFault):
        return {}
    form = kit.forms.get((document.form, document.language))
    return {name: value for name, value in found.items() if not is_confidential(form, name)}


def list_rows(kit: Kit, case: Case, form: Form, field: Field) -> tuple[tuple[str, ...], ...]:
    """Return a list's rows from the case: exhibits for goods, photos for data with an integrity value."""
    heads = _chinese_heads(kit, form, field)
    if any("校验" in head or "SHA" in head for head in heads):
        return tuple(
            tuple(_photo_cell(head, number, photo) for head in heads)
            for number, photo in enumerate(case.photos, 1)
        )
    if "文号" in heads:
        papers = [(d.title, d.bound or d.number, "1") for d in case.documents if d.stands]
        return tuple((str(number), *paper) for number, paper in enumerate(papers, 1))
    if not any("名称" in head for head in heads):
        return ()
    return tuple(
        tuple(_exhibit_cell(head, number, case, exhibit) for head in heads)
        for number, exhibit in enumerate(case.exhibits, 1)
    )


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
            of = f"（{write_date(finding.extract_as_of)}）" if finding.extract_as_of else ""
            lines.append(f"经比对登记摘录{of}，{wording.title(finding)}：{reasons.removesuffix('。')}。")
    if case.photos:
        lines.append(f"检查人员对上述情况拍摄照片 {len(case.photos)} 张，照片摘要附后。")
    return "\n".join([*lines, wording.closing]) if lines else ""


def _of_stand(kit: Kit, case: Case) -> dict[str, Value]:
    fair, now = kit.fair(), kit.now()
    began = case.visits[-1].began.at_ms if case.visits else 0
    found: dict[str, Value] = {
        "began": write_moment(clock(began)) if began else "",
        "ended": write_moment(now + MINUTE),  # the minute that has begun counts, so it ends after it began
        "stand": case.stand,
        "hall": case.hall,
        "fair": fair.name,
        "venue": fair.venue,
        "exhibitor": case.exhibitor,
        "agency": kit.letterhead.agency or fair.agency,
        "case": case.number,
        "goods": "、".join(x.name for x in case.exhibits if x.name),
    }
    found |= dict.fromkeys(HERE, f"{fair.venue}{case.hall}馆{case.stand}展位")
    return found | dict.fromkeys(NOW, write_moment(now)) | dict.fromkeys(TODAY, write_date(now))


def _time_to_answer(kit: Kit, case: Case) -> dict[str, Value]:
    """Return the time that a notice of a complaint gives from now; one already given wins over it."""
    fair = kit.casebook.bureau.fair(case.fair) or kit.fair()
    hours = min(kit.procedure.answer_hours(fair), kit.complaints.most_hours)
    return {"complaint.hours": str(hours), "answer_by": write_moment(kit.now() + timedelta(hours=hours))}


def _of_party(case: Case, known: Mapping[str, Value]) -> dict[str, Value]:
    """Return what the stand's exhibitor says where nobody recorded anything, and who stands for the party."""
    of_stand: dict[str, Value] = {
        "party.name": case.exhibitor,
        "party.uscc": case.uscc,
        "party.address": case.address,
        "party.phone": case.contact,
    }
    party = {name: known.get(name) or value for name, value in of_stand.items()}
    return party | {
        "recipient.name": party["party.name"],
        "recipient.person": known.get("party.representative", ""),
        "recipient.phone": party["party.phone"],
        "address": party["party.address"],
    }


def _of_documents(case: Case) -> dict[str, Value]:
    """Return number and day of the last standing document of each form."""
    found: dict[str, Value] = {}
    for document in case.documents:
        if document.stands:
            found[f"number.{document.form}"] = document.bound or document.number
            found[f"date.{document.form}"] = write_date(clock(document.source.at_ms))
            if document.form in MEASURES:
                found["main"] = found["document"] = found[f"number.{document.form}"]
    return found


def _exhibit_cell(head: str, number: int, case: Case, exhibit: Exhibit) -> str:
    def fact(name: str) -> str:
        return case.fact(name, exhibit.id)

    if "序号" in head:
        return str(number)
    if "名称" in head:
        return exhibit.name
    if "规格" in head or "型号" in head:
        return fact("model")
    if "数量" in head or "基数" in head:
        return fact("quantity") or FIRST_COUNT
    if "单位" in head:
        return fact("unit") or "件"
    if "金额" in head or "货值" in head:
        return _product(fact("quantity") or FIRST_COUNT, fact("price"))
    if "价" in head:
        return fact("price")
    return {"商标": fact("mark"), "生产": fact("maker"), "批号": fact("batch")}.get(head[:2], "")


def _product(quantity: str, price: str) -> str:
    count, each = read_amount(quantity), read_amount(price)
    return "" if count is None or each is None else write_amount(count * each)


def _photo_cell(head: str, number: int, photo: Photo) -> str:
    if "序号" in head:
        return str(number)
    if "校验" in head or "SHA" in head:
        return photo.sha256
    if "名称" in head:
        return f"照片{number}（{PURPOSES.get(photo.purpose, photo.purpose)}）"
    if "格式" in head or "类型" in head:
        return "JPEG"
    return f"{photo.size:,} 字节" if "大小" in head else ""


def _chinese_heads(kit: Kit, form: Form, field: Field) -> tuple[str, ...]:
    chinese = kit.forms.get((form.form, "zh"))
    same = chinese.field(field.name) if chinese else None
    return same.columns if same else field.columns


def _provisions_of_findings(kit: Kit, case: Case, language: str) -> list[str]:
    keys = [
        basis.key
        for finding in case.findings
        if finding.severity in (Severity.SUSPECTED, Severity.IRREGULAR)
        for basis in finding.bases
        if basis.key
    ]
    return [text for key in keys if (text := _cited(kit, key, kit.today(), language))]


def _earlier_values(kit: Kit, case_number: str, language: str = "") -> Iterator[Mapping[str, Value]]:
    """Yield the values of a case's documents, latest first; what this device lacks is passed over."""
    case = kit.casebook.case(case_number)
    for document in reversed(case.documents):
        if language in ("", document.language):
            yield values_of(kit, case, document.number)


def _few(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, phrases)))[:MOST_SUGGESTIONS]
