"""A bureau and one device of it, for tests of documents: a fair with one stand, three numbers leased."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.actions.documents import issue_document
from app.actions.stands import add_exhibit, open_case
from app.fair import Stand, StandList
from app.front.bureau_desk import FairPlan, enrol_desk, lease, publish
from app.front.wiring import House, open_house
from app.kit import Kit
from app.law import CHINA
from tests.builders import a_bureau, a_device, carry

NOW = datetime.now(CHINA)
FAIR = "F1"
ORDER = {"act": "标注已终止的专利", "provision": "《专利标识标注办法》第五条", "requirements": "撤下"}
WHY = {"no_record_yet": "笔录另行制作", "overlap": "同一展位的补充记录"}  # reasons to go on


@dataclass
class Place:
    """A bureau and a device of it, each opened when it is its turn: a folder belongs to one program."""

    bureau: Path
    device: Path
    folder: Path

    def exchange(self) -> None:
        """Carry what each knows to the other, by stick."""
        first, second = open_house(self.device), open_house(self.bureau)
        carry(first.folder, second.folder, self.folder / "up.huhang")
        carry(second.folder, first.folder, self.folder / "down.huhang")
        first.close()
        second.close()

    def desk(self, run: Callable[[House, argparse.Namespace], Iterator[str]], **words: object) -> list[str]:
        """Run a command of the bureau's desk."""
        house = open_house(self.bureau)
        try:
            return list(run(house, argparse.Namespace(**words)))
        finally:
            house.close()


def a_place(tmp_path: Path) -> Place:
    """Set up both in a folder."""
    bureau = a_bureau(tmp_path / "bureau")
    stand = Stand("1A01", "1", "甲玩具有限公司", "91330100799655058B", "杭州市某路1号", "王某", "0571-1")
    day = NOW.date()
    plan = FairPlan(
        FAIR, "测试展", "测试会展中心", "测试市市场监督管理局", day, day + timedelta(days=2),
        StandList(1, FAIR, ("1",), (stand,)), b"kind,number\n", "空", day,
    )  # fmt: skip
    publish(bureau, plan)
    device = a_device(bureau, tmp_path / "device", 1)
    lease(bureau, 1, "责改", "测市监责改", NOW.year, 3)
    enrol_desk(bureau)
    carry(bureau, device, tmp_path / "lease.huhang")
    bureau.close()
    device.close()
    return Place(tmp_path / "bureau", tmp_path / "device", tmp_path)


def a_case(kit: Kit) -> str:
    """Open the stand's case with one exhibit."""
    number = open_case(kit, "1A01").number
    add_exhibit(kit, number, "毛绒玩具")
    return number


def order(kit: Kit, case: str) -> str:
    """Issue an order to correct; returns its number."""
    return issue_document(kit, case, "correction_order", ORDER, overrides=WHY)[1]
