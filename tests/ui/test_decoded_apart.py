"""The program with its keys decodes no file from outside; a file that ends a decoder ends nothing else."""

import io
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QLabel

from app import photos
from app.actions.custody import view_photo
from app.actions.documents import document_pdf, issue_document
from app.actions.duty import start_duty
from app.actions.photos import derive_picture, take_photo
from app.actions.scan import scan_photo
from app.decoding import Decoder
from app.errors import BadInput
from app.front.wiring import House, open_house
from app.typeset.fonts import ui_font_files
from tests.app.papers import picture
from tests.e2e.desk import WHY, a_case, a_place
from tests.ui.conftest import until
from ui.application import Program
from ui.pages.case import CasePage
from ui.printing import page_images


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = open_house(a_place(tmp_path).device)
    start_duty(made.kit, ("i1", "i2"), "inspector")
    yield made
    made.close()


@pytest.fixture
def nothing_is_decoded_here(monkeypatch: pytest.MonkeyPatch, house: House) -> House:
    """Let decoding in this process fail the test, but of pictures that it has made itself."""
    house.kit.decoder.decode(picture())  # its process is another, which this does not reach

    def forbidden(*_: object) -> None:
        raise AssertionError("a file from outside was decoded where the keys are")

    monkeypatch.setattr(photos, "_opened", forbidden)
    monkeypatch.setattr(pypdfium2.PdfDocument, "__init__", forbidden)
    return house


def a_code() -> bytes:
    """A photo with the bars of a product."""
    bars = np.array(zxingcpp.create_barcode("6901028075763", zxingcpp.BarcodeFormat.EAN13).to_image(scale=3))
    target = io.BytesIO()
    Image.fromarray(np.pad(bars, 40, constant_values=255)).save(target, "PNG")
    return target.getvalue()


def test_nothing_from_outside_is_decoded_where_the_keys_are(nothing_is_decoded_here: House) -> None:
    kit = nothing_is_decoded_here.kit
    number = a_case(kit)
    exhibit = kit.casebook.case(number).exhibits[0].id

    taken = take_photo(kit, number, picture(size=(640, 480)), purpose="mark").photos[-1].sha256
    _, (code,) = scan_photo(kit, number, exhibit, a_code())
    seen = view_photo(kit, number, taken, 100)
    derived = derive_picture(kit, number, taken, "blur", [(10, 10, 90, 90)])
    _, document = issue_document(kit, number, "record_of_inspection", {}, overrides=WHY)
    pages = page_images(kit.decoder, document_pdf(kit, number, document), 50)

    assert (code.text, seen.shape, len(derived.photos)) == ("6901028075763", (75, 100, 3), 3)
    assert pages


def children() -> set[int]:
    return {child.pid or 0 for child in multiprocessing.active_children()}


def halt(decoder: Decoder, before: set[int]) -> None:
    """Let the decoder's process do nothing more, as a file may that hangs it."""
    decoder.decode(picture())
    (pid,) = children() - before
    os.kill(pid, signal.SIGSTOP)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system halts no process")
def test_a_photo_that_ends_its_decoder_harms_neither_case_nor_page(house: House) -> None:
    number = a_case(house.kit)
    take_photo(house.kit, number, picture(size=(640, 480)), purpose="wide")
    impatient, before = Decoder(patience_s=0.2), children()
    kit = replace(house.kit, decoder=impatient)
    program = Program(kit, kit.wording, ui_font_files(), "zh", dark=False)
    program.window.show()
    halt(impatient, before)

    program.window.go("case", number)

    page = program.window.pages["case"]
    assert isinstance(page, CasePage)
    until(lambda: "照片无法显示" in [text.text() for text in page.findChildren(QLabel)])
    assert any(text.text().endswith("展位全景") for text in page.findChildren(QLabel))
    halt(impatient, before)
    with pytest.raises(BadInput, match="解码中断"):
        take_photo(kit, number, picture(size=(300, 200)), purpose="wide")
    assert len(kit.casebook.case(number).photos) == 1
    assert house.folder.audit().whole
    program.stop()


class Watched(Decoder):
    """A decoder that knows when it is at work, and whether it was ended then."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.ended = threading.Event(), threading.Event()
        self.cut_short = False

    def read_facts(self, data: bytes) -> photos.PhotoFacts:
        self.began.set()
        facts = super().read_facts(data)
        self.ended.set()
        return facts

    def stop(self) -> None:
        self.cut_short = not self.ended.is_set()
        super().stop()


def test_a_photo_taken_as_the_program_ends_is_kept(house: House) -> None:
    number, watched = a_case(house.kit), Watched()
    kit = replace(house.kit, decoder=watched)
    program = Program(kit, kit.wording, ui_font_files(), "zh", dark=False)
    data = picture(size=(9000, 6000))
    program.worker.run(lambda kit: take_photo(kit, number, data, purpose="wide"), lambda case: None)
    assert watched.began.wait(30)

    program.stop()

    assert not watched.cut_short
    assert len(kit.casebook.case(number).photos) == 1
