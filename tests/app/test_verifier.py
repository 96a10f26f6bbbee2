"""The offline page knows what the bureau published and no more, and may connect to nothing."""

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from app.bureau import Bureau, fold_bureau
from app.events import (
    DeviceEnrolled,
    DeviceRevoked,
    DocumentIssued,
    DocumentVoided,
    DocumentWithdrawn,
    NumberBound,
    OfficerCertified,
    OfficerRevoked,
    RootPublished,
)
from app.forms import Field, Form
from app.signing.certificates import list_revoked, serial_of
from app.verifier import Facts, gather_facts, make_verifier
from tests.app.signing.papers import an_office
from tests.builders import ALog, a_key, recorded


def a_form() -> dict[tuple[str, str], Form]:
    """One form in both languages."""

    def one(language: str, title: str, columns: tuple[str, ...]) -> Form:
        fields = (
            Field("scene", "现场情况", "What was found"),
            Field("goods", "物品", "Goods", "list", columns=columns),
        )
        return Form("f", language, title, "9", "", False, "", False, (), (), fields)

    return {("f", "zh"): one("zh", "现场笔录", ("品名",)), ("f", "en"): one("en", "Record", ("Name",))}


def test_the_page_knows_devices_fates_and_forms_but_no_party() -> None:
    root, device = ALog(1, "测试局"), ALog(2)
    root.add(DeviceEnrolled(1, "1号机", a_key(2).key.hex(), "00" * 32))
    root.add(DeviceEnrolled(2, "2号机", a_key(3).key.hex(), "00" * 32))
    root.add(DeviceRevoked(2, "遗失于张三处"))
    root.add(NumberBound("临1", "8号", "责改", 2026, 8))
    device.add(DocumentIssued("2号", "f", "zh", "", "", "", replaces="1号", reason="当事人李四写错"), "c")
    device.add(DocumentVoided("3号", "王五"), "c")
    device.add(DocumentWithdrawn("4号", "赵六"), "c")
    records = recorded([*root.entries, *device.entries])
    own = tuple(r for r in records if r.header.log == root.id)

    facts = gather_facts(records, fold_bureau(own), a_form(), root=root.id, on=date(2026, 11, 27))
    page = make_verifier(facts).decode()

    assert facts.bureau == "测试局"
    assert facts.root.replace(" ", "") == root.id
    assert [(d.name, bool(d.revoked)) for d in facts.devices] == [("1号机", False), ("2号机", True)]
    assert {
        n: [w for w in ("void", "withdrawn", "corrected", "by", "final") if getattr(f, w)]
        for n, f in facts.documents.items()
    } == {
        "临1": ["final"],
        "1号": ["corrected", "by"],
        "3号": ["void"],
        "4号": ["withdrawn"],
    }
    assert facts.forms["f"].fields[1] == ("goods", "物品", "Goods", (("品名",), ("Name",)))
    assert [name for name in ("张三", "李四", "王五", "赵六") if name in page] == []


def test_certificates_lose_their_force_with_their_officers_or_by_a_list() -> None:
    office = an_office()
    first, second = (signer.certificate for signer in office.signers)
    evening = datetime(2026, 5, 1, 20, tzinfo=UTC)
    listed = list_revoked(office.root_key, office.root, {serial_of(second): evening}, evening)
    root = ALog(1, "测试局")
    root.add(RootPublished(office.root.hex(), listed.hex()))
    root.add(OfficerCertified("i1", first.hex()))
    root.add(OfficerRevoked("i1", "调离"))
    records = recorded(root.entries)

    facts = gather_facts(records, fold_bureau(records), {}, root=root.id, on=date(2026, 11, 27))

    assert facts.root_digests == (sha256(office.root).hexdigest(),)
    assert facts.revoked[str(serial_of(second))] == "2026-05-02"
    assert set(facts.revoked) == {str(serial_of(first)), str(serial_of(second))}


def no_facts(bureau: str = "测试局") -> Facts:
    return gather_facts((), Bureau(), {}, root="ab" * 16, on=date(2026, 11, 27))


def test_the_same_facts_give_the_same_page() -> None:
    assert make_verifier(no_facts()) == make_verifier(no_facts())


def test_the_page_is_one_file_that_may_connect_to_nothing() -> None:
    page = make_verifier(no_facts()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)

    assert policy is not None
    assert policy.group(1).startswith(
        "default-src 'none'; base-uri 'none'; form-action 'none'; worker-src blob:"
    )
    assert not re.search(r"connect-src|img-src|unsafe-inline|'unsafe-eval'", policy.group(1))
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b|<script[^>]*\bsrc=", page)
    assert "{{" not in page.split("<script")[0]


def test_names_cannot_break_out_of_the_page() -> None:
    root = ALog(1, "</script><script>alert(1)</script>")
    records = recorded(root.entries)

    page = make_verifier(gather_facts(records, Bureau(), {}, root=root.id, on=date(2026, 11, 27))).decode()

    assert page.count("<script") == 4
    assert page.count("</script") == 4


def test_what_came_from_elsewhere_is_what_its_note_says() -> None:
    folder = Path(__file__).parent.parent.parent / "resources" / "verify" / "zxing"
    named = re.search(r"ZXING_WASM_SHA256=`(\w+)`", (folder / "zxing_reader.js").read_text("utf-8"))

    assert named is not None
    assert sha256((folder / "zxing_reader.wasm").read_bytes()).hexdigest() == named.group(1)
