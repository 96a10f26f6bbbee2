"""A bureau's own forms pack: laid over what ships, refused with a sentence where it is amiss."""

import base64
import json
from pathlib import Path

import pytest

from app.errors import BadInput
from app.forms import form_texts
from app.letterhead import BUREAU, SEAL, gather, read_letterhead, shipped_letterhead, write_letterhead
from app.resources import resource

PLAIN = 'schema = 1\nname = "甲局格式"\nedition = "2026-1"\n'
ORDER = form_texts(resource("forms"))["correction_order.toml"]
REPORT = form_texts(resource("forms"))["report_registration.toml"]


def a_pack(bureau: str = PLAIN, **forms: str) -> dict[str, bytes]:
    return {BUREAU: bureau.encode()} | {f"forms/{name}.toml": text.encode() for name, text in forms.items()}


def packed(files: dict[str, bytes], schema: int = 1) -> bytes:
    coded = {name: base64.b64encode(data).decode() for name, data in files.items()}
    return json.dumps({"schema": schema, "files": coded}).encode()


def test_a_bureaus_form_takes_the_place_of_the_shipped_one() -> None:
    changed = ORDER.replace('title = "责令改正通知书"', 'title = "责令限期改正通知书"')

    letterhead = read_letterhead(write_letterhead(a_pack(correction_order=changed)))

    assert letterhead.forms["correction_order", "zh"].title == "责令限期改正通知书"
    assert letterhead.forms["goods_list", "zh"] == shipped_letterhead().forms["goods_list", "zh"]
    assert letterhead.own == ("correction_order.toml",)


@pytest.mark.parametrize("name", ["report_registration", "our_report"])
def test_a_bureaus_form_older_than_the_word_still_keeps_secret_who_reported(name: str) -> None:
    older = REPORT.replace("confidential = true\n", "").replace(
        'form = "report_registration"', f'form = "{name}"'
    )

    letterhead = read_letterhead(write_letterhead(a_pack(**{name: older})))

    for language in ("zh", "en"):
        form = letterhead.forms[name, language]
        secret = [f.name for f in form.fields if f.confidential]
        assert secret == [f"informant.{what}" for what in ("name", "phone", "address", "id")]
        assert form.confidential_signers == ("party",)


def test_a_form_of_the_bureaus_own_stands_beside_the_shipped_ones() -> None:
    own = ORDER.replace('form = "correction_order"', 'form = "our_reminder"')

    letterhead = read_letterhead(write_letterhead(a_pack(our_reminder=own)))

    assert set(letterhead.forms) == set(shipped_letterhead().forms) | {
        ("our_reminder", "zh"),
        ("our_reminder", "en"),
    }


def test_words_presets_and_agencies_are_the_bureaus() -> None:
    bureau = PLAIN + (
        'agency = "甲市市场监督管理局"\nnumber = "{prefix}[{year}]第{serial:04d}号"\n'
        '[words]\n"责改" = "甲市监责改"\n[agencies]\npatent = "甲市知识产权局"\n'
        '[presets]\ncontact = "王五"\n[presets_en]\ncontact = "Wang Wu"\n'
    )

    letterhead = read_letterhead(write_letterhead(a_pack(bureau)))

    assert letterhead.write_number("甲市监责改", 2026, 12) == "甲市监责改[2026]第0012号"
    assert letterhead.words == {"责改": "甲市监责改"}
    assert letterhead.agencies["patent"] == "甲市知识产权局"
    assert (letterhead.preset("contact", "zh"), letterhead.preset("contact", "en")) == ("王五", "Wang Wu")
    assert letterhead.preset("court", "zh") == ""


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / BUREAU).write_text(PLAIN, "utf-8")
    (tmp_path / "forms" / "correction_order.toml").write_text(ORDER, "utf-8")
    (tmp_path / "notes.txt").write_text("not ours", "utf-8")

    assert write_letterhead(gather(tmp_path)) == write_letterhead(gather(tmp_path))
    assert set(gather(tmp_path)) == {BUREAU, "forms/correction_order.toml"}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "bureau.toml"),
        (a_pack(PLAIN.replace("schema = 1", "schema = 9")), "schema"),
        (a_pack(PLAIN + 'colour = "red"\n'), "colour"),
        (a_pack(PLAIN + 'seal = "wax"\n'), "seal"),
        (a_pack(PLAIN + 'seal = "picture"\n'), "seal.png"),
        (a_pack(PLAIN + 'seal = "picture"\n') | {SEAL: b"GIF89a"}, "seal.png"),
        (a_pack(PLAIN + 'number = "{prefix}{year}"\n'), "number"),
        (a_pack(PLAIN + 'number = "{prefix}{year}{serial.__class__}"\n'), "number"),
        (a_pack(PLAIN + 'number = "{prefix}{year}{serial:999999999d}"\n'), "number"),
        (a_pack(PLAIN + 'number = "{prefix}{year}{serial"\n'), "number"),
        (a_pack(PLAIN.replace("甲局格式", " ")), "name"),
        (a_pack(PLAIN + "a = " + "[" * 5000), "bureau.toml"),
        (a_pack(broken='schema = 2\nform = "x"\n'), "broken.toml"),
        (a_pack(correction_order=ORDER.replace("{_act}", "{_nothing}")), "nothing"),
        (a_pack() | {"../evil.toml": b""}, "evil"),
        (a_pack() | {"forms/Ä.toml": b""}, "forms/"),
        (a_pack() | {"forms/x.toml": b"\xff\xfe"}, "x.toml"),
        (a_pack() | {"forms/x.toml": b" " * 5_000_000}, "x.toml"),
    ],
)
def test_a_pack_that_is_amiss_is_refused_by_name(files: dict[str, bytes], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_letterhead(packed(files))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"[]",
        b'{"schema":1}',
        b'{"schema":1,"files":{"bureau.toml":"?"}}',
        b"[" * 100_000,
        b" " * 17_000_000,
        packed(a_pack(), schema=2),
    ],
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="格式包"):
        read_letterhead(data)


def test_a_folder_without_the_bureaus_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"bureau\.toml"):
        gather(tmp_path)
