"""Ways by which an informant's identity could get out of its seal, and does not."""

from pathlib import Path

import pytest

from app.actions.custody import copy_document, view_document
from app.actions.documents import (
    document_pdf,
    draft_document,
    hand_copy,
    issue_document,
    keep_draft,
    serve_document,
    void_document,
    withdraw_document,
)
from app.actions.documents.informants import (
    hand_informant,
    informants_of,
    show_informant,
)
from app.actions.documents.known import values_of
from app.actions.duty import start_duty
from app.actions.erasing import erase, erasure_view
from app.actions.evidence import custody_report, record_export, write_export
from app.errors import NotAllowed, NotFound
from app.events import (
    DocumentIssued,
    Exported,
)
from app.forms import Value
from app.front.wiring import open_house
from app.proof import values_json
from app.sharing import go_on
from tests.app.papers import text_of
from tests.e2e.desk import a_case, a_place
from tests.e2e.informant_desks import (
    FORM,
    NAME,
    PHONE,
    SIGNED,
    TOLD,
    WHY,
    Offices,
    document,
    leaks,
    told,
    view,
)


@pytest.mark.parametrize(
    ("field", "text"),
    [("facts", f"{NAME}称展品涉嫌仿冒"), ("papers", "照片，致电 138 7777 6666")],
)
def test_what_would_tell_it_elsewhere_in_the_document_is_refused(
    offices: Offices, field: str, text: str
) -> None:
    before = offices.own.kit.casebook.head

    with pytest.raises(NotAllowed, match="请删去"):
        issue_document(offices.own.kit, offices.case, FORM, {**TOLD, field: text}, SIGNED)

    assert offices.own.kit.casebook.head == before


def test_a_reason_that_would_tell_it_is_refused(offices: Offices) -> None:
    number, _ = offices.register()

    with pytest.raises(NotAllowed, match="理由中"):
        issue_document(offices.own.kit, offices.case, FORM, TOLD, replaces=number, reason=f"{NAME}来电更正")


def test_words_about_a_sealed_document_do_not_tell_it_either(offices: Offices) -> None:
    number, _ = offices.register()
    kit, case = offices.own.kit, offices.case
    named = f"举报人{NAME}"
    before = kit.casebook.head

    for act in (
        lambda: hand_copy(kit, case, number, "complainant", named),
        lambda: serve_document(kit, case, number, manner="direct", recipient=named),
        lambda: serve_document(kit, case, number, manner="left", recipient="举报人", note=f"致电 {PHONE}"),
        lambda: void_document(kit, case, number, f"{named}要求"),
        lambda: show_informant(kit, case, number, f"联系{NAME}"),
        lambda: hand_informant(kit, case, number, offices.supervisor.kit.proof_key.hex(), named),
    ):
        with pytest.raises(NotAllowed, match="改写为“举报人”"):
            act()
    assert kit.casebook.head == before

    hand_copy(kit, case, number, "complainant", "举报人")
    serve_document(kit, case, number, manner="direct", recipient="举报人")
    with pytest.raises(NotAllowed, match="改写为“举报人”"):
        withdraw_document(kit, case, number, f"{NAME}撤回举报")


def test_a_correction_starts_without_the_identity_and_seals_it_anew(offices: Offices) -> None:
    first, _ = offices.register()
    kit = offices.own.kit

    draft = draft_document(kit, offices.case, FORM, {}, replaces=first)
    assert draft.values["facts"] == TOLD["facts"]
    assert not any(draft.values[f"informant.{name}"] for name in ("name", "phone", "address", "id"))
    _, second = issue_document(kit, offices.case, FORM, TOLD, replaces=first, reason="电话有误", overrides={})

    assert second != first
    assert view(offices.own, offices.case, second).opens
    assert leaks(offices.own) == {}


def test_an_anonymous_report_seals_nothing(offices: Offices) -> None:
    told_so: dict[str, Value] = {"named": "匿名举报", "facts": "线索"}

    _, number = issue_document(offices.own.kit, offices.case, FORM, told_so)

    found = offices.own.kit.casebook.case(offices.case).document(number)
    assert found is not None
    assert found.sealed is None
    assert "【保密】" not in text_of(document_pdf(offices.own.kit, offices.case, number))


def test_a_draft_stays_on_its_device_and_behind_its_key(offices: Offices) -> None:
    kit = offices.own.kit
    keep_draft(kit, offices.case, FORM, "zh", TOLD, {})
    offices.share()

    kept = [path.read_bytes() for path in (offices.own.folder.path / "drafts").rglob("*") if path.is_file()]
    assert kept
    assert [found for data in kept if (found := told(data))] == []
    for house in (offices.own, offices.colleague):
        assert leaks(house) == {}
    assert not list((offices.colleague.folder.path / "drafts").rglob("*.*"))


@pytest.mark.parametrize("masked", [False, True])
def test_exported_evidence_and_the_report_tell_nothing(
    offices: Offices, tmp_path: Path, masked: bool
) -> None:
    number, whole_digest = offices.register()
    kit, case = offices.own.kit, offices.case
    view_document(kit, case, number)
    show_informant(kit, case, number, WHY)
    event = Exported("case", case, "某法院", "移送", "行政处罚法第五十七条", masked, ())

    begun = record_export(kit, case, tmp_path / "out", event)
    written = write_export(kit, case, tmp_path / "out", event, begun, go_on)

    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) == written.files
    assert {p.name: f for p in files if (f := told(p.read_bytes(), (whole_digest,)))} == {}
    report = custody_report(kit, case)
    assert told(report) == []
    assert "查看举报人身份" in text_of(report)
    assert told(copy_document(kit, case, number)) == []


def test_an_older_log_that_tells_it_is_read_and_offers_it_nowhere(tmp_path: Path) -> None:
    house = open_house(a_place(tmp_path).device)
    start_duty(house.kit, ("i1", "i2"), "inspector")
    kit, case = house.kit, a_case(house.kit)
    values = kit.blobs.put(values_json(TOLD), "values")
    pdf = kit.blobs.put(b"%PDF-1.7 old", "pdf")
    old = DocumentIssued("旧1", FORM, "zh", "举报登记表", pdf.sha256, values.sha256, values=values.sha256)
    folded = kit.casebook.append(case, old, blobs=(pdf, values))

    assert folded.documents[-1].sealed is None
    assert document_pdf(kit, case, "旧1") == b"%PDF-1.7 old"
    assert values_of(kit, folded, "旧1")["facts"] == TOLD["facts"]
    for form in (FORM, "record_of_inspection", "service_address", "complaint_registration"):
        draft = draft_document(kit, case, form, {})
        assert told(repr((draft.values, draft.suggestions, draft.known)).encode()) == []
    house.close()


def test_a_lawful_erasure_of_the_sealed_paper_leaves_the_log_whole(offices: Offices) -> None:
    number, _ = offices.register()
    offices.share()
    kit, case = offices.supervisor.kit, offices.case
    _, sealed = document(offices.supervisor, case, number)
    basis = erasure_view(kit, case, "zh").bases[0]

    erase(kit, case, [sealed.source.entry], basis, "举报人申请", f"依法删除 {case}")
    offices.carry(offices.supervisor, offices.own)

    for house in (offices.supervisor, offices.own):
        assert house.folder.audit().whole
        assert not house.kit.blobs.has(sealed.paper)
        assert number not in [one.number for one in informants_of(house.kit, case)]
        found = house.kit.casebook.case(case).document(number)
        assert found is not None
        assert text_of(document_pdf(house.kit, case, number))
    with pytest.raises(NotFound):
        show_informant(offices.own.kit, case, number, WHY)
