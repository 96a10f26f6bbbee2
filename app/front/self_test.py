"""`self-test`: every library once, as a smoke test of an installation or bundle."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

from app.documents import Extras, render
from app.front.boxes import make_box
from app.front.signing import warm
from app.front.wiring import make_kit
from app.labels import LabelReader
from app.names.answers import NameFilter
from app.symbols import read, readers
from offline_db.data_folder import create_data_folder
from offline_db.driver import connect
from offline_db.register import RegisterFile
from offline_db.screenings import Screenings


def self_test() -> Iterator[str]:
    """Yield a line for each part that works; an exception tells what does not."""
    with tempfile.TemporaryDirectory(prefix="huhang-") as place:
        folder = create_data_folder(Path(place) / "data", "self-test", "0", bureau=True)
        register = RegisterFile(folder.register_path)
        kit = make_kit(folder, register, Screenings(connect(":memory:")), make_box(folder))
        yield f"log: {folder.audit().entries} entry, whole: {folder.audit().whole}"
        bars = zxingcpp.create_barcode("6901028075763", zxingcpp.BarcodeFormat.EAN13).to_image(scale=3)
        target = io.BytesIO()
        Image.fromarray(np.asarray(bars)).save(target, "PNG")
        (symbol,) = read(kit.decoder.decode(target.getvalue()))
        yield f"codes: {symbol.text} by {', '.join(readers())}"
        form = kit.forms["goods_list", "zh"]
        done = render(form, {"items": (("1", "蓝鲸玩具", "", "件", "1", ""),)}, Extras("自检"), kit.fonts)
        document = pypdfium2.PdfDocument(done.pdf)
        yield f"document: {len(done.pdf)} bytes, {len(document)} page"
        with LabelReader() as labels:
            lines = labels.read(document[0].render(scale=2).to_numpy()[:, :, :3], 20.0)
        (found,) = (line.text for line in lines if "蓝鲸玩具" in line.text)
        yield f"label: {found} among {len(lines)} lines"
        table = Path(place) / "register.csv"
        table.write_text("kind,number,name,nice\ntrademark,12345678,蓝鲸,28\n", "utf-8")
        kit.register.import_files(
            [table], name="自检", as_of=date(2026, 1, 1), digest="", progress=lambda done, total: True
        )
        (hit, *_) = kit.register.resembling("兰鲸", NameFilter()).hits
        yield f"register: {hit.name} for 兰鲸"
        warm()
        finished = kit.signing.finish(done.pdf, b"{}", "none", officers=(), moment=kit.now())
        points = kit.signing.verify(finished.pdf).points()
        yield f"archive: {len(finished.pdf)} bytes, {len(points)} points checked"
        register.close()
        folder.close()
    yield "self-test ok"
