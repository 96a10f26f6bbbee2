"""What waits aside at a device, and what frees it."""

from contextlib import closing
from pathlib import Path

from app.events import CommentMade
from app.log import read_header
from tests.builders import a_bureau, a_device


def test_what_came_before_its_log_s_opening_is_admitted_when_that_comes(tmp_path: Path) -> None:
    with closing(a_bureau(tmp_path / "bureau", inspectors=1)) as bureau:
        with closing(a_device(bureau, tmp_path / "one", 1)) as one:
            for text in ("第一条", "第二条"):
                one.casebook.append("F-1-0001", CommentMade(text))
            entries = [e for e in one.logbook.entries() if read_header(e.header).log == one.own]
        opening, *others = sorted(entries, key=lambda entry: read_header(entry.header).seq)

        aside = bureau.admit(others).aside
        admitted = bureau.admit([opening])

        assert {name for name, _ in aside} == {entry.id for entry in others}
        assert set(admitted.new) == {entry.id for entry in entries}
        assert bureau.logbook.aside() == set()
