"""What the register's pages make of answers, without a widget."""

from datetime import date

import pytest

from app.actions.register import Answer
from app.names.answers import Band, Goods, Likeness, NameAnswer, NameHit, Note, Relation, Standing, Step
from app.rights import Extract, Kind, Known, NumberKnown, Rejected, Right, Status
from app.sharing import FilePreview
from ui.pages.register.alignment import arrange
from ui.pages.register.filters import choices, read_day, read_groups
from ui.pages.register.hits import HEAD, NOTE, present
from ui.pages.register.intake import Chosen, progress_word, reason_word
from ui.pages.register.mapping import complete, proposed, recalled, remember
from ui.pages.register.pictures import find_picture
from ui.pages.register.timeline import TODAY
from ui.pages.register.timeline import present as moments_of
from ui.pages.register.words import (
    band_chip,
    difference_words,
    known_word,
    relation_mark,
    rule_word,
    status_chip,
)

EXTRACT = Extract("摘录", date(2026, 5, 1), "d", 3)
RIGHT = Right("CN", Kind.TRADEMARK, "朵云猫", "1", "1", classes=("25",), status=Status.IN_FORCE)
NOTED = Note(Goods.SAME_GROUP, Standing.IN_FORCE)


def steps(*parts: tuple[str, str, Relation]) -> tuple[Step, ...]:
    return tuple(Step(*part) for part in parts)


def test_characters_that_changed_places_have_crossing_lines() -> None:
    drawing = arrange(
        "云朵猫",
        steps(("朵", "朵", Relation.SAME), ("云", "云", Relation.MOVED), ("猫", "猫", Relation.SAME)),
    )

    assert "".join(c.upper for c in drawing.columns) == "云朵猫"
    assert "".join(c.lower for c in drawing.columns) == "朵云猫"
    assert {(a, b) for a, b, _ in drawing.lines} == {(0, 1), (1, 0), (2, 2)}


def test_what_one_side_lacks_leaves_its_place_empty() -> None:
    drawing = arrange(
        "云猫",
        steps(("云", "云", Relation.SAME), ("", "朵", Relation.ADDED), ("猫", "毛", Relation.HOMOPHONE)),
    )

    assert [c.upper for c in drawing.columns] == ["云", "", "猫"]
    assert len(drawing.lines) == 2


def test_a_long_text_is_cut_and_says_so() -> None:
    drawing = arrange("", steps(*[("字", "字", Relation.SAME)] * 40))

    assert drawing.cut
    assert len(drawing.columns) < 40


def test_equal_letters_stand_together() -> None:
    drawing = arrange("AB", steps(("A", "A", Relation.SAME), ("B", "B", Relation.SAME)))

    assert [c.lower for c in drawing.columns] == ["AB"]


def test_every_band_relation_and_status_has_its_own_word() -> None:
    assert len({band_chip(band).word for band in Band}) == len(Band)
    assert len({band_chip(band).icon for band in Band}) == len(Band)
    assert len({relation_mark(relation) for relation in Relation}) == len(Relation)
    assert all(status_chip(RIGHT, standing, {}).word for standing in Standing)


@pytest.mark.parametrize("section", [f"5.1.{n}" for n in range(1, 18)])
def test_rules_of_the_guide_are_named_in_words(section: str) -> None:
    assert len(rule_word(section)) > len(section) + 8


def test_differences_are_told_pair_by_pair() -> None:
    likeness = Likeness(
        Band.NEAR,
        (),
        steps(
            ("云", "云", Relation.SAME),
            ("猫", "毛", Relation.HOMOPHONE),
            ("", "新", Relation.GENERIC),
            ("", "品", Relation.GENERIC),
        ),
    )

    assert difference_words(likeness) == "猫/毛 读音相同；新品 通用或显著性弱的词"


def test_a_hit_shows_mark_band_rule_goods_and_status() -> None:
    hit = NameHit("朵云猫", Likeness(Band.VERY_NEAR, ("5.1.2",), ()), (RIGHT,), 4, (NOTED,))
    answer = Answer("云朵猫", EXTRACT, names=NameAnswer("云朵猫", (hit,), EXTRACT), holding=(hit,))

    first, head, _ = present(answer, {"in_force": "有效"})

    assert first.title == "朵云猫"
    assert "5.1.2" in first.reasons[0]
    assert all(word in first.spoken for word in ("很接近", "有效", "同一类似群", "共 4 件", "第 25 类"))
    assert head.kind == HEAD
    assert not head.rights


@pytest.mark.parametrize("known", [Known.EXISTS, Known.NOT_KNOWN, Known.NO_FILTER])
def test_a_number_that_is_not_there_says_scope_and_day(known: Known) -> None:
    heading, text = known_word("123456", NumberKnown(known, "CN 商标", date(2026, 4, 1)), EXTRACT)
    (line,) = present(Answer("123456", EXTRACT, known=NumberKnown(known)), {})

    assert "123456" in heading
    assert "2026-05-01" in text
    assert "联网核实" in text
    assert line.kind == NOTE


def test_nothing_found_is_no_claim_that_there_is_nothing() -> None:
    (line,) = present(Answer("云", EXTRACT, names=NameAnswer("云", (), EXTRACT)), {})

    assert "不等于没有" in line.spoken


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("2020", False, date(2020, 1, 1)),
        ("2020", True, date(2020, 12, 31)),
        ("2024-2", True, date(2024, 2, 29)),
        ("2020.5.1", True, date(2020, 5, 1)),
        ("2020年5月1日", False, date(2020, 5, 1)),
        ("2020-13", False, None),
        ("某天", False, None),
    ],
)
def test_days_may_be_typed_as_years_months_or_days(text: str, last: bool, day: date | None) -> None:
    assert read_day(text, last=last) == day


def test_groups_are_four_digits() -> None:
    assert read_groups("2501、2802 12345 9") == {"2501", "2802"}


def test_a_filter_keeps_what_is_chosen_though_nothing_is_left_of_it() -> None:
    entries = choices({"9": 2, "25": 0}, ["9", "25"], {"9": "九"}, "28", "全部")

    assert entries == [("全部", ""), ("28　0", "28"), ("九　2", "9")]


def test_today_stands_among_the_days_of_a_right() -> None:
    right = Right("CN", Kind.TRADEMARK, "", filed=date(2020, 1, 1), expires=date(2030, 1, 1))

    moments = moments_of(right, date(2026, 1, 1), {})

    assert [m.kind for m in moments] == ["past", TODAY, "ahead"]


def test_a_table_without_a_column_of_numbers_waits(tmp_path_factory: pytest.TempPathFactory) -> None:
    chosen = Chosen(
        tmp_path_factory.mktemp("x") / "a.csv", FilePreview("CSV", ("甲",)), mapping={"name": "甲"}
    )

    assert not chosen.ready
    assert complete({"number": "甲"})


def test_a_mapping_is_remembered_for_its_header(own_settings: None) -> None:
    remember(("甲", "乙"), {"number": "乙", "nonsense": "甲"})

    assert recalled(("甲", "乙")) == {"number": "乙"}
    assert recalled(("甲",)) is None
    assert proposed(FilePreview("CSV", ("甲", "乙"), (), {"number": "甲"})) == {"number": "乙"}


def test_progress_tells_rate_and_what_is_left() -> None:
    text = progress_word(50_000_000, 100_000_000, 10)

    assert "50 %" in text
    assert "5.0 MB" in text
    assert "0 分 10 秒" in text
    assert progress_word(0, 0, 0) == "正在读取…"


@pytest.mark.parametrize(("language", "said"), [("zh", "缺少号码"), ("en", "no number")])
def test_a_reason_is_shown_in_one_language(language: str, said: str) -> None:
    assert reason_word(Rejected(1, "缺少号码 | no number").reason, language) == said


def test_a_picture_s_name_never_leads_out_of_its_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pictures")
    inside, outside = folder / "in", folder / "secret.png"
    inside.mkdir()
    outside.write_bytes(b"x")
    (inside / "a.png").write_bytes(b"x")

    assert find_picture("img/76/a.png", [str(inside)]) == (inside / "a.png").resolve()
    assert find_picture("../secret.png", [str(inside)]) is None
    assert find_picture("https://example.invalid/a.png", [str(inside)]) is None
