"""Days and status words of sources."""

from datetime import date

import pytest

from app.rights import Status
from offline_db.importers.common import Unreadable, day_of, read_day, read_roc_day, read_status, roc_day_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        ("2026-05-01-05:00", date(2026, 5, 1)),
        ("2026-05-01T05:00:00.000+0000", date(2026, 5, 1)),
        ("20260501", date(2026, 5, 1)),
        ("2026年5月1日", date(2026, 5, 1)),
        ("2011/01/03", date(2011, 1, 3)),
        ("00000000", None),
        ("0", None),
        ("20261301", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_sources(text: str | None, expected: date | None) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110.07.21", date(2021, 7, 21)),
        ("1100721", date(2021, 7, 21)),
        ("民國110年7月21日", date(2021, 7, 21)),
        ("99.1.2", date(2010, 1, 2)),
        ("110.13.21", None),
    ],
)
def test_dates_of_the_republic_calendar(text: str, expected: date | None) -> None:
    assert read_roc_day(text) == expected


def test_a_day_with_a_zero_is_none_and_an_impossible_one_is_said_to_be_so() -> None:
    assert (day_of("19981000"), day_of("-"), roc_day_of("000.00.00")) == (None, None, None)
    with pytest.raises(Unreadable, match="日期无法识别"):
        day_of("20260230")
    with pytest.raises(Unreadable, match="日期无法识别"):
        roc_day_of("110.13.21")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("有效", Status.IN_FORCE),
        ("专利权维持", Status.IN_FORCE),
        ("未缴年费专利权终止", Status.LAPSED),
        ("发明专利申请公布后的视为撤回", Status.WITHDRAWN),
        ("专利权部分无效宣告的公告", Status.PARTLY_INVALIDATED),
        ("驳回复审中", Status.UNDER_REVIEW),
        ("期满未续展注销", Status.EXPIRED),
        ("实质审查的生效", Status.PENDING),
        ("初审公告", Status.PUBLISHED),
        ("奇怪", Status.UNKNOWN),
    ],
)
def test_status_words(word: str, status: Status) -> None:
    assert read_status(word) is status
