"""Pages keep the standard's grid, measured back from the PDF, and break where a clerk would break them."""

from itertools import pairwise

import pytest

from app.documents import Extras, render
from app.documents.layout import WIDTH
from app.documents.lines import SIZE, Span, set_lines
from app.typeset.breaking import violations
from app.typeset.fonts import FontSet, load_fonts
from tests.app.papers import AGENCY, FORMS, LIST, ORDER, PLAIN, RECORD, filled, letters, lines_of, pages_of

SEALED = Extras(AGENCY, "杭滨市监责改〔2026〕12号", "2026年11月24日", seal=True)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


def test_a_full_page_has_22_lines_of_28_characters_in_the_type_area(fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "测" * 28 * 60}

    pdf = render(ORDER, values, PLAIN, fonts).pdf

    found = [letter for letter in letters(pdf, 1) if letter.text == "测"]
    heights = sorted({round(letter.y, 2) for letter in found})
    lefts = sorted({round(letter.x, 2) for letter in found})
    assert (len(found), len(heights), len(lefts)) == (22 * 28, 22, 28)
    advance, pitch = (lefts[-1] - lefts[0]) / 27, (heights[-1] - heights[0]) / 21
    assert lefts[0] == pytest.approx(28, abs=0.1)
    assert lefts[-1] + advance == pytest.approx(28 + 156, abs=0.1)
    assert pitch == pytest.approx(225 / 22, abs=0.005)
    above = heights[0] - (pitch + 16 * 0.72 / 72 * 25.4) / 2
    assert above == pytest.approx(37, abs=0.1)
    assert above + 22 * pitch == pytest.approx(37 + 225, abs=0.1)


def test_lines_of_a_set_page_keep_the_prohibitions(fonts: FontSet) -> None:
    scene = "现场陈列标有“ZL201710601862.3”（已终止）的《玩具》三款；当事人称：“旧库存，尚未更换。”" * 30

    done = render(RECORD, filled(RECORD) | {"scene": scene}, PLAIN, fonts)

    assert done.pages > 2
    for page in range(done.pages):
        assert violations([line for line in lines_of(done.pdf, page) if line]) == 0


def test_lines_of_english_words_are_not_spaced_out(fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "remove all stickers " + "m" * 20}

    found = list(letters(render(FORMS["correction_order", "en"], values, PLAIN, fonts).pdf))

    text = "".join(letter.text for letter in found)
    start = text.index("stickers")
    word = found[start : start + len("stickers")]
    assert word[-1].x - word[0].x < 8 * 16 * 0.6 / 72 * 25.4


def test_no_underline_goes_on_over_the_space_at_the_end_of_a_line(fonts: FontSet) -> None:
    span = Span("To remove all stickers from the stand " * 4 + "　　", line=True)

    lines = set_lines(fonts, [span], size=SIZE, width=WIDTH)

    ends = [line.runs[-1][3][-1] for line in lines]
    assert len(ends) > 2
    assert ends == [
        *(end for end in ends[:-1] if end != " "),
        "　",
    ]  # that of a blank is there to be written on


@pytest.mark.parametrize("before", range(0, 28))
@pytest.mark.parametrize(
    "number", ["91330106MA2CFLDG4R", "ZL201710601862.3", "杭滨市监强制〔2026〕12号", "0571-88888888"]
)
def test_a_number_is_never_torn(before: int, number: str, fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "字" * before + number + "，应予改正。"}

    lines = lines_of(render(ORDER, values, PLAIN, fonts).pdf)

    assert any(number in line for line in lines)


def test_a_number_that_almost_fits_is_set_smaller_in_its_cell(fonts: FontSet) -> None:
    rows = (("1", "玩具", "ZL201710601862.3A", "件", "1", ""),)

    lines = lines_of(render(LIST, {"items": rows}, PLAIN, fonts).pdf)

    assert any("ZL201710601862.3A" in line for line in lines)


def test_a_long_blank_to_be_written_on_goes_over_several_lines(fonts: FontSet) -> None:
    lines = lines_of(render(RECORD, {}, PLAIN, fonts).pdf, 1)

    assert "现场情况" in "".join(lines)


def test_fields_of_a_line_that_is_too_long_go_to_lines_of_their_own(fonts: FontSet) -> None:
    values = filled(RECORD) | {"party.id": "330106188002290011", "party.phone": "13800000000"}

    lines = lines_of(render(RECORD, values, PLAIN, fonts).pdf)

    assert "联系电话：13800000000" in lines


@pytest.mark.parametrize("extra", range(0, 20 * 28, 28))
def test_the_place_of_the_seal_never_stands_alone(extra: int, fonts: FontSet) -> None:
    values = filled(ORDER) | {"requirements": "改" * (extra + 1)}

    pages = pages_of(render(ORDER, values, SEALED, fonts).pdf)

    (sealed,) = [page for page in pages if "联系地址：" in page]
    assert "2026年11月24日" in sealed
    assert "一份归档" in sealed


def test_the_lead_gives_way_by_a_twelfth_before_a_seal_goes_to_a_new_page(fonts: FontSet) -> None:
    pitches = set()
    for extra in range(0, 14):
        pdf = render(ORDER, filled(ORDER) | {"requirements": "改" * 28 * extra}, SEALED, fonts).pdf
        heights = sorted({letter.y for letter in letters(pdf) if letter.text in "改经依"})
        steps = [b - a for a, b in pairwise(heights) if b - a < 11]
        pitches |= {round(min(steps), 2)} if steps else set()

    assert max(pitches) == pytest.approx(225 / 22, abs=0.01)
    assert 225 / 22 * 0.92 - 0.01 <= min(pitches) < 10.2


def test_no_page_says_that_it_has_no_text(fonts: FontSet) -> None:
    for extra in range(0, 700, 28):
        done = render(ORDER, filled(ORDER) | {"requirements": "改" * extra}, SEALED, fonts)

        assert not any("此页无正文" in page for page in pages_of(done.pdf))


def test_every_page_of_a_record_is_signed_and_numbered(fonts: FontSet) -> None:
    done = render(RECORD, filled(RECORD) | {"scene": "现场情况。" * 500}, PLAIN, fonts)

    pages = pages_of(done.pdf)

    assert done.pages == len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert page.count("检查人员：") >= 2
        assert "见证人：" in page
        roles = [place.role for place in done.places if place.page == number]
        assert roles == ["party", "witness", "officer_1", "officer_2"]


def test_the_blank_rest_of_a_record_is_closed(fonts: FontSet) -> None:
    assert "（以下空白）" in pages_of(render(RECORD, filled(RECORD), PLAIN, fonts).pdf)[-1]


def test_a_question_stays_with_its_answer(fonts: FontSet) -> None:
    form = FORMS["interview_record", "zh"]
    rows = tuple((f"问题{n}？", f"回答{n}。") for n in range(80))
    name = next(field.name for field in form.fields if field.kind == "questions")

    pages = pages_of(render(form, filled(form) | {name: rows}, PLAIN, fonts).pdf)

    for n in range(80):
        assert any(f"问：问题{n}？答：回答{n}。" in page for page in pages)


def test_a_receipt_is_cut_off_below_its_line(fonts: FontSet) -> None:
    (form,) = [f for f in FORMS.values() if f.form == "crime_transfer" and f.language == "zh"]

    done = render(form, filled(form), PLAIN, fonts)

    assert {block.kind for block in form.blocks} >= {"cut", "signs"}
    assert {place.role for place in done.places} == {role for role, _ in form.signers}
