"""Lines of a photo to markings: places, grades, and repairs that are proposed and never applied."""

from datetime import date

import pytest

from app.markings import Claim, Subject
from app.markings.photo import Grade, PhotoMarking, read_photo_markings
from app.markings.repair import repairs_of
from app.numbers.patents import read_patent_number
from app.numbers.reading import Form
from app.ocr.lines import Line

TODAY = date(2026, 11, 24)
N = "201310699744.2"


def a_line(text: str, again: str = "", *, top: float = 0, chance: float = 0.99) -> Line:
    """Return a line of characters ten pixels wide and twenty tall, read once or twice."""
    width = 10 * len(text)
    spans = tuple((i / len(text), (i + 1) / len(text)) for i in range(len(text)))
    quad = ((0.0, top), (float(width), top), (float(width), top + 20), (0.0, top + 20))
    second = tuple((i / len(again), (i + 1) / len(again)) for i in range(len(again)))
    chances, others = (chance,) * len(text), (chance,) * len(again)
    return Line(text, quad, chances, spans, again=again, again_chances=others, again_spans=second)


def the_marking(*lines: Line) -> PhotoMarking:
    (found,) = read_photo_markings(lines, TODAY).markings
    return found


def test_a_number_that_two_readings_agree_on_is_sure() -> None:
    found = the_marking(a_line(f"发明专利 ZL{N}", f"发明专利ZL{N}"))

    assert (found.grade, found.marking.claim) == (Grade.SURE, Claim.NUMBER_WITH_CLASS)
    assert found.marking.number is not None
    assert found.marking.number.normal == N


@pytest.mark.parametrize(
    "line",
    [
        a_line(f"发明专利 ZL{N}"),
        a_line(f"发明专利 ZL{N}", "发明专利 ZL201310699744.3"),
        a_line(f"发明专利 ZL{N}", "发明专利 ZL201310699745.4"),
        a_line(f"发明专利 ZL{N}", f"发明专利 ZL{N}", chance=0.8),
        a_line("发明专利 ZL201310699744.3", "发明专利 ZL201310699744.3"),
        a_line("发明专利 ZL201310699744", "发明专利 ZL201310699744"),
        a_line("发明专利 ZL2O1310699744.2", "发明专利 ZL2O1310699744.2"),
        a_line("注册商标 第1234567号", "注册商标 第1234567号"),
        a_line("云朵猫®", "云朵猫®"),
        a_line("专利申请中"),
    ],
    ids=[
        "once",
        "check differs",
        "another number",
        "faint",
        "check fails",
        "no check",
        "letter",
        "mark",
        "®",
        "words",
    ],
)
def test_anything_less_is_to_be_confirmed(line: Line) -> None:
    assert the_marking(line).grade is Grade.TO_CONFIRM


def test_a_number_that_only_the_second_reading_has_whole_is_taken_and_confirmed() -> None:
    found = the_marking(a_line("发明专利 ZL20131069974.2", f"发明专利 ZL{N}"))

    assert found.marking.number is not None
    assert (found.marking.number.normal, found.grade) == (N, Grade.TO_CONFIRM)


def test_a_number_over_two_lines_is_never_sure() -> None:
    text = read_photo_markings([a_line("发明专利 ZL201310699744.", "x"), a_line("2", "2", top=30)], TODAY)

    (found,) = text.markings
    assert found.marking.number is not None
    assert found.marking.number.normal == N
    assert (found.grade, len(found.quads)) == (Grade.TO_CONFIRM, 2)


def test_a_marking_points_to_its_characters_in_the_photo() -> None:
    line = a_line(f"发明专利 ZL{N}", f"发明专利 ZL{N}", top=100)

    (quad,) = the_marking(a_line("云朵玩具"), line).quads

    assert quad == ((50.0, 100.0), (210.0, 100.0), (210.0, 120.0), (50.0, 120.0))


def test_words_on_neighbouring_lines_belong_to_a_number() -> None:
    found = the_marking(a_line("中国外观设计专利"), a_line("ZL201830123456.6", "ZL201830123456.6", top=30))

    assert found.marking.class_words == "design"


def test_holder_maker_and_date_are_told_of_the_whole_photo() -> None:
    lines = [
        a_line("专利权人：杭州云朵玩具有限公司"),
        a_line("制造商：宁波别家厂"),
        a_line("生产日期：2025年3月1日"),
    ]

    facts = read_photo_markings(lines, TODAY).facts

    assert (facts.holder, facts.maker) == ("杭州云朵玩具有限公司", "宁波别家厂")
    assert facts.produced == date(2025, 3, 1)


def test_several_rights_on_one_label_keep_their_own_places() -> None:
    lines = [a_line("云朵猫®"), a_line(f"发明专利 ZL{N}", top=30), a_line("国作登字-2020-F-00012345", top=60)]

    found = read_photo_markings(lines, TODAY).markings

    assert [m.marking.subject for m in found] == [Subject.TRADEMARK, Subject.PATENT, Subject.COPYRIGHT]
    assert [m.quads[0][0][1] for m in found] == [0, 30, 60]


def test_no_lines_have_no_markings() -> None:
    empty = read_photo_markings([], TODAY)

    assert (empty.text, empty.markings) == ("", ())


@pytest.mark.parametrize(
    ("read", "place"),
    [
        ("ZL2O1310699744.2", 3),
        ("2L201310699744.2", 0),
        ("ZL201810699744.2", 5),
        ("ZL201310699744,2", 14),
        ("ＺＬ２０１３１０６９９７４Ａ.2", None),
        ("ZL2013l0699744.2", 6),
        ("ZL201310699744.Z", 15),
    ],
)
def test_a_misread_character_is_proposed_with_its_arithmetic(read: str, place: int | None) -> None:
    repairs = repairs_of(read, (), TODAY)

    wanted = [repair for repair in repairs if repair.number == N]
    assert bool(wanted) is (place is not None)
    for repair in wanted:
        assert [i for i, _, _ in repair.changes] == [place]
        assert "233 mod 11 = 2" in repair.arithmetic
        assert N in repair.sentence("zh")
        assert N in repair.sentence("en")


def test_a_proposal_says_how_many_other_changes_fit_too() -> None:
    (repair,) = [r for r in repairs_of("ZL201810699744.2", (), TODAY) if r.number == N]

    digits = "201810699744.2"
    fitting = {
        again.normal
        for i, character in enumerate(digits)
        for other in "0123456789X"
        if character != "." and other != character
        for again in [read_patent_number(digits[:i] + other + digits[i + 1 :], TODAY)]
        if again.form is Form.VALID
    }
    assert repair.others == len(fitting) - 1
    assert repair.others > 3


def test_the_character_that_was_read_least_surely_is_proposed_first() -> None:
    read = "ZL201810699744.2"
    chances = [0.3 if i == 5 else 0.99 for i in range(len(read))]

    assert repairs_of(read, chances, TODAY)[0].number == N


@pytest.mark.parametrize("read", ["", f"ZL{N}", "ZL" + "8" * 300, "专利号", "ZL2025100XXXX", "O"])
def test_nothing_is_proposed_for_what_needs_or_bears_no_repair(read: str) -> None:
    assert repairs_of(read, (), TODAY) == ()


def test_a_repair_is_proposed_and_the_number_stays_as_it_was_read() -> None:
    found = the_marking(a_line("发明专利 ZL201310699744,2", "发明专利 ZL201310699744,2"))

    assert found.marking.text == "ZL201310699744,2"
    assert found.marking.number is not None
    assert found.marking.number.form is Form.INVALID
    assert [repair.number for repair in found.repairs] == [N]
