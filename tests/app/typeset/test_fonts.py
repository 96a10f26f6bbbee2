"""Each character finds a face, or stops the document with a sentence."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from app.errors import BadInput
from app.typeset.fonts import BODY, HEADING, TITLE, FontSet, load_fonts, ui_font_files
from app.typeset.reportlab_fixes import to_unicode


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    """The faces of this machine."""
    return load_fonts()


@pytest.mark.parametrize("role", [BODY, TITLE, HEADING])
@pytest.mark.parametrize(
    "text",
    [
        "杭州市场监督管理局",
        "𬭸㛃䶮喆\U0002cb38",
        "〔2026〕第12号",
        "A1b2—…·“”￥％℃□■",
        "Ünal Škoda Žižkov Łuk Ğ",
    ],
)
def test_runs_are_the_text_in_every_role(fonts: FontSet, text: str, role: str) -> None:
    assert "".join(run for _, run in fonts.runs(text, role)) == text


@pytest.mark.parametrize("role", [BODY, TITLE, HEADING])
def test_every_character_of_gb2312_has_a_face(fonts: FontSet, role: str) -> None:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = [c for pair in rows for c in pair.decode("gb2312", "ignore")]

    assert len(characters) == 6763
    assert sum(len(run) for _, run in fonts.runs("".join(characters), role)) == 6763


@pytest.mark.parametrize(
    ("character", "code"),
    [("\U0001f600", "U+1F600"), ("ש", "U+05E9"), ("\ue000", "U+E000"), ("\0", "U+0000")],
)
def test_a_character_without_a_face_is_named_with_its_code_point(
    fonts: FontSet, character: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        fonts.runs(f"王{character}", BODY)

    assert code in caught.value.zh
    assert code in caught.value.en


def test_nothing_has_no_runs(fonts: FontSet) -> None:
    assert fonts.runs("", BODY) == []


def test_chinese_characters_are_one_em_wide(fonts: FontSet) -> None:
    assert {fonts.width(c, BODY) for c in "护航，。（𬭸"} == {1.0}


def test_threads_that_load_at_once_get_the_same_answer() -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: load_fonts().runs("杭州𬭸A1", BODY), range(4)))

    assert len({tuple(answer) for answer in answers}) == 1


def test_the_fonts_of_the_windows_are_there() -> None:
    files = ui_font_files()

    assert len(files) == 2
    assert all(path.stat().st_size > 1_000_000 for path in files)


def test_characters_beyond_the_basic_plane_are_named_in_utf_16() -> None:
    cmap = to_unicode("F", [0, 0x2CB38])

    assert "<01> <D872DF38>" in cmap


def test_no_block_of_names_is_longer_than_the_standard_allows() -> None:
    cmap = to_unicode("F", list(range(0x4E00, 0x4E00 + 250)))

    assert [line for line in cmap.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


def test_tables_are_cut_out_of_a_font_once(fonts: FontSet) -> None:
    face = TTFont("Again", str(fonts.face("杭", BODY).path)).face

    first, second = (face.get_table("glyf") for _ in range(2))  # type: ignore[no-untyped-call]  # reportlab has none
    assert first is second
