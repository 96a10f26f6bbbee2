"""Every page as a picture, to be looked at: `python -m tests.ui.gallery FOLDER [scale]`.

Works a while at the practice fair, then shows each page in both languages, light and dark.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from app.actions.documents import issue_document
from app.actions.duty import start_duty
from app.actions.review import submit_case
from app.actions.scan import record_scan, scan_photo
from app.actions.stands import add_exhibit, open_case
from app.front.practice_setup import practice_fair, set_up_practice
from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from ui.application import Program
from ui.pages.register.page import RegisterPage


def work(house: House, labels: Path) -> str:
    """Inspect some stands; returns the number of a case."""
    kit = house.kit
    start_duty(kit, ["i1", "i2"], "inspector")
    fair = practice_fair(house)
    number = ""
    for situation in fair.situations[:14] if fair else ():
        case = open_case(kit, situation.stand)
        case, exhibit = add_exhibit(
            kit,
            case.number,
            situation.exhibit,
            goods=situation.goods,
            nice=situation.nice,
            group=situation.group,
        )
        record_scan(kit, case.number, exhibit, symbology="typed", text=situation.label, source="typed")
        if situation.finding == "patent.lapsed.after":
            picture = next(labels.glob(f"{situation.stand}-*.jpg")).read_bytes()
            scan_photo(kit, case.number, exhibit, picture)
            why = {"overlap": "图册"}  # these stands are all inspected within a minute
            issue_document(kit, case.number, "record_of_inspection", {}, overrides=why)
            number = case.number
    for line in kit.casebook.cases()[2:5]:
        submit_case(kit, line.number)
    return number


def settle(program: Program, seconds: float = 1.2) -> None:
    """Let the program work so long, and through some rounds of events however long each takes."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end or rounds < 20:
        program.application.processEvents()
        time.sleep(0.01)
        rounds += 1


def wait_for(program: Program, ready: Callable[[], bool], limit: float = 60.0) -> None:
    """Let the program go on until something is there to be shown, however busy the machine is."""
    end = time.monotonic() + limit
    while not ready() and time.monotonic() < end:
        settle(program, 0.1)
    settle(program)


def show_register(program: Program, target: Path, look: str, sign: str) -> None:
    """Save the register's pages: an answer, a record, a comparison, a screening, a table to be mapped."""
    assert program.window is not None
    window, page = program.window, program.window.pages["register"]
    assert isinstance(page, RegisterPage)
    window.go("register", "")
    page.search.look_for(sign)
    wait_for(program, lambda: any(line.rights for line in page.search.model.lines))
    window.grab().save(str(target / f"register-answer-{look}.png"))
    shown = page.search.dialog
    page.search.open_line(next(line for line in page.search.model.lines if line.rights))
    wait_for(program, lambda: page.search.dialog is not shown)
    record = page.search.dialog
    if record is not None:
        record.grab().save(str(target / f"register-record-{look}.png"))
        record.compare()
        wait_for(program, lambda: record.compared is not None)
        if record.compared is not None:
            record.compared.grab().save(str(target / f"register-compare-{look}.png"))
            record.compared.close()
        record.close()
    page.tabs.setCurrentWidget(page.screening)
    page.screening.run.screen_declared()
    wait_for(program, lambda: page.screening.run.task is None)
    window.grab().save(str(target / f"register-screening-{look}.png"))
    page.tabs.setCurrentWidget(page.importing)
    table = target / "register.csv"
    table.write_text("注册号,商标名称,自定义列\n12345678,云朵猫,杭州云朵文化有限公司\n", "utf-8")
    page.importing.take([table])
    settle(program)
    window.grab().save(str(target / f"register-import-{look}.png"))
    table.unlink()
    page.tabs.setCurrentWidget(page.search)


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        first = set_up_practice(Path(place) / "practice", lambda zh, en: None, date.today())
        house = open_house(first)
        number = work(house, first.parent / "labels")
        sign = next((hit.name for hit in house.kit.register.search("云", limit=1)), "云朵")
        program = Program(house.kit, house.kit.wording, ui_font_files(), "zh", dark=False)
        for language in ("zh", "en"):
            for dark in (False, True):
                program.remake(language, dark)
                window = program.window
                assert window is not None
                window.show()
                look = f"{language}-{'dark' if dark else 'light'}"
                for name in window.pages:
                    window.go(name, number)
                    settle(program)
                    window.grab().save(str(target / f"{name}-{look}.png"))
                show_register(program, target, look, sign)
        program.stop()
        house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
