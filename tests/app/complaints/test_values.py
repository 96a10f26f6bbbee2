"""What a complaint says for documents, in their language, and for which of their fields."""

from dataclasses import replace

import pytest

from app.complaints import (
    complaint_at_hand,
    complaint_values,
)
from app.errors import BadInput
from app.events import (
    CaseHandedOver,
    ComplaintConcluded,
    MediationHeld,
)
from app.forms import load_forms
from tests.app.complaints.cases import (
    FILED,
    RULES,
    WAYS,
    a_case,
)


def test_documents_get_what_the_complaint_says_in_their_language() -> None:
    asked = replace(FILED, reasons="外观相同", agent="李代理", phone="0571-1")
    case = a_case(
        *WAYS["answered"],
        MediationHeld("1.1", "failed", "王调解", "未达成一致"),
        ComplaintConcluded("1.1", "remove", "样品与公告图片相近"),
        CaseHandedOver("属地局", "展会结束", "1.1"),
        filed=asked,
    )

    zh, en = complaint_values(case, "1.1", "zh"), complaint_values(case, "1.1", "en")

    assert (zh["complaint.right"], en["complaint.right"]) == ("发明专利", "invention patent")
    assert zh["complaint.complainant"] == en["complaint.complainant"] == "甲公司"
    assert str(zh["complaint.papers"]).startswith("专利证书、专利公告文本")
    assert zh["complaint.hours"] == "6"
    assert zh["complaint.answer"] == "自有设计"
    assert zh["complaint.handed_to"] == "属地局"
    assert "年" in str(zh["complaint.notified_at"])
    assert set(zh) == set(en)
    assert complaint_values(case, "9.9", "zh") == {}


def test_the_forms_ask_only_for_what_a_complaint_can_say() -> None:
    case = a_case(
        *WAYS["answered"],
        MediationHeld("1.1", "failed", "王调解", "未达成一致"),
        ComplaintConcluded("1.1", "remove", "相近"),
        filed=replace(
            FILED,
            phone="1",
            address="2",
            agent="3",
            goods="玩具",
            reasons="4",
            request="5",
            stated=("lawsuit",),
        ),
    )
    for (form, language), found in load_forms().items():
        known = complaint_values(case, "1.1", language)
        asked = {f.name for f in found.fields if f.name.startswith("complaint.")}
        assert asked <= set(known), form
        for field in found.fields:
            if field.choices and field.name in (*asked, "standing"):
                assert known[field.name] in field.choices, (form, field.name)
        for name, value in complaint_values(case, "1.1", language, form=form).items():
            own = found.field(name)
            if name not in known:
                assert own is not None, (form, name)
                assert (own.kind == "list") is isinstance(value, tuple)
    assert complaint_at_hand(case) == "1.1"
    assert complaint_at_hand(replace(case, complaints=())) == ""


def test_a_kind_or_paper_unknown_here_is_shown_by_its_code() -> None:
    case = a_case(filed=replace(FILED, right="plant_variety", proofs=("sample",)))

    values = complaint_values(case, "1.1", "zh")

    assert (values["complaint.right"], values["complaint.papers"]) == ("plant_variety", "sample")
    with pytest.raises(BadInput, match="权利类型"):
        RULES.kind("plant_variety")
