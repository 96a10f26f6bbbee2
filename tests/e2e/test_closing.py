"""Closing a day: what is safe by proofs and what is not, on record and on paper."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from app.actions.closing import NO_HUB, WAITING, close_days, look_at_days
from app.actions.duty import end_duty, start_duty
from app.errors import NotAllowed
from app.events import CommentMade, DayClosed, PhotoTaken
from app.front.hub_desk import make_hub
from app.front.wiring import House, open_house
from app.log import read_event
from app.sharing import go_on
from tests.builders import a_bureau, a_device
from tests.e2e.test_a_hub import a_hub
from ui.pages.sync.closing import present


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A device with a day's work, of a bureau that has a hub."""
    bureau = a_bureau(tmp_path / "bureau")
    a_device(bureau, tmp_path / "one", 1).close()
    make_hub(tmp_path / "hub", bureau, "hub.test/log", ["127.0.0.1"], "")
    bureau.close()
    found = open_house(tmp_path / "one")
    start_duty(found.kit, ["i1", "i2"], "inspector")
    ref = found.folder.put_blob(b"picture", "photo")
    found.kit.casebook.append("F-1-0001", CommentMade("一"))
    found.kit.casebook.append("F-1-0002", PhotoTaken(ref.sha256, "wide"), blobs=(ref,))
    yield found
    found.close()


def test_what_no_hub_proved_is_named_with_the_reason(house: House) -> None:
    today = house.kit.today()

    closing = look_at_days(house.kit, today, today)

    assert (closing.safe, closing.reasons) == (0, (NO_HUB,))
    assert closing.all == len(house.folder.headers()) + 1
    assert {case.number for case in closing.open} == {"F-1-0001", "F-1-0002", ""}
    assert {share.name for share in closing.officers} == {"人员i1", "人员i2"}
    assert "1号机" in {share.name for share in closing.devices}
    view = present(closing)
    assert view.count == f"0 / {closing.all} 项安全"
    assert not view.safe
    assert any("F-1-0002" in line for line in view.open)


def test_all_is_safe_after_a_sync_and_new_work_is_not(house: House, tmp_path: Path) -> None:
    today = house.kit.today()
    with a_hub(tmp_path / "hub") as (url, _):
        house.kit.safety.join(url, tmp_path / "hub" / "hub.card", go_on)
    closing = look_at_days(house.kit, today, today)

    house.kit.casebook.append("F-1-0001", CommentMade("二"))
    after = look_at_days(house.kit, today, today)

    assert closing.safe == closing.all > 8
    assert (closing.open, closing.reasons, present(closing).safe) == ((), (), True)
    assert (after.all - after.safe, after.reasons) == (1, (WAITING,))
    assert [case.number for case in after.open] == ["F-1-0001"]


def test_a_closing_is_an_entry_with_its_counts_and_its_statement(house: House) -> None:
    today = house.kit.today()

    closing, pdf = close_days(house.kit, today, today, "zh")
    again, _ = close_days(house.kit, today, today, "en")

    entry = house.folder.entry(house.kit.casebook.head)
    events = [
        read_event(h, house.folder.entry(n).payload)
        for n, h in house.folder.headers().items()
        if h.kind == "DayClosed"
    ]
    assert all(isinstance(event, DayClosed) for event in events)
    assert {(e.entries, e.entries_safe) for e in events if isinstance(e, DayClosed)} == {
        (closing.whole.entries, 0)
    }
    assert (again.all, again.safe) == (closing.all, closing.safe)
    assert house.folder.get_blob(next(e.statement for e in events if isinstance(e, DayClosed)))
    assert entry.payload is not None
    text = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for part in (f"0 / {closing.all} 项安全", "人员i1（01）", "F-1-0002", closing.head[:16]):
        assert part in text.replace("\r\n", "")


def test_nothing_is_closed_without_an_officer_or_without_work(house: House) -> None:
    today = house.kit.today()
    with pytest.raises(NotAllowed, match="没有任何记录"):
        close_days(house.kit, today - timedelta(9), today - timedelta(8), "zh")
    end_duty(house.kit)

    with pytest.raises(NotAllowed, match="先登录"):
        close_days(house.kit, today, today, "zh")
