"""What stands on a document besides its text: lists, photos, signatures, seals, code, practice mark."""

import io
import time
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.documents import Ink, Photo, document_text, render
from app.errors import BadInput
from app.forms import Form
from app.proof import Proof, make_proof, read_proof
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import (
    AGENCY,
    FORMS,
    LIST,
    NAMES,
    ORDER,
    PLAIN,
    RECORD,
    filled,
    pages_of,
    picture,
    text_of,
)
from tests.builders import a_key


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def shot(pdf: bytes, page: int, dpi: int = 72) -> NDArray[np.uint8]:
    """Return a page as a picture, (H, W, 3), BGR."""
    picture = pdfium.PdfDocument(pdf)[page].render(scale=dpi / 72).to_numpy()
    return np.array(picture[..., :3], np.uint8)


def coloured(image: NDArray[np.uint8], channel: int) -> int:
    """Count pixels that are mostly of one channel: 0 blue, 2 red."""
    others = np.delete(image, channel, 2).max(2)
    return int(((image[..., channel] > 150) & (others < 120)).sum())


def seal_png() -> bytes:
    """Make a picture of a square red seal, transparent around."""
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((20, 20, 279, 279), outline=(220, 20, 20, 255), width=16)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def test_a_long_list_carries_its_heads_to_every_page(fonts: FontSet) -> None:
    rows = tuple((str(n), f"物品{n}号", "型号", "件", "1", "") for n in range(1, 201))

    pages = pages_of(render(LIST, {"items": rows}, PLAIN, fonts).pdf)

    assert len(pages) > 5
    assert all("标称名称/场所" in page for page in pages if "物品" in page.replace("上述物品", ""))
    assert [n for n in range(1, 201) if not any(f"物品{n}号" in page for page in pages)] == []


def test_five_thousand_rows_are_set_in_seconds_and_one_more_is_refused(fonts: FontSet) -> None:
    rows = tuple((str(n), f"物品{n}号", "型号", "件", "1", "") for n in range(1, 5001))

    began = time.process_time()
    done = render(LIST, {"items": rows}, PLAIN, fonts)

    assert time.process_time() - began < 10
    assert "物品5000号" in pages_of(done.pdf)[-1]
    with pytest.raises(BadInput, match="5000"):
        render(LIST, {"items": (*rows, rows[0])}, PLAIN, fonts)


@pytest.mark.parametrize("rows", [(), (("",) * 6,), (("1", "杯"),), (("1", "杯", "", "个", "2", "", "多"),)])
def test_a_list_is_set_whatever_its_rows(rows: tuple[tuple[str, ...], ...], fonts: FontSet) -> None:
    assert "标称名称/场所" in text_of(render(LIST, {"items": rows}, PLAIN, fonts).pdf)


def test_a_row_longer_than_a_page_is_refused_by_its_text(fonts: FontSet) -> None:
    with pytest.raises(BadInput, match="分行填写"):
        render(LIST, {"items": (("1", "很长的名称" * 200, "", "", "", ""),)}, PLAIN, fonts)


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_photos_follow_with_their_captions(count: int, fonts: FontSet) -> None:
    photos = tuple(Photo(picture(), (f"照片{n}号", f"SHA-256{n:016d}")) for n in range(count))
    extras = replace(PLAIN, photos=photos)

    text = text_of(render(RECORD, filled(RECORD), extras, fonts).pdf)

    for n in range(count):
        assert f"照片{n}号" in text
        assert f"SHA-256{n:016d}" in text
        assert f"照片{n}号" in document_text(RECORD, filled(RECORD), extras)


def test_a_photo_is_kept_byte_by_byte_and_once(fonts: FontSet) -> None:
    jpeg = picture()

    pdf = render(RECORD, filled(RECORD), replace(PLAIN, photos=(Photo(jpeg, ("一",)),) * 3), fonts).pdf

    assert pdf.count(jpeg) == 1


@pytest.mark.parametrize(
    "data", [b"", b"no picture", picture()[:200], picture("PNG"), b"\xff\xd8\xff\xe0" + bytes(50)]
)
def test_a_broken_photo_stops_the_document(data: bytes, fonts: FontSet) -> None:
    with pytest.raises(BadInput, match="照片"):
        render(RECORD, filled(RECORD), replace(PLAIN, photos=(Photo(data, ("照片",)),)), fonts)


@pytest.mark.parametrize("data", [b"no picture", picture("PNG")[:40], picture()])
def test_a_broken_signature_or_seal_stops_the_document(data: bytes, fonts: FontSet) -> None:
    with pytest.raises(BadInput, match="签名"):
        render(RECORD, filled(RECORD), replace(PLAIN, inks=(Ink("party", "", data),)), fonts)
    with pytest.raises(BadInput, match="印章"):
        render(RECORD, filled(RECORD), replace(PLAIN, seal_png=data), fonts)


def test_a_signature_may_belong_to_one_page(fonts: FontSet) -> None:
    values = filled(RECORD) | {"scene": "现场情况。" * 300}
    dark = Image.new("RGBA", (300, 100), (0, 0, 200, 255))
    target = io.BytesIO()
    dark.save(target, "PNG")

    done = render(RECORD, values, replace(PLAIN, inks=(Ink("party", "", target.getvalue(), page=2),)), fonts)

    blue = [coloured(shot(done.pdf, n), 0) for n in range(done.pages)]
    assert [count > 0 for count in blue] == [n == 1 for n in range(done.pages)]


def test_a_refusal_is_written_whole_in_place_of_the_signature(fonts: FontSet) -> None:
    reason = "当事人认为所陈列的展品由其他公司提供，与其无关，因此不愿在本笔录上签名"
    extras = replace(PLAIN, inks=(Ink("party", "", refused=reason),))

    assert f"拒签：{reason}" in pages_of(render(RECORD, filled(RECORD), extras, fonts).pdf)[0]
    assert f"当事人：拒签：{reason}" in document_text(RECORD, filled(RECORD), extras)


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        ("refused", "拒签：经通知未到", "refused to sign: 经通知未到"),
        ("absent", "不在场：经通知未到", "not present: 经通知未到"),
        ("unable", "不能签名：经通知未到", "cannot sign: 经通知未到"),
    ],
)
def test_refusing_being_absent_and_being_unable_are_printed_as_what_they_are(
    fonts: FontSet, why: str, zh: str, en: str
) -> None:
    extras = replace(PLAIN, inks=(Ink("party", "", refused="经通知未到", why=why),))

    for language, words in (("zh", zh), ("en", en)):
        form = FORMS["record_of_inspection", language]
        said = pages_of(render(form, filled(form), extras, fonts).pdf)
        assert "".join(words.split()) in "".join(said[0].split())
        assert words in document_text(form, filled(form), extras)


def test_a_refusal_too_long_for_its_line_is_not_cut(fonts: FontSet) -> None:
    with pytest.raises(BadInput, match="未签名的理由过长"):
        render(
            RECORD, filled(RECORD), replace(PLAIN, inks=(Ink("party", "", refused="不愿签名" * 60),)), fonts
        )


@pytest.mark.parametrize("png", [b"", seal_png()], ids=["drawn", "picture"])
def test_the_seal_stands_over_agency_and_date(png: bytes, fonts: FontSet) -> None:
    plain, sealed = (
        render(ORDER, filled(ORDER), replace(PLAIN, seal=seal, seal_png=png), fonts).pdf
        for seal in (False, True)
    )

    assert coloured(shot(plain, 0), 2) == 0
    assert coloured(shot(sealed, 0), 2) > 300
    assert "（印章）" in text_of(plain)
    assert "（印章）" not in text_of(sealed)


@pytest.mark.parametrize("pages", [1, 2, 4, 23])
def test_slices_of_the_seal_add_up_over_the_pages(pages: int, fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "改" * (28 * 22 * (pages - 1) + 28)}
    extras = replace(PLAIN, seal=True, seal_png=seal_png(), seam=True)

    done = render(ORDER, values, extras, fonts)

    assert done.pages == pages
    edges = [coloured(shot(done.pdf, n)[300:540, 470:], 2) for n in range(pages)]
    assert all(edges) if pages > 1 else not any(edges)


def test_a_practice_document_says_so_on_every_page(fonts: FontSet) -> None:
    done = render(RECORD, filled(RECORD) | {"scene": "练习。" * 600}, replace(PLAIN, practice=True), fonts)

    assert all("练习文书，不具法律效力" in page for page in pages_of(done.pdf))


@pytest.mark.parametrize("party", [NAMES, "华夏国际会展知识产权服务股份有限公司" * 11], ids=["short", "long"])
@pytest.mark.parametrize(("form", "pages"), [(ORDER, 1), (RECORD, 2)], ids=["order", "record"])
def test_the_code_on_the_last_page_is_read_and_verifies(
    form: Form, pages: int, party: str, fonts: FontSet
) -> None:
    key = a_key()
    stated = Proof(
        "杭滨市监责改〔2026〕12号", "2026年11月24日", party, AGENCY, ("1", "2"), "CF-1-0001", "ab" * 32
    )
    extras = replace(PLAIN, code=make_proof(stated, key.key, key.sign))

    done = render(form, filled(form), extras, fonts)

    image = shot(done.pdf, done.pages - 1, 300)
    (code,) = zxingcpp.read_barcodes(image)
    assert read_proof(code.text, [key.key]).party == party
    assert done.pages >= pages
    corner = code.position
    side = abs(corner.top_right.x - corner.top_left.x) / 300 * 25.4
    modules = zxingcpp.create_barcode(extras.code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    count = modules.to_image(scale=1, add_quiet_zones=False).shape[0]
    assert side / count >= 0.42 - 0.005
    assert corner.bottom_left.y / 300 * 25.4 <= 297 - 4.5
