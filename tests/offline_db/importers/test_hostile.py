"""No file makes an importer fail, leak or swell: broken, hostile and wrongly encoded ones give rejections."""

import gzip
import resource
import zipfile
from pathlib import Path

import pytest

from app.errors import BadInput
from offline_db.importers import read_rows, recognise
from offline_db.importers.streaming import LARGEST_RECORD
from tests.offline_db.importers.reading import DATA, rights_of

XML = sorted(p.name for p in DATA.iterdir() if p.suffix in (".xml", ".sgm"))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]><RegContentList><RegContent no="1">
<CaseNo>1</CaseNo><Trademark_Name%s>&i;</Trademark_Name></RegContent></RegContentList>"""
GROWING = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE l SYSTEM "file:///etc/passwd" [
<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;
<!ENTITY x SYSTEM "file:///etc/passwd">]><RegContentList><RegContent no="1"><CaseNo>1</CaseNo>
<Trademark_Name>&x;</Trademark_Name></RegContent></RegContentList>"""
GAZETTE = (DATA / "gazette.xml").read_bytes()


@pytest.mark.parametrize("name", [*XML, "marks_tsdr.json", "own.csv"])
@pytest.mark.parametrize("percent", [10, 50, 90])
def test_a_file_that_breaks_off_keeps_what_was_whole_and_says_where(
    tmp_path: Path, name: str, percent: int
) -> None:
    whole = (DATA / name).read_bytes()
    complete, _ = rights_of(DATA / name)
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) * percent // 100])

    good, bad = rights_of(path)

    assert [r.name for r in good] == [r.name for r in complete[: len(good)]] or name == "own.csv"
    assert bad or name == "own.csv"
    assert all(r.line and r.reason for r in bad)


@pytest.mark.parametrize("name", XML)
def test_records_before_a_break_in_the_same_breath_are_kept(tmp_path: Path, name: str) -> None:
    complete, _ = rights_of(DATA / name)
    path = tmp_path / name
    path.write_bytes((DATA / name).read_bytes().rstrip()[:-3])

    good, bad = rights_of(path)

    assert good == (complete if name != "patent.xml" else [])  # which is one record from end to end
    assert "中断" in bad[-1].reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.xml", BOMB % (GROWING, b"")),
        ("attribute.xml", BOMB % (GROWING, b' x="&i;"')),
        ("outside.xml", OUTSIDE),
        ("deep.xml", b"<RegContentList>" + b"<a>" * 100_000),
        ("long.xml", b"<RegContentList><RegContent><CaseNo>" + b"9" * 12_000_000),
        ("wrong.xml", GAZETTE.replace(b"utf-8", b"utf-16")),
        ("unknown.xml", GAZETTE.replace(b"utf-8", b"x-no-such")),
        ("gbk.xml", GAZETTE.decode().replace("星星狗", "云朵猫").encode("gb18030", "replace")),
        ("nul.xml", GAZETTE.replace(b"109000001", b"109\x00001")),
        ("bytes.xml", b"<RegContentList>" + bytes(range(256)) * 100),
        ("deep.json", b'{"trademarks": [' + b"[" * 200_000),
        ("long.json", b'{"trademarks": [{"status": "' + b"x" * (LARGEST_RECORD // 2)),
        ("bytes.json", b'{"trademarks": [' + bytes(range(128, 256)) * 100),
        ("nul.csv", b"office,kind,name\nCN,trademark,\0\nCN,trademark,x\n"),
        ("quote.csv", b'office,kind,name,registration_number\nCN,trademark,"x,1\n'),
        ("long.csv", b"office,kind,name,registration_number\nCN,trademark," + b"x" * 10_000_000 + b",1\n"),
        ("latin.csv", b"office,kind,name,registration_number\nCN,trademark,\xff\xfe,1\n"),
        ("narrow.csv", b"office,kind,name,registration_number\nCN\n"),
    ],
)
def test_hostile_files_give_rejections_and_harmless_rights(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    good, bad = rights_of(path)

    assert bad or all("root:" not in r.name and len(r.name) < 1000 for r in good)
    assert not any("root:" in r.text + r.reason for r in bad)
    assert all(r.reason for r in bad)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_file_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.xml"
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = GAZETTE.decode().replace('encoding="utf-8"', f'encoding="{declared}"')
    path.write_bytes(text.encode(encoding))

    (right,), _ = rights_of(path)

    assert (right.name, right.holders) == ("星星狗", ("星星公司",))


def test_a_broken_document_does_not_take_the_next_one_with_it(tmp_path: Path) -> None:
    path = tmp_path / "week.xml"
    first, *others = (DATA / "patents_uspto.xml").read_bytes().split(b"<?xml")[1:]
    path.write_bytes(b"".join(b"<?xml" + part for part in (first.replace(b"</publication", b"</x"), *others)))

    good, bad = rights_of(path)

    assert [r.name for r in good] == ["Toy cat", "Toy meter"]
    assert ("中断" in bad[0].reason, bad[0].line) == (True, 4)


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0" + b"x" * 100, b"<html><table></table></html>", b"\x00\xff" * 99]
)
def test_what_is_no_register_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(data)

    with pytest.raises(BadInput) as refusal:
        recognise(path)

    assert "x.xls" in str(refusal.value)


def test_an_archive_is_read_file_by_file(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("marks_st66.xml", "patents_uspto.sgm", "own.csv"):
            archive.write(DATA / name, f"in/{name}")
        archive.writestr("in/D00000.TIF", b"II*\0")
        archive.writestr("in/odd.xml", b"<odd/>")
        archive.writestr("in/more.zip", b"PK\3\4")

    good, bad = rights_of(path)

    assert [r.name for r in good][:3] == ["CLOUD CAT", "Toy with “glow” — in vitro", "Toy cat"]
    assert good[0].source == "week.zip/in/marks_st66.xml#1"
    assert [r.reason.split("：")[0] for r in bad if "in/" in r.reason][-2:] == [
        "week.zip/in/odd.xml",
        "week.zip/in/more.zip",
    ]


def test_a_gzip_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "marks.xml.gz"
    path.write_bytes(gzip.compress(GAZETTE))

    (right,), _ = rights_of(path)

    assert (right.name, right.source) == ("星星狗", "marks.xml#1")


def test_a_cut_archive_and_a_cut_gzip_file_are_rejections(tmp_path: Path) -> None:
    whole = gzip.compress(GAZETTE)
    (tmp_path / "x.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)

    assert all(rights_of(tmp_path / name)[1] for name in ("x.gz", "x.zip"))


def test_what_unpacks_beyond_belief_is_refused_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<RegContentList>" + (b"<Remark>" + b"0" * 1_000_000 + b"</Remark>") * 60)

    good, bad = rights_of(path)

    assert not good
    assert "过大" in bad[-1].reason


def test_a_record_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless.xml"
    path.write_bytes(b"<RegContentList>" + (b"<Remark>" + b"0" * 1_000_000 + b"</Remark>") * 80)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    bad = list(read_rows(path))

    assert "过大" in str(bad)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KiB


@pytest.mark.parametrize("flaw", ["&", "</nope>", "<x", "\0", "<RegContent>"])
def test_a_record_that_is_not_well_formed_costs_no_other_record(tmp_path: Path, flaw: str) -> None:
    path = tmp_path / "flawed.xml"
    record = "<RegContent no='{0}'><CaseNo>{0}</CaseNo><Trademark_Name>{1}</Trademark_Name></RegContent>\n"
    lines = [record.format(n, flaw if n in (7, 500) else "云朵猫") for n in range(1, 3001)]
    path.write_text(
        "<?xml version='1.0'?>\n<RegContentList>\n" + "".join(lines) + "</RegContentList>", "utf-8"
    )

    good, bad = rights_of(path)

    assert [r.application_number for r in good] == [str(n) for n in range(1, 3001) if n not in (7, 500)]
    assert [r.line for r in bad] == [9, 502]
    assert (good[5].source, good[6].source) == ("flawed.xml#6", "flawed.xml#8")


def test_a_stray_ampersand_does_not_swallow_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "stray.xml"
    record = "<RegContent><CaseNo>{0}</CaseNo><Trademark_Name>{1}</Trademark_Name></RegContent>\n"
    lines = [record.format(n, "&" if n in (9, 11_000) else "云朵猫" * 20) for n in range(1, 12_001)]
    path.write_text("<RegContentList>\n" + "".join(lines) + "</RegContentList>", "utf-8")

    good, bad = rights_of(path)

    assert (len(good), len(bad)) == (11_998, 2)


def test_an_encrypted_file_in_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(DATA / "own.csv", "own.csv")
        archive.write(DATA / "own.csv", "locked.csv")
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # the flag in the last entry of the directory
    path.write_bytes(data)

    good, bad = rights_of(path)

    assert {right.source.split("#")[0] for right in good} == {"week.zip/own.csv"}
    assert [r.reason for r in bad if "locked.csv" in r.reason] == [
        "week.zip/locked.csv：已加密，请先解密 | encrypted; decrypt it first"
    ]


@pytest.mark.parametrize(("place", "value"), [(8, 1), (10, 99)])  # encrypted; packed in an unknown way
def test_a_workbook_that_cannot_be_unpacked_is_refused(tmp_path: Path, place: int, value: int) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + place] = value
    path.write_bytes(data)

    good, bad = rights_of(path)

    assert good == []
    assert "save it anew" in bad[0].reason
