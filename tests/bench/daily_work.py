"""What an officer waits for, in one table: `python -m tests.bench.daily_work`.

Medians of several runs on this machine; CPU is this process's. Peers in the same run: an entry against a raw
write with fsync, a scan against zxing-cpp alone, a record against plain reportlab paragraphs.
"""

import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import zxingcpp
from PIL import Image
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Image as FlowImage
from reportlab.platypus import Paragraph, SimpleDocTemplate

from app import symbols
from app.actions.duty import start_duty
from app.actions.scan import scan_photo
from app.actions.stands import add_exhibit, open_case
from app.documents import Extras, Ink, Photo, render
from app.events import CommentMade
from app.front.practice_setup import set_up_practice
from app.front.wiring import open_house
from app.kit import Kit
from app.law import CHINA
from app.photos import PRINTED, as_jpeg, decode
from app.practice.names import ean
from app.typeset.fonts import load_fonts

RUNS = 7


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the median wall and CPU time in ms."""
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return median(walls), median(cpus)


def show(name: str, wall: float, cpu: float, note: str = "") -> None:
    print(f"{name:46} {wall:9.1f} ms wall {cpu:9.1f} ms CPU  {note}")


def photo(megapixels: float, code: str) -> bytes:
    """Make a noisy photo with an EAN-13 in it."""
    width = int((megapixels * 1e6 * 4 / 3) ** 0.5)
    height = width * 3 // 4
    grain = np.random.default_rng(1).normal(150, 12, (height, width, 3)).clip(0, 255).astype(np.uint8)
    bars = np.asarray(zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.EAN13).to_image(scale=6))
    grain[400 : 400 + bars.shape[0], 600 : 600 + bars.shape[1]] = bars[:, :, None]
    _, data = cv2.imencode(".jpg", cv2.GaussianBlur(grain, (3, 3), 0), [cv2.IMWRITE_JPEG_QUALITY, 90])
    return data.tobytes()


def entries(kit: Kit, folder: Path) -> None:
    wall, cpu = timed(lambda: kit.casebook.append("B-1-0001", CommentMade("x")), 100)
    target = folder / "raw"

    def raw() -> None:
        with target.open("ab") as file:
            file.write(bytes(600))
            file.flush()
            os.fsync(file.fileno())

    peer, _ = timed(raw, 100)
    show("append one entry, durable, case folded", wall, cpu, f"{wall / peer:.1f} × raw write + fsync")


def scans(kit: Kit) -> None:
    chance = random.Random(5)
    start_duty(kit, ["i1", "i2"], "inspector")
    case = open_case(kit, "1A05")
    pictures = [photo(12, ean(chance)) for _ in range(5)]

    def scan() -> None:
        _, exhibit = add_exhibit(kit, case.number, "x")
        scan_photo(kit, case.number, exhibit, pictures.pop())

    wall, cpu = timed(scan, 5)
    data = photo(12, "2000000000015")
    gray = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    peer, _ = timed(lambda: zxingcpp.read_barcodes(gray), 5)
    show("12 MP photo: kept, read, checked", wall, cpu, f"{wall / peer:.1f} × zxing-cpp alone")
    wall, cpu = timed(lambda: symbols.read(kit.decoder.decode(data)), 5)
    show("  of which decoding and reading codes", wall, cpu)


def records(kit: Kit) -> None:
    form = kit.forms["record_of_inspection", "zh"]
    values = {f.name: f.preset or "练习文字" for f in form.fields} | {"measure": ""}
    values["scene"] = "检查人员到达展位，当事人正在展出发光玩具等展品十二件，包装标注专利号。" * 14
    printed = as_jpeg(decode(photo(3, "2000000000015"), PRINTED))
    shots = tuple(Photo(printed, (f"照片{n}", "SHA-256 0123456789abcdef")) for n in range(12))
    target = io.BytesIO()
    Image.new("RGBA", (400, 160), (0, 0, 0, 0)).save(target, "PNG")
    inks = tuple(Ink(role, "", target.getvalue()) for role, _ in form.signers)
    extras = Extras("练习市市场监督管理局", "1", "2026年11月24日", shots, inks, code="HUHANG:1:" + "A" * 400)
    fonts = load_fonts()
    began = time.process_time()
    done = render(form, values, extras, fonts)
    cold = (time.process_time() - began) * 1000
    wall, cpu = timed(lambda: render(form, values, extras, fonts))

    def plain() -> None:
        style = getSampleStyleSheet()["BodyText"]
        style.fontName, style.wordWrap = "HuhangSong", "CJK"
        story: list[object] = [Paragraph(f"{f.label}：{values[f.name]}", style) for f in form.fields]
        story += [FlowImage(io.BytesIO(printed), 136, 102) for _ in range(12)]
        SimpleDocTemplate(io.BytesIO()).build(story)  # type: ignore[arg-type]  # flowables

    _, peer = timed(plain)
    note = (
        f"{done.pages} pages, {len(done.pdf) // 1024} KB, cold {cold:.0f} ms CPU, {cpu / peer:.2f} × platypus"
    )
    show("record of inspection with 12 photos", wall, cpu, note)


def start(folder: Path) -> None:
    program = (
        "import sys,time;began=time.perf_counter();from pathlib import Path;"
        "from app.front.wiring import open_house;from ui.application import Program;"
        "from app.typeset.fonts import ui_font_files;h=open_house(Path(sys.argv[1]));"
        "p=Program(h.kit,h.kit.wording,ui_font_files(),'zh',False);p.window.show();"
        "[p.application.processEvents() for _ in range(20)];p.window.grab();print(time.perf_counter()-began);"
        "p.worker.stop()"
    )
    times = []
    for _ in range(5):
        began = time.perf_counter()
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(
            [sys.executable, "-c", program, str(folder)], check=True, capture_output=True, env=environment
        )
        times.append((time.perf_counter() - began) * 1000)
    show("start to a usable window (whole process)", median(times), 0)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        today = datetime.now(CHINA).date()
        began = time.perf_counter()
        first = set_up_practice(Path(place) / "practice", lambda zh, en: None, today)
        show("practice fair set up", (time.perf_counter() - began) * 1000, 0)
        start(first.parent / "inspector-2")
        house = open_house(first)
        entries(house.kit, Path(place))
        scans(house.kit)
        records(house.kit)
        house.close()


if __name__ == "__main__":
    main()
