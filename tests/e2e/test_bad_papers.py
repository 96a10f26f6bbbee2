"""What is typed, drawn or photographed for a document is anything: set as it can be seen, or refused."""

import json
from collections.abc import Mapping

import pytest

from app.actions.documents import (
    Signature,
    document_pdf,
    draft_document,
    issue_document,
    preview_document,
    serve_document,
)
from app.errors import BadInput, NotAllowed
from app.forms import Value
from app.front.wiring import House
from tests.app.papers import picture, text_of
from tests.e2e.desk import NOW, ORDER, WHY, a_case, order

BAD: tuple[tuple[str, Mapping[str, Value], Signature | None, str], ...] = (
    ("correction_order", ORDER | {"act": "字" * 20_001}, None, "20000"),
    ("correction_order", ORDER | {"party.name": "\U0001f600公司"}, None, "U+1F600"),
    ("correction_order", ORDER, Signature("party", "王某", fingerprint=b"no photo"), "照片"),
    ("correction_order", ORDER, Signature("party", "王某", png=picture()), "签名"),
    ("correction_order", ORDER, Signature("party", "王某", png=picture("PNG"), strokes=b"[["), "笔迹"),
    ("goods_list", {"items": (("1", "杯", "", "个", "1", ""),) * 5001}, None, "5000"),
    ("goods_list", {"items": (("1", "长" * 2000, "", "", "", ""),)}, None, "分行"),
)


@pytest.mark.parametrize(
    ("form", "changes"),
    [
        ("record_of_inspection", {"party.name": "甲" * 200, "party.address": "x" * 200}),
        ("goods_list", {"items": ()}),
    ],
)
def test_long_names_and_empty_lists_can_be_set(house: House, form: str, changes: dict[str, Value]) -> None:
    kit, case = house.kit, a_case(house.kit)
    draft = draft_document(kit, case, form, changes)

    assert preview_document(kit, case, form, draft.values).pages > 0


def test_what_cannot_be_seen_is_neither_signed_nor_taken_for_an_answer(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    name = "<b>甲</b>\u202e有限\u200b公司\ufeff"

    with pytest.raises(NotAllowed, match="尚缺"):
        issue_document(kit, case, "correction_order", ORDER | {"act": "\u200b\u202e"}, overrides=WHY)
    changes = ORDER | {"party.name": name}
    folded, number = issue_document(kit, case, "correction_order", changes, overrides=WHY)

    (document,) = folded.documents
    assert json.loads(kit.blobs.get(document.values))["party.name"] == "<b>甲</b>有限公司"
    assert folded.fact("party.name") == "<b>甲</b>有限公司"
    assert "<b>甲</b>有限公司" in text_of(document_pdf(kit, case, number))


def test_what_cannot_be_issued_is_a_sentence_and_uses_no_number(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    head, refused = kit.casebook.head, []

    for form, changes, signature, _ in BAD:
        with pytest.raises(BadInput) as caught:
            issue_document(kit, case, form, changes, [signature] if signature else [], overrides=WHY)
        refused.append(caught.value.zh)

    assert all(told in zh for (*_, told), zh in zip(BAD, refused, strict=True)), refused
    assert (kit.casebook.case(case).documents, kit.casebook.head) == ((), head)
    assert order(kit, case) == f"测市监责改〔{NOW.year}〕1号"


def test_a_photo_of_service_that_is_no_photo_is_refused_and_nothing_is_recorded(house: House) -> None:
    kit, case = house.kit, a_case(house.kit)
    number = order(kit, case)

    with pytest.raises(BadInput, match="照片"):
        serve_document(kit, case, number, manner="direct", recipient="王某", photo=b"GIF89a")

    assert kit.casebook.case(case).documents[0].served == ()
