"""Programs over one practice fair that tests lock and begin again, without a process of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.front.wiring import House
from app.typeset.fonts import ui_font_files
from tests.ui.conftest import until
from tests.ui.test_lock import Words
from ui.application import Program
from ui.guard import Guard


class Running:
    """A program that tells when it would have been replaced."""

    def __init__(self, house: House, language: str = "zh") -> None:
        self.ended: list[str] = []
        self.program = Program(
            house.kit, house.kit.wording, ui_font_files(), language, False, Words(), self.ended.append
        )
        self.window = self.program.window
        self.window.show()

    @property
    def guard(self) -> Guard:
        assert self.program.guard is not None
        return self.program.guard

    def lock(self) -> None:
        self.guard.lock_now()
        until(lambda: bool(self.ended) or self.program.lock_page is not None)


@contextmanager
def running(house: House) -> Iterator[Running]:
    found = Running(house)
    try:
        yield found
    finally:
        if found.guard.shut:
            found.program._unlock()
        if not found.ended:
            found.program.stop()
        found.window.close()
        found.window.deleteLater()


def typed(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    QTest.keyClicks(field if isinstance(field, QLineEdit) else field.viewport(), text)


def heard(program: Program) -> None:
    for _ in range(6):
        answers: list[object] = []
        program.worker.run(lambda kit: None, answers.append, writes=False)
        until(lambda found=answers: bool(found))  # type: ignore[misc]  # each round has its own answers
