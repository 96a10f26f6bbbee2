"""Sets up the practice fair: a bureau, two inspectors' devices and a supervisor's, in one folder.

Everything goes the real way: requests, enrolment, leases, a sealed fair pack, an imported register. The
label pictures lie beside, to be dropped on the scan page.
"""

import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from app.actions.share import load_register
from app.bureau import INSPECTOR
from app.front.bureau_desk import FairPlan, enrol, lease, publish, write_pack
from app.front.officers_desk import certify, publish_root, request_certificates
from app.front.wiring import House, open_house
from app.law import CHINA
from app.letterhead import shipped_letterhead
from app.practice import FAIR, PracticeFair, make_practice
from app.practice.pictures import label_picture
from app.resources import PROGRAM
from offline_db.data_folder import DataFolder, create_data_folder, holds_installation
from sync.stick import Stick

SEED = 7
DEVICES = (("inspector-1", "一号机"), ("inspector-2", "二号机"), ("supervisor", "审核机"))
PREFIX = "练市监"  # what stands before the word of every number
BLOCK = 50  # numbers leased to each device
Report = Callable[[str, str], None]  # what is being done, zh and en


def practice_home(base: Path) -> Path:
    return base / "practice"


def set_up_practice(home: Path, report: Report, today: date | None = None) -> Path:
    """Make the practice fair in `home` unless it is there and still on; returns the first device's folder."""
    today = today or datetime.now(CHINA).date()
    stamp = home / "until.txt"
    first = home / DEVICES[0][0]
    if stamp.exists() and holds_installation(first) and stamp.read_text("utf-8") >= today.isoformat():
        return first
    if home.exists():
        home.rename(home.with_name(f"{home.name}-{datetime.now(CHINA):%Y%m%d-%H%M%S}"))
    new = home.with_name(home.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    report("正在生成练习展会", "Making the practice fair")
    fair = make_practice(SEED, today)
    bureau = _bureau(new, fair)
    report("正在登记设备", "Enrolling devices")
    folders = [_device(new, bureau, name, title) for name, title in DEVICES]
    keys = tuple(folder.keys.key.hex() for folder in folders)
    pack = new / "fair-pack.huhang"
    write_pack(bureau, pack, keys)
    bureau.close()
    for folder in folders:
        Stick(folder).read(pack, lambda done, total: True)
        folder.close()
    report("正在导入登记摘录", "Importing the register extract")
    for name, _ in DEVICES:
        house = open_house(new / name)
        load_register(house.kit, lambda done, total: True)
        house.close()
    _pictures(new / "labels", fair, today)
    (new / "until.txt").write_text(fair.ends.isoformat(), "utf-8")
    new.rename(home)
    return first


def practice_fair(house: House) -> PracticeFair | None:
    """Return the practice fair's key, None for a real fair."""
    fairs = house.folder.bureau.fairs
    if not fairs or not fairs[-1].practice:
        return None
    return make_practice(SEED, date.fromordinal(fairs[-1].begins.toordinal() + 1))


def _bureau(new: Path, fair: PracticeFair) -> DataFolder:
    bureau = create_data_folder(new / "bureau", fair.agency, PROGRAM, bureau=True)
    for officer in fair.officers:
        bureau.record(officer)
    plan = FairPlan(
        FAIR,
        fair.name,
        fair.venue,
        fair.agency,
        fair.begins,
        fair.ends,
        fair.stands,
        fair.register_csv,
        fair.register_name,
        fair.register_as_of,
        practice=True,
    )
    publish(bureau, plan)
    publish_root(bureau, fair.agency, datetime.now(CHINA))
    return bureau


def _device(new: Path, bureau: DataFolder, name: str, title: str) -> DataFolder:
    folder = create_data_folder(new / name, title, PROGRAM)
    request = new / f"{name}.request"
    Stick(folder).write_request(request)
    enrolled = enrol(bureau, request)
    request.unlink()
    folder.logbook.pin_root(bureau.own)
    year = bureau.bureau.fairs[-1].begins.year
    if INSPECTOR in name:
        for series in sorted({form.series for form in shipped_letterhead().forms.values()} - {""}):
            lease(bureau, enrolled.device, series, PREFIX + series, year, BLOCK)
        inspectors = [officer.id for officer in bureau.bureau.officers if officer.role == INSPECTOR]
        certify(bureau, request_certificates(folder, inspectors))
    return folder


def _pictures(folder: Path, fair: PracticeFair, today: date) -> None:
    folder.mkdir()
    for situation in fair.situations:
        name = re.sub(r"[^\w]", "", situation.exhibit)
        (folder / f"{situation.stand}-{name}.jpg").write_bytes(label_picture(situation, today))
        (folder / f"{situation.stand}-{name}.txt").write_text(situation.label, "utf-8")
