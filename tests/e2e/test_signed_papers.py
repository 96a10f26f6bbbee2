"""A paper's life: officers sign it, anybody checks it, an authority stamps it, an officer is revoked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.__main__ import main
from app.actions.documents import document_pdf, issue_document
from app.actions.documents.sealing import check_document, fetch_stamp, stamp_document
from app.actions.duty import start_duty
from app.actions.share import read_bundle
from app.actions.stands import open_case
from app.errors import BadInput, NotAllowed, Unreachable
from app.events import RootPublished
from app.front.bureau_desk import write_pack
from app.front.officers_desk import (
    ROOT,
    certify,
    publish_root,
    request_certificates,
    revoke,
    set_authority,
    without_certificate,
)
from app.front.wiring import House, open_house
from app.law import CHINA
from app.sharing import go_on
from app.signing.certificates import LIST_DAYS, list_revoked, revoked_since
from app.signing.verdict import State
from offline_db.data_folder import DataFolder, create_data_folder, open_data_folder
from offline_db.officer_keys import NAME
from tests.app.signing.authority import Authority, needs_openssl, serving
from tests.practice import a_practice_fair

NOW = datetime.now(CHINA)
ORDER = {"act": "陈列", "provision": "第八十五条", "requirements": "立即撤下"}
WHY = {"no_record_yet": "先行处置"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory).parent


@pytest.fixture
def house(home: Path) -> Iterator[House]:
    opened = open_house(home / "inspector-1")
    start_duty(opened.kit, ["i1", "i2"], "inspector")
    yield opened
    opened.close()


@pytest.fixture
def bureau(home: Path) -> Iterator[DataFolder]:
    opened = open_data_folder(home / "bureau")
    yield opened
    opened.close()


def issued(house: House) -> tuple[str, str, bytes]:
    """Issue an order; returns case, number and PDF."""
    case = open_case(house.kit, "1A01")
    case, number = issue_document(house.kit, case.number, "correction_order", ORDER, overrides=WHY)
    return case.number, number, document_pdf(house.kit, case.number, number)


def carried(bureau: DataFolder, house: House, path: Path) -> None:
    """Bring what the bureau said to a device."""
    write_pack(bureau, path, (house.folder.keys.key.hex(),))
    read_bundle(house.kit, path, go_on)


def test_every_document_of_the_practice_fair_is_signed_by_both_officers(house: House) -> None:
    case, number, pdf = issued(house)

    document = house.kit.casebook.case(case).document(number)
    checked = check_document(house.kit, pdf)

    assert document is not None
    assert document.signed_by == ("i1", "i2")
    assert [s.state for s in checked.verdict.signed] == [State.HOLDS, State.HOLDS]
    assert checked.holds is True
    assert [point.about for point in checked.on_record] == ["log"]


def test_a_file_is_checked_from_the_command_line_with_a_folder_or_published_files(
    house: House, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, pdf = issued(house)
    house.close()
    whole, changed, none = tmp_path / "order.pdf", tmp_path / "changed.pdf", tmp_path / "no.pdf"
    whole.write_bytes(pdf)
    place = pdf.index(b"/Contents ") + 4
    changed.write_bytes(pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :])
    none.write_bytes(b"hello")
    folder = ["--data", str(home / "inspector-1"), "--language", "en"]
    assert main([*folder, "export-root", str(tmp_path / "published")]) == 0
    published = ["--language", "en", "verify-document", "--root", str(tmp_path / "published" / "root.pem")]
    published += ["--keys", str(tmp_path / "published" / "keys.txt")]
    published += ["--revoked", str(tmp_path / "published" / "revoked.crl")]

    statuses = [
        [main([*words, str(path)]) for path in (whole, changed, none)]
        for words in ([*folder, "verify-document"], published)
    ]

    said = capsys.readouterr()
    assert statuses == [[0, 1, 1], [0, 1, 1]]
    assert said.out.count("✓ Not a byte of the file changed since it was signed.") == 2
    assert "This is no PDF" in said.err


@needs_openssl
def test_a_stamp_is_added_online_and_the_issued_file_stays(
    house: House, bureau: DataFolder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    case, number, pdf = issued(house)
    with serving(authority.answer) as url:
        set_authority(bureau, url, authority.root)
        carried(bureau, house, tmp_path / "pack.huhang")

        stamped = stamp_document(house.kit, case, number)

    document = stamped.document(number)
    assert document is not None
    longer = house.kit.blobs.get(document.stamped)
    checked = check_document(house.kit, longer)
    assert document_pdf(house.kit, case, number) == pdf
    assert longer.startswith(pdf)
    assert [s.state for s in checked.verdict.stamped] == [State.HOLDS]
    assert checked.holds is True
    assert check_document(house.kit, pdf).holds is True
    with pytest.raises(Unreachable):
        stamp_document(house.kit, case, number)
    again = house.kit.casebook.case(case).document(number)
    assert again == document


@needs_openssl
def test_a_stamp_of_another_authority_than_the_one_named_is_not_taken(
    house: House, bureau: DataFolder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    named, other = (Authority(tmp_path_factory.mktemp("authority")) for _ in range(2))
    case, number, _ = issued(house)
    with serving(other.answer) as url:
        set_authority(bureau, url, named.root)
        carried(bureau, house, tmp_path / "pack.huhang")

        with pytest.raises(BadInput, match="不是局机关公布的时间戳机构"):
            stamp_document(house.kit, case, number)

    assert house.kit.casebook.case(case).documents[-1].stamped == ""


@needs_openssl
def test_stamps_of_an_earlier_authority_stay_believed(
    house: House, bureau: DataFolder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = (Authority(tmp_path_factory.mktemp("authority")) for _ in range(2))
    case, number, _ = issued(house)
    stamps = []
    for authority in (first, second):
        with serving(authority.answer) as url:
            set_authority(bureau, url, authority.root)
            carried(bureau, house, tmp_path / "pack.huhang")

            stamped = stamp_document(house.kit, case, number).document(number)

        assert stamped is not None
        verdict = house.kit.signing.verify(house.kit.blobs.get(stamped.stamped))
        stamps.append([s.state for s in verdict.stamped])

    assert stamps == [[State.HOLDS], [State.HOLDS, State.HOLDS]]


@needs_openssl
def test_an_old_list_of_revoked_certificates_is_told_and_the_next_certificate_renews_it(
    house: House, bureau: DataFolder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    gone, now = {7: datetime(2026, 1, 2, tzinfo=CHINA)}, datetime.now(CHINA)
    key = bureau.officer_keys.get(ROOT)
    assert key is not None
    root = bytes.fromhex(bureau.bureau.roots[-1].certificate)
    old = list_revoked(key, root, gone, now - timedelta(days=LIST_DAYS + 1))
    case, number, _ = issued(house)
    told = []
    with serving(authority.answer) as url:
        bureau.record(RootPublished(root.hex(), old.hex(), url, authority.root.hex()))
        for _ in range(2):
            carried(bureau, house, tmp_path / "pack.huhang")
            told.append(fetch_stamp(house.kit, case, number, go_on)[1].listed)
            certify(bureau, request_certificates(house.folder, ["i1"]))

    last = bureau.bureau.roots[-1]
    assert told == [False, True]
    assert (last.authority, last.authority_root) == (url, authority.root.hex())
    assert revoked_since([bytes.fromhex(last.revoked)], root) == gone
    assert publish_root(bureau, "局", now) == last
    assert publish_root(bureau, "局", now + timedelta(days=LIST_DAYS - 9)).revoked != last.revoked


def test_without_an_authority_a_document_is_not_stamped(home: Path) -> None:
    other = open_house(home / "inspector-2")
    try:
        start_duty(other.kit, ["i1", "i2"], "inspector")
        case, number, _ = issued(other)

        with pytest.raises(NotAllowed, match="时间戳机构"):
            stamp_document(other.kit, case, number)
    finally:
        other.close()


def test_officers_without_certificates_issue_all_the_same(home: Path) -> None:
    (home / "inspector-2" / NAME).rename(home / "inspector-2" / "put-away")
    other = open_house(home / "inspector-2")
    try:
        start_duty(other.kit, ["i1", "i2"], "inspector")
        case, number, pdf = issued(other)

        document = other.kit.casebook.case(case).document(number)
        checked = check_document(other.kit, pdf)
        assert document is not None
        assert document.signed_by == ()
        assert checked.verdict.signed == ()
        assert checked.verdict.data_match is True
        assert checked.holds is True  # it is on record here, byte for byte
        assert "没有执法人员的电子签名" in checked.sentences("zh")[0]
        waiting = without_certificate(other.folder, other.folder.bureau.officers[:2])
        assert waiting == ("i1", "i2")
    finally:
        other.close()
        (home / "inspector-2" / "put-away").rename(home / "inspector-2" / NAME)


def test_a_stranger_s_document_is_not_on_record(house: House, home: Path) -> None:
    _, _, pdf = issued(house)
    other = open_house(home / "supervisor")
    try:
        checked = check_document(other.kit, pdf)
    finally:
        other.close()

    assert checked.holds is True
    assert [point.holds for point in checked.on_record] == [None]


def test_only_an_enrolled_device_gets_certificates(bureau: DataFolder, tmp_path: Path) -> None:
    stranger = create_data_folder(tmp_path / "stranger", "x", "0")
    request = request_certificates(stranger, ["i1"])
    stranger.close()

    for bad in (request, request.replace(b'"i1"', b'"i2"'), request[:-4], b"", b"{}"):
        with pytest.raises(BadInput):
            certify(bureau, bad)


def test_an_unknown_officer_gets_no_certificate(house: House, bureau: DataFolder) -> None:
    before = len(bureau.bureau.officers[0].certificates)

    with pytest.raises(BadInput, match="i99"):
        certify(bureau, request_certificates(house.folder, ["i99"]))

    assert len(bureau.bureau.officers[0].certificates) == before


def test_what_a_revoked_officer_signed_stays_open_without_a_stamp(
    house: House, bureau: DataFolder, tmp_path: Path
) -> None:
    _, _, pdf = issued(house)

    revoke(bureau, "i2", "调离", datetime.now(CHINA) + timedelta(minutes=1))
    carried(bureau, house, tmp_path / "pack.huhang")

    checked = check_document(house.kit, pdf)
    assert [s.state for s in checked.verdict.signed] == [State.HOLDS, State.UNPROVEN]
    assert house.kit.signing.verify(pdf).holds is None
    assert checked.holds is True  # the log has it, byte for byte
