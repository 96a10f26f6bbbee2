"""A day: two officers' device offline, a supervisor's, a stick carried between them, and back."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.actions.documents import Signature, document_pdf, issue_document, serve_document
from app.actions.duty import end_duty, start_duty
from app.actions.photos import derive_picture, take_photo
from app.actions.review import review_case, submit_case, waiting_cases
from app.actions.scan import check_exhibit, record_scan, scan_photo
from app.actions.share import peers, read_bundle, write_bundle
from app.actions.stands import add_exhibit, end_visit, list_stands, open_case, record_fact, start_visit
from app.errors import BadInput, NotAllowed, NotFound
from app.findings import Severity
from app.front.practice_setup import practice_fair, set_up_practice
from app.front.verify import export_log, verify
from app.front.wiring import House, open_house
from app.kit import Kit
from app.law import CHINA
from app.practice.pictures import label_picture
from app.proof import read_proof
from app.sharing import go_on
from app.symbols import read as read_symbols
from tests.e2e.at_rest import killed_at_work, readable
from tests.practice import a_practice_fair

TODAY = datetime.now(CHINA).date()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory).parent


@pytest.fixture
def houses(home: Path) -> Iterator[list[House]]:
    opened = [open_house(home / name) for name in ("inspector-1", "supervisor", "inspector-2")]
    yield opened
    for house in opened:
        house.close()


def stick(giver: Kit, taker: House, path: Path) -> None:
    write_bundle(giver, path, [taker.folder.keys.key.hex()], go_on)
    received, _ = read_bundle(taker.kit, path, go_on)
    assert received.complete
    assert received.refused == ()


def test_a_day_from_the_fair_pack_to_the_corrected_case(houses: list[House], tmp_path: Path) -> None:
    inspector, supervisor, _ = houses
    refused_without_two_certified_officers(inspector.kit)

    number, exhibit = inspected(inspector)
    record = documented(inspector, number)
    assert submit_case(inspector.kit, number).stage == "submitted"
    stick(inspector.kit, supervisor, tmp_path / "1.huhang")
    sent_back(inspector.kit, supervisor.kit, number)
    stick(supervisor.kit, inspector, tmp_path / "2.huhang")
    corrected(inspector.kit, number, exhibit, record)
    stick(inspector.kit, supervisor, tmp_path / "3.huhang")
    review_case(supervisor.kit, number, approve=True, comment="同意")
    stick(supervisor.kit, inspector, tmp_path / "4.huhang")

    ours, theirs = inspector.kit.casebook.case(number), supervisor.kit.casebook.case(number)
    assert ours == theirs
    assert ours.stage == "approved"
    assert next(p for p in peers(inspector.kit) if p.name == "审核机").blobs_waiting == 0
    assert all(house.folder.audit().whole for house in houses)
    verified_by_anyone(inspector, tmp_path)


def refused_without_two_certified_officers(kit: Kit) -> None:
    end_duty(kit)
    with pytest.raises(NotAllowed, match="登录"):
        open_case(kit, "1A01")
    with pytest.raises(NotAllowed, match="第四十二条"):
        start_duty(kit, ["i1", "i1"], "inspector")
    with pytest.raises(NotAllowed, match="有效期"):
        start_duty(kit, ["i1", "i5"], "inspector")
    start_duty(kit, ["i1", "i2"], "inspector")
    assert len(list_stands(kit)) == 120


def inspected(house: House) -> tuple[str, str]:
    """Exhibit, photo of the label, code, label text, findings; returns case number and exhibit."""
    kit, fair = house.kit, practice_fair(house)
    assert fair is not None
    planted = next(s for s in fair.situations if s.finding == "patent.lapsed.after")
    number = open_case(kit, planted.stand).number
    assert open_case(kit, planted.stand).number == number
    goods = {"goods": planted.goods, "nice": planted.nice, "group": planted.group}
    _, exhibit = add_exhibit(kit, number, planted.exhibit, **goods)
    picture = label_picture(planted, TODAY)
    case, symbols = scan_photo(kit, number, exhibit, picture)
    assert [s.text for s in symbols] == [planted.code]
    case = record_scan(kit, number, exhibit, symbology="typed", text=planted.label, source="typed")
    assert planted.finding in {f.code for f in case.findings}
    assert kit.blobs.get(case.photos[0].sha256) == picture
    assert record_scan(kit, number, exhibit, symbology="typed", text=planted.label, source="typed") == case
    case = derive_picture(kit, number, case.photos[0].sha256, "blur", [(10, 10, 200, 200)], "旁人")
    assert case.photos[1].parent == case.photos[0].sha256
    with pytest.raises(BadInput):
        take_photo(kit, number, b"no picture", purpose="wide")
    with pytest.raises(NotAllowed, match="重叠"):
        start_visit(kit, number)
    return number, exhibit


def documented(house: House, number: str) -> str:
    """The record with a refused signature, the order numbered from the lease; returns the record's number."""
    kit = house.kit
    ink = Signature("party", "王练习", refused="本人不愿签名")
    _, record = issue_document(kit, number, "record_of_inspection", {}, [ink])
    with pytest.raises(NotAllowed, match="尚缺"):
        issue_document(kit, number, "correction_order", {})
    changes = {"act": "标注已终止的专利", "provision": "《专利标识标注办法》第五条", "requirements": "撤下"}
    _, order = issue_document(kit, number, "correction_order", changes)
    assert order == f"练市监责改〔{TODAY.year}〕1号"
    serve_document(kit, number, order, manner="direct", recipient="王练习")
    pdf = pypdfium2.PdfDocument(document_pdf(kit, number, record))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "登记显示该专利因未缴年费已终止" in text.replace("\r\n", "")
    assert "拒签" in text
    image = pdf[len(pdf) - 1].render(scale=4).to_numpy()
    (code,) = [s for s in read_symbols(image) if s.symbology == "QRCode"]
    proof = read_proof(code.text, [house.folder.keys.key])
    assert (proof.number, proof.case) == (record, number)
    return record


def sent_back(kit: Kit, boss: Kit, number: str) -> None:
    assert [line.number for line in waiting_cases(boss)] == [number]
    assert boss.casebook.case(number) == kit.casebook.case(number)
    with pytest.raises(NotAllowed, match="审核"):
        review_case(boss, number, approve=True, comment="")
    start_duty(boss, ["s1"], "supervisor")
    with pytest.raises(NotAllowed, match="理由"):
        review_case(boss, number, approve=False, comment="")
    review_case(boss, number, approve=False, comment="请补充", points=("写明生产日期的来源",))


def corrected(kit: Kit, number: str, exhibit: str, record: str) -> None:
    case = kit.casebook.case(number)
    assert (case.stage, case.reviews[0].points) == ("returned", ("写明生产日期的来源",))
    record_fact(kit, number, "produced", "2020-01-01", about=exhibit)
    case = check_exhibit(kit, number, exhibit)
    assert Severity.SUSPECTED not in {f.severity for f in case.findings}
    form = "record_of_inspection"
    with pytest.raises(NotAllowed, match="理由"):
        issue_document(kit, number, form, {}, replaces=record)
    _, new = issue_document(kit, number, form, {}, replaces=record, reason="补充生产日期")
    assert new != record
    submit_case(kit, number)


def verified_by_anyone(house: House, folder: Path) -> None:
    export_log(house.folder, folder / "log.huhanglog")
    result, lines = verify(folder / "log.huhanglog")
    assert result.whole
    assert "全部完整" in lines[-1]
    data = bytearray((folder / "log.huhanglog").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "broken").write_bytes(data)
    try:
        broken = not verify(folder / "broken")[0].whole
    except BadInput:
        broken = True  # a flip in the framing refuses the whole file
    assert broken


def test_two_devices_bring_their_work_to_one_supervisor_and_a_conflict_is_settled(
    houses: list[House], tmp_path: Path
) -> None:
    first, supervisor, second = houses
    start_duty(first.kit, ["i1", "i2"], "inspector")
    start_duty(second.kit, ["i3", "i4"], "inspector")
    ours = open_case(first.kit, "3A01").number
    theirs = open_case(second.kit, "3A02").number
    end_visit(first.kit, ours)
    end_visit(second.kit, theirs)
    for house, number in ((first, ours), (second, theirs)):
        add_exhibit(house.kit, number, "展品")
    stick(first.kit, supervisor, tmp_path / "a.huhang")
    stick(second.kit, supervisor, tmp_path / "b.huhang")
    assert {ours, theirs} <= {line.number for line in supervisor.kit.casebook.cases()}
    stick(supervisor.kit, second, tmp_path / "c.huhang")

    # both write the same field of one case without having seen each other
    record_fact(first.kit, ours, "party.phone", "0571-00000001")
    record_fact(second.kit, ours, "party.phone", "0571-00000002")
    stick(second.kit, supervisor, tmp_path / "d.huhang")
    stick(supervisor.kit, first, tmp_path / "e.huhang")

    (conflict,) = first.kit.casebook.case(ours).conflicts
    assert {v.value for v in conflict.versions} == {"0571-00000001", "0571-00000002"}
    with pytest.raises(NotAllowed, match="两种记载"):
        submit_case(first.kit, ours)
    record_fact(first.kit, ours, "party.phone", "0571-00000002")
    submit_case(first.kit, ours)
    stick(first.kit, supervisor, tmp_path / "f.huhang")
    settled = supervisor.kit.casebook.case(ours)
    assert (settled.conflicts, settled.fact("party.phone")) == ((), "0571-00000002")


def test_what_does_not_exist_is_said_so(houses: list[House]) -> None:
    kit = houses[0].kit
    start_duty(kit, ["i3", "i4"], "inspector")

    with pytest.raises(NotFound, match="没有展位"):
        open_case(kit, "9Z99")
    with pytest.raises(NotFound, match="没有案卷"):
        kit.casebook.case("LX1-1-9999")
    case = open_case(kit, list_stands(kit)[-1].stand.code)
    end_visit(kit, case.number)
    with pytest.raises(NotFound, match="展品"):
        record_scan(kit, case.number, "9.9", symbology="typed", text="®", source="typed")
    with pytest.raises(NotAllowed, match="没有展品也没有文书"):
        submit_case(kit, case.number)


def test_the_practice_fair_is_made_once_and_kept(home: Path) -> None:
    before = (home / "inspector-1" / "keys.json").read_bytes()

    set_up_practice(home, lambda zh, en: None, TODAY)

    assert (home / "inspector-1" / "keys.json").read_bytes() == before
    assert date.fromisoformat((home / "until.txt").read_text("utf-8")) >= TODAY


def test_whoever_finds_a_laptop_reads_nothing_of_a_case_on_its_disk(home: Path, tmp_path: Path) -> None:
    laptop = tmp_path / "laptop"
    shutil.copytree(home / "inspector-2", laptop / "device")
    shutil.copytree(home / "labels", laptop / "labels")

    killed_at_work(laptop / "device", tmp_path / "outside")

    shutil.rmtree(laptop / "labels")  # the pictures that a camera would take
    written = {path.name for path in (laptop / "device").iterdir()}
    assert {"log.db", "log.db-wal", "views.db", "screenings.db", "blobs", "drafts"} <= written
    assert list(readable(laptop)) == []
    assert list(readable(tmp_path / "outside")) == []


def test_the_search_of_a_disk_finds_what_is_readable(home: Path, tmp_path: Path) -> None:
    picture = next((home / "labels").glob("*.jpg")).read_bytes()
    texts = ("检查笔录".encode(), "刘小明".encode("utf-16-le"), b"xx%PDF-1.7", picture)
    for number, data in enumerate((*texts, b"SQLite format 3\0", "刘小明".encode())):
        (tmp_path / f"{number}.part").write_bytes(bytes(100) + data)

    assert len({line.split(":")[0] for line in readable(tmp_path)}) == 6
