"""Documents issued on a disk that fills up: a number is used by a whole document, or free; none is lost."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.actions.documents import Signature, issue_document
from app.actions.documents.drafts import keep_draft
from app.actions.duty import start_duty
from app.case import Case
from app.errors import InspectionError
from app.front.wiring import open_house
from app.kit import Kit
from tests.e2e.desk import NOW, ORDER, WHY, a_case, a_place
from tests.faults.recording import recorder
from tests.faults.site import LAPTOP

FORM = "correction_order"
TYPED = {"requirements": "撤下并销毁"}
REFUSED = Signature("party", "王某", refused="不愿签名")


def make_desk(place: Path) -> None:
    """Make a laptop with a stand's case, three leased numbers and a draft."""
    made = a_place(place)
    made.device.rename(place / LAPTOP)
    shutil.rmtree(made.bureau)
    with closing(open_house(place / LAPTOP)) as house:
        start_duty(house.kit, ["i1", "i2"], "inspector")
        keep_draft(house.kit, a_case(house.kit), FORM, "zh", TYPED, {})


def issuing(place: Path, say: Callable[[str], None]) -> None:
    """Issue an order; where the disk refuses, look at what is there and issue with space."""
    with closing(open_house(place / LAPTOP)) as house:
        kit, refusal = house.kit, None
        (line,) = kit.casebook.cases()
        issued = len(_whole(kit, line.number).documents)
        try:
            issue_document(kit, line.number, FORM, ORDER, [REFUSED], overrides=WHY)
            say(house.folder.logbook.head)
        except InspectionError as error:
            refusal = error
        recorder().recorder_arm(0, 0, 0, 0)
        found = len(_whole(kit, line.number).documents)
        assert found == issued + 1 if refusal is None else found in (issued, issued + 1)
        issue_document(kit, line.number, FORM, ORDER, [REFUSED], overrides=WHY)
        say(house.folder.logbook.head)
        assert len(_whole(kit, line.number).documents) == found + 1
        if refusal is not None:
            raise refusal


def _whole(kit: Kit, number: str) -> Case:
    """Return the case: its documents are all there, numbered in one row, and a draft not issued is kept."""
    case = kit.casebook.case(number)
    leased = [f"测市监责改〔{NOW.year}〕{n}号" for n in (1, 2, 3)]
    row = [*leased, *(f"临-1-{n}" for n in range(1, len(case.documents)))]
    found = [d.number for d in case.documents]
    assert found == row[: len(found)], found
    for document in case.documents:
        assert kit.blobs.get(document.pdf).startswith(b"%PDF-")
        assert json.loads(kit.blobs.get(document.values))["number"] == document.number
    if not case.documents:
        typed = kit.drafts.typed((number, FORM, "zh"))
        assert {name: one.value for name, one in typed.items()} == TYPED
    return case
