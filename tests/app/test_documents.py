"""Every form is set whatever it is filled with, holds what was entered, and is the same bytes every time."""

import shutil
import subprocess
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import Extras, Ink, Photo, document_text, missing, render
from app.errors import BadInput
from app.forms import PLACE, Form
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import (
    ALL,
    FORMS,
    IDS,
    LIST,
    ORDER,
    PLAIN,
    RECORD,
    body_of,
    filled,
    foot_of,
    letters,
    pages_of,
    picture,
    text_of,
    told,
)

every_form = pytest.mark.parametrize("form", ALL, ids=IDS)
PDFTOTEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


@every_form
def test_every_value_can_be_searched_for(form: Form, fonts: FontSet) -> None:
    values = filled(form)

    text = body_of(form, render(form, values, PLAIN, fonts))

    assert [value for value in told(form, values) if value not in text] == []


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
@every_form
def test_another_reader_finds_every_value(form: Form, fonts: FontSet) -> None:
    values = filled(form)
    done = render(form, values, PLAIN, fonts)
    area = map(str, ("-x", 0, "-y", 0, "-W", 600, "-H", int(842 - foot_of(form, done))))

    words = [str(PDFTOTEXT), "-raw", *area, "-", "-"]
    read = subprocess.run(words, input=done.pdf, capture_output=True, check=True)

    text = "".join(read.stdout.decode().split())
    assert [value for value in told(form, values) if value not in text] == []


@every_form
def test_the_plain_text_says_what_the_pages_say(form: Form, fonts: FontSet) -> None:
    values = filled(form)

    text = "".join(document_text(form, values, PLAIN).split())

    assert [value for value in told(form, values) if value not in text] == []
    assert "".join(form.title.split()) in text
    assert PLAIN.agency in text or "title" not in {block.kind for block in form.blocks}


@every_form
def test_the_same_values_give_the_same_bytes(form: Form, fonts: FontSet) -> None:
    inks = tuple(Ink(role, "", picture("PNG")) for role, _ in form.signers)
    photos = (Photo(picture(), ("照片1",)),) * 4
    extras = replace(PLAIN, photos=photos, inks=inks, seal=True, seam=True, code="HUHANG:1:AB")

    first, second = (render(form, filled(form), extras, fonts, FORMS[form.form, "en"]) for _ in range(2))

    assert first == second


@every_form
def test_an_empty_form_is_a_blank_to_be_filled_in_by_hand(form: Form, fonts: FontSet) -> None:
    text = text_of(render(form, {}, Extras(PLAIN.agency), fonts).pdf)

    assert "".join(form.title.split()) in text
    for block in form.blocks:
        _, equals, choice = block.when.partition("=")
        colon = "：" if form.language == "zh" else ":"
        assert not equals or f"☐{''.join(choice.split())}{colon}" in text, block
        begins = "".join(PLACE.split(block.text)[0].split())[:12]
        assert begins in text, block


def test_a_blank_has_one_box_before_the_lines_of_a_choice_and_a_filled_form_none(fonts: FontSet) -> None:
    form = FORMS["report_registration", "zh"]
    named = {"named": "实名举报", "informant.name": "王某"}

    blank, filled_in = (text_of(render(form, values, PLAIN, fonts).pdf) for values in ({}, named))

    assert blank.count("☐实名举报：") == 1
    assert all(words in blank for words in ("☐实名举报：举报人姓名：", "身份证（其他有效证件）号码："))
    assert "☐实名举报：" not in filled_in


@every_form
def test_presets_and_nothing_else_make_a_document(form: Form, fonts: FontSet) -> None:
    values = {field.name: field.initial() for field in form.fields}

    assert "".join(form.title.split()) in text_of(render(form, values, PLAIN, fonts).pdf)


@pytest.mark.parametrize(
    "text",
    [
        "{0}" + "华夏国际会展知识产权服务股份有限公司" * 11,
        "{0}\u200b甲\u202e乙\u2066丙\ufeff\u00ad丁\ufe0f",
        "<b>{0}</b> &amp; {{_party.name}} }}{{ {{x:A|B}} \\n %s $1 `'\"",
        "{0}" + "A" * 200,
        "{0}\r\n\r\n甲\t乙\0\x1b[0m",
        "　",
    ],
    ids=["long name", "unseen", "markup", "long word", "controls", "blank"],
)
@every_form
def test_no_value_breaks_a_form(form: Form, text: str, fonts: FontSet) -> None:
    values = filled(form, text)

    done = render(form, values, PLAIN, fonts)

    assert done.pdf.startswith(b"%PDF-")


@given(scene=st.text(max_size=300), party=st.text(max_size=80), cell=st.text(max_size=60))
def test_any_text_is_set_or_refused_with_a_sentence(
    scene: str, party: str, cell: str, fonts: FontSet
) -> None:
    for form in (RECORD, LIST):
        values = filled(form) | {"scene": scene, "party.name": party, "items": ((cell,) * 6,)}
        extras = replace(PLAIN, agency=party, number=cell, photos=(Photo(picture(), (scene[:80],)),))
        try:
            done = render(form, values, extras, fonts)
        except BadInput:
            continue
        assert done.pages > 0
        assert document_text(form, values, extras)


def test_an_agency_of_any_length_stays_on_the_paper(fonts: FontSet) -> None:
    agency = "新疆维吾尔自治区昌吉回族自治州木垒哈萨克自治县市场监督管理局综合行政执法队"

    pdf = render(ORDER, filled(ORDER), replace(PLAIN, agency=agency, seal=True), fonts).pdf

    assert all(27 < letter.x < 185 for letter in letters(pdf) if letter.text in agency and letter.y < 262)


def test_markup_is_printed_as_it_was_typed(fonts: FontSet) -> None:
    text = "<b>甲</b>{_party.name}&amp;{x:A|B}"

    assert text in text_of(render(RECORD, filled(RECORD) | {"scene": text}, PLAIN, fonts).pdf)


@pytest.mark.parametrize(
    ("form", "field", "value", "shown"),
    [
        (("correction_order", "zh"), "act", "陈列假冒专利产品。", "陈列假冒专利产品的行为"),
        (("coercive_decision", "zh"), "act", "经查属实。", "涉嫌经查属实。本局"),
        (("coercive_decision", "en"), "act", "Sold fakes.", "Soldfakes.Under"),
        (("record_of_inspection", "zh"), "statement", "没有意见。", "没有意见。"),
    ],
)
def test_a_sentence_ends_once(
    form: tuple[str, str], field: str, value: str, shown: str, fonts: FontSet
) -> None:
    assert shown in text_of(render(FORMS[form], filled(FORMS[form]) | {field: value}, PLAIN, fonts).pdf)


def test_unseen_characters_are_left_out(fonts: FontSet) -> None:
    text = "甲\u200b\u200e\u202e乙\ufeff\u2066丙\u00ad丁\ufe0f\U000e0101戊"

    assert "甲乙丙丁戊" in text_of(render(RECORD, filled(RECORD) | {"scene": text}, PLAIN, fonts).pdf)


@pytest.mark.parametrize(
    ("value", "said"),
    [("\U0001f600", "U+1F600"), ("שלום", "U+05E9"), ("\ue123", "U+E123"), ("字" * 20_001, "20000")],
)
def test_a_value_that_cannot_be_printed_stops_the_document(value: str, said: str, fonts: FontSet) -> None:
    with pytest.raises(BadInput, match="请") as caught:
        render(RECORD, filled(RECORD) | {"scene": value}, PLAIN, fonts)

    assert said in caught.value.zh
    assert said in caught.value.en


@pytest.mark.parametrize("form", [form for form in ALL if form.language == "en"], ids=lambda f: f.form)
def test_a_translation_says_that_the_chinese_text_prevails(form: Form, fonts: FontSet) -> None:
    assert "译文仅供参考，以中文文书为准" in text_of(render(form, filled(form), PLAIN, fonts).pdf)


def test_a_gloss_follows_unsigned_with_choices_and_presets_in_english(fonts: FontSet) -> None:
    values = {field.name: field.initial() for field in ORDER.fields} | {"party.name": "某公司"}

    done = render(ORDER, values, replace(PLAIN, seal=True), fonts, FORMS["correction_order", "en"])

    pages = pages_of(done.pdf)
    assert "责令改正通知书" in pages[0]
    assert "Translationforreference;theChinesetextprevails." in pages[1]
    assert "orderedtocorrectit:atonce." in pages[1]
    assert all(place.page == 1 for place in done.places)


def test_a_choice_is_ticked_in_either_language(fonts: FontSet) -> None:
    form = FORMS["goods_list", "en"]

    for value in ("设施", "facilities"):
        text = text_of(render(form, {"kind": value}, PLAIN, fonts).pdf)
        assert "☐premises☑facilities☐goods" in text


def test_a_reader_is_told_language_and_title(fonts: FontSet) -> None:
    for language, name in (("zh", b"zh-CN"), ("en", b"en")):
        form = FORMS["correction_order", language]
        pdf = render(form, filled(form), PLAIN, fonts).pdf

        assert b"/Lang (" + name + b")" in pdf
        assert b"/DisplayDocTitle true" in pdf
        assert pdfium.PdfDocument(pdf).get_metadata_value("Title") == f"{form.title} {PLAIN.number}"


def test_no_face_is_named_that_is_not_in_the_file(fonts: FontSet) -> None:
    pdf = render(RECORD, filled(RECORD), PLAIN, fonts).pdf

    assert b"Helvetica" not in pdf
    assert b"/Trans" not in pdf


def test_missing_fields_are_told_in_the_order_of_the_form() -> None:
    names = [field.name for field in missing(RECORD, filled(RECORD) | {"scene": "", "place": ""})]

    assert names == ["place", "scene"]
