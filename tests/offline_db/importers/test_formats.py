"""Every importer reads its sample to the letter, and names its bad record."""

import csv
from datetime import date
from pathlib import Path

import pytest

from app.rights import Kind, Right, Status
from offline_db.importers import IMPORTERS, cnipa, packed, recognise
from offline_db.importers.classes import ipc_symbol, locarno_classes
from offline_db.importers.statuses import read_status_of
from tests.offline_db.importers.reading import DATA, SHARED, STATUS, rights_of, rows_of

M, D, I = Kind.TRADEMARK, Kind.DESIGN, Kind.INVENTION  # noqa: E741  # a table
FOUND = (  # sample; each right: office, kind, three numbers, name, classes, holders, agents
    ("gazette.xml", [("TW", M, "109000001", "02000001", "", "星星狗", "28", "星星公司", "")]),
    ("marks_tipo.xml", [
        ("TW", M, "100000009", "", "", "星星狗", "41", "星星公司　王大明|MOON", "沈慶慧"),
    ]),
    ("kipris.xml", [("KR", M, "4020210000001", "", "", "별", "25|28", "A & B|C", "")]),
    ("patent.xml", [
        ("CN", I, "201310699744.2", "", "CN103000001B", "发光玩具", "", "杭州云朵玩具有限公司", ""),
    ]),
    (
        "patents_cnipa.xml",
        [
            ("CN", D, "201930123456.X", "", "CN300000001S", "玩具 （云朵猫）", "21-01",
             "杭州云朵玩具有限公司|李四", "杭州代理有限公司 33001"),
        ],
    ),
    (
        "marks_st66.xml",
        [("US", M, "70000001", "1000001", "", "CLOUD CAT", "28|9", "CLOUD TOYS & CO", "Ann Agent")],
    ),
    (
        "marks_tm_search.xml",
        [
            ("EM", M, "000000123", "", "", "WOLKE", "28|41", "Ada Wolke", ""),
            ("EM", M, "000000124", "", "", "", "", "", ""),
        ],
    ),
    (
        "designs_st86.xml",
        [
            ("EM", D, "000555", "000555-0001", "", "Toy lamp", "21-01", "Wolke GmbH", ""),
            ("EM", D, "000555", "000555-0002", "", "Night lights", "", "Wolke GmbH", ""),
        ],
    ),
    ("marks_st96.xml", [("US", M, "70000002", "1000002", "", "SKY DOG", "9", "SKY TOYS LLC", "Ann Agent")]),
    ("designs_st96.xml", [("XX", D, "3550001", "120001", "D0120001", "Toy chair", "06-01", "Ada Wolke", "")]),
    (
        "patents_st36.xml",
        [("EP", I, "04000001.8", "1234567", "EP1234567B1", "Glowing toy", "A63H3/36",
          "Wolke GmbH|Himmel & Co.", "Vertreter, Karl")],
    ),
    (
        "marks_uspto_daily.xml",
        [
            ("US", M, "70000003", "0100003", "", "CLOUD & CAT", "28|9",
             "CLOUD TOYS, INC.|SKY TOYS LLC", "Ann Agent"),
            ("US", M, "70000004", "", "", "", "", "", ""),
        ],
    ),
    (
        "patents_uspto.xml",
        [
            ("US", I, "13600001", "09000001", "US09000001B2", "Toy glowing in the dark & more", "A63H3/36",
             "Cloud Toys Inc", "Agents, LLC"),
            ("US", D, "29400001", "D0700001", "USD0700001S1", "Toy cat", "21-01", "Jane Doe", ""),
            ("US", I, "10800001", "", "US20050000001A1", "Toy meter", "A61B5/00", "Jane Doe", ""),
        ],
    ),
    (
        "patents_uspto.sgm",
        [
            ("US", I, "09400001", "06000001", "US06000001B1", "Toy with “glow” — in vitro",
             "A63H3/36|G06F13/00", "Cloud Toys & Co.", "Agents LLP"),
            ("US", D, "", "D0430001", "USD0430001S1", "Toy cat", "21-01", "Jane Doe", ""),
        ],
    ),
    ("marks_tsdr.json", [("US", M, "70000005", "", "", "CLOUD]}", "28|9", "CLOUD & CO", "Ann Agent")]),
    (
        "case_file.csv",
        [
            ("US", M, "70000006", "0100006", "", "CLOUD CAT", "", "", ""),
            ("US", M, "70000007", "", "", "SKY DOG", "", "", ""),
        ],
    ),
)  # fmt: skip


def shown(right: Right) -> tuple[str | Kind, ...]:
    lists = (right.publication_numbers, right.classes, right.holders, right.agents)
    published, classes, holders, agents = ("|".join(texts) for texts in lists)
    numbers = (right.application_number, right.registration_number, published)
    return (right.office, right.kind, *numbers, right.name, classes, holders, agents)


@pytest.mark.parametrize(("name", "expected"), FOUND, ids=[name for name, _ in FOUND])
def test_a_sample_is_read_to_the_letter_and_its_bad_record_is_named(
    name: str, expected: list[tuple[str | Kind, ...]]
) -> None:
    good, bad = rights_of(DATA / name)

    assert [shown(right) for right in good] == expected
    assert len(bad) == (name != "patent.xml")
    assert all(r.line and r.reason for r in bad)
    assert all(r.source.startswith(f"{name}#") for r in good)


@pytest.mark.parametrize(
    ("name", "filed", "published", "registered", "expires", "status"),
    [
        ("gazette.xml", date(2020, 12, 15), None, date(2022, 3, 16), date(2032, 3, 15), Status.IN_FORCE),
        ("marks_tipo.xml", date(2011, 1, 3), None, None, None, Status.UNKNOWN),
        ("kipris.xml", date(2021, 11, 1), None, None, None, Status.IN_FORCE),
        ("patent.xml", date(2013, 12, 18), date(2015, 1, 1), date(2015, 1, 1), None, Status.IN_FORCE),
        ("patents_cnipa.xml", date(2019, 5, 6), date(2020, 1, 2), date(2020, 1, 2), None, Status.IN_FORCE),
        ("marks_st66.xml", date(2010, 5, 9), date(2011, 12, 30), date(2012, 3, 20), None, Status.IN_FORCE),
        ("marks_tm_search.xml", date(2015, 1, 2), None, date(2015, 6, 7), date(2035, 1, 2), Status.IN_FORCE),
        ("designs_st86.xml", date(2019, 2, 3), None, date(2019, 3, 4), date(2029, 2, 3), Status.IN_FORCE),
        ("marks_st96.xml", date(2010, 5, 9), date(2011, 12, 30), date(2012, 3, 20), None, Status.CANCELLED),
        ("designs_st96.xml", date(2017, 8, 20), date(2019, 1, 29), date(2017, 8, 29), date(2034, 1, 29),
         Status.IN_FORCE),
        ("patents_st36.xml", date(2004, 10, 29), date(2006, 6, 7), date(2006, 6, 7), None, Status.IN_FORCE),
        ("marks_uspto_daily.xml", date(2010, 5, 9), date(2011, 12, 30), date(2012, 3, 20), None,
         Status.IN_FORCE),
        ("patents_uspto.xml", date(2012, 10, 9), date(2015, 1, 6), date(2015, 1, 6), None, Status.IN_FORCE),
        ("patents_uspto.sgm", date(1999, 10, 5), date(2001, 1, 2), date(2001, 1, 2), None, Status.IN_FORCE),
        ("marks_tsdr.json", date(2021, 11, 13), date(2022, 6, 11), None, None, Status.ABANDONED),
        ("case_file.csv", date(2010, 5, 9), date(2011, 12, 30), date(2012, 3, 20), None, Status.CANCELLED),
    ],
)  # fmt: skip
def test_the_first_right_of_a_sample_has_its_days_and_its_status(
    name: str,
    filed: date,
    published: date | None,
    registered: date | None,
    expires: date | None,
    status: Status,
) -> None:
    first = rights_of(DATA / name)[0][0]

    assert (first.filed, first.published, first.registered, first.expires) == (
        filed, published, registered, expires,
    )  # fmt: skip
    assert first.status is status


def test_every_format_has_a_sample_and_a_name_of_its_own() -> None:
    read = {recognise(DATA / name) for name, _ in FOUND}

    assert {i.NAME for i in IMPORTERS} - {i.NAME for i in read} == {"XLSX", packed.NAME}
    assert len({i.NAME for i in IMPORTERS}) == len(IMPORTERS)


def test_a_deleted_mark_is_a_row_that_takes_it_out_of_the_register() -> None:
    rows, _ = rows_of(DATA / "marks_tm_search.xml")

    assert [row[STATUS] for row in rows] == ["in_force", "refused", "removed"]


def test_an_impossible_day_is_a_rejection_that_says_so() -> None:
    _, (rejected,) = rights_of(DATA / "marks_tm_search.xml")

    assert (rejected.line, "2015-13-41" in rejected.reason) == (4, True)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("201710601862.3", "201710601862.3"),
        ("CN 201710601862.3", "201710601862.3"),
        ("ZL2017106018623", "201710601862.3"),
        ("201811564288x", "201811564288.X"),
        ("201710601862", "201710601862.3"),
        ("102021001286633", "202111286633.X"),
        ("95115608.X", "95115608.X"),
        ("85100001", "85100001"),
        ("00000000", ""),
        ("PCT/CN2020/1", "PCT/CN2020/1"),
    ],
)
def test_a_chinese_application_number_has_one_form(printed: str, expected: str) -> None:
    assert cnipa.patent_number(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("G09G    3/36    (2006.01)", "G09G3/36"),
        ("H04N   1/40        20060101AFI20051109BHEP", "H04N1/40"),
        ("A61B005/00", "A61B5/00"),
        ("G06F 1516", "G06F15/16"),
        ("A61K 31505", "A61K31/505"),
        ("A63H  336", "A63H3/36"),
        ("H02G 11/02", "H02G11/02"),
        ("odd thing", "oddthing"),
    ],
)
def test_ipc_symbols_have_one_form(printed: str, expected: str) -> None:
    assert ipc_symbol(printed) == expected


@pytest.mark.parametrize("printed", ["2101", "21.01", "21-01", "21-1", "LOC (10) Cl. 21-01"])
def test_locarno_classes_have_one_form(printed: str) -> None:
    assert locarno_classes((printed,)) == ("21-01",)


@pytest.mark.parametrize(
    ("office", "said", "expected"),
    [
        ("US", "686", Status.PUBLISHED),
        ("US", "630", Status.PENDING),
        ("US", "601", Status.ABANDONED),
        ("US", "900", Status.EXPIRED),
        ("US", "12345", Status.UNKNOWN),
        ("EM", "700", Status.UNKNOWN),
        ("EM", "Application opposed", Status.OPPOSED),
        ("EM", "Opposition pending", Status.OPPOSED),
        ("EM", "Application published", Status.PUBLISHED),
        ("EM", "Registration surrendered", Status.CANCELLED),
        ("DK", "Registration cancelled", Status.CANCELLED),
        ("SE", "Expired", Status.EXPIRED),
        ("FR", "Application withdrawn", Status.WITHDRAWN),
        ("RO", "Application under examination", Status.PENDING),
        ("CN", "已注册", Status.IN_FORCE),
        ("CN", "", Status.UNKNOWN),
    ],
)
def test_codes_and_words_of_offices_are_understood(office: str, said: str, expected: Status) -> None:
    assert read_status_of(said, office) is expected


@pytest.mark.skipif(not SHARED.exists(), reason="the real register files are not beside this project")
def test_real_files_give_exactly_the_counts_of_their_manifest() -> None:
    with (SHARED / "manifest.tsv").open(encoding="utf-8") as file:
        expected = {r["file"]: int(r["records"]) for r in csv.DictReader(file, delimiter="\t")}

    found = {name: rights_of(SHARED / name) for name in expected}

    assert {name: len(good) for name, (good, _) in found.items()} == expected
    assert not any(bad for _, bad in found.values())


def test_a_file_knows_its_importer_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "whatever.dat"
    path.write_bytes((DATA / "marks_st66.xml").read_bytes())

    assert recognise(path).NAME == "WIPO ST.66 XML"


def test_an_answer_of_the_korean_office_that_found_nothing_holds_no_right(tmp_path: Path) -> None:
    path = tmp_path / "none.xml"
    path.write_text("<response><header/><body><items><totalCount>0</totalCount></items></body></response>")

    assert rights_of(path) == ([], [])
