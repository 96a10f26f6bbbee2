"""From entries to cases: total, the same everywhere, conflicts kept."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.case import Case
from app.events import (
    KINDS,
    CaseOpened,
    CaseReviewed,
    CaseSubmitted,
    DocumentIssued,
    DocumentVoided,
    ExhibitAdded,
    ExhibitChecked,
    FactRecorded,
    LabelScanned,
    PhotoTaken,
    VisitEnded,
    VisitStarted,
)
from app.findings import Finding, Severity
from app.fold import fold, summarise
from tests.builders import ALog, recorded

CASE = "F-1-0001"


def test_a_day_at_a_stand_folds_into_its_case() -> None:
    log = ALog()
    finding = Finding("patent.expired", Severity.SUSPECTED, "ZL…")
    for event in (
        CaseOpened("F", "1A01", "1", "甲公司"),
        VisitStarted(),
        ExhibitAdded("1.1", "玩具"),
        LabelScanned("1.1", "EAN-13", "6901028075763"),
        ExhibitChecked("1.1", "", date(2026, 5, 1), date(2026, 5, 2), (finding,)),
        VisitEnded(),
        CaseSubmitted(),
        CaseReviewed("returned", "补照片"),
    ):
        log.add(event, CASE)

    case = fold(CASE, recorded(log.entries[1:]))

    assert (case.stand, case.exhibitor, case.stage) == ("1A01", "甲公司", "returned")
    assert case.exhibits[0].labels[0].text == "6901028075763"
    assert case.findings == (finding,)
    assert case.visits[0].ended is not None
    assert len(case.timeline) == 8
    assert summarise(case).worst == Severity.SUSPECTED


def test_entries_in_any_order_fold_into_the_same_case() -> None:
    log = ALog()
    for n in range(20):
        log.add(FactRecorded("", f"field{n % 3}", str(n)), CASE)
    records = list(recorded(log.entries[1:]))
    expected = fold(CASE, records)

    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert fold(CASE, records) == expected


def test_a_later_value_that_saw_the_earlier_replaces_it() -> None:
    log = ALog()
    log.add(FactRecorded("", "quantity", "12"), CASE)
    log.add(FactRecorded("", "quantity", "15"), CASE)

    case = fold(CASE, recorded(log.entries))

    assert case.fact("quantity") == "15"
    assert case.conflicts == ()


def test_two_values_that_did_not_see_each_other_are_a_conflict_until_a_third_saw_both() -> None:
    ours, theirs = ALog(1), ALog(2)
    a = ours.add(FactRecorded("", "quantity", "12"), CASE)
    b = theirs.add(FactRecorded("", "quantity", "15"), CASE)
    entries = [*ours.entries, *theirs.entries]

    (conflict,) = fold(CASE, recorded(entries)).conflicts
    assert {v.value for v in conflict.versions} == {"12", "15"}

    ours.add(FactRecorded("", "quantity", "15"), CASE, saw=(b.id,))
    settled = fold(CASE, recorded([*ours.entries, *theirs.entries]))
    assert settled.conflicts == ()
    assert settled.fact("quantity") == "15"
    assert a.id in {m.source.entry for m in settled.timeline}


def test_a_missing_beginning_still_gives_a_case() -> None:
    log = ALog()
    log.add(CaseOpened("F", "1A01", "1", "甲"), CASE)
    log.add(ExhibitAdded("1.1", "玩具"), CASE)
    log.add(LabelScanned("1.1", "typed", "ZL"), CASE)

    case = fold(CASE, recorded(log.entries[3:]))

    assert case.exhibits[0].id == "1.1"
    assert case.stand == ""


def test_voiding_names_the_reason_and_leaves_the_document() -> None:
    log = ALog()
    log.add(DocumentIssued("杭市监责改〔2026〕1号", "f", "zh", "t", "0" * 64, "0" * 64), CASE)
    log.add(DocumentVoided("杭市监责改〔2026〕1号", "填写有误"), CASE)

    (document,) = fold(CASE, recorded(log.entries)).documents

    assert document.void == "填写有误"


def test_a_photo_takes_size_and_sm3_from_the_header() -> None:
    log = ALog()
    log.add(PhotoTaken("0" * 64, "wide"), CASE)

    (photo,) = fold(CASE, recorded(log.entries)).photos

    assert (photo.size, photo.sm3) == (0, "")


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=12), st.randoms())
def test_any_set_of_events_folds(kinds: list[str], chance: random.Random) -> None:
    log = ALog()
    for kind in kinds:
        log.add(an_event(kind, chance), CASE)

    case = fold(CASE, recorded(log.entries[1:]))

    assert isinstance(case, Case)
    assert len(case.timeline) == len(kinds)


def an_event(kind: str, chance: random.Random) -> Any:
    """Fill an event's fields with small plausible values."""
    values: dict[str, Callable[[], Any]] = {
        "str": lambda: chance.choice(["", "1.1", "0" * 64, "x"]),
        "int": lambda: chance.randrange(3),
        "bool": lambda: chance.random() < 0.5,
        "date": lambda: date(2026, 1, 1),
    }
    cls: Any = KINDS[kind]
    arguments: dict[str, Any] = {}
    for name, hint in cls.__annotations__.items():
        text = hint if isinstance(hint, str) else getattr(hint, "__name__", "")
        make: Callable[[], Any] = values.get(text, tuple)
        arguments[name] = make()
    return cls(**arguments)
