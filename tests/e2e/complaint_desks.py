"""Two devices at the complaint desk of the practice fair, and what is said there."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.actions.complaints import (
    Intake,
)
from app.actions.share import read_bundle, write_bundle
from app.front.wiring import House
from app.kit import Kit
from app.law import CHINA
from app.sharing import go_on

TODAY = datetime.now(CHINA).date()
DESIGN = ("patent_certificate", "gazette", "legal_status", "identity", "evidence")


def stick(giver: House, taker: House, path: Path) -> None:
    write_bundle(giver.kit, path, [taker.folder.keys.key.hex()], go_on)
    received, _ = read_bundle(taker.kit, path, go_on)
    assert received.complete
    assert received.refused == ()


def later(kit: Kit, **ahead: float) -> Kit:
    """Return the kit as it will be some time from now."""
    return replace(kit, now=lambda: datetime.now(CHINA) + timedelta(**ahead))


def an_intake(stand: str, **changes: object) -> Intake:
    intake = Intake(
        stand,
        "design",
        "练习云朵文化有限公司",
        number="ZL202130123456.7",
        name="云朵猫摆件",
        phone="0571-00000000",
        goods="云朵猫摆件",
        reasons="外观与公告图片相近",
        request="请求撤展",
        papers=DESIGN,
    )
    return replace(intake, **changes)  # type: ignore[arg-type]  # names of its fields
