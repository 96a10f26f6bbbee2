"""Documents hold what was entered, where the standard wants it, and the same bytes every time."""

import io
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from app.documents import Extras, Ink, Photo, Value, missing, render
from app.errors import BadInput
from app.forms import Form, holds, load_forms, shown_fields
from app.proof import Proof, make_proof, read_proof
from app.typeset.breaking import violations
from app.typeset.fonts import FontSet, load_fonts
from tests.builders import a_key

FORMS = load_forms()
RECORD, ORDER, LIST = (
    FORMS[name, "zh"] for name in ("record_of_inspection", "correction_order", "goods_list")
)
AGENCY = "杭州市滨江区市场监督管理局"
PLAIN = Extras(AGENCY, "杭滨市监责改〔2026〕12号", "2026年11月24日")
MM = 72 / 25.4
FORM_IDS = ["-".join(key) for key in FORMS]
NAMES = "浙江𬭸光㛃䶮喆\U0002cb38有限公司"


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def filled(form: Form) -> dict[str, Value]:
    """Give every field of a form a value that can be told from the others."""
    values: dict[str, Value] = {}
    for number, field in enumerate(form.fields):
        if field.kind == "list":
            values[field.name] = tuple(
                tuple(f"{r}行{c}列" for c in range(len(field.columns))) for r in range(3)
            )
        elif field.kind in ("choice", "choices"):
            values[field.name] = field.choices[-1]
        else:
            values[field.name] = f"第{number}项{NAMES if field.name == 'party.name' else '内容'}"
    return values


def picture(kind: str = "JPEG", size: tuple[int, int] = (72, 54)) -> bytes:
    """Make a grey picture file."""
    target = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (90, 90, 90)).save(target, kind)
    return target.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    """Extract the text of every page, without what layout adds between characters."""
    document = pdfium.PdfDocument(pdf)
    texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return ["".join(text.split()) for text in texts]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORM_IDS)
def test_every_value_can_be_searched_for(form: Form, fonts: FontSet) -> None:
    values = filled(form)

    text = text_of(render(form, values, PLAIN, fonts).pdf)

    shown = {n for b in form.blocks if holds(form, b.when, values) for n in shown_fields(b)}
    for value in (values[name] for name in shown):
        cells = [value] if isinstance(value, str) else [cell for row in value for cell in row]
        assert [cell for cell in cells if "".join(cell.split()) not in text] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORM_IDS)
def test_the_same_values_give_the_same_bytes(form: Form, fonts: FontSet) -> None:
    inks = tuple(Ink(role, "", picture("PNG")) for role, _ in form.signers)
    extras = replace(
        PLAIN, photos=(Photo(picture(), ("照片1",)),) * 4, inks=inks, seal=True, code="HUHANG:1:AB"
    )

    first, second = (render(form, filled(form), extras, fonts) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("form", FORMS.values(), ids=FORM_IDS)
def test_an_empty_form_is_a_blank_to_be_filled_in_by_hand(form: Form, fonts: FontSet) -> None:
    text = text_of(render(form, {}, PLAIN, fonts).pdf)

    assert "".join(form.title.split()) in text


@pytest.mark.parametrize("form", [f for f in FORMS.values() if f.language == "en"], ids=lambda f: f.form)
def test_a_translation_says_that_the_chinese_text_prevails(form: Form, fonts: FontSet) -> None:
    assert "译文仅供参考，以中文文书为准" in text_of(render(form, filled(form), PLAIN, fonts).pdf)


def test_lines_of_english_words_are_not_spaced_out(fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "remove all stickers " + "m" * 20}

    pdf = render(FORMS["correction_order", "en"], values, PLAIN, fonts).pdf

    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    start = page.get_text_range().index("stickers")
    boxes = [page.get_charbox(start + i) for i in range(len("stickers"))]
    assert max(after[0] - before[2] for before, after in pairwise(boxes)) < 2


def test_a_full_page_has_22_lines_of_28_characters_in_the_type_area(fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "测" * 28 * 60}

    page = pdfium.PdfDocument(render(ORDER, values, PLAIN, fonts).pdf)[1].get_textpage()

    boxes = [page.get_charbox(i) for i in range(page.count_chars()) if page.get_text_range(i, 1) == "测"]
    lines: dict[int, list[float]] = {}
    for left, bottom, right, _ in boxes:
        lines.setdefault(round(bottom), []).append((left + right) / 2)
    heights = sorted(lines, reverse=True)
    middles = sorted(lines[heights[0]])
    assert (len(heights), {len(line) for line in lines.values()}) == (22, {28})
    assert (middles[-1] - middles[0]) / 27 / MM == pytest.approx(156 / 28, abs=0.01)
    assert (heights[0] - heights[-1]) / 21 / MM == pytest.approx(225 / 22, abs=0.02)
    assert middles[0] / MM == pytest.approx(28 + 156 / 28 / 2, abs=0.2)
    assert middles[-1] / MM == pytest.approx(184 - 156 / 28 / 2, abs=0.2)


def test_lines_of_a_set_page_keep_the_prohibitions(fonts: FontSet) -> None:
    scene = "现场陈列标有“ZL201710601862.3”（已终止）的《玩具》三款；当事人称：“旧库存，尚未更换。”" * 30

    pdf = render(RECORD, filled(RECORD) | {"scene": scene}, PLAIN, fonts).pdf

    document = pdfium.PdfDocument(pdf)
    for number in range(len(document)):
        lines = document[number].get_textpage().get_text_range().splitlines()
        assert violations([line for line in lines if line.strip()]) == 0


def test_every_page_of_a_record_is_signed_and_numbered(fonts: FontSet) -> None:
    done = render(RECORD, filled(RECORD) | {"scene": "现场情况。" * 500}, PLAIN, fonts)

    pages = pages_of(done.pdf)

    assert done.pages == len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert page.count("检查人员：") >= 2
        assert "见证人：" in page


def test_a_refusal_is_written_whole_in_place_of_the_signature(fonts: FontSet) -> None:
    reason = "当事人认为所陈列的展品由其他公司提供，与其无关，因此不愿在本笔录上签名"

    pdf = render(RECORD, filled(RECORD), replace(PLAIN, inks=(Ink("party", "", refused=reason),)), fonts).pdf

    assert f"拒签：{reason}" in pages_of(pdf)[0]


def test_a_refusal_too_long_for_its_line_is_not_cut(fonts: FontSet) -> None:
    extras = replace(PLAIN, inks=(Ink("party", "", refused="不愿签名" * 60),))

    with pytest.raises(BadInput):
        render(RECORD, filled(RECORD), extras, fonts)


def test_a_long_list_carries_its_heads_to_every_page(fonts: FontSet) -> None:
    rows = tuple((str(n), f"物品{n}号", "型号", "件", "1", "") for n in range(1, 201))

    pages = pages_of(render(LIST, {"items": rows}, PLAIN, fonts).pdf)

    assert len(pages) > 5
    assert all("标称名称/场所" in page for page in pages if "物品" in page.replace("上述物品", ""))
    assert [n for n in range(1, 201) if not any(f"物品{n}号" in page for page in pages)] == []


def test_a_list_without_rows_still_makes_a_document(fonts: FontSet) -> None:
    assert "标称名称/场所" in text_of(render(LIST, {"items": ()}, PLAIN, fonts).pdf)


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_photos_follow_with_their_captions(count: int, fonts: FontSet) -> None:
    photos = tuple(Photo(picture(), (f"照片{n}号", f"SHA-256{n:016d}")) for n in range(count))

    text = text_of(render(RECORD, filled(RECORD), replace(PLAIN, photos=photos), fonts).pdf)

    assert [n for n in range(count) if f"照片{n}号" not in text or f"SHA-256{n:016d}" not in text] == []


@pytest.mark.parametrize(
    "data", [b"", b"no picture", picture()[:200], picture("PNG"), b"\xff\xd8\xff\xe0" + bytes(50)]
)
def test_a_broken_photo_stops_the_document(data: bytes, fonts: FontSet) -> None:
    with pytest.raises(BadInput):
        render(RECORD, filled(RECORD), replace(PLAIN, photos=(Photo(data, ("照片",)),)), fonts)


@pytest.mark.parametrize("data", [b"no picture", picture("PNG")[:40], picture()])
def test_a_broken_signature_stops_the_document(data: bytes, fonts: FontSet) -> None:
    with pytest.raises(BadInput):
        render(RECORD, filled(RECORD), replace(PLAIN, inks=(Ink("party", "", data),)), fonts)


@pytest.mark.parametrize("value", ["\U0001f600", "שלום", "字" * 30_000])
def test_a_value_that_cannot_be_printed_stops_the_document(value: str, fonts: FontSet) -> None:
    with pytest.raises(BadInput):
        render(RECORD, filled(RECORD) | {"scene": value}, PLAIN, fonts)


@pytest.mark.parametrize(
    "value", ["{party.name}", "甲\r\n\r\n乙\t丙", "\0甲\x1b[0m", "甲\u202e乙\u200b", "a" * 500, "　"]
)
def test_a_strange_value_is_printed_as_text_and_never_as_a_form(value: str, fonts: FontSet) -> None:
    done = render(RECORD, filled(RECORD) | {"scene": value}, PLAIN, fonts)

    assert done.pdf.startswith(b"%PDF-")
    if value.startswith("{"):
        assert value in text_of(done.pdf)


@pytest.mark.parametrize("extra", range(0, 20 * 28, 28))
def test_the_place_of_the_seal_never_stands_alone(extra: int, fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "改" * (extra + 1)}

    pages = pages_of(render(ORDER, values, replace(PLAIN, seal=True), fonts).pdf)

    (sealed,) = [page for page in pages if "联系地址：" in page]
    assert "2026年11月24日" in sealed


def test_a_practice_document_says_so_on_every_page(fonts: FontSet) -> None:
    done = render(RECORD, filled(RECORD) | {"scene": "练习。" * 600}, replace(PLAIN, practice=True), fonts)

    assert all("练习文书，不具法律效力" in page for page in pages_of(done.pdf))


@pytest.mark.parametrize(("form", "pages"), [(ORDER, 1), (RECORD, 2)], ids=["order", "record"])
def test_the_code_on_the_last_page_is_read_and_verifies(form: Form, pages: int, fonts: FontSet) -> None:
    key = a_key()
    stated = Proof(
        "杭滨市监责改〔2026〕12号", "2026年11月24日", NAMES, AGENCY, ("1", "2"), "CF-1-0001", "ab" * 32
    )
    extras = replace(PLAIN, code=make_proof(stated, key.key, key.sign))

    document = pdfium.PdfDocument(render(form, filled(form), extras, fonts).pdf)

    image = document[len(document) - 1].render(scale=150 / 72, grayscale=True).to_numpy()
    (code,) = zxingcpp.read_barcodes(image.squeeze())
    assert read_proof(code.text, [key.key]).party == NAMES
    assert len(document) >= pages


def test_missing_fields_are_told_in_the_order_of_the_form() -> None:
    names = [field.name for field in missing(RECORD, filled(RECORD) | {"scene": "", "place": ""})]

    assert names == ["place", "scene"]
