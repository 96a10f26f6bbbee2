"""Documents between a device and its bureau: numbers, faults on the way, signatures, corrections, service."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from app.actions.documents import (
    Signature,
    document_pdf,
    draft_document,
    hand_copy,
    issue_document,
    keep_draft,
    kept_draft,
    outdated,
    prepare_document,
    record_print,
    serve_document,
    void_document,
    withdraw_document,
)
from app.actions.due import due_list
from app.actions.duty import start_duty
from app.actions.photos import take_photo
from app.actions.stands import record_fact
from app.errors import BadInput, NotAllowed
from app.front.officers_desk import certify, publish_root, request_certificates
from app.front.wiring import House, open_house
from app.log import digest
from app.photos import PRINTED, as_jpeg, decode
from app.procedure.moments import read_moment
from app.proof import head_words
from tests.app.papers import picture, text_of
from tests.e2e.desk import NOW, ORDER, WHY, Place, a_case, order


def test_strokes_are_bound_to_the_very_values_and_page_that_were_signed(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    prepared = prepare_document(kit, case, "record_of_inspection", {})
    strokes = json.dumps({"size": [300, 110], "strokes": [[[1, 2, 3, 0.5], [4, 5, 9, 0.7]]]}).encode()
    given = [
        Signature("party", "王某", picture("PNG"), strokes, page=1),
        Signature("party", "王某", fingerprint=picture(), page=2),
        Signature(
            "witness", "李某", refused="不愿", witness="张某", witness_2="赵某", recording="7 号记录仪"
        ),
    ]

    folded, number = issue_document(
        kit, case, "record_of_inspection", prepared.draft.values, given, signed_for=prepared.digest
    )

    document = folded.documents[-1]
    assert number == prepared.number
    assert document.values == prepared.digest
    kept = json.loads(kit.blobs.get(document.signatures[0].strokes))
    assert (kept["document"], kept["page"], kept["role"]) == (prepared.digest, 1, "party")
    assert kept["ink"]["strokes"][0][1] == [4, 5, 9, 0.7]
    assert kit.blobs.get(document.signatures[1].fingerprint) == picture()
    refused = document.signatures[2]
    assert (refused.witness, refused.witness_2, refused.recording) == ("张某", "赵某", "7 号记录仪")
    assert "见证人张某、赵某在场" in text_of(document_pdf(kit, case, number))


@pytest.mark.parametrize("why", ["absent", "unable"])
def test_a_party_who_is_absent_or_cannot_sign_is_attested_by_somebody(house: House, why: str) -> None:
    kit, case = house.kit, a_case(house.kit)
    alone = Signature("party", "王某", refused="经通知未到场", why=why)
    attested = replace(alone, witness="张某", witness_2="李某")

    with pytest.raises(BadInput, match="见证人"):
        issue_document(kit, case, "correction_order", ORDER, [alone], overrides=WHY)
    folded, number = issue_document(kit, case, "correction_order", ORDER, [attested], overrides=WHY)

    (signed,) = folded.documents[-1].signatures
    assert (signed.why, signed.witness, signed.witness_2) == (why, "张某", "李某")
    text = PdfDocument(document_pdf(kit, case, number))[0].get_textpage().get_text_range()
    assert "拒签" not in text


def test_an_officer_without_a_certificate_is_named_while_the_form_is_filled(place: Place) -> None:
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = a_case(house.kit)
    both = draft_document(house.kit, case, "correction_order", ORDER).warnings
    asked = request_certificates(house.folder, ["i1"])
    house.close()
    desk = open_house(place.bureau)
    publish_root(desk.folder, "测试局", NOW)
    certify(desk.folder, asked)
    desk.close()
    place.exchange()

    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    one = draft_document(house.kit, case, "correction_order", ORDER).warnings
    house.close()

    assert both[0][0].startswith("人员i1（01）、人员i2（02） 在本机没有有效的签名证书")
    assert "无法由文件本身判断" in both[0][0]
    assert one[0][0].startswith("人员i2（02） 在本机没有有效的签名证书")
    assert "两人共同执法" in one[0][0]


def test_what_changed_after_it_was_signed_is_not_issued(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    prepared = prepare_document(kit, case, "record_of_inspection", {})
    changed = {**prepared.draft.values, "place": "另一处"}

    with pytest.raises(NotAllowed, match="重新核对并签名"):
        issue_document(kit, case, "record_of_inspection", changed, signed_for=prepared.digest)

    assert kit.casebook.case(case).documents == ()


def test_a_rule_is_overridden_with_a_reason_that_stays_on_record(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    issue_document(kit, case, "record_of_inspection", {})

    with pytest.raises(NotAllowed, match="理由"):
        issue_document(kit, case, "record_of_inspection", {})
    folded, number = issue_document(kit, case, "record_of_inspection", {}, overrides=WHY)

    said = [(o.rule, o.about, o.reason) for o in folded.overrides]
    assert said == [("overlap", number, WHY["overlap"])]


def test_the_code_vouches_for_the_form_and_for_every_photo_shown(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    original = picture()
    take_photo(kit, case, original, purpose="mark")
    folded, number = issue_document(kit, case, "record_of_inspection", {}, overrides=WHY)
    document = folded.document(number)
    assert document is not None
    stated = json.loads(kit.blobs.get(document.values))

    ((caption, shown, printed),) = stated["photos"]

    assert (stated["form"], stated["language"], stated["number"]) == ("record_of_inspection", "zh", number)
    assert caption.startswith("照片1 标识")
    assert (shown, printed) == (digest(original), digest(as_jpeg(decode(original, PRINTED))))


def test_a_document_names_the_log_as_it_was_in_words(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    head = kit.casebook.head

    _, number = issue_document(kit, case, "correction_order", ORDER, overrides=WHY)

    pdf = PdfDocument(document_pdf(kit, case, number))
    assert f"记录链：{head_words(head)}" in pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert kit.casebook.head != head


def test_a_correction_keeps_the_times_and_names_what_it_replaces(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    times = {"began": "2026年5月1日9时00分", "ended": "2026年5月1日10时00分", "notified": "电话通知到场"}
    _, old = issue_document(kit, case, "record_of_inspection", times)

    with pytest.raises(NotAllowed, match="理由"):
        issue_document(kit, case, "record_of_inspection", {}, replaces=old)
    draft = draft_document(kit, case, "record_of_inspection", {}, replaces=old)
    folded, _ = issue_document(kit, case, "record_of_inspection", {}, replaces=old, reason="漏记")

    assert (draft.values["began"], draft.values["ended"]) == (times["began"], times["ended"])
    assert (folded.documents[-1].replaces, folded.documents[-1].reason) == (old, "漏记")


def test_what_was_typed_of_the_party_is_known_to_the_next_form(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)

    issue_document(kit, case, "record_of_inspection", {"party.representative": "赵某"})

    assert draft_document(kit, case, "coercive_decision", {}).values["party.representative"] == "赵某"


def test_a_draft_survives_and_says_what_the_case_knows_otherwise_since(place: Place) -> None:
    house = open_house(place.device)
    start_duty(house.kit, ["i1", "i2"], "inspector")
    case = a_case(house.kit)
    known = draft_document(house.kit, case, "record_of_inspection", {}).known
    typed = {"party.phone": "0571-2", "scene": "现场"}
    keep_draft(house.kit, case, "record_of_inspection", "zh", typed, known)
    record_fact(house.kit, case, "party.phone", "0571-3")
    house.close()

    house = open_house(place.device)
    kept = kept_draft(house.kit, case, "record_of_inspection")
    now = draft_document(house.kit, case, "record_of_inspection", {}).known

    assert {name: one.value for name, one in kept.items()} == typed
    assert outdated(kept, now) == {"party.phone": "0571-3"}
    assert b"0571" not in b"".join(p.read_bytes() for p in (place.device / "drafts").iterdir())
    issue_document(house.kit, case, "record_of_inspection", typed)
    assert kept_draft(house.kit, case, "record_of_inspection") == {}
    house.close()


def test_a_clock_set_back_a_year_is_told_and_work_goes_on(house: House) -> None:
    case = a_case(house.kit)
    back = replace(house.kit, now=lambda: NOW - timedelta(days=365))

    draft = draft_document(back, case, "correction_order", ORDER)
    _, number = issue_document(back, case, "correction_order", ORDER, overrides=WHY)

    assert "早于案卷最后一条记录" in draft.warnings[0][0]
    assert number == "临-1-1"  # no block of that year; the bureau binds it by the entry's time


def test_a_document_is_served_printed_handed_over_and_withdrawn(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    number = order(kit, case)

    with pytest.raises(NotAllowed, match="理由"):
        serve_document(kit, case, number, manner="refused", recipient="王某")
    with pytest.raises(NotAllowed, match="作废"):
        withdraw_document(kit, case, number, "错误")
    record_print(kit, case, number, 2, "hall-a", True)
    hand_copy(kit, case, number, "organiser", "主办方张某")
    serve_document(kit, case, number, manner="left", recipient="王某", photo=picture(), note="见证人李某在场")
    with pytest.raises(NotAllowed, match="撤回"):
        void_document(kit, case, number, "错误")
    folded = withdraw_document(kit, case, number, "事实不清")
    with pytest.raises(NotAllowed, match="不能送达"):
        serve_document(kit, case, number, manner="direct", recipient="王某")

    (document,) = folded.documents
    assert (document.prints, document.copies[0].recipient, document.withdrawn) == (
        2,
        "主办方张某",
        "事实不清",
    )
    assert kit.blobs.get(document.served[0].photo) == picture()
    assert document_pdf(kit, case, number).startswith(b"%PDF-")


def test_an_order_puts_its_own_day_on_the_due_list(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    day = NOW.date() + timedelta(days=5)
    when = f"在{day.year}年{day.month}月{day.day}日前"

    issue_document(kit, case, "correction_order", ORDER | {"when": when}, overrides=WHY)

    (line,) = [line for line in due_list(kit) if line.running.clock.key == "correction.check"]
    assert (line.running.day, line.running.state) == (day, "running")


def test_what_the_case_knows_of_times_is_filled_in(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    take_photo(kit, case, picture(), purpose="mark")

    evidence = draft_document(kit, case, "evidence_sheet", {}).values
    notice = draft_document(kit, case, "fair_notice", {}).values

    assert read_moment(str(evidence["taken"])) is not None
    assert notice["complaint.hours"] == "24"
    assert read_moment(str(notice["answer_by"])) is not None
