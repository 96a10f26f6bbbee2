"""One running program over a practice fair, for all tests of windows."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from app.actions.duty import start_duty
from app.actions.review import submit_case
from app.actions.stands import add_exhibit, end_visit, open_case
from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from tests.practice import a_practice_fair
from ui.application import Program


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_practice_fair(tmp_path_factory)


@pytest.fixture(scope="session")
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what pages remember out of this user's settings."""
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def program(place: Path, own_settings: None) -> Iterator[Program]:
    with running(place) as started:
        yield started


@contextmanager
def running(place: Path) -> Iterator[Program]:
    """Run the program over a data folder; on leaving it speaks Chinese in the light look, as it began."""
    house = open_house(place)
    started = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
    yield started
    started.remake("zh", dark=False)
    started.stop()
    started.window.close()
    house.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, own_settings: None) -> Iterator[House]:
    """A practice fair of its own, for tests that begin and end the program over it."""
    opened = open_house(a_practice_fair(tmp_path_factory))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def case(house: House) -> str:
    """Return the number of a case with an exhibit, handed in for review."""
    kit = house.kit
    start_duty(kit, ["i1", "i2"], "inspector")
    case = open_case(kit, kit.stands().stands[-4].code)
    case, _ = add_exhibit(kit, case.number, "离开样品")
    end_visit(kit, case.number)
    submit_case(kit, case.number)
    return case.number


@pytest.fixture(autouse=True)
def nothing_lingers() -> Iterator[None]:
    """Delete after a test what was to be deleted: only a running event loop does that by itself.

    Windows made anew for another language would else pile up, and all of them answer every change.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Let events pass until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        QApplication.processEvents()
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)
